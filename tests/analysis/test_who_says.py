"""Claims of a ledger: speakers, their sides and copies, and the verb's words, JSON and plot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gesta.analysis.statements import statements
from gesta.cli.app import command_line
from gesta.errors import GestaError
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.types import Incident, Speaker, Tie
from tests import factories as make
from tests.analysis.ledgers import DAY0, TOWN, when

GUARD = make.actor("Border Guard", type="force")
BANNER = make.actor("Red Banner")
MINISTRY = make.actor("Northland Ministry", type="government")
STATE = make.actor("Northland", type="government")
SPOKESMAN = make.actor("Ali Pindar", type="person")
ACTORS = (GUARD, BANNER, MINISTRY, STATE, SPOKESMAN)


class Told:
    """Claims on attacks, put together one report at a time."""

    def __init__(self) -> None:
        self.grounded: list[Any] = []
        self.claims: dict[str, list[str]] = {}
        self.copies: dict[str, str] = {}

    def say(
        self, incident: str, outlet: str, *, by: Any = None, doer: Any = BANNER,
        certainty: str = "reported", copy_of: str | None = None,
    ) -> str:  # fmt: skip
        """A report of an outlet in which `by`, or the outlet itself, says that `doer` did it."""
        text = f"{doer.name} attacked Tel Amara ({len(self.grounded)}), {by.name if by else outlet} said."
        report = make.report(text, outlet=outlet, published=DAY0)
        said = (Speaker(by.name, by.id, cue="said"),) if by else ()
        claim = make.claim(
            report, text, "attacked", certainty=certainty, time=when(0), said_by=said,
            actors=(make.party(text, doer.name, doer.id),),
        )  # fmt: skip
        grounded = make.grounded(report, claim, actors=ACTORS, places=(TOWN,))
        self.grounded.append((grounded, make.source(text, outlet=outlet)))
        self.claims.setdefault(incident, []).append(claim.id)
        if copy_of:
            self.copies[report.id] = copy_of
        return report.id

    def write(self, path: Path, *ties: Tie) -> Path:
        with Ledger.open(path, create=True) as ledger:
            for grounded, source in self.grounded:
                ledger.add(grounded, source)
            ledger.replace_view(
                incidents=[
                    Incident(name, "ASSAULT", tuple(sorted(ids)), time=when(0))
                    for name, ids in self.claims.items()
                ],
                edges=(), ties=ties, copies=self.copies,
            )  # fmt: skip
        return path


def tie(kind: str, one: Any, two: Any) -> Tie:
    return Tie(f"t-{one.id}", kind, one.id, two.id, basis="registry")


def run(*words: str) -> str:
    done = CliRunner().invoke(command_line("claims"), ["claims", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def standing(path: Path, actor: str) -> list[str]:
    found = json.loads(run(str(path), "--actor", actor, "--draws", "20", "--json"))
    return [row["standing"] for row in found["details"]]


def test_another_outlet_s_own_word_bears_a_party_out(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North", by=MINISTRY)
    told.say("i1", "South Wire")
    told.say("i2", "Daily North", by=MINISTRY)
    assert standing(told.write(tmp_path / "a.ledger"), "Northland Ministry") == [
        "borne out",
        "open",
    ]


def test_a_copy_bears_out_nothing(tmp_path: Path) -> None:
    told = Told()
    first = told.say("i1", "Daily North")
    told.say("i1", "South Wire", copy_of=first)
    path = told.write(tmp_path / "a.ledger")
    found = json.loads(run(str(path), "--draws", "20", "--json"))
    assert [(r["speaker"], r["standing"]) for r in found["details"]] == [("Daily North", "open")]
    assert found["dropped"] == {"duplicate": 1}


@pytest.mark.parametrize(("kin", "stands"), [(True, ["open"]), (False, ["borne out"])])
def test_a_ministry_s_state_does_not_bear_it_out(tmp_path: Path, kin: bool, stands: list[str]) -> None:  # fmt: skip
    told = Told()
    told.say("i1", "Daily North", by=MINISTRY)
    told.say("i1", "South Wire", by=STATE)
    ties = (tie("part-of", MINISTRY, STATE),) if kin else ()
    path = told.write(tmp_path / "a.ledger", *ties)
    assert standing(path, "Northland Ministry") == stands


def test_a_client_s_patron_does_not_bear_it_out(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North", by=BANNER, certainty="claimed")
    told.say("i1", "South Wire", by=STATE)
    assert standing(told.write(tmp_path / "a.ledger", tie("backed-by", BANNER, STATE)), "Red Banner") == ["open"]  # fmt: skip


def test_a_spokesman_is_the_body_he_speaks_for(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North", by=SPOKESMAN, certainty="claimed")
    told.say("i1", "South Wire", by=BANNER, certainty="claimed")
    path = told.write(tmp_path / "a.ledger", tie("speaks-for", SPOKESMAN, BANNER))
    with Ledger.open(path) as ledger:
        found = statements(ledger, Filter())
    assert {s.speaker for s in found.said} == {BANNER.id} and {s.act for s in found.said} == {
        "claims"
    }


def test_a_denial_is_kept_against_those_who_blame(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North", by=STATE)
    told.say("i1", "South Wire", by=BANNER, certainty="denied")
    path = told.write(tmp_path / "a.ledger")
    assert (standing(path, "Northland"), standing(path, "Red Banner")) == (["denied"], ["contradicted"])  # fmt: skip


def test_plans_are_no_statements(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North", by=STATE, certainty="planned")
    assert "1 planned or hypothetical" in run(str(told.write(tmp_path / "a.ledger")))


def test_the_verb_gives_words_and_a_plot(tmp_path: Path) -> None:
    told = Told()
    for k in range(8):
        told.say(f"i{k}", "Daily North", by=MINISTRY)
        told.say(f"i{k}", "South Wire")
    path, plot = told.write(tmp_path / "a.ledger"), tmp_path / "a.svg"
    words = run(str(path), "--actor", "Ministry", "--plot", str(plot))
    assert "YES." in words and "8 borne out" in words and "not to be true" in words
    assert plot.read_text().startswith("<?xml")
    assert "Northland Ministry" in run(str(path), "--outlet", "South")


def test_an_outlet_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    told = Told()
    told.say("i1", "Daily North")
    path = told.write(tmp_path / "a.ledger")
    done = CliRunner().invoke(command_line("claims"), ["claims", str(path), "--outlet", "Nobody"])
    assert isinstance(done.exception, GestaError) and "Daily North" in str(done.exception)


def test_an_empty_ledger_is_refused_in_words(tmp_path: Path) -> None:
    assert "CANNOT TELL." in run(str(Told().write(tmp_path / "a.ledger")))
