"""Columns of UCDP GED and ACLED, read as CSV and by Gesta's own reader of those data sets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from gesta.analysis.from_csv import from_csv
from gesta.export import Extract, acled, ged, pieces
from gesta.export.acled import kinds
from gesta.export.extract import Row
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.types import Actor, Incident
from tests.export.conftest import give


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def row(
    actors: str = "", recipients: str = "", modes: str = "", kind: str = "ASSAULT", weapon: str = ""
) -> Row:
    """An incident between parties of these types."""
    sides = [tuple(Actor(t, t, type=t) for t in words.split()) for words in (actors, recipients)]
    incident = Incident("i", kind, (), tuple(modes.split()), weapons=(weapon,) if weapon else ())
    return Row(incident, "", None, sides[0], sides[1], ())


def test_ged_has_its_columns_and_keeps_the_doubts(ledger: Ledger) -> None:
    (found,) = rows(give(ledger, "ged"))
    assert tuple(found) == ged.COLUMNS
    assert set(ged.FILLED) <= set(ged.COLUMNS)
    assert {name for name, cell in found.items() if cell} <= set(ged.FILLED)
    assert (found["low"], found["best"], found["high"]) == ("3", "12", "")
    assert (found["date_start"], found["date_prec"]) == ("2024-03-04", "1")
    assert (found["where_prec"], found["where_description"]) == ("1", "town, within 10 km")
    assert (found["type_of_violence"], found["dyad_name"]) == (
        "1", "Northern Front - Hill Army; fuel depot",
    )  # fmt: skip
    assert found["source_office"] == "Valley News; Coast Wire"
    assert (found["gesta_status"], found["gesta_disputes"]) == ("disputed", "killed: 12 / 3")


def test_acled_takes_the_lowest_figure_and_keeps_the_others(ledger: Ledger) -> None:
    (found,) = rows(give(ledger, "acled"))
    assert tuple(found) == acled.COLUMNS
    assert {name for name, cell in found.items() if cell} <= set(acled.FILLED)
    assert (found["fatalities"], found["gesta_killed_best"]) == ("3", "12")
    assert (found["event_type"], found["sub_event_type"]) == (
        "Explosions/Remote violence", "Air/drone strike",
    )  # fmt: skip
    assert (found["inter1"], found["inter2"]) == ("", "State forces")
    assert (found["geo_precision"], found["time_precision"]) == ("1", "1")
    assert "Disputed: killed: 12 / 3" in found["notes"]


@pytest.mark.parametrize("name", ["ged", "acled"])
def test_gestas_reader_of_the_data_set_takes_it(ledger: Ledger, name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(give(ledger, name))
    (found,) = from_csv(path, Filter()).rows
    assert (found.id, found.first.isoformat()) == ("i1", "2024-03-04")


@pytest.mark.parametrize("name", ["ged", "acled"])
def test_what_they_do_not_hold_is_counted(odd_ledger: Ledger, name: str) -> None:
    extract = Extract(odd_ledger)
    found = rows(b"".join(pieces(name, extract)))
    assert [r["id" if name == "ged" else "event_id_cnty"] for r in found] == ["i-full"]
    assert sum(extract.left_out.values()) == 2
    assert not [c for r in found for c in r.values() if c.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize(
    ("sides", "violence"),
    [
        (("force", "group"), 1), (("group", "group"), 2), (("group", "civilian"), 3),
        (("", "civilian"), 3), (("group", ""), None), (("group", "person"), None),
        (("group", "civilian group"), None), (("group force", ""), 1), (("", ""), None),
    ],
)  # fmt: skip
def test_type_of_violence_is_said_only_where_the_sides_are_known(
    sides: tuple[str, str], violence: int | None
) -> None:
    assert ged._violence(row(*sides)) == violence


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (row("group", "force"), ("Battles", "Armed clash")),
        (row("group", "civilian"), (acled.CIVILIANS, "Attack")),
        (row("group", "civilian", "abduct"), (acled.CIVILIANS, "Abduction/forced disappearance")),
        (row("group", "force", "aerial"), (acled.REMOTE, "Air/drone strike")),
        (row("group", weapon="rocket"), (acled.REMOTE, "Shelling/artillery/missile attack")),
        (row("group"), (None, None)),
        (row(kind="PROTEST", modes="riot"), ("Riots", None)),
        (row("group", kind="COERCE", modes="seize"),
         ("Battles", "Non-state actor overtakes territory")),
        (row("force", kind="COERCE", modes="seize"), ("Battles", None)),
        (row(kind="COERCE", modes="arrest"), (acled.STRATEGIC, "Arrests")),
        (row(kind="AGREE"), (acled.STRATEGIC, "Agreement")),
    ],
)  # fmt: skip
def test_event_types_follow_from_modes_weapons_and_sides(
    made: Row, expected: tuple[str | None, str | None]
) -> None:
    assert kinds(made) == expected


def test_an_attack_that_every_claim_says_was_stopped_is_no_violence(ledger: Ledger) -> None:
    (made,) = list(Extract(ledger).rows())
    stopped = [replace(t, claim=replace(t.claim, outcome="intercepted")) for t in made.tellings]
    assert kinds(replace(made, tellings=tuple(stopped)))[1] == "Disrupted weapons use"
    assert kinds(replace(made, tellings=(made.tellings[0], stopped[1])))[0] == acled.REMOTE
