"""Counts: the least and the most that words for a number say, and no number where there is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.grounding.counts import parse_count
from gesta.grounding.numerals import parse_numeral

SAID = [
    ("12", 12, 12),
    ("at least 12", 12, None),
    ("At least twelve", 12, None),
    ("no fewer than 5 soldiers", 5, None),
    ("no less than five", 5, None),
    ("a minimum of 10", 10, None),
    ("more than 100", 101, None),
    ("over 40,000", 40_001, None),
    ("well over 100,000", 100_001, None),
    ("upwards of 60", 61, None),
    ("up to 30", None, 30),
    ("as many as 200", None, 200),
    ("no more than 10", None, 10),
    ("fewer than 10", None, 9),
    ("under 100", None, 99),
    ("between 20 and 30", 20, 30),
    ("20-30", 20, 30),
    ("20–30 fighters", 20, 30),
    ("10 to 12", 10, 12),
    ("two or three", 2, 3),
    ("two to three hundred", 200, 300),
    ("at least 10 and up to 20", 10, 20),
    ("nearly 40", 36, 40),
    ("almost 8,000", 7_200, 8_000),
    ("about 50", 45, 55),
    ("some 300", 270, 330),
    ("around seven", 6, 8),
    ("an estimated 50,000", 45_000, 55_000),
    ("240 or so", 216, 264),
    ("just over 40", 41, 44),
    ("dozens", 24, None),
    ("dozens of people", 24, None),
    ("scores", 40, None),
    ("hundreds", 200, None),
    ("hundreds, if not thousands", 200, None),
    ("thousands", 2_000, None),
    ("tens of thousands", 20_000, None),
    ("hundreds of thousands", 200_000, None),
    ("several", 3, None),
    ("several dozen", 36, None),
    ("several hundred people", 300, None),
    ("a few thousand", 3_000, None),
    ("a handful", 3, None),
    ("a number of", 2, None),
    ("many", 2, None),
    ("a", 1, 1),
    ("an", 1, 1),
    ("an aid worker", 1, 1),
    ("one", 1, 1),
    ("a dozen", 12, 12),
    ("more than a dozen", 13, None),
    ("two dozen", 24, 24),
    ("half a dozen", 6, 6),
    ("twenty-one", 21, 21),
    ("twenty three", 23, 23),
    ("one hundred and five", 105, 105),
    ("1,200", 1_200, 1_200),
    ("1.2 million", 1_200_000, 1_200_000),
    ("half a million", 500_000, 500_000),
    ("more than 40.000", 40_001, None),
    ("16 key commanders", 16, 16),
    ("another 15", 15, 15),
    ("three more", 3, 3),
    ("12 of the 15 crew", 12, 12),
    ("750+", 750, None),
    ("100 or more", 100, None),
    ("a pair", 2, 2),
    ("a couple of drones", 2, 2),
    ("no", 0, 0),
    ("none", 0, 0),
    ("no casualties", 0, 0),
    ("the two", 2, 2),
]


@pytest.mark.parametrize(("text", "low", "high"), SAID, ids=[row[0] for row in SAID])
def test_a_count_keeps_what_was_said(text: str, low: int | None, high: int | None) -> None:
    count = parse_count(text)
    assert count is not None
    assert (count.text, count.low, count.high) == (text, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "civilians",
        "the 2nd Brigade",
        "a third of the town",
        "80 percent",
        "up to $5 million",
        "F-16",
        "an unknown number",
        "in 2014",
        "since 7 November",
        "2nd",
        "half of them",
        "most of the 240,000",
        "5%",
        "the second convoy",
        "AK-47",
        "T-72s",
    ],
)
def test_no_count_without_a_number(text: str) -> None:
    count = parse_count(text)
    assert count is None


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_bounds_or_nothing(text: str) -> None:
    count = parse_count(text)
    if count and count.low is not None and count.high is not None:
        assert 0 <= count.low <= count.high


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_round_trip(number: int) -> None:
    assert parse_numeral(f"{number:,}") == number
    count = parse_count(str(number)[:9])
    assert count is not None and count.low == count.high == number


@pytest.mark.parametrize("piece", ["one ", "1,", "20-", "at least ", "two hundred and ", "a ", " "])
def test_long_input_takes_no_time(piece: str) -> None:
    begun = time.perf_counter()
    parse_count(piece * (100_000 // len(piece)))
    assert time.perf_counter() - begun < 0.5
