"""CSV: one row a claim or incident, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from gesta.ledger import Ledger
from gesta.ledger.tables import CLAIM_COLUMNS, INCIDENT_COLUMNS, csv_lines, safe
from tests.ledger import world


def rows(ledger: Ledger, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(ledger, table)), newline="")))


def test_one_row_a_claim_with_names_beside_ids(ledger: Ledger) -> None:
    found = {row["id"]: row for row in rows(ledger, "claims")}
    assert set(found) == {world.C1.id, world.C2.id, world.C3.id}
    row = found[world.C1.id]
    assert tuple(row) == CLAIM_COLUMNS
    assert (row["incident"], row["outlet"], row["published"]) == ("i1", "Valley News", "2024-03-05")
    assert (row["actors"], row["actor_ids"]) == ("Northern Front", world.FRONT.id)
    assert (row["places"], row["lat"], row["country"]) == ("Qaryat Umm", "29.55", "ISR")
    assert (row["time_start"], row["said_by"]) == ("2024-03-04", "The Northern Front")
    assert (found[world.C2.id]["killed_low"], found[world.C2.id]["killed_high"]) == ("12", "")


def test_one_row_an_incident(ledger: Ledger) -> None:
    (row,) = rows(ledger, "incidents")
    assert tuple(row) == INCIDENT_COLUMNS
    assert (row["place"], row["killed_best"], row["disputed"]) == ("Qaryat Umm", "12", "killed")
    assert row["claim_ids"].split("; ") == list(world.INCIDENT.claims)


def test_no_cell_is_a_formula(ledger: Ledger) -> None:
    cells = [cell for row in rows(ledger, "claims") for cell in row.values()]
    assert "'=SUM(A1)" in cells
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_first_characters_that_spreadsheets_run(first: str) -> None:
    assert safe(f"{first}1+1") == f"'{first}1+1"


def test_numbers_and_plain_words_stay() -> None:
    assert [safe(value) for value in (-3, 29.5, "a=b", None, "")] == ["-3", "29.5", "a=b", "", ""]
