"""Calendar dates: days, months, years, decades, quarters and seasons, with or without a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from gesta.grounding.dates.spans import (
    UNKNOWN_YEAR,
    Scope,
    add_days,
    add_months,
    interval,
    make_day,
    month_span,
    one_day,
    rebased,
    unresolved,
    year_span,
)
from gesta.grounding.dates.words import (
    DAY,
    MONTH,
    SEASON,
    SEASONS,
    WEEKDAY,
    YEAR,
    day_of,
    month_of,
    weekday_of,
)
from gesta.types import When

# How many days after publication a date without a year may lie before it is read as last year's:
# a day or two where the tense is past (time zones, updated reports), more where it is unknown.
AHEAD_PAST = 21
AHEAD_UNKNOWN = 45
AHEAD_MONTH = 31
# A date without a year further ahead than this is one that has passed, in the future tense too.
FAR_AHEAD = 270
# In a narrative, January after a December is that of the next year: months back that say so.
ROLLS_OVER = 9
# `last May` is a May that ended this many days ago at the least.
LAST_MONTH = 25

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
_MONTH = re.compile(
    rf"(?<!\b\d )(?<!\b\d\d )(?<!\b\d\d-)\b(?P<month>{MONTH})(?:{_JOIN}(?P<last>{MONTH}))?(?:,? (?:of |in )?(?P<year>{YEAR}))?(?!\w)"
)
_YEARS = re.compile(
    rf"(?<![\d.,])(?P<year>{YEAR})(?:(?:-| to | and |/)(?P<last>{YEAR}|\d\d))?(?![\d%]|[.,]\d)"
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
_SEASON = re.compile(rf"\b(?P<season>{SEASON})(?:,? (?:of |in )?(?P<year>{YEAR})|-(?:time)?)?\b")
_WEEKDAY = re.compile(rf"\b{WEEKDAY}(?!\w)")
_ERA = re.compile(r"\b(?:b\.?c\.?e?|bce)\b")


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
    years = _years_for(words, found["year"], scope, month, first)
    if isinstance(years, When):
        return years
    year, basis, reason = years
    start, end = make_day(year, month, first), make_day(year, month, last)
    if start is None or end is None:
        return unresolved("no such day in the calendar")
    if end < start:
        return one_day(start, basis, reason)
    return interval(start, end, "day" if start == end else "span", basis, reason)


def read_month(words: str, scope: Scope) -> When | None:
    """`October`, `October 2023`, `March and April`, `the spring of 2024` comes later."""
    found = _MONTH.search(words)
    if found is None:
        return None
    month = month_of(found["month"])
    years = _years_for(words, found["year"], scope, month, None)
    if isinstance(years, When):
        return years
    year, basis, reason = years
    start = month_span(year, month, basis, reason)
    if not found["last"] or start.start is None:
        return start
    last = month_of(found["last"])
    end = month_span(year if last >= month else year + 1, last).end
    return start if end is None else interval(start.start, end, "span", basis, reason)


def _years_for(
    words: str, stated: str | None, scope: Scope, month: int, day: int | None
) -> tuple[int, str, str | None] | When:
    """The year of a date, what it rests on and why; a When where it stays open."""
    if stated:
        return int(stated), "stated", None
    if " year" in words and (told := _told_year(words, scope)):
        return told, "relative", None
    if scope.anchor is not None:
        last_or_next = words.startswith(("last ", "next ", "this ", "past "))
        weekday = _WEEKDAY.search(words) if day else None
        named = weekday_of(weekday[0]) if weekday else None
        year = _nearest_year(words, scope.anchor, scope.tense, month, day, named)
        return (
            year,
            "relative" if last_or_next else "inferred",
            "year taken from the publication date",
        )
    if scope.before is not None:
        year = scope.before.year + (scope.before.month - month > ROLLS_OVER)
        return year, "inferred", "year taken from the date before it in the report"
    if len(known := sorted(set(scope.years))) == 1:
        return known[0], "inferred", "the only year that the report names"
    return unresolved(UNKNOWN_YEAR)


def _told_year(words: str, scope: Scope) -> int | None:
    """The year in `June last year`, `August of that year`."""
    anchor, before = scope.anchor, scope.before
    if re.search(r"\b(?:that|same) year\b", words):
        base = before or anchor
        return base.year if base else None
    if anchor is None:
        return None
    if re.search(r"\b(?:last|previous) year\b", words):
        return anchor.year - 1
    if "next year" in words:
        return anchor.year + 1
    return anchor.year if re.search(r"\b(?:this|current) year\b", words) else None


def _nearest_year(
    words: str, anchor: date, tense: str | None, month: int, day: int | None, weekday: int | None
) -> int:
    """The year that puts the date nearest before the anchor (or after, in the future tense)."""
    starts = [
        make_day(year, month, day or 1) for year in range(max(1, anchor.year - 5), anchor.year + 2)
    ]
    found = [start for start in starts if start and start.year < 9999]
    if weekday is not None and tense != "future":
        # `Tuesday, December 2`: the year in which they agree, within the last five.
        ahead = add_days(anchor, AHEAD_UNKNOWN)
        found = [start for start in found if start.weekday() == weekday and start <= ahead] or found
    if not found:
        return anchor.year
    ends = {start: start if day else add_days(add_months(start, 1), -1) for start in found}
    if words.startswith(("next ", "this coming ")) or tense == "future":
        coming = next((start for start in found if ends[start] >= anchor), found[-1])
        gone = [start for start in found if ends[start] < anchor]
        said = words.startswith("next ") or not gone or coming <= add_days(anchor, FAR_AHEAD)
        return coming.year if said else gone[-1].year
    if words.startswith(("last ", "past ")):
        return (
            [start for start in found if ends[start] < add_days(anchor, -LAST_MONTH)] or found[:1]
        )[-1].year
    if words.startswith("this "):
        return anchor.year
    if tense == "past":
        limit = add_days(anchor, AHEAD_PAST)
    else:
        limit = add_days(anchor, AHEAD_UNKNOWN if day else AHEAD_MONTH)
    return ([start for start in found if start <= limit] or found[:1])[-1].year


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
    return _from_month(3 * int(nth) - 2, 3, found["year"] or found["before"], scope)


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
    elif (told := _told_year(words, scope)) is not None:
        number, basis = told, "relative"
    elif scope.anchor is not None:
        number, basis = _nearest_start(scope.anchor, month, words, scope.tense), "inferred"
    elif scope.before is not None:
        number, basis = scope.before.year, "inferred"
    else:
        return unresolved(UNKNOWN_YEAR)
    start = date(min(9998, max(1, number)), month, 1)
    return interval(start, add_days(add_months(start, months), -1), "span", basis)


def _nearest_start(anchor: date, month: int, words: str, tense: str | None) -> int:
    start = date(anchor.year, month, 1)
    if words.startswith("this "):
        return anchor.year
    if words.startswith("last "):
        return anchor.year - (add_months(start, 3) > anchor)
    if words.startswith("next ") or tense == "future":
        year = anchor.year + (add_months(start, 3) <= anchor)
        if words.startswith("next "):
            return anchor.year + (start <= anchor)
        return year - (date(year, month, 1) > add_days(anchor, FAR_AHEAD))
    return anchor.year - (start > add_days(anchor, AHEAD_PAST if tense == "past" else AHEAD_MONTH))


def explicit_years(values: Sequence[When]) -> tuple[int, ...]:
    """The years that stated values of one report name, in order."""
    named = {when.start.year for when in values if when.start and when.basis == "stated"}
    return tuple(sorted(named))
