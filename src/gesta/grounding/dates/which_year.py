"""The year of a date that states none, with what it rests on: the rule for news in one place."""

from __future__ import annotations

import re
from datetime import date

from gesta.grounding.dates.known_days import year_among
from gesta.grounding.dates.spans import (
    UNKNOWN_YEAR,
    Scope,
    add_days,
    add_months,
    make_day,
    unresolved,
)
from gesta.grounding.dates.words import WEEKDAY, weekday_of
from gesta.types import When

# How many days after publication a date without a year may lie before it is read as last year's:
# a day or two where the tense is past (time zones, updated reports), more where it is unknown.
AHEAD_PAST = 21
AHEAD_UNKNOWN = 45
AHEAD_MONTH = 45
# A date without a year further ahead than this is one that has passed, in the future tense too.
FAR_AHEAD = 270
# In a narrative, January after a December is that of the next year: months back that say so.
ROLLS_OVER = 9
# `last May` is a May that ended this many days ago at the least.
LAST_MONTH = 25
_WEEKDAY = re.compile(rf"\b{WEEKDAY}(?!\w)")


def year_for(
    words: str, stated: str | None, scope: Scope, month: int, day: int | None
) -> tuple[int, str, str | None] | When:
    """The year of a date, what it rests on and why; a When where it stays open."""
    if stated:
        return int(stated), "stated", None
    if " year" in words and (told := told_year(words, scope)):
        return told, "relative", None
    if scope.anchor is not None:
        last_or_next = words.startswith(("last ", "next ", "this ", "past "))
        weekday = _WEEKDAY.search(words) if day else None
        named = weekday_of(weekday[0]) if weekday else None
        year = nearest_year(words, scope.anchor, scope.tense, month, day, named)
        return (
            year,
            "relative" if last_or_next else "inferred",
            "year taken from the publication date",
        )
    if (found := year_among(scope.known, month, day)) is not None:
        return found[0], "inferred", found[1]
    if scope.before is not None:
        year = scope.before.year + (scope.before.month - month > ROLLS_OVER)
        return year, "inferred", "year taken from the date before it in the report"
    if len(years := sorted(set(scope.years))) == 1 and not _told_later(scope, years[0]):
        return years[0], "inferred", "the only year of the report's dates"
    return unresolved(UNKNOWN_YEAR)


def _told_later(scope: Scope, year: int) -> bool:
    """Whether the report knows a day of a later year."""
    return bool(scope.known) and scope.known[-1].year > year


def told_year(words: str, scope: Scope) -> int | None:
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


def nearest_year(
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


def nearest_start(anchor: date, month: int, words: str, tense: str | None) -> int:
    """The year in which the three months from `month` on begin: those running, past or to come."""
    years = range(max(1, anchor.year - 2), min(9997, anchor.year + 1) + 1)
    starts = [date(year, month, 1) for year in years]
    gone = [day for day in starts if add_months(day, 3) <= anchor] or starts[:1]
    coming = [day for day in starts if day > anchor] or starts[-1:]
    running = [day for day in starts if day <= anchor < add_months(day, 3)]
    if words.startswith(("last ", "this past ")):
        return gone[-1].year
    if words.startswith(("next ", "this coming ")):
        return coming[0].year
    if running:
        return running[0].year
    if words.startswith("this "):
        just_over = anchor < add_days(add_months(gone[-1], 3), AHEAD_MONTH)
        return (gone[-1] if tense == "past" or (just_over and tense is None) else coming[0]).year
    if tense == "future" and coming[0] <= add_days(anchor, FAR_AHEAD):
        return coming[0].year
    ahead = add_days(anchor, AHEAD_PAST if tense == "past" else AHEAD_MONTH)
    return coming[0].year if coming[0] <= ahead else gone[-1].year
