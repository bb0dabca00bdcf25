"""An outlet that comes or goes is warned of, since the difference may be its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gesta.analysis.outlets import change_of_outlets, change_of_reports
from gesta.analysis.since import since
from gesta.analysis.trend import trend
from tests.analysis.makers import DAY0, all_of, from_counts

END = DAY0 + timedelta(days=99)
AT = DAY0 + timedelta(days=86)


def days(first: int, last: int) -> tuple:  # type: ignore[type-arg]
    return tuple(DAY0 + timedelta(days=d) for d in range(first, last))


def test_the_same_outlets_are_not_worth_a_word() -> None:
    known = all_of([], reports={"The Post": days(0, 100), "The Wire": days(0, 100)})
    assert change_of_outlets(known, DAY0, AT, END) is None


def test_an_outlet_that_came_and_one_that_went_are_named() -> None:
    known = all_of([], reports={"The Post": days(0, 86), "The Wire": days(86, 100)})
    words = change_of_outlets(known, DAY0, AT, END)
    assert words is not None and "100 %" in words
    assert "The Wire" in words and "The Post" in words


def test_few_reports_say_nothing() -> None:
    known = all_of([], reports={"The Post": days(0, 86), "The Wire": days(96, 100)})
    assert change_of_outlets(known, DAY0, AT, END) is None


def test_a_rise_with_a_new_outlet_is_warned_of() -> None:
    known = from_counts([1] * 86 + [4] * 14)
    known = replace(known, reports={"The Post": days(0, 100), "The Wire": days(86, 100)})
    answer = trend(known, draws=60, seed=1)
    assert answer.verdict == "yes"
    assert any("The Wire" in words for words in answer.warnings)


def test_a_rise_that_came_with_more_reports_says_what_is_left_for_each_report() -> None:
    known = from_counts([1] * 86 + [4] * 14)
    known = replace(known, reports={"The Post": days(0, 86) + 4 * days(86, 100)})
    words = change_of_reports(known, DAY0, AT, END)
    assert words is not None and "×4.00 as many reports" in words and "attacks are ×1.00" in words
    assert any("as many reports a day" in w for w in trend(known, draws=60, seed=1).warnings)


def test_fewer_reports_are_warned_of_and_chance_is_not() -> None:
    fewer = all_of([], reports={"The Post": 4 * days(0, 86) + days(86, 100)})
    assert "×0.25" in (change_of_reports(fewer, DAY0, AT, END) or "")
    even = all_of([], reports={"The Post": days(0, 86)[::4] + days(86, 100)[::2]})
    assert change_of_reports(even, DAY0, AT, END) is None


def test_the_answer_itself_says_that_the_number_of_reports_changed() -> None:
    known = from_counts([1] * 86 + [4] * 14)
    more = replace(known, reports={"The Post": days(0, 86) + 4 * days(86, 100)})
    even = replace(known, reports={"The Post": days(0, 100)})
    for ask in (trend, since):
        assert "number of reports" in ask(more, draws=60, seed=1).words
        assert "number of reports" not in ask(even, draws=60, seed=1).words
