"""An answer that hangs on a few large numbers says so; sums by month of a table are no such case."""

from __future__ import annotations

from dataclasses import replace

from gesta.analysis.bulk import bulk
from gesta.analysis.happenings import Amount, Happenings
from gesta.analysis.since import since
from gesta.analysis.trend import trend
from tests.analysis.makers import all_of, from_counts, on


def with_numbers(*numbers: int, rows: int = 100) -> Happenings:
    """One attack a day, the first of them as many at once."""
    known = from_counts([1] * rows)
    large = [replace(r, n=Amount(n, n, n)) for r, n in zip(known.rows, numbers, strict=False)]
    return replace(known, rows=(*large, *known.rows[len(large) :]))


def test_one_number_that_outweighs_the_rest_is_named() -> None:
    known = with_numbers(300)
    (words,) = bulk(known)
    assert "75 % of the 399 attacks" in words and f"300 in {known.rows[0].id}" in words


def test_small_numbers_and_short_tables_are_not_worth_a_word() -> None:
    assert bulk(with_numbers(4, 3, 2)) == ()
    assert bulk(with_numbers(300, rows=12)) == ()
    assert bulk(with_numbers()) == () == bulk(replace(with_numbers(), rows=()))


def test_sums_that_are_all_large_are_not_worth_a_word() -> None:
    assert bulk(with_numbers(*[40] * 60, rows=60)) == ()


def test_the_answer_warns() -> None:
    answer = since(with_numbers(300), draws=40, seed=1)
    assert any("numbers told at once" in words for words in answer.warnings)


def large(*numbers: tuple[int, int], days: int = 300) -> list[str]:
    """Warnings of a trend over one or two attacks a day, and `numbers` of (days ago, attacks)."""
    rows = [on(day, n=1 + day % 2) for day in range(days)]
    rows += [on(days - 1 - ago, n=n, id=f"large {ago}") for ago, n in numbers]
    found = trend(all_of(rows, length=days), draws=40, seed=1).warnings
    return [words for words in found if "numbers told at once" in words]


def test_a_large_number_is_weighed_within_its_side_of_a_trend() -> None:
    (words,) = large((9, 25))
    assert "of the last 14 days are" in words and "25 in large 9" in words
    (words,) = large((40, 60))
    assert "of the 56 days before are" in words and "60 in large 40" in words
    assert large() == [] == large((9, 3))


def test_a_large_number_in_the_weeks_of_the_dispersion_is_named() -> None:
    (words,) = large((120, 400))
    assert "ups and downs" in words and "400 in large 120" in words
    assert large((250, 400)) == []
