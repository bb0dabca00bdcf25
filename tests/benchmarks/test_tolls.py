"""The benchmark of tolls picks reports and incidents as it says."""

from __future__ import annotations

from benchmarks.tolls import first_reports, leading, strikes_told, tells
from gesta.types import Claim, Count, Incident, Quote


def claim(name: str, at: int, count: int | None = None) -> Claim:
    words = Quote(at, at + 5, "raids")
    told = None if count is None else Count(str(count), count, count)
    return Claim(name, "r", words, words, "ASSAULT", "reported", count=told)


def test_the_first_report_is_the_earliest_dated() -> None:
    rows = [
        {"incident": "1", "id": "late", "dct": "2020-02-02"},
        {"incident": "1", "id": "early", "dct": "2020-01-31"},
        {"incident": "1", "id": "undated"},
        {"incident": "2", "id": "only"},
    ]
    assert [row["id"] for row in first_reports(rows)] == ["early", "only"]


def test_a_menu_tells_of_no_shooting() -> None:
    assert not tells("Sign in to read on. " * 20)
    assert not tells("A man was shot and killed.")
    assert tells("A man was shot and killed. " + "The inquiry goes on. " * 10)


def test_the_leading_incident_has_most_claims_then_is_told_first() -> None:
    claims = [claim("a", 0), claim("b", 50), claim("c", 90)]
    one, two = Incident("i", "ASSAULT", ("a",)), Incident("j", "ASSAULT", ("b", "c"))
    other = Incident("k", "ACCUSE", ("a", "b", "c"))
    assert leading(claims, [one, two, other]) is two
    assert leading(claims, [Incident("l", "ASSAULT", ("b",)), one]) is one
    assert leading(claims, [other]) is None


def test_strikes_are_the_first_number_else_one_else_none() -> None:
    assert strikes_told([claim("a", 0), claim("b", 9, 4)]) == 4
    assert strikes_told([claim("a", 0)]) == 1
    assert strikes_told([]) is None
