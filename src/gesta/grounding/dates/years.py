"""Years and longer or shorter parts of the calendar: decades, centuries, quarters, seasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.spans import (
    UNKNOWN_YEAR,
    Scope,
    add_days,
    add_months,
    interval,
    rebased,
    unresolved,
    year_span,
)
from gesta.grounding.dates.which_year import nearest_start, told_year
from gesta.grounding.dates.words import DAY, SEASON, SEASONS, YEAR, day_of
from gesta.types import When

# Results of a quarter are told of, in the future tense too, for so many days after its end.
REPORTED = 120
_YEARS = re.compile(
    rf"(?<![\d.,])(?<!gmt )(?<!utc )(?P<year>{YEAR})(?:(?:-| to | and |/)(?P<last>{YEAR}|\d\d))?(?![\d%]|[.,]\d| ?(?:gmt|utc|hours|hrs|local))"
)
_SHORT_YEAR = re.compile(r"(?<!\w)'(\d\d)$")
_DECADE = re.compile(
    r"(?<!\d)(1\d|20)?(?:'?)(\d)0'?s\b|\b(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_DECADES = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
]
_CENTURY = re.compile(rf"\b({DAY})[ -]century\b")
_QUARTER = re.compile(
    rf"\b(?:(?P<before>{YEAR}) )?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[ -]quarter|q(?P<q>[1-4]))"
    rf"(?: of)?(?: (?:the year |fiscal )?(?P<year>{YEAR}))?"
)
_YEAR_AGO = re.compile(r"\byear-(?:ago|earlier)\b")
_SEASON = re.compile(rf"\b(?P<season>{SEASON})(?:,? (?:of |in )?(?P<year>{YEAR})|-(?:time)?)?\b")
_ERA = re.compile(r"\b(?:b\.?c\.?e?|bce)\b")


def read_year(words: str, scope: Scope) -> When | None:
    """`2019`, `1990-91`, `the 1980s`, `the 20th century`, `nineteen ninety-six`."""
    if _ERA.search(words):
        return unresolved("before the common era")
    if decade := _DECADE.search(words):
        return _decade(decade)
    if century := _CENTURY.search(words):
        number = day_of(century[1])
        return interval(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "span")
    if found := _YEARS.search(words):
        year, last = int(found["year"]), found["last"]
        if not last:
            return year_span(year)
        end = int(last) if len(last) == 4 else year - year % 100 + int(last)
        return (
            interval(date(year, 1, 1), date(end, 12, 31), "span") if end > year else year_span(year)
        )
    if short := _SHORT_YEAR.search(words):
        number = int(short[1])
        return year_span(number + (2000 if number < 50 else 1900))
    return None


def _decade(found: re.Match[str]) -> When | None:
    if found[3]:
        start = 1920 + 10 * _DECADES.index(found[3])
    else:
        start = int((found[1] or "19") + found[2] + "0")
    return interval(date(start, 1, 1), date(start + 9, 12, 31), "span")


def read_quarter(words: str, scope: Scope) -> When | None:
    """`the third quarter of 2023`, `Q3 2023`, `third-quarter`."""
    if "q" not in words:
        return None
    found = _QUARTER.search(words)
    if found is None:
        return None
    nth = found["q"] or {"f": "1", "s": "2", "t": "3", "l": "4"}.get(
        found["nth"][0], found["nth"][0]
    )
    if found["nth"] in ("fourth", "final"):
        nth = "4"
    month, year = 3 * int(nth) - 2, found["year"] or found["before"]
    if year is None and scope.anchor is not None and _just_ended(month, scope.anchor):
        scope = replace(scope, tense="past")
    value = _from_month(month, 3, year, scope)
    if _YEAR_AGO.search(words) and value.start and value.end:
        return interval(
            add_months(value.start, -12), add_months(value.end, -12), "span", "relative"
        )
    return value


def _just_ended(month: int, anchor: date) -> bool:
    """Whether the quarter from `month` on is the running one or one that is being reported on."""
    return 0 <= (anchor.month - month) % 12 * 30 + anchor.day <= 90 + REPORTED


def read_season(words: str, scope: Scope) -> When | None:
    """`spring 2023`, `last summer`: the northern, meteorological seasons."""
    found = _SEASON.search(words)
    if found is None:
        return None
    value = _from_month(SEASONS[found["season"]], 3, found["year"], scope, words)
    return rebased(value, value.basis, value.reason or "northern season")


def _from_month(month: int, months: int, year: str | None, scope: Scope, words: str = "") -> When:
    """`months` months from `month` on, of the stated year or the nearest before the anchor."""
    if year:
        number, basis = int(year), "stated"
    elif (told := told_year(words, scope)) is not None:
        number, basis = told, "relative"
    elif scope.anchor is not None:
        number, basis = nearest_start(scope.anchor, month, words, scope.tense), "inferred"
    elif scope.before is not None:
        number, basis = scope.before.year, "inferred"
    else:
        return unresolved(UNKNOWN_YEAR)
    start = date(min(9998, max(1, number)), month, 1)
    return interval(start, add_days(add_months(start, months), -1), "span", basis)


def explicit_years(values: Sequence[When]) -> tuple[int, ...]:
    """The years of the days and months that one report states with them, in order.

    A bare year (`the 2006 war`, `since 2014`) mostly tells what lies behind.
    """
    told = {
        when.start.year
        for when in values
        if when.start and when.basis == "stated" and when.precision in ("day", "month")
    }
    return tuple(sorted(told))
