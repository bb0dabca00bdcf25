"""Distances from publication or from the date before: `two days ago`, `the night before`, `that month`."""

from __future__ import annotations

import re

from gesta.grounding.dates.spans import (
    NO_EARLIER_DATE,
    UNKNOWN_ANCHOR,
    Scope,
    add_months,
    interval,
    month_span,
    unresolved,
)
from gesta.grounding.dates.units import PARTS, amount_of, around, quarter, shifted
from gesta.grounding.dates.words import HEDGE, NUMBER, UNIT, VAGUE
from gesta.types import When

_AMOUNT = rf"(?P<amount>{VAGUE}|{NUMBER})(?: or (?:so|two|more))?(?: more)?[ -]"
_SOMETHING = r"(?:calendar |consecutive |straight |working |full |and a half )?"
_AGO = re.compile(
    rf"{HEDGE}\b{_AMOUNT}{_SOMETHING}(?P<unit>{UNIT})s?(?: or so)?(?: and a half)? (?:ago|back)\b"
)
_AHEAD = re.compile(
    rf"\b(?:in|within) {HEDGE}(?!recent|various){_AMOUNT}(?P<unit>{UNIT})s?(?:'| time)?$|{_AMOUNT.replace('amount', 'amount2')}(?P<unit2>{UNIT})s? from now\b"
)
_OFFSET = re.compile(
    rf"{HEDGE}\b{_AMOUNT}{_SOMETHING}(?P<unit>{UNIT})s?[ -](?P<way>later|after|afterwards?|earlier|before|previously|prior|beforehand)\b"
)
_BESIDE = re.compile(
    r"\b(?P<unit>day|night|evening|morning|afternoon|weekend|week|month|year) (?P<way>before|after|earlier|later|following|previous)\b(?! (?:yesterday|tomorrow))"
    r"|\b(?:the )?(?P<way2>next|following|previous|preceding|subsequent|succeeding) (?P<unit2>day|night|evening|morning|afternoon|weekend|week|month|year)\b"
    r"|\b(?P<way3>year|day|month|week)-(?P<unit3>earlier|ago|before)\b"
)
_SAME = re.compile(
    r"\b(?:the )?(?P<which>(?:very |exact )?same|that(?: same| very)?|this(?= da[yt])) (?P<unit>day|date|night|evening|morning|afternoon|dawn|week|weekend|month|year|summer|winter|spring|autumn|fall)\b"
)
COARSE = "the date before it is no finer than a month"
_BACKWARD = (
    "earlier",
    "before",
    "previous",
    "previously",
    "prior",
    "preceding",
    "beforehand",
    "ago",
)


def read_ago(words: str, scope: Scope) -> When | None:
    """`two days ago`, `in three weeks`, `several years ago`."""
    if found := _AGO.search(words):
        amount, unit, way = found["amount"], found["unit"], -1
    elif found := _AHEAD.search(words):
        amount, unit, way = found["amount"] or found["amount2"], found["unit"] or found["unit2"], 1
        if found["amount"] and scope.tense == "past":
            return None
    else:
        return None
    if way < 0 and (period := _year_before(amount, unit, scope, quarters_only=True)):
        return period
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    return shifted(scope.anchor, amount, unit, way)


def read_offset(words: str, scope: Scope) -> When | None:
    """`two days later`, `a week earlier`, `the night before`, `the following day`."""
    if found := _OFFSET.search(words):
        amount, unit, way = found["amount"], found["unit"], found["way"]
    elif found := _BESIDE.search(words):
        amount = "one"
        unit = found["unit"] or found["unit2"] or found["way3"]
        way = found["way"] or found["way2"] or found["unit3"]
    else:
        return None
    backward = way in _BACKWARD
    if unit == "week" and way == "next":
        return None
    if unit in ("month", "year") and way == "next" and not words.startswith("the "):
        return None
    if backward and (period := _year_before(amount, unit, scope, quarters_only=False)):
        return period
    base = scope.before if backward else scope.after
    if base is None and backward:
        base = scope.anchor
    if base is None and scope.anchor is not None and unit in PARTS and way in ("next", "following"):
        base = scope.anchor
    if base is None:
        return unresolved(NO_EARLIER_DATE if scope.anchor or not backward else UNKNOWN_ANCHOR)
    if _is_coarse(scope, unit):
        return unresolved(COARSE)
    return shifted(base, amount, unit, -1 if backward else 1)


def _is_coarse(scope: Scope, unit: str) -> bool:
    """Whether a day is counted from a date that is itself no finer than a month."""
    if unit not in (*PARTS, "day", "date", "hour", "minute") or scope.previous is None:
        return False
    return scope.previous.precision in ("month", "year")


def _year_before(amount: str, unit: str, scope: Scope, *, quarters_only: bool) -> When | None:
    """`a year earlier` said of a month or a quarter means the same one of the year before."""
    before, after = scope.before, scope.after
    if unit != "year" or amount_of(amount) != 1 or before is None or after is None:
        return None
    quarterly = before == quarter(before).start and after == quarter(before).end
    monthly = scope.previous is not None and scope.previous.precision == "month"
    if not quarterly and (quarters_only or not monthly):
        return None
    start, end = add_months(before, -12), add_months(after, -12)
    if monthly:
        return month_span(start.year, start.month, "relative")
    return interval(start, end, "span", "relative")


def read_same(words: str, scope: Scope) -> When | None:
    """`the same day`, `that night`, `that month`."""
    found = _SAME.search(words)
    if found is None:
        return None
    base = scope.before or (scope.anchor if found["unit"] in PARTS else None)
    if base is None:
        return unresolved(NO_EARLIER_DATE)
    if _is_coarse(scope, found["unit"]):
        return unresolved(COARSE)
    return around(base, found["unit"])
