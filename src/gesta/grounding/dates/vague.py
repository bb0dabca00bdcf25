"""Parts of longer times (`late February`, `the first half of 2024`) and words without a date.

Early, mid and late are the first, middle and last third of what they stand with.
"""

from __future__ import annotations

import re
from datetime import date

from gesta.grounding.dates import absolute, years
from gesta.grounding.dates.relative import read_unit
from gesta.grounding.dates.spans import (
    UNKNOWN_ANCHOR,
    Scope,
    add_days,
    add_months,
    cut,
    one_day,
    unresolved,
)
from gesta.grounding.dates.words import MONTH, NUMBER, YEAR
from gesta.grounding.numerals import parse_numeral
from gesta.types import When

_THIRD = re.compile(
    r"\b(?:(?P<early>early\b|beginning of|start of|opening (?:days|weeks|months) of|(?:early|first|opening) part of)"
    r"|(?P<mid>mid\b-?|middle of|midway through)"
    r"|(?P<late>late\b|end of|close of|(?:latter|later|last|final) (?:part|days|weeks|months) of))(?: the)?(?: of)?(?= ?\w)"
)
_SO_FAR = re.compile(
    r"^(?P<way>earlier|later|late|early)(?: on| in)? (?P<what>this|that|in the|the same|last|the) (?P<unit>year|month|week)\b"
)
_FRACTION = re.compile(
    rf"\b(?P<nth>first|second|latter|last|final|opening)(?: (?P<amount>{NUMBER}))? (?P<unit>half|days?|weeks?|months?|quarters?) of (?P<whole>.*(?:{MONTH}|{YEAR}|this year|last year|that year|this month|last month))"
)
_PRESENT = re.compile(
    r"\b(?:now|currently|current|presently|at present|present(?:-day)?|right now|at the moment|nowadays|these days|this (?:time|moment|point)|so far|to date|modern[- ]day|already)\b"
)
_ORDINALS = {"first": 0, "opening": 0, "second": 1}


def narrow(words: str, when: When, scope: Scope) -> When:
    """`when` cut to the part of it that `early`, `mid`, `late` or `earlier this` says."""
    if when.start is None or when.end is None or when.start == when.end:
        return when
    if told := _SO_FAR.match(words):
        turn = (
            scope.before if told["what"] in ("that", "the same", "the", "in the") else scope.anchor
        )
        if (
            told["way"] in ("earlier", "later")
            and told["what"] != "last"
            and turn
            and when.start <= turn <= when.end
        ):
            earlier = told["way"] == "earlier"
            return cut(when, end=turn) if earlier else cut(when, start=turn)
    if when.precision == "week" or when.reason == "vague":
        return when
    found = _THIRD.search(words)
    if found is None:
        return when
    if when.precision == "month":
        return _third_of_month(when, when.start, found)
    days = (when.end - when.start).days + 1
    third = days // 3
    if found["early"]:
        return cut(when, end=add_days(when.start, third - 1))
    if found["late"]:
        return cut(when, start=add_days(when.end, 1 - third))
    return cut(when, start=add_days(when.start, third), end=add_days(when.end, -third))


def _third_of_month(when: When, first: date, found: re.Match[str]) -> When:
    if found["early"]:
        return cut(when, end=first.replace(day=10))
    if found["late"]:
        return cut(when, start=first.replace(day=21))
    return cut(when, start=first.replace(day=11), end=first.replace(day=20))


def read_fraction(words: str, scope: Scope) -> When | None:
    """`the first half of 2024`, `the first three months of 2023`, `the last week of August`."""
    if " of " not in words:
        return None
    found = _FRACTION.search(words)
    if found is None:
        return None
    whole = absolute.read_month(found["whole"], scope) or years.read_year(found["whole"], scope)
    whole = whole or read_unit(found["whole"], scope)
    if whole is None or whole.start is None or whole.end is None:
        return whole
    unit, nth = found["unit"].rstrip("s"), found["nth"]
    number = int(parse_numeral(found["amount"]) or 1) if found["amount"] else 1
    if unit == "half":
        return _half(whole, whole.start, whole.end, nth)
    if found["amount"] is None and found["unit"].endswith("s"):
        number = {"day": 10, "week": 3, "month": 3, "quarter": 1}[unit]
    if nth in ("last", "final", "latter"):
        return cut(whole, start=add_days(_ahead(add_days(whole.end, 1), unit, -number), 0))
    start = _ahead(whole.start, unit, number * _ORDINALS[nth])
    return cut(whole, start=start, end=min(whole.end, add_days(_ahead(start, unit, number), -1)))


def _half(whole: When, start: date, end: date, nth: str) -> When:
    if whole.precision == "year":
        middle = date(start.year, 7, 1)
    elif whole.precision == "month":
        middle = start.replace(day=16)
    else:
        middle = add_days(start, ((end - start).days + 1) // 2)
    return (
        cut(whole, end=add_days(middle, -1))
        if nth in ("first", "opening")
        else cut(whole, start=middle)
    )


def _ahead(day: date, unit: str, number: int) -> date:
    if unit in ("day", "week"):
        return add_days(day, number * (7 if unit == "week" else 1))
    return add_months(day, number * (3 if unit == "quarter" else 1))


def read_vague(words: str, scope: Scope) -> When | None:
    """`now` is the anchor's day; `recently`, `the future`, `in the past` fix nothing."""
    if _PRESENT.search(words):
        if scope.anchor is None:
            return unresolved(UNKNOWN_ANCHOR)
        return one_day(scope.anchor, "relative", "now")
    if vague_reference(words):
        return unresolved("vague")
    return None


_PAST = re.compile(
    r"\b(?:recent(?:ly)?|lately|formerly|former|previously|once|in the past|the past|past|earlier|ago|long ago|that time|the time|at the time|ancient)\b"
)
_FUTURE = re.compile(
    r"\b(?:future|soon|later|one day|some day|someday|shortly|upcoming|coming|hence|eventually)\b"
)


def vague_reference(words: str) -> str | None:
    """`present`, `past` or `future` for words that point there and fix no day."""
    if _PRESENT.search(words):
        return "present"
    if _FUTURE.search(words):
        return "future"
    return "past" if _PAST.search(words) else None
