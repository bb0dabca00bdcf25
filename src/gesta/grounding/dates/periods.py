"""Periods that lean on one told before: `the quarter`, `the 1988 period`, `the week of March 6`."""

from __future__ import annotations

import re

from gesta.grounding.dates import absolute
from gesta.grounding.dates.relative import read_weekday
from gesta.grounding.dates.spans import (
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    add_months,
    interval,
    rebased,
    unresolved,
    week_span,
    year_span,
)
from gesta.grounding.dates.units import quarter
from gesta.grounding.dates.words import YEAR
from gesta.types import When

_WEEK_OF = re.compile(r"\bweek (?:of|beginning|starting|ending) (?P<day>.+)$")
_PERIOD = re.compile(
    rf"^(?:(?:in|for|during|over) )?(?:the )?(?:(?P<year>{YEAR})|(?P<which>latest|corresponding|comparable|same|year-ago|year-earlier)"
    rf"(?: (?P<ago>year-ago|year-earlier))?)? ?(?P<unit>quarter|period|results)$"
)
_WHOLE_YEAR = re.compile(
    r"^(?:(?:in|for|during|over) )?the (?:(?:full|entire|whole|current)(?: fiscal)?|fiscal) year$"
)


def read_week_of(words: str, scope: Scope) -> When | None:
    """`the week of March 6`: the week, Monday to Sunday, that holds the day."""
    found = _WEEK_OF.search(words)
    if found is None:
        return None
    day = absolute.read_numeric(found["day"], scope) or absolute.read_day(found["day"], scope)
    day = day or read_weekday(found["day"], scope)
    if day is None or day.start is None or day.start != day.end:
        return day if day is not None and day.start is None else None
    return rebased(week_span(day.start), day.basis, day.reason)


def read_period(words: str, scope: Scope) -> When | None:
    """`the quarter`, `the 1988 quarter`, `the year-ago period`: the quarter told before.

    Without one, the quarter is the last that ended before publication.
    """
    if _WHOLE_YEAR.match(words):
        base = scope.anchor or scope.before
        return year_span(base.year, "relative") if base else unresolved(UNKNOWN_ANCHOR)
    found = _PERIOD.match(words)
    if found is None or not (found["unit"] == "quarter" or found["year"] or found["which"]):
        return None
    told = _told_quarter(scope)
    if told is None and found["unit"] != "quarter" and found["which"] != "latest":
        return year_span(int(found["year"])) if found["year"] else None
    if told is None:
        if scope.anchor is None:
            return unresolved(UNKNOWN_ANCHOR)
        told = quarter(add_months(scope.anchor, -3))
    if told.start is None:
        return None
    back = 0
    if found["year"]:
        back = 12 * (told.start.year - int(found["year"]))
    elif "year-" in words:
        back = 12
    start = add_months(told.start, -back)
    return interval(start, add_days(add_months(start, 3), -1), "span", "relative")


def _told_quarter(scope: Scope) -> When | None:
    """The report's last date where it is a calendar quarter."""
    if scope.before is None or scope.after is None:
        return None
    told = quarter(scope.before)
    return told if (told.start, told.end) == (scope.before, scope.after) else None
