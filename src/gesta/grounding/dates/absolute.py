"""Calendar dates: days and months, in figures or words, with or without a year."""

from __future__ import annotations

import re
from datetime import date

from gesta.grounding.dates.spans import (
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    add_months,
    interval,
    make_day,
    month_span,
    one_day,
    unresolved,
)
from gesta.grounding.dates.which_year import year_for
from gesta.grounding.dates.words import DAY, MONTH, YEAR, day_of, month_of
from gesta.types import When

_JOIN = r" ?(?:-|to|and|through|until|till|&|,|or) ?(?:the )?"
_YEAR = r"(?:,? (?:of |in )?(?P<year>" + YEAR + r")(?!\d|:))?"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)")
_ISO_WEEK = re.compile(r"\b(\d{4})-w(\d{2})\b")
_COMPACT = re.compile(r"^(19|20)(\d\d)(\d\d)(\d\d)$")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=[/-])\d{2})(?!\d)")
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY})(?:{_JOIN}(?P<last>{DAY})(?! ?{MONTH})\b)?{_YEAR}\b"
)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>{DAY})(?:{_JOIN}(?P<last>{DAY}))? ?(?:of |-)?(?P<month>{MONTH}){_YEAR}(?!\w)"
)
_OF_MONTH = re.compile(rf"\b(?P<day>{DAY}) of (?P<which>this|last|next|that|the same) month\b")
_MONTH = re.compile(
    rf"(?<!\b\d )(?<!\b\d\d )(?<!\b\d\d-)\b(?P<month>{MONTH})(?:{_JOIN}(?P<last>{MONTH}))?(?:,? (?:of |in )?(?P<year>{YEAR}))?(?!\w)"
)


def read_numeric(words: str, scope: Scope) -> When | None:
    """`2024-09-24`, `24/9/2024`, `20240924`, `2024-09`, `2024-W39`."""
    if week := _ISO_WEEK.search(words):
        try:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
        return interval(monday, add_days(monday, 6), "week")
    if iso := _ISO.search(words):
        return _iso(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
    if compact := _COMPACT.search(words):
        day = make_day(int(compact[1] + compact[2]), int(compact[3]), int(compact[4]))
        return one_day(day) if day else None
    if numeric := _NUMERIC.search(words):
        return _ordered(numeric, scope)
    return None


def _iso(year: int, month: int, day: int | None) -> When | None:
    if day is None:
        return month_span(year, month) if 1 <= month <= 12 and year > 0 else None
    found = make_day(year, month, day)
    return one_day(found) if found else None


def _ordered(numeric: re.Match[str], scope: Scope) -> When | None:
    """Day and month in the only possible order, else in the order nearest before the anchor."""
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    if year < 100:
        year += 2000 if year < 70 else 1900
    days = {make_day(year, second, first), make_day(year, first, second)}
    possible = sorted(day for day in days if day)
    if not possible:
        return None
    if len(possible) == 1:
        return one_day(possible[0])
    past = [day for day in possible if scope.anchor and day <= scope.anchor]
    if len(past) == 1:
        return one_day(
            past[0], "inferred", "day and month in the order that is not after publication"
        )
    return interval(possible[0], possible[-1], "span", "stated", "order of day and month unclear")


def read_day(words: str, scope: Scope) -> When | None:
    """`7 October`, `October 7, 2023`, `17-20 September`, `12 and 13 March`."""
    found = _DAY_MONTH.search(words) or _MONTH_DAY.search(words)
    if found is None:
        return None
    month, first = month_of(found["month"]), day_of(found["day"])
    last = day_of(found["last"]) if found["last"] else first
    years = year_for(words, found["year"], scope, month, first)
    if isinstance(years, When):
        return years
    year, basis, reason = years
    start, end = make_day(year, month, first), make_day(year, month, last)
    if start is None or end is None:
        return unresolved("no such day in the calendar")
    if end < start:
        return one_day(start, basis, reason)
    return interval(start, end, "day" if start == end else "span", basis, reason)


def read_day_of_month(words: str, scope: Scope) -> When | None:
    """`the 5th of this month`, `the 25th of last month`."""
    found = _OF_MONTH.search(words)
    if found is None:
        return None
    base = scope.before if found["which"] in ("that", "the same") else scope.anchor
    if base is None:
        return unresolved(UNKNOWN_ANCHOR)
    month = add_months(base, {"last": -1, "next": 1}.get(found["which"], 0))
    day = make_day(month.year, month.month, day_of(found["day"]))
    return one_day(day, "relative") if day else unresolved("no such day in the calendar")


def read_month(words: str, scope: Scope) -> When | None:
    """`October`, `October 2023`, `March and April`, `the spring of 2024` comes later."""
    found = _MONTH.search(words)
    if found is None:
        return None
    month = month_of(found["month"])
    years = year_for(words, found["year"], scope, month, None)
    if isinstance(years, When):
        return years
    year, basis, reason = years
    start = month_span(year, month, basis, reason)
    if not found["last"] or start.start is None:
        return start
    last = month_of(found["last"])
    end = month_span(year if last >= month else year + 1, last).end
    return start if end is None else interval(start.start, end, "span", basis, reason)
