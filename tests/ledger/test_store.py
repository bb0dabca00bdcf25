"""What the ledger promises: whole or not at all, the same in any order, values as they came."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger, export_lines
from gesta.types import Grounded, Tie
from tests import factories as make
from tests.ledger import world


def test_values_come_back_as_they_went_in(ledger: Ledger) -> None:
    assert {r.id: r for r in ledger.reports()} == {
        world.R1.id: world.R1,
        world.R2.id: replace(world.R2, duplicate_of=world.R1.id),
    }
    rounded = replace(world.C1, score=0.9123)
    expected = sorted((rounded, world.C2, world.C3), key=lambda c: c.id)
    assert list(ledger.claims()) == expected
    assert list(ledger.assessments()) == [world.JUDGED]
    assert list(ledger.incidents()) == [world.INCIDENT]
    assert list(ledger.edges()) == [replace(world.EDGE, score=0.812346)]
    assert list(ledger.refusals()) == [world.REFUSED]
    assert list(ledger.reviews()) == [world.REVIEW]
    assert list(ledger.tie_claims()) == [world.TIE]


def test_bytes_come_back_as_received(ledger: Ledger) -> None:
    assert ledger.original(world.R2.id) == world.S2.data
    assert ledger.refused_bytes(world.REFUSED.id) == world.PDF
    assert ledger.original("r-none") is None


def test_ties_join_the_registry_and_the_claims(ledger: Ledger) -> None:
    both, registry = ledger.ties()
    assert both == Tie(
        "tboth", "part-of", world.FRONT.id, world.ARMY.id, (world.TIE,),
        make.day("2019-01-01"), make.day("2030-01-01"), "reports",
    )  # fmt: skip
    assert registry == world.REGISTRY


def test_one_actor_an_id_with_all_its_names(tmp_path: Path) -> None:
    first, second, third = (make.report(f"The Front, told {n} times.") for n in ("1", "2", "3"))
    seen = make.actor("The Front", "Front of the North")
    other = replace(seen, name="Al-Front", names=("Al-Front",), type="force")
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        for report, actors in ((first, (other,)), (second, (seen,)), (third, (seen,))):
            ledger.add(Grounded(report, actors=actors), make.source(report.text))
        (found,) = ledger.actors()
    assert found == replace(seen, names=("The Front", "Al-Front", "Front of the North"))


def test_an_actor_twice_in_one_report_is_one_sighting(tmp_path: Path) -> None:
    report = make.report("The Front, also called Al-Front.")
    seen = make.actor("The Front")
    twice = (seen, replace(seen, names=("Al-Front",)))
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(Grounded(report, actors=twice), make.source(report.text))
        (found,) = ledger.actors()
    assert found == replace(seen, names=("The Front", "Al-Front"))


def test_a_tie_of_votes_goes_to_the_first_name(tmp_path: Path) -> None:
    b = make.actor("Beta")
    a = replace(b, name="Alpha", names=("Alpha",), type="person")
    for order in ((a, b), (b, a)):
        with Ledger.open(tmp_path / f"{order[0].name}.ledger", create=True) as ledger:
            for number, actor in enumerate(order):
                report = make.report(f"Report {number} of {actor.name}.")
                ledger.add(Grounded(report, actors=(actor,)), make.source(report.text))
            (found,) = ledger.actors()
            assert (found.name, found.type, found.names) == ("Alpha", "person", ("Alpha", "Beta"))


def test_adding_twice_changes_nothing(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before = list(export_lines(ledger))
        assert not ledger.add(world.G1, world.S1)
        assert not ledger.add_refusal(world.REFUSED)
        assert not ledger.add_review(world.REVIEW)
        assert list(export_lines(ledger)) == before


def test_order_of_adding_does_not_matter(path: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "back.ledger", create=True) as backwards:
        world.fill(backwards, backwards=True)
        with Ledger.open(path) as forwards:
            assert list(export_lines(backwards)) == list(export_lines(forwards))


def test_a_report_that_breaks_half_way_leaves_nothing(tmp_path: Path) -> None:
    twice = Grounded(world.R1, (world.C1, world.C1))
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        with pytest.raises(LedgerError):
            ledger.add(twice, world.S1)
        assert not ledger.has(world.R1.id)
        assert ledger.count("claim_roles") == 0
        assert ledger.add(world.G1, world.S1)


def test_a_view_that_breaks_leaves_the_old_one(ledger: Ledger) -> None:
    with pytest.raises(LedgerError):
        ledger.replace_view(incidents=[world.INCIDENT, world.INCIDENT])
    assert list(ledger.incidents()) == [world.INCIDENT]


def test_knows_what_it_has_seen(ledger: Ledger) -> None:
    assert ledger.has(world.R1.id)
    assert ledger.has(world.REFUSED.id)
    assert not ledger.has("r0")
    assert ledger.seen_sha(world.R2.sha256)
    assert world.REFUSED.sha256 is not None
    assert ledger.seen_sha(world.REFUSED.sha256)
    assert not ledger.seen_sha("0" * 64)


def test_lone_surrogates_are_replaced_and_offsets_stay(tmp_path: Path) -> None:
    text = "A \ud800 odd mark before the town was shelled."
    report = replace(make.report("x"), text=text, title="\udfff", segments=())
    odd = Grounded(report, (make.claim(report, text, "shelled"),))
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        assert ledger.add(odd, make.source("x"))
        (claim,) = ledger.claims()
        assert claim.trigger.text == "shelled"
        assert claim.evidence.text == text.replace("\ud800", "\ufffd")


def test_people_can_query_it(ledger: Ledger) -> None:
    row = ledger.connection.execute(
        "SELECT actors, targets, places, said_by, incident FROM v_claims WHERE certainty = 'claimed'"
    ).fetchall()
    assert row == [("Northern Front", "fuel depot", "Qaryat Umm", "The Northern Front", "i1")]
    row = ledger.connection.execute("SELECT place, claims, disputed FROM v_incidents").fetchall()
    assert row == [("Qaryat Umm", 3, "killed")]


def test_other_programs_may_write_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "shared.ledger"
    script = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from gesta.ledger import Ledger\nfrom gesta.types import Grounded\n"
        "from tests import factories as make\n"
        "with Ledger.open(sys.argv[1], create=True) as ledger:\n"
        "    for n in range(25):\n"
        "        r = make.report(f'Writer {sys.argv[2]} wrote report {n}.')\n"
        "        ledger.add(Grounded(r), make.source(r.text))\n"
    )
    root = str(Path(__file__).parents[2])
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(n), root]) for n in range(3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.count("reports") == 75


@pytest.mark.parametrize("table", ["actors", "places", "ties", "claims", "incidents"])
def test_a_count_is_that_of_the_rows(ledger: Ledger, table: str) -> None:
    rows = ledger.connection.execute(f"SELECT * FROM {table}").fetchall()
    assert ledger.count(table) == len(rows) > 0
