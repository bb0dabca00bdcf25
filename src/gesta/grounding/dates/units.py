"""Days, weeks, months and years: the one that holds a day, and days moved by some of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gesta.grounding.dates.spans import (
    add_days,
    add_months,
    interval,
    month_span,
    one_day,
    week_span,
    year_span,
)
from gesta.grounding.dates.words import UNIT_DAYS, UNIT_MONTHS
from gesta.grounding.numerals import parse_numeral
from gesta.types import When

PARTS = ("night", "evening", "morning", "afternoon", "dawn")
# How many units `recent weeks` or `several weeks` may reach: no source says, so kept wide.
VAGUE_REACH = {"day": 10, "week": 6, "month": 9, "year": 5, "decade": 3, "weekend": 4, "century": 3}


def shifted(base: date, amount: str, unit: str, way: int) -> When:
    """`base` moved by an amount of units, as exact as the unit is."""
    number = amount_of(amount)
    if number is None:
        return _vague_shift(base, unit, way)
    if unit in ("second", "minute", "hour"):
        days = number // 24 if unit == "hour" else 0
        return replace(one_day(add_days(base, int(way * days)), "relative"), precision="hour")
    if unit in PARTS:
        return replace(one_day(add_days(base, int(way * number)), "relative"), precision="hour")
    if unit == "day":
        return one_day(add_days(base, int(way * number)), "relative")
    if unit in ("week", "fortnight"):
        return week_span(add_days(base, int(way * number * UNIT_DAYS[unit])))
    if unit == "weekend":
        return weekend(add_days(base, int(7 * way * number)))
    moved = add_months(base, int(way * number * months_in(unit)))
    if unit == "month":
        return month_span(moved.year, moved.month, "relative")
    if unit == "quarter":
        return quarter(moved)
    if unit == "year":
        return year_span(moved.year, "relative")
    return decade(moved)


def _vague_shift(base: date, unit: str, way: int) -> When:
    """`several weeks ago`: somewhere within the reach of the unit, said to be vague."""
    far = moved(base, unit, way * VAGUE_REACH.get(unit, 1))
    near = moved(base, unit, way)
    return interval(min(far, near), max(far, near), "span", "relative", "vague")


def moved(base: date, unit: str, number: float) -> date:
    if unit in ("day", "week", "fortnight", "weekend"):
        return add_days(base, int(number * UNIT_DAYS.get(unit, 7)))
    if unit in ("second", "minute", "hour", *PARTS):
        return add_days(base, -1 if number < 0 else 1)
    return add_months(base, int(number * months_in(unit)))


def around(day: date, unit: str) -> When:
    """The day, week, month or year that holds `day`."""
    if unit == "week":
        return week_span(day)
    if unit == "weekend":
        return weekend(day)
    if unit == "month":
        return month_span(day.year, day.month, "relative")
    if unit == "quarter":
        return quarter(day)
    if unit == "decade":
        return decade(day)
    if unit == "century":
        first = max(1, (day.year - 1) // 100 * 100 + 1)
        return interval(date(first, 1, 1), date(min(9999, first + 99), 12, 31), "span", "relative")
    if unit in ("year", "summer", "winter", "spring", "autumn", "fall"):
        return year_span(day.year, "relative")
    return replace(one_day(day, "relative"), precision="day" if unit in ("day", "date") else "hour")


def weekend(day: date) -> When:
    """The Saturday and Sunday that hold `day` or came last before it."""
    saturday = add_days(day, -((day.weekday() - 5) % 7))
    return interval(saturday, add_days(saturday, 1), "span", "relative")


def quarter(day: date) -> When:
    """The calendar quarter that holds `day`."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return interval(start, add_days(add_months(start, 3), -1), "span", "relative")


def decade(day: date) -> When:
    """The decade that holds `day`."""
    first = max(1, day.year - day.year % 10)
    return interval(date(first, 1, 1), date(min(9999, first + 9), 12, 31), "span", "relative")


def months_in(unit: str) -> int:
    """How many months a unit of months has."""
    return UNIT_MONTHS.get(unit, UNIT_MONTHS["century"])


def amount_of(words: str) -> float | None:
    """The number in front of a unit, None when it is vague; `a couple` is two."""
    if "couple" in words:
        return 2.0
    if words in ("a", "an"):
        return 1.0
    return parse_numeral(words)
