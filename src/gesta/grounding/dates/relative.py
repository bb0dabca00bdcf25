"""Names that count from the publication date: `yesterday`, `Monday`, `last week`, `the past two weeks`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.spans import (
    NO_EARLIER_DATE,
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    interval,
    one_day,
    unresolved,
)
from gesta.grounding.dates.units import PARTS, VAGUE_REACH, amount_of, around, moved, weekend
from gesta.grounding.dates.words import HEDGE, NUMBER, UNIT, VAGUE, WEEKDAY, weekday_of
from gesta.types import When

_SEVERAL = re.compile(
    rf"\b(?P<way>last|past|previous|preceding|recent|latest|next|coming|following|first|this past) (?:{HEDGE})(?P<amount>{VAGUE}|{NUMBER})[ -](?P<unit>{UNIT})s?\b"
)
_VAGUE = re.compile(rf"\b(?P<way>last|past|recent|coming|previous|preceding) (?P<unit>{UNIT})s\b")
_PAST_ONE = re.compile(
    r"\b(?:the|this|over|during|in) (?P<way>past|coming) (?P<unit>hour|day|week|month|year|decade|century)\b"
)
_ONE = re.compile(
    rf"\b(?P<way>last|latest|past|previous|next|coming|this coming|this past|this|current|the) (?P<unit>night|evening|morning|afternoon|{UNIT}|{WEEKDAY})(?:'s)?(?!\w)"
)
_DEICTIC = re.compile(
    r"\b(?P<two>day (?:before yesterday|after tomorrow))\b|\b(?P<word>today|tonight|tonite|yesterday|yesternight|tomorrow|overnight|nowadays)\b"
)
_WEEKDAY = re.compile(
    rf"\b(?P<first>{WEEKDAY})(?:(?: night| evening)?,? ?(?:and|to|or|-|through|until|into) (?P<last>{WEEKDAY}))?(?!\w)"
)

_OF_WEEK = re.compile(
    rf"\b{WEEKDAY},?(?: of)? (?:the )?(?:(?P<way>last|previous|this|next|following) week|(?P<amount>{NUMBER}) weeks? ago)\b"
)
_WEEKS = {"last": -1, "previous": -1, "this": 0, "next": 1, "following": 1}


def read_deictic(words: str, scope: Scope) -> When | None:
    """`today`, `yesterday evening`, `overnight`, `the day before yesterday`."""
    found = _DEICTIC.search(words)
    if found is None:
        return None
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    anchor = scope.anchor
    if found["two"]:
        return one_day(add_days(anchor, -2 if "before" in found["two"] else 2), "relative")
    word = found["word"]
    if word == "overnight":
        return _overnight(words, scope)
    step = {"yesterday": -1, "yesternight": -1, "tomorrow": 1}.get(word, 0)
    return replace(
        one_day(add_days(anchor, step), "relative"),
        precision="hour" if word.startswith("toni") else "day",
    )


def _overnight(words: str, scope: Scope) -> When | None:
    """The night into the anchor, or the night that the named weekday begins."""
    named = read_weekday(words.replace("overnight", " ").strip(), scope)
    if named is not None and named.start and named.end and " into " in f" {words} ":
        return interval(add_days(named.end, -1), named.end, "span", "relative")
    if named is not None and named.start and named.end:
        end = named.end if named.end > named.start else add_days(named.start, 1)
        return interval(named.start, end, "span", "relative")
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    return interval(add_days(scope.anchor, -1), scope.anchor, "span", "relative")


def read_weekday(words: str, scope: Scope) -> When | None:
    """`Monday`, `last Friday`, `Wednesday evening`, `between Tuesday and Wednesday`."""
    found = _WEEKDAY.search(words)
    if found is None:
        return None
    if scope.anchor is None:
        return _weekday_after(found, scope)
    weekday = weekday_of(found["first"])
    if week := _OF_WEEK.search(words):
        return one_day(_in_week(week, weekday, scope.anchor), "relative")
    day = nearest_weekday(words, weekday, scope)
    if not found["last"]:
        return one_day(day, "relative")
    last = add_days(day, (weekday_of(found["last"]) - day.weekday()) % 7)
    if last > scope.anchor and scope.tense != "future" and day <= scope.anchor:
        day, last = add_days(day, -7), add_days(last, -7)
    return interval(day, last, "span", "relative")


def read_day_of_week(words: str, scope: Scope) -> When | None:
    """A weekday of a named week, before the week alone is read."""
    return read_weekday(words, scope) if _OF_WEEK.search(words) else None


def _in_week(found: re.Match[str], weekday: int, anchor: date) -> date:
    """`Monday last week`, `Saturday two weeks ago`: that day of the calendar week."""
    weeks = -int(amount_of(found["amount"]) or 1) if found["amount"] else _WEEKS[found["way"]]
    monday = add_days(anchor, 7 * weeks - anchor.weekday())
    return add_days(monday, weekday)


def _weekday_after(found: re.Match[str], scope: Scope) -> When:
    """A weekday beside the report's last date, where the publication date is unknown."""
    if scope.before is None or scope.before != scope.after:
        return unresolved(UNKNOWN_ANCHOR)
    step = (weekday_of(found["first"]) - scope.before.weekday()) % 7
    return one_day(add_days(scope.before, step), "relative", "counted from the date before it")


def nearest_weekday(words: str, weekday: int, scope: Scope) -> date:
    """The day that a weekday's name means in the news: the last one, unless said otherwise."""
    anchor = scope.anchor or date.min
    back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
    if re.search(r"\b(?:next|coming)\b", words):
        return add_days(anchor, ahead or 7)
    if re.search(r"\b(?:last|past|previous)\b", words):
        return add_days(anchor, -(back or 7))
    if scope.tense == "future" or (words.startswith("this ") and scope.tense != "past"):
        return add_days(anchor, ahead)
    return add_days(anchor, -back)


def read_window(words: str, scope: Scope) -> When | None:
    """`the past two weeks`, `the last 24 hours`, `recent months`, `the coming days`."""
    found = _SEVERAL.search(words) or _VAGUE.search(words) or _PAST_ONE.search(words)
    if found is None or found["way"] == "first":
        return None
    groups = found.groupdict()
    unit, amount = (
        groups["unit"],
        groups.get("amount") or ("one" if found.re is _PAST_ONE else "some"),
    )
    if scope.anchor is None:
        return unresolved(UNKNOWN_ANCHOR)
    way = 1 if found["way"] in ("next", "coming", "following") else -1
    number = amount_of(amount)
    if unit in ("second", "minute", "hour"):
        number, unit = max(1.0, (number or 24) / 24), "day"
    reason = None if number is not None else "vague"
    far = moved(scope.anchor, unit, way * (number or VAGUE_REACH.get(unit, 1)))
    start, end = min(far, scope.anchor), max(far, scope.anchor)
    return interval(start, end, "span", "relative", reason)


def read_unit(words: str, scope: Scope) -> When | None:
    """`last week`, `this month`, `next year`, `last night`, `the weekend`."""
    found = _ONE.search(words)
    if found is None:
        return None
    way, unit = found["way"], found["unit"]
    if (
        unit in ("second", "minute", "hour")
        or unit[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        and unit != "month"
    ):
        return None
    bare = way == "the"
    if (
        bare
        and unit not in PARTS
        and unit not in ("weekend", "week", "month", "year", "quarter", "day")
    ):
        return None
    base = (scope.before if bare and unit != "weekend" else None) or scope.anchor
    if base is None:
        return unresolved(NO_EARLIER_DATE if bare else UNKNOWN_ANCHOR)
    step = {
        "last": -1,
        "latest": -1,
        "past": -1,
        "previous": -1,
        "this past": -1,
        "next": 1,
        "coming": 1,
        "this coming": 1,
    }.get(way, 0)
    if unit == "night" and step == 0 and way == "this":
        return around(base, "night")
    if unit == "weekend":
        return _weekend_by(words, base, step, scope.tense)
    return around(moved(base, "day" if unit in PARTS else unit, step) if step else base, unit)


def _weekend_by(words: str, base: date, step: int, tense: str | None) -> When:
    """The last weekend begun by the anchor; `last` on a weekend goes one further back."""
    behind = weekend(base)
    if (
        step > 0
        or (step == 0 and tense == "future")
        or (words.startswith("this ") and base.weekday() < 5 and tense != "past")
    ):
        return weekend(add_days(base, 7)) if base.weekday() < 5 or step > 0 else behind
    return weekend(add_days(base, -7)) if step < 0 and base.weekday() >= 5 else behind
