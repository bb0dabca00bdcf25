"""RIS, read by rispy: a reference a report, with the words it was cited for."""

from __future__ import annotations

import rispy

from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def test_a_reference_a_report(ledger: Ledger) -> None:
    first, second = rispy.loads(give(ledger, "ris").decode("utf-8"))
    assert (first["type_of_reference"], first["id"]) == ("NEWS", world.R1.id)
    assert (first["title"], first["secondary_title"]) == ("Depot struck", "Valley News")
    assert (first["year"], first["date"]) == ("2024", "2024/03/05")
    assert first["keywords"] == ["gesta:incident/i1"]
    assert [n for n in first["notes"] if world.C2.evidence.text in n]
    assert f"SHA-256 {world.R1.sha256}" in first["notes"]
    assert f"A copy of {world.R1.id}" in second["notes"]
    assert "year" not in second


def test_a_line_end_in_a_title_begins_no_field(odd_ledger: Ledger) -> None:
    found = {ref["id"]: ref for ref in rispy.loads(give(odd_ledger, "ris").decode("utf-8"))}
    assert set(found) == {odd.HEAD.id, odd.BARE.id}
    full = found[odd.HEAD.id]
    assert (full["type_of_reference"], full["title"]) == ("NEWS", "=1+1 TY - JOUR")
    assert full["secondary_title"] == "+Coast Wire"
    assert full["urls"] == [odd.HEAD.url]
    assert found[odd.BARE.id]["title"] == odd.BARE.id


def test_only_sources_of_the_chosen_incidents(odd_ledger: Ledger) -> None:
    data = give(odd_ledger, "ris", asked=Filter(type="CONSULT"))
    assert [ref["id"] for ref in rispy.loads(data.decode("utf-8"))] == [odd.BARE.id]
