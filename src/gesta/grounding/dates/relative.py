"""Time expressions that count from the publication date or from an earlier date of the report."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.spans import (
    NO_EARLIER_DATE,
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    add_months,
    interval,
    month_span,
    one_day,
    unresolved,
    week_span,
    year_span,
)
from gesta.grounding.dates.words import (
    NUMBER,
    UNIT,
    UNIT_DAYS,
    UNIT_MONTHS,
    VAGUE,
    WEEKDAY,
    weekday_of,
)
from gesta.grounding.numerals import parse_numeral
from gesta.types import When

_HEDGE = (
    r"(?:(?:about|around|some|nearly|almost|over|more than|less than|just over|just under|just|only"
    r"|at least|roughly|approximately|exactly|barely|well over) )?"
)
_AMOUNT = rf"(?P<amount>{VAGUE}|{NUMBER})(?: or (?:so|two|more))?(?: more)?[ -]"
_SOMETHING = r"(?:calendar |consecutive |straight |working |full |and a half )?"
_AGO = re.compile(
    rf"{_HEDGE}\b{_AMOUNT}{_SOMETHING}(?P<unit>{UNIT})s?(?: or so)?(?: and a half)? (?:ago|back)\b"
)
_AHEAD = re.compile(
    rf"\b(?:in|within) {_HEDGE}{_AMOUNT}(?P<unit>{UNIT})s?(?:'| time)?$|{_AMOUNT.replace('amount', 'amount2')}(?P<unit2>{UNIT})s? from now\b"
)
_OFFSET = re.compile(
    rf"{_HEDGE}\b{_AMOUNT}{_SOMETHING}(?P<unit>{UNIT})s?[ -](?P<way>later|after|afterwards?|earlier|before|previously|prior|beforehand)\b"
)
_BESIDE = re.compile(
    r"\b(?P<unit>day|night|evening|morning|afternoon|weekend|week|month|year) (?P<way>before|after|earlier|later|following|previous)\b(?! (?:yesterday|tomorrow))"
    r"|\b(?:the )?(?P<way2>next|following|previous|preceding|subsequent|succeeding) (?P<unit2>day|night|evening|morning|afternoon|weekend|week|month|year)\b"
    r"|\b(?P<way3>year|day|month|week)-(?P<unit3>earlier|ago|before)\b"
)
_SAME = re.compile(
    r"\b(?:the )?(?P<which>(?:very |exact )?same|that(?: same| very)?|this(?= da[yt])) (?P<unit>day|date|night|evening|morning|afternoon|dawn|week|weekend|month|year|summer|winter|spring|autumn|fall)\b"
)
_SEVERAL = re.compile(
    rf"\b(?P<way>last|past|previous|preceding|recent|latest|next|coming|following|first|this past) (?:{_HEDGE})(?P<amount>{VAGUE}|{NUMBER})[ -](?P<unit>{UNIT})s?\b"
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
    rf"\b(?P<first>{WEEKDAY})(?:,? ?(?:and|to|or|-|through|until) (?P<last>{WEEKDAY}))?(?!\w)"
)
_PARTS = ("night", "evening", "morning", "afternoon", "dawn")
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

# How many units `recent weeks` or `several weeks` may reach: no source says, so kept wide.
VAGUE_REACH = {"day": 10, "week": 6, "month": 9, "year": 5, "decade": 3, "weekend": 4, "century": 3}


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
    day = nearest_weekday(words, weekday_of(found["first"]), scope)
    if not found["last"]:
        return one_day(day, "relative")
    last = add_days(day, (weekday_of(found["last"]) - day.weekday()) % 7)
    if last > scope.anchor and scope.tense != "future" and day <= scope.anchor:
        day, last = add_days(day, -7), add_days(last, -7)
    return interval(day, last, "span", "relative")


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
    if (
        base is None
        and scope.anchor is not None
        and unit in _PARTS
        and way in ("next", "following")
    ):
        base = scope.anchor
    if base is None:
        return unresolved(NO_EARLIER_DATE if scope.anchor or not backward else UNKNOWN_ANCHOR)
    return shifted(base, amount, unit, -1 if backward else 1)


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


def shifted(base: date, amount: str, unit: str, way: int) -> When:
    """`base` moved by an amount of units, as exact as the unit is."""
    number = amount_of(amount)
    if number is None:
        return _vague_shift(base, unit, way)
    if unit in ("second", "minute", "hour"):
        days = number // 24 if unit == "hour" else 0
        return replace(one_day(add_days(base, int(way * days)), "relative"), precision="hour")
    if unit in _PARTS:
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
    far = _moved(base, unit, way * VAGUE_REACH.get(unit, 1))
    near = _moved(base, unit, way)
    return interval(min(far, near), max(far, near), "span", "relative", "vague")


def _moved(base: date, unit: str, number: float) -> date:
    if unit in ("day", "week", "fortnight", "weekend"):
        return add_days(base, int(number * UNIT_DAYS.get(unit, 7)))
    if unit in ("second", "minute", "hour", *_PARTS):
        return add_days(base, -1 if number < 0 else 1)
    return add_months(base, int(number * months_in(unit)))


def read_same(words: str, scope: Scope) -> When | None:
    """`the same day`, `that night`, `that month`."""
    found = _SAME.search(words)
    if found is None:
        return None
    base = scope.before or (scope.anchor if found["unit"] in _PARTS else None)
    if base is None:
        return unresolved(NO_EARLIER_DATE)
    return around(base, found["unit"])


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
    if unit in ("year", "summer", "winter", "spring", "autumn", "fall"):
        return year_span(day.year, "relative")
    return replace(one_day(day, "relative"), precision="day" if unit in ("day", "date") else "hour")


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
    far = _moved(scope.anchor, unit, way * (number or VAGUE_REACH.get(unit, 1)))
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
        and unit not in _PARTS
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
    return around(_moved(base, "day" if unit in _PARTS else unit, step) if step else base, unit)


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
