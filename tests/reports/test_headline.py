"""The headline stands before the kept text, once, and leads back where the original has it."""

from __future__ import annotations

import json

import pytest

from gesta.reports import parse
from gesta.reports.details import Detail, Details
from gesta.reports.headline import with_headline
from gesta.reports.traced import trace
from gesta.types import Report, Source

BODY = (
    "Shells fell on the harbour of Port Amal before dawn, and the fire burned until noon.\n\n"
    "The coast guard said that the crews had been warned in time, and that most of them had gone "
    "ashore. Two boats sank at their moorings. The harbour master asked for pumps and for divers, "
    "and closed the northern pier. Traders said that the price of fish had doubled by the evening, "
    "and that the ice house would stand empty for a week or more, as it did in the spring."
)


def row(title: str, text: str = BODY) -> Report:
    """The report of a table's row."""
    fields = {"title": title, "text": text}
    report = parse(Source("a.jsonl#1", "row", json.dumps(fields).encode(), fields=fields))
    assert isinstance(report, Report)
    return report


def test_a_toll_told_in_the_headline_alone_is_in_the_kept_text() -> None:
    report = row("Two sailors killed in Port Amal shelling")
    assert report.text == f"Two sailors killed in Port Amal shelling\n\n{BODY}"


@pytest.mark.parametrize(
    "title",
    [
        "Shells fell on the harbour of Port Amal before dawn, and …",
        "SHELLS FELL ON THE HARBOUR OF PORT AMAL BEFORE DAWN AND THE FIRE BURNED",
        "2024",
        "Port Amal",
        "word " * 80,
        "",
    ],
)
def test_what_the_body_says_again_or_is_no_headline_stays_out(title: str) -> None:
    assert row(title).text == BODY


def test_a_page_with_little_text_gets_no_headline() -> None:
    prompt = "Readers of ours sign in here. Press the green field and give your name."
    assert row("Two sailors killed in Port Amal shelling", prompt).text == prompt


def test_the_outlet_behind_a_headline_stays_out() -> None:
    report = row("Two sailors killed in shelling | Harbour News 5")
    assert report.text.startswith("Two sailors killed in shelling\n\n")


def test_the_words_behind_the_headline_lead_back_to_their_own_place() -> None:
    report = row("Two sailors killed in Port Amal shelling")
    first = report.segments[0]
    assert report.text[first.start :].startswith("Shells fell") and first.origin == 0


def test_a_headline_of_the_file_itself_leads_back_too() -> None:
    text = f"Two sailors killed in shelling\nBy Lena Ortiz\n\n{BODY}\n"
    report = parse(Source("a.txt", "txt", text.encode()))
    assert isinstance(report, Report)
    for run in report.segments:
        kept = report.text[run.start : run.start + run.length]
        assert text[run.origin : run.origin + run.length] == kept
    assert report.segments[0].start == 0


def test_a_dateline_keeps_its_place_behind_the_headline() -> None:
    report = row("Two sailors killed in shelling", "PORT AMAL, Sept 26 (HW) — " + BODY)
    assert report.dateline is not None
    there = report.text[report.dateline.start : report.dateline.end]
    assert there == report.dateline.text == "PORT AMAL"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Two shot dead in Elkton - WXYZ News 5 - Elkton, Ohio", "Two shot dead in Elkton"),
        ("Two shot dead in Elkton | Valley Paper", "Two shot dead in Elkton"),
        ("Two shot dead in Elkton :: WXYZ.com", "Two shot dead in Elkton"),
        ("Two shot dead - one of them a news vendor", "Two shot dead - one of them a news vendor"),
        ("Two shot dead in Elkton - WXYZ", "Two shot dead in Elkton"),
        ("Missile strike kills five - Kyiv", "Missile strike kills five - Kyiv"),
        ("News vendor shot - three held", "News vendor shot - three held"),
    ],
)
def test_the_site_behind_a_headline_is_no_part_of_it(title: str, kept: str) -> None:
    details = Details(title=Detail(title, "column title"))
    body = "Nobody said anything of it for a long while. " * 12
    assert with_headline(trace(body), details, body).text.split("\n\n")[0] == kept
