"""CSV: one row a claim or incident, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from gesta.export.cells import csv_line, safe
from gesta.export.csv import CLAIM_COLUMNS, INCIDENT_COLUMNS
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def rows(ledger: Ledger, table: str, asked: Filter | None = None) -> list[dict[str, str]]:
    text = give(ledger, "csv", asked=asked, table=table).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_a_claim_with_names_beside_ids(ledger: Ledger) -> None:
    found = {row["id"]: row for row in rows(ledger, "claims")}
    assert list(found) == sorted([world.C1.id, world.C2.id, world.C3.id])
    row = found[world.C1.id]
    assert tuple(row) == tuple(CLAIM_COLUMNS)
    assert (row["incident"], row["outlet"], row["published"]) == ("i1", "Valley News", "2024-03-05")
    assert (row["actors"], row["actor_ids"]) == ("Northern Front", world.FRONT.id)
    assert (row["places"], row["lat"], row["country"]) == ("Qaryat Umm", "29.55", "ISR")
    assert (row["time_start"], row["said_by"]) == ("2024-03-04", "The Northern Front")
    assert (row["link"], row["evidence"]) == ("gesta:incident/i1", world.C1.evidence.text)
    assert (found[world.C2.id]["killed_low"], found[world.C2.id]["killed_high"]) == ("12", "")
    assert found[world.C3.id]["copy_of"] == world.R1.id


def test_one_row_an_incident_with_its_sources_and_doubts(ledger: Ledger) -> None:
    (row,) = rows(ledger, "incidents")
    assert tuple(row) == INCIDENT_COLUMNS
    assert (row["place"], row["killed_best"], row["disputed"]) == ("Qaryat Umm", "12", "killed")
    assert (row["killed_low"], row["killed_high"]) == ("3", "")
    assert row["claim_ids"].split("; ") == list(world.INCIDENT.claims)
    assert (row["outlets"], row["disputes"]) == ("Valley News; Coast Wire", "killed: 12 / 3")
    assert row["radius_km"] == "10.0"
    for claim in (world.C1, world.C2, world.C3):
        assert claim.evidence.text.strip() in row["words"]


def test_the_filter_holds_for_both_tables(ledger: Ledger) -> None:
    assert [r["id"] for r in rows(ledger, "claims", Filter(certainty="denied"))] == [world.C3.id]
    assert [r["id"] for r in rows(ledger, "incidents", Filter(status="disputed"))] == ["i1"]
    assert rows(ledger, "incidents", Filter(status="planned")) == []


@pytest.mark.parametrize("table", ["claims", "incidents"])
def test_no_cell_is_a_formula_and_nothing_else_is_changed(odd_ledger: Ledger, table: str) -> None:
    live = ("=", "+", "@", "\t", "\r", "\n", "-")
    for row in rows(odd_ledger, table):
        assert not [cell for cell in row.values() if cell.startswith(live)]
    if table == "claims":
        (row,) = [r for r in rows(odd_ledger, table) if r["id"] == odd.SAID.id]
        assert row["evidence"] == "'" + odd.SAID.evidence.text
        assert (row["outlet"], row["actors"]) == ("'+Coast\r\nWire", odd.ARABIC)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_first_characters_that_spreadsheets_run(first: str) -> None:
    assert safe(f"{first}1+1") == f"'{first}1+1"


def test_numbers_and_plain_words_stay() -> None:
    assert [safe(value) for value in (-3, 29.5, "a=b", None, "")] == ["-3", "29.5", "a=b", "", ""]


def test_a_nul_does_not_end_the_table() -> None:
    assert csv_line(["a\0b"]) == "a\ufffdb\r\n".encode()
