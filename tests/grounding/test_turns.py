"""Turns of speech of the news: each names its days, counts from publication, or stays open."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.grounding.dates import resolve, whole_spans
from gesta.grounding.dates.events import orthodox_easter
from gesta.types import Span, When

ANCHOR = date(2024, 3, 27)  # a Wednesday


def when(text: str, anchor: date | None = ANCHOR, **scope: str) -> When:
    return resolve(text, anchor=anchor, **scope)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("the week before last", "2024-03-11", "2024-03-17", "week"),
        ("the night before last", "2024-03-25", "2024-03-25", "hour"),
        ("the weekend before last", "2024-03-16", "2024-03-17", "span"),
        ("the month before last", "2024-01-01", "2024-01-31", "month"),
        ("the year before last", "2022-01-01", "2022-12-31", "year"),
        ("the Monday before last", "2024-03-18", "2024-03-18", "day"),
        ("the 15th", "2024-03-15", "2024-03-15", "day"),
        ("on the 31st", "2024-01-31", "2024-01-31", "day"),
        ("Thursday the 7th", "2024-03-07", "2024-03-07", "day"),
        ("Friday, the 13th", "2023-10-13", "2023-10-13", "day"),
        ("H1 2023", "2023-01-01", "2023-06-30", "span"),
        ("2022 H2", "2022-07-01", "2022-12-31", "span"),
        ("the first day of Ramadan", "2024-03-10", "2024-03-12", "span"),
        ("the last ten days of Ramadan", "2024-03-30", "2024-04-10", "span"),
        ("the 14th of Ramadan, 1445", "2024-03-23", "2024-03-25", "span"),
        ("Orthodox Easter", "2023-04-16", "2023-04-16", "day"),
        ("Orthodox Christmas 2022", "2022-01-07", "2022-01-07", "day"),
        ("the Hamas attack on 7 October", "2023-10-07", "2023-10-07", "day"),
    ],
)
def test_a_turn_of_speech_names_its_days(text: str, start: str, end: str, precision: str) -> None:
    found = when(text)
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


def test_a_day_of_the_month_follows_the_tense() -> None:
    assert when("the 29th", tense="future").start == date(2024, 3, 29)
    assert when("the 29th", tense="past").start == date(2024, 2, 29)
    assert when("the 29th").reason == "month taken from the publication date"


@pytest.mark.parametrize(
    "text", ["the week before last", "the 15th", "Thursday the 7th", "the Monday before last"]
)
def test_without_publication_date_turns_stay_open(text: str) -> None:
    assert (when(text, None).start, when(text, None).reason) == (None, "publication date unknown")


@pytest.mark.parametrize(
    "text", ["the 2nd Brigade", "the 101st", "the 32nd", "the 5th Corps", "15th", "H1N1"]
)
def test_ordinals_of_other_things_are_no_days(text: str) -> None:
    assert when(text).start is None


def test_turns_at_the_ends_of_the_calendar_are_borne() -> None:
    for anchor in (date.min, date.max):
        for text in ("the 31st", "the week before last", "Friday the 13th", "H1 9999"):
            when(text, anchor)


def test_orthodox_easter_against_known_days() -> None:
    assert [orthodox_easter(year) for year in (2021, 2022, 2023, 2024, 2025)] == [
        date(2021, 5, 2), date(2022, 4, 24), date(2023, 4, 16), date(2024, 5, 5), date(2025, 4, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("It was shelled in the past 24 hours.", "the", "the past 24 hours"),
        ("It was shelled since 25 June by jets.", "since", "since 25 June"),
        ("It was shelled around 5 p.m. by jets.", "around", "around 5 p.m"),
        ("It was shelled on Monday by jets.", "Monday", "Monday"),
        ("It was shelled by four jets.", "four", "four"),
        ("It was shelled for the fifth day.", "fifth day", "fifth day"),
        ("They met. The raid of 2 May failed.", "The", "The"),
    ],
)
def test_a_mention_cut_short_is_made_whole(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    (span,) = whole_spans(text, [Span(start, start + len(cut))])
    assert span.of(text).rstrip(".") == whole


def test_a_cut_mention_goes_to_the_mention_behind_it() -> None:
    text = "Shots fell around 4:25 p.m. Saturday by the pier."
    spans = [Span(11, 17), Span(18, 36)]
    assert [span.of(text) for span in whole_spans(text, spans)] == [
        "around 4:25 p.m. Saturday", "4:25 p.m. Saturday",
    ]  # fmt: skip
    assert [span.of(text) for span in whole_spans(text, spans[:1])] == ["around 4:25 p.m. Saturday"]


@pytest.mark.parametrize(
    "text", ["shortly before 9:30 p.m.", "after 11 p.m", "around 800pm", "about 0600 a.m."]
)
def test_a_clock_belongs_to_the_last_date_however_it_is_led_up_to(text: str) -> None:
    found = when(text)
    assert (found.start, found.precision) == (ANCHOR, "hour")
