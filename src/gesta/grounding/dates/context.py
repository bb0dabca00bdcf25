"""All time expressions of one report, in order: each may lean on the sentence and on those before.

Two regimes. News counts from the publication date. A report that tells of a past (its stated
years lie mostly more than two years before publication, or the date is unknown) is narrative:
a month without a year then takes the year of the date before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.anchors import count_from_event
from gesta.grounding.dates.known_days import known_days
from gesta.grounding.dates.resolve import resolve
from gesta.grounding.dates.spans import NO_EARLIER_DATE, UNKNOWN_ANCHOR, UNKNOWN_YEAR
from gesta.grounding.dates.years import explicit_years
from gesta.types import Span, When

# Chosen on the train parts of TempEval-3 (news) and WikiWars (histories).
NARRATIVE_YEARS = 0
NARRATIVE_SHARE = 0.6
NARRATIVE_DATES = 8
NARRATIVE_NEAR = 0.1

_NEWS = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next) (?:week|month|year)|ago)\b",
    re.IGNORECASE,
)
# `a year earlier` compares: what follows goes on from the date before it.
_COMPARED = re.compile(r"\byear[- ](?:ago|earlier|before)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]? |\n")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Lt|Col|Mr|Mrs|Dr|No|St|U\.S|U\.N|a\.m|p\.m)$"
)
_FUTURE = re.compile(
    r"\b(?:will|won't|shall|'ll|(?:is|are) (?:to|due|scheduled|set|expected|slated|planning|going) |plans? to|planned for|due|scheduled|expected|expects?|hopes? to|upcoming|intends? to|would|could|might|should|may|can|expires?|must|takes effect|payable|set to|slated to|of record|extended to|effective|deadline|as soon as|planned to|begins|starts|meets|reconvenes|opens)\b"
    r"|\b(?:by|beginning|starting)(?: the)? ?$"
)
_PAST = re.compile(
    r"\b(?:\w{2,14}ed|was|were|had|said|told|came|went|began|took|struck|hit|shot|left|made|fell|rose|met|held|led|lost|won|fought|fled|sent|broke|got|gave|saw|wrote|did|became|found|has|have|blew)\b"
)
_STILL_AHEAD = re.compile(
    r"\b(?:will|would|shall|to|may|might|could|should|can|must|not)(?: also| only)? (?:be|have been) $"
)
_ONCE_AHEAD = re.compile(r"\bhad (?:\w{2,12}ly )?been (?:\w{2,12} to )?$")
_REACH = 90  # characters on each side that are searched for the tense


def resolve_all(text: str, spans: Iterable[Span], *, anchor: date | None) -> list[When]:
    """One When for each of `spans` (in text order), with tense, years and earlier dates supplied.

    >>> [when.start.isoformat() for when in resolve_all("It began on 3 May 2011. Two days later it fell.",
    ...  [Span(12, 22), Span(24, 38)], anchor=None)]
    ['2011-05-03', '2011-05-05']
    """
    ordered = list(spans)
    first = [resolve(span.of(text), anchor=None) for span in ordered]
    years = explicit_years(first)
    known = known_days(text) if anchor is None else ()
    narrative = anchor is not None and is_narrative(text, ordered, first, anchor)
    values: list[When] = []
    previous: When | None = None
    for span, alone in zip(ordered, first, strict=True):
        words, tense = span.of(text), tense_at(text, span)
        when, leans = alone, False
        if alone.basis == "unresolved" and narrative:
            when = resolve(words, anchor=None, tense=tense, years=years, previous=previous)
        if when.reason in (UNKNOWN_ANCHOR, UNKNOWN_YEAR, NO_EARLIER_DATE) or (
            alone.basis == "unresolved" and not narrative
        ):
            leans = narrative
            when = resolve(
                words, anchor=anchor, tense=tense, years=years, previous=previous, known=known
            )
        values.append(when)
        if not leans and _leads_on(when) and not _COMPARED.search(words):
            previous = when
    return _counted_from_events(text, ordered, values)


def _counted_from_events(text: str, spans: Sequence[Span], values: Sequence[When]) -> list[When]:
    """`values` with those that name an event of the report counted from its date."""
    known = list(zip(spans, values, strict=True))
    counted: list[When] = []
    for span, alone in known:
        when = count_from_event(text, span, known, alone=alone)
        counted.append(alone if when is None else replace(when, text=alone.text))
    return counted


def is_narrative(text: str, spans: Sequence[Span], values: Sequence[When], anchor: date) -> bool:
    """Whether most of the stated dates lie well before the anchor's year and few count from it."""
    stated = [when.start for when in values if when.start and when.basis == "stated"]
    near = sum(_NEWS.search(span.of(text)) is not None for span in spans)
    if len(stated) < NARRATIVE_DATES or near > NARRATIVE_NEAR * len(spans):
        return False
    old = sum(day.year < anchor.year - NARRATIVE_YEARS for day in stated)
    return old >= NARRATIVE_SHARE * len(stated)


def _leads_on(when: When) -> bool:
    """Whether later expressions may count from this one: fixed to a year or finer, and not open."""
    if when.start is None or when.end is None or when.reason in ("now", "vague", "open"):
        return False
    if when.precision == "year" and when.basis == "relative":
        return False
    return (when.end - when.start).days <= 366


def tense_at(text: str, span: Span) -> str | None:
    """`past` or `future` by the cue nearest to the span within its sentence, None without one."""
    left = text[max(0, span.start - _REACH) : span.start]
    right = text[span.end : span.end + _REACH]
    for end in reversed(list(_SENTENCE_END.finditer(left))):
        if not _ABBREVIATED.search(left[: end.start()]):
            left = left[end.end() :]
            break
    if (stop := _SENTENCE_END.search(right)) and stop.start() > 3:
        right = right[: stop.start()]
    if right.startswith(("'s", "’s")) or text[: span.end].endswith(("'s", "’s")):
        return "past"  # `Friday's strikes`
    nearest = {"future": _gap(_FUTURE, left, right), "past": _gap(_PAST, left, right)}
    tense = min(nearest, key=lambda name: nearest[name])
    return tense if nearest[tense] < 2 * _REACH else None


def _gap(cue: re.Pattern[str], left: str, right: str) -> int:
    """Characters from the span to the nearest cue; those after it count half as near."""
    before = [len(left) - found.end() for found in cue.finditer(left.lower()) if _says(found, cue)]
    after = next((found for found in cue.finditer(right.lower()) if _says(found, cue)), None)
    gaps = before[-1:] + ([2 * after.start() + 10] if after else [])
    return min(gaps, default=4 * _REACH)


def _says(found: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Not the `paid` of `would be paid`, nor the `due` of `had been due`."""
    before = found.string[max(0, found.start() - 40) : found.start()]
    return not (_STILL_AHEAD if cue is _PAST else _ONCE_AHEAD).search(before)
