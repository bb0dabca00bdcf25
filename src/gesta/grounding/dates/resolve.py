"""One time expression → an interval of days, with its precision and what it rests on.

The rules run in a fixed order, the most exact first; the first one that recognises the words
decides. What cannot be fixed to days stays unresolved with its reason, and is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from gesta.grounding.dates import absolute, offsets, periods, relative, turns, units, years
from gesta.grounding.dates.events import read_event, read_holiday
from gesta.grounding.dates.hijri import read_hijri
from gesta.grounding.dates.lengths import is_duration, is_set
from gesta.grounding.dates.spans import (
    NO_DATE,
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    interval,
    one_day,
    unresolved,
)
from gesta.grounding.dates.vague import narrow, read_fraction, read_vague
from gesta.grounding.dates.words import CLOCK, MONTH, NUMBER, PART, UNIT, WEEKDAY, normalise
from gesta.types import When

Rule = Callable[[str, Scope], When | None]

_PART = re.compile(
    rf"\b{PART}\b|\b{CLOCK}|^(?:early|late|earlier|later) (?=(?:on )?{WEEKDAY}|today|yesterday)"
)
_TIME_OF_DAY = re.compile(CLOCK)
_DAYTIME = re.compile(r"\b(?:the )?early|late|earlier|later\b")
_OPEN = re.compile(
    r"^(?:ever )?(?P<way>since|from|after|until|till|up to|before|by|prior to)(?: about| around| at least)? (?=\w)(?!.* (?:to|until|till|through) )"
)
# `before dawn on Friday` is a part of Friday, not what lies before it.
_EDGE = re.compile(
    rf"^(?:(?:shortly|just|soon|well|minutes|hours) )?(?:before|after|by|around|about|near) (?:(?={PART},? (?:on |of )?(?:the )?\w)|(?={CLOCK}))"
)
_BETWEEN = re.compile(
    r"\b(?:(?:between|from) )?(?P<first>.{1,80}?)(?P<join> and | to | until | till | through |-| - )(?P<last>.{1,80})$"
)
_RANGED = re.compile(r"\b(?:between|from)\b|\d ?-|[a-z] - ")
_DASHED = re.compile(rf"{MONTH}|\d{{4}}.*-.*\d{{4}}")
_DATED = re.compile(rf"{MONTH}|{WEEKDAY}|\d{{4}}|yesterday|today")
_BESIDE = re.compile(
    rf"(?:about |nearly |some )?(?:(?:the )?(?P<one>day|night|evening|morning|week|month|year)|(?P<amount>{NUMBER})[ -](?P<unit>{UNIT})s?)"
    r" (?P<way>before|after|following|prior to) (?!yesterday|tomorrow)(?P<rest>\S.*)$"
)
_NUMBERISH = re.compile(r"\d{1,2}(?:[.:]\d{2})?|\d+e\d+|[\d.,]+")


def resolve(
    text: str,
    *,
    anchor: date | None,
    tense: str | None = None,
    years: Sequence[int] = (),
    previous: When | None = None,
    known: tuple[date, ...] = (),
) -> When:
    """The interval that one whole time expression names. Never raises for any `text`.

    `anchor` is the day of publication, or None where it is unknown: then absolute dates still
    resolve, a missing year is taken from the days in `known` (those that the report states in full
    or names), from `previous` or from the only year in `years` (those of the report's own dates),
    and everything else stays unresolved with its reason. `tense`
    (`past`, `future` or None) is that of the sentence: a bare weekday is the last one on or
    before the anchor unless the tense is future. `previous` is the report's last resolved date,
    from which `the night before` and `two days later` count; a caller that knows the event named
    in `two days after the strike` gives that event's date.

    >>> resolve("late February", anchor=date(2024, 3, 6)).start
    datetime.date(2024, 2, 21)
    """
    words = _EDGE.sub("", normalise(text))
    scope = Scope(anchor, tense, tuple(years), previous, known)
    found = _read(words, scope)
    return replace(found, text=text)


def _read(words: str, scope: Scope) -> When:
    if not words or _NUMBERISH.fullmatch(words):
        return _bare_figure(words, scope)
    if beside := _read_beside(words, scope):
        return beside
    if found := read_event(words, scope):
        return _open(words, found, scope)
    if is_set(words):
        return unresolved("set")
    if ranged := _read_range(words, scope):
        return ranged
    opening = _OPEN.match(words)
    inner = words[opening.end() :] if opening else words
    found = _first(inner, scope)
    if found is None:
        return _leftover(inner, scope)
    found = _with_part(inner, narrow(inner, found, scope))
    return _open(words, found, scope)


RULES: tuple[Rule, ...] = (
    turns.read_before_last,
    turns.read_nth,
    turns.read_half,
    periods.read_week_of,
    periods.read_period,
    read_hijri,
    absolute.read_numeric,
    absolute.read_day,
    absolute.read_day_of_month,
    read_fraction,
    relative.read_day_of_week,
    offsets.read_ago,
    read_holiday,
    years.read_quarter,
    absolute.read_month,
    relative.read_deictic,
    relative.read_window,
    offsets.read_offset,
    offsets.read_same,
    years.read_season,
    relative.read_weekday,
    years.read_year,
    relative.read_unit,
    read_vague,
)


def _read_beside(words: str, scope: Scope) -> When | None:
    """`the day before last Tuesday`, `five weeks after the Beirut port explosion`."""
    found = _BESIDE.match(words)
    if found is None:
        return None
    base = read_event(found["rest"], scope) or _first(found["rest"], scope)
    if (
        base is None
        or base.start is None
        or base.end is None
        or base.precision in ("year", "month")
    ):
        return None
    backward = found["way"] in ("before", "prior to")
    start = base.start if backward else base.end
    unit = found["unit"] or found["one"]
    return units.shifted(start, found["amount"] or "one", unit, -1 if backward else 1)


def _bare_figure(words: str, scope: Scope) -> When:
    """A figure alone is a date, a year or a time of day by its form, or nothing."""
    if _clock(words):
        return _part_alone(words, scope)
    found = absolute.read_numeric(words, scope) or years.read_year(words, scope)
    return found or unresolved(NO_DATE)


def _first(words: str, scope: Scope) -> When | None:
    for rule in RULES:
        found = rule(words, scope)
        if found is not None:
            return found
    return None


def _leftover(words: str, scope: Scope) -> When:
    """A part of a day alone belongs to the last date told; lengths and the rest stay open."""
    if is_duration(words) and not _TIME_OF_DAY.fullmatch(words):
        return unresolved("duration")
    if _PART.search(words):
        return _part_alone(words, scope)
    return unresolved(NO_DATE)


def _part_alone(words: str, scope: Scope) -> When:
    base = scope.before or scope.anchor
    if base is None:
        return unresolved(UNKNOWN_ANCHOR)
    return replace(one_day(base, "relative"), precision="hour")


def _clock(words: str) -> bool:
    """Whether a bare figure is a time of day: `23:50`, never `10.30`."""
    return ":" in words and _TIME_OF_DAY.fullmatch(words) is not None


def _with_part(words: str, when: When) -> When:
    """A day with a part of it (`Wednesday evening`, `early on Tuesday`) is known to the hour."""
    if when.precision != "day" or when.start != when.end:
        return when
    return replace(when, precision="hour") if _PART.search(words) or _DAYTIME.match(words) else when


def _open(words: str, when: When, scope: Scope) -> When:
    """`since X` runs from X to the anchor; `until X` ends with it; `after X` begins behind it."""
    opening = _OPEN.match(words)
    if opening is None or when.start is None or when.end is None:
        return when
    way = opening["way"]
    if way in ("since", "from"):
        end = scope.anchor if scope.anchor and scope.anchor >= when.start else None
        return replace(when, end=end, precision="span", reason=when.reason or "open")
    if way == "after":
        end = scope.anchor if scope.anchor and scope.anchor >= when.end else None
        return replace(when, start=when.end, end=end, precision="span", reason="after it")
    if way in ("before", "prior to"):
        return replace(
            when, start=None, end=add_days(when.start, -1), precision="span", reason="before it"
        )
    return replace(when, start=None, precision="span", reason="end only")


def _read_range(words: str, scope: Scope) -> When | None:
    """`between A and B`, `from A to B`: A may lack what B says, and the other way round."""
    if (
        not _RANGED.search(words)
        and " to " not in words
        and " until " not in words
        and " through " not in words
    ):
        return None
    found = _BETWEEN.search(words)
    if found is None or (found["join"] == "-" and not _DASHED.search(words)):
        return None
    first, last = found["first"], found["last"]
    if not _DATED.search(first) or is_duration(last):
        return None
    end = _first(last, scope)
    if end is None or end.end is None or end.precision == "unknown":
        return None
    start = _first(first, replace(scope, anchor=end.start, tense="past"))
    if start is None or start.start is None or start.start > end.end:
        return None
    if start.start == end.start and start.end == end.end:
        return None
    return interval(start.start, end.end, "span", end.basis, end.reason)
