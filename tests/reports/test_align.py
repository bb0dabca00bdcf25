"""The way back: every kept character that came from the original is found there again."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.reports import origin_of, parse
from gesta.reports.decode import decode
from gesta.reports.markup import visible_text
from gesta.reports.traced import join, segments_of, trace
from gesta.types import Report, Source
from tests.reports.page import page

ODD_TEXT = st.text(
    alphabet=st.sampled_from(list("ab Z.é—“”’\n\t\r\u00a0\u200b\u202e\ufeff\u00ad\x00\ud800😀ا")),
    max_size=80,
)


@given(ODD_TEXT)
def test_tidy_lines_lead_back_to_equal_characters(text: str) -> None:
    lines = [line.tidy() for line in trace(text).lines()]
    kept = join(lines, "\n\n")
    assert len(kept.text) == len(kept.origins)
    kept.text.encode("utf-8")
    for run in segments_of(kept, text):
        there = text[run.origin : run.origin + run.length]
        assert kept.text[run.start : run.start + run.length] == there
    covered = sum(run.length for run in segments_of(kept, text))
    assert covered >= sum(not char.isspace() for char in kept.text)


@given(ODD_TEXT.map(lambda text: text.replace("\ud800", "")))
@settings(deadline=None)
def test_plain_reports_hold_the_invariant(text: str) -> None:
    data = ("The army said that it was hit by them.\n\n" + text).encode()
    report = parse(Source("a.txt", "txt", data))
    original = decode(data).text
    if isinstance(report, Report):
        for run in report.segments:
            there = original[run.origin : run.origin + run.length]
            assert report.text[run.start : run.start + run.length] == there


def test_every_seen_character_of_a_page_leads_back() -> None:
    source = page()
    report = parse(Source("page.html", "html", source.encode()))
    assert isinstance(report, Report)
    for offset, char in enumerate(report.text):
        if char.isspace():
            continue
        place = origin_of(report, offset)
        assert place is not None
        assert source[place] == char or source[place] == "&"


def test_a_paragraph_break_leads_nowhere() -> None:
    report = parse(Source("page.html", "html", page().encode()))
    assert isinstance(report, Report)
    assert origin_of(report, report.text.index("\n\n")) is None
    assert origin_of(report, len(report.text)) is None


@pytest.mark.parametrize("entity", ["&amp;", "&#8217;", "&#x2019;", "&rsquo;", "&nbsp;"])
def test_an_entity_stands_at_its_ampersand(entity: str) -> None:
    seen = visible_text(f"<p>one {entity} two</p>")
    at = seen.text.index(html.unescape(entity))
    assert seen.origins[at] == len("<p>one ")
    assert seen.origins[seen.text.index("two")] == len(f"<p>one {entity} ")


@given(st.text(alphabet="<>/!-=\"'&; apscrite", max_size=120))
def test_the_scan_takes_any_source(source: str) -> None:
    seen = visible_text(source)
    assert len(seen.text) == len(seen.origins)
    assert all(-1 <= place < len(source) for place in seen.origins)
