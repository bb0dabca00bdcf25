"""Short turns of speech for days and weeks: `the week before last`, `Thursday the 7th`, `H1 2023`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.relative import nearest_weekday
from gesta.grounding.dates.spans import (
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    add_months,
    interval,
    make_day,
    one_day,
    rebased,
    unresolved,
)
from gesta.grounding.dates.units import PARTS, around, moved, weekend
from gesta.grounding.dates.words import WEEKDAY, YEAR, weekday_of
from gesta.types import When

_BEFORE_LAST = re.compile(
    rf"^(?:(?:on|during|in|over) )?(?:the )?(?P<unit>night|evening|day|week|weekend|month|year|{WEEKDAY}) before last$"
)
_NTH = re.compile(
    rf"^(?:on )?(?:(?P<weekday>{WEEKDAY}),? )?the (?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)$"
)
_HALF = re.compile(
    rf"^(?:in |the )?(?:h(?P<half>[12]) (?P<year>{YEAR})|(?P<y>{YEAR}) h(?P<h>[12]))$"
)
_MONTHS_BACK = 14  # how far a weekday and day of the month are looked for: any pair recurs sooner


def read_before_last(words: str, scope: Scope) -> When | None:
    """`the week before last`, `the night before last`, `the Monday before last`."""
    found = _BEFORE_LAST.match(words)
    if found is None:
        return None
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    unit = found["unit"]
    if unit in PARTS or unit == "day":
        day = one_day(add_days(scope.anchor, -2), "relative")
        return day if unit == "day" else replace(day, precision="hour")
    if unit == "weekend":
        return weekend(add_days(scope.anchor, -7))
    if unit in ("week", "month", "year"):
        return around(moved(scope.anchor, unit, -2), unit)
    last = nearest_weekday("last", weekday_of(unit), scope)
    return one_day(add_days(last, -7), "relative")


def read_nth(words: str, scope: Scope) -> When | None:
    """`the 15th`, `Thursday the 7th`: the last such day, the next one in the future tense."""
    found = _NTH.match(words)
    if found is None:
        return None
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    wanted = weekday_of(found["weekday"]) if found["weekday"] else None
    ahead = scope.tense == "future"
    for step in range(_MONTHS_BACK):
        month = add_months(scope.anchor.replace(day=1), step if ahead else -step)
        day = make_day(month.year, month.month, int(found["day"]))
        if day and _is_meant(day, scope.anchor, wanted, ahead=ahead):
            return rebased(one_day(day), "inferred", "month taken from the publication date")
    return None


def _is_meant(day: date, anchor: date, weekday: int | None, *, ahead: bool) -> bool:
    fits = day >= anchor if ahead else day <= anchor
    return fits and weekday in (None, day.weekday())


def read_half(words: str, scope: Scope) -> When | None:
    """`H1 2023`: January to June; `H2`: July to December."""
    del scope
    found = _HALF.match(words)
    if found is None:
        return None
    year, half = int(found["year"] or found["y"]), int(found["half"] or found["h"])
    start = date(year, 6 * half - 5, 1)
    return interval(start, add_days(add_months(start, 6), -1), "span")
