"""`gesta review` as people run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gesta.cli.review_given import given_of, missed_of
from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.view import rebuild_view
from tests import factories as make
from tests.cli.test_verbs import gesta
from tests.ledger import world

C1, C2 = world.C1.id, world.C2.id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = world.filled(tmp_path / "small.ledger")
    with Ledger.open(path) as ledger:
        rebuild_view(ledger)
    return path


def test_claims_are_corrected_listed_logged_and_undone(path: Path, tmp_path: Path) -> None:
    out, _ = gesta("review", path, "list", "--kind", "claim", "--json")
    assert C2 in {json.loads(line)["id"] for line in out.splitlines()}
    out, err = gesta(
        "review", path, "correct", C2, "killed", "-v", "10-12", "--by", "ana", "-r", "counted"
    )
    made = out.partition(":")[0]
    assert "ana killed is 10 to 12" in out and "Incidents that changed" in err
    gesta("review", path, "correct", C2, "recipient", "--words", "guards", "-v", "Hill Army",
          "--item", "0", "--by", "ana", code=2)  # fmt: skip
    gesta("review", path, "reject", C1, GESTA_USER="ben")
    shown, _ = gesta("show", path, "claims", "--json")
    assert C1 not in {json.loads(line)["id"] for line in shown.splitlines()}
    out, _ = gesta("review", path, "log")
    assert all(words in out for words in ("ana", "counted", "ben", "rejects the claim"))
    gesta("review", path, "undo", "--by", "ben")
    gesta("review", path, "undo", made, "--by", "ana")
    out, _ = gesta("review", path, "log", "--json")
    assert [json.loads(line)["undone"] for line in out.splitlines()] == [True, True, False, False]
    out, _ = gesta("review", path, "list", "--kind", "word", code=2)


def test_an_event_that_was_missed_is_added_and_taken_back(path: Path) -> None:
    before, _ = gesta("show", path, "claims", "--json")
    out, err = gesta(
        "review", path, "add", world.R1.id, "assault", "--words", "strike", "--role",
        "actor=The Front", "--role", "place=74:84", "-v", "modes=drone", "-v", "certainty=planned",
        "--by", "ana",
    )  # fmt: skip
    assert "ana adds ASSAULT at 'strike'" in out and "Incidents that changed" in err
    name = err.partition("The claim is ")[2].split(".")[0]
    shown, _ = gesta("show", path, "claims", "--json")
    line = next(line for line in map(json.loads, shown.splitlines()) if line["id"] == name)
    assert (line["type"], line["certainty"], line["modes"]) == ("ASSAULT", "planned", ["drone"])
    assert line["places"][0]["text"] == "Qaryat Umm"
    gesta("review", path, "add", world.R1.id, "ASSAULT", "-w", "strike", "--by", "ben", code=2)
    gesta("verify", path)
    gesta("review", path, "undo", "--by", "ana")
    assert gesta("show", path, "claims", "--json")[0] == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Which word tells of it"),
        ({"words": "a", "at": "1:2"}, "Which word tells of it"),
        ({"words": "n"}, "Say which with --at"),
        ({"words": "nowhere at all"}, "does not stand in the report"),
        ({"at": "x"}, "give two numbers"),
        ({"words": "strike", "roles": ["place"]}, "--role 'place': give a field"),
        ({"words": "strike", "roles": ["place=s"]}, "Say which with --role places="),
        ({"words": "strike", "roles": ["colour=red"]}, "'colour' is no field of a claim"),
        ({"words": "strike", "values": ["killed=many"]}, "give a number such as"),
        ({"words": "strike", "report": "r0"}, "There is no report 'r0'"),
    ],
)
def test_options_that_say_no_event_are_refused(
    path: Path, options: dict[str, Any], words: str
) -> None:
    given = {"words": None, "at": None, "roles": (), "values": (), **options}
    report = given.pop("report", world.R1.id)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=words):
        missed_of(ledger, report, "ASSAULT", **given)


def test_a_time_of_the_clock_that_the_report_tells_is_words(tmp_path: Path) -> None:
    told = make.report("Guards raided the depot at 06:30 on Monday, a doctor said.")
    with Ledger.open(tmp_path / "told.ledger", create=True) as ledger:
        ledger.add(make.grounded(told), make.source(told.text))
        missed = missed_of(ledger, told.id, "COERCE", words="raided", at=None, values=(),
                           roles=["time=06:30", "target=14:23"])  # fmt: skip
    assert [field.span for field in missed.fields] == [
        {"start": 27, "end": 32}, {"start": 14, "end": 23},
    ]  # fmt: skip


def test_corrections_go_out_and_come_back(path: Path, tmp_path: Path) -> None:
    gesta("review", path, "accept", C1, "--by", "ana")
    passages, _ = gesta("review", path, "export", "-f", "passages")
    assert passages.startswith("@ ") and "{1:ASSAULT struck}" in passages
    packed = tmp_path / "out.zip"
    gesta("review", path, "export", "-f", "brat", "-o", packed)
    out, _ = gesta("review", path, "import", packed, "--by", "dana")
    assert "3 decisions made, 0 refused" in out
    out, _ = gesta("review", path, "export", "-f", "labelstudio", "--interface")
    assert out.startswith("<View>")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "What is killed? Give --words"),
        ({"words": "a", "at": "1:2"}, "not both"),
        ({"at": "x"}, "give two numbers"),
        ({"words": "n"}, "Say which with --at"),
        ({"words": "nowhere at all"}, "does not stand in the report"),
        ({"value": "many"}, "give a number such as"),
    ],
)
def test_options_that_say_no_correction_are_refused(
    path: Path, options: dict[str, str], words: str
) -> None:
    given = {"words": None, "at": None, "value": None, "item": None, **options}
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=words.split("?")[0]):
        given_of(ledger, C1, "killed", **given)  # type: ignore[arg-type]


def test_values_of_the_command_line(path: Path) -> None:
    none = {"words": None, "at": None, "item": None}
    with Ledger.open(path) as ledger:
        for field, value, gives in (
            ("killed", "12", {"low": 12, "high": 12}), ("killed", "12-", {"low": 12, "high": None}),
            ("killed", "-20", {"low": None, "high": 20}), ("killed", "1,200", {"low": 1200, "high": 1200}),
            ("time", "2024-03-04", {"start": "2024-03-04", "end": "2024-03-04"}),
            ("time", "2024-03-04..", {"start": "2024-03-04", "end": None}),
            ("mode", "drone, aerial", ["drone", "aerial"]), ("type", "AID", "AID"),
        ):  # fmt: skip
            assert given_of(ledger, C1, field, value=value, **none).value == gives
        span = given_of(ledger, C1, "target", value=None, **{**none, "words": "fuel depot"}).span  # type: ignore[arg-type]
        assert world.FIRST[span["start"] : span["end"]] == "fuel depot"
