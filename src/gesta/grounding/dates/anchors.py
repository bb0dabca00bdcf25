"""Distances from an event of the same report: `two days after the strike`, `the night before the raid`.

The event is sought by its noun in the report's other clauses: `Jets struck the depot on Monday`
dates `the strike`. The sentence that shares most words with the expression wins, an earlier one
before a later one. Where no dated sentence tells of the event, the expression stays open: the date
that happens to stand before it may belong to something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gesta.grounding.dates.spans import unresolved
from gesta.grounding.dates.units import shifted
from gesta.grounding.dates.words import HEDGE, NUMBER, UNIT, VAGUE, normalise
from gesta.types import Span, When

UNDATED_EVENT = "the event it counts from has no date in the report"
REACH = 70  # characters after the expression in which the event is named
LONGEST = 3  # days that a date to count from may span
_COUNTED = re.compile(
    rf"^(?:just |only |barely )?{HEDGE}(?:(?P<amount>{VAGUE}|{NUMBER}) (?P<unit>{UNIT})s?|(?P<many>minutes|hours)"
    r"|(?:the )?(?P<one>day|night|evening|morning|week|month))"
    r" (?P<way>after|before|following|prior to)(?P<event> (?:the|an?|his|her|its|their|this|that|israel's|iran's)\b(?P<name>[^,.;:()]{3,60}))"
)
_NOT_EVENT = re.compile(r"\b(?:yesterday|tomorrow|day|week|month|year|date|deadline)\b")
_WORD = re.compile(r"[a-z]{4,}")
_NAME_ENDS = re.compile(r"\b(?:that|which|who|when|was|were|had|has|and|but|as|said|killed)\b")
_CLAUSE_END = re.compile(r"[.!?][\"'”’)]?\s|\n")
# Nouns of events whose verb looks different, each with the beginnings of its words.
_FAMILIES = (
    ("strik", "struck", "airstrik"),
    ("shoot", "shot", "gunned"),
    ("death", "died", "dead"),
    ("withdraw", "withdrew"),
    ("fall", "fell"),
    ("bomb",),
    ("explo", "blast", "blew"),
    ("raid",),
    ("kidnap", "abduct"),
    ("attack",),
    ("inva",),
    ("assassinat",),
    ("seiz",),
    ("kill",),
    ("shell",),
    ("truce", "ceasefire", "cease-fire"),
    ("arrest", "detain"),
    ("deton",),
    ("ambush",),
    ("crash",),
)
# Endings of other nouns that name an event.
_ENDINGS = ("tion", "sion", "ment", "siege", "landing", "funeral", "massacre", "coup")
# Words for one and the same violence, taken only where the event's own noun is nowhere dated.
_VIOLENCE = ("strik", "struck", "airstrik", "attack", "bomb", "raid", "explo", "blast", "shell")


def count_from_event(
    text: str, span: Span, known: Sequence[tuple[Span, When]], *, alone: When
) -> When | None:
    """The value of `span` counted from the event that it or the words after it name.

    `known` are the report's other time expressions with their values; `alone` is what the words
    say without it. None where no event is named; open where it is named and has no date, unless
    the event stands outside the span (`two days`, a length of time, stays one).
    """
    phrase = normalise(text[span.start : span.end + REACH])
    found = _COUNTED.match(phrase)
    if found is None or alone.basis not in ("unresolved", "relative"):
        return None
    name = _NAME_ENDS.split(found["name"])[0]
    words = tuple(_WORD.findall(name))
    if _NOT_EVENT.search(name) or not any(map(_names_event, words)):
        return None
    inside = len(normalise(span.of(text))) > found.start("event")
    own = Span(span.start, min(len(text), span.start + found.end()))
    base = _dated(text, own, words, known)
    if base is None or base.start is None or base.end is None:
        return unresolved(UNDATED_EVENT) if inside else None
    backward = found["way"] in ("before", "prior to")
    unit = found["unit"] or found["one"] or "hour"
    value = shifted(
        base.start if backward else base.end,
        found["amount"] or "one",
        unit,
        -1 if backward else 1,
    )
    return replace(
        value, reason=value.reason or f"counted from {base.text!r}, the day of that event"
    )


def _dated(
    text: str, own: Span, words: tuple[str, ...], known: Sequence[tuple[Span, When]]
) -> When | None:
    """The date of the clause that tells of the event best."""
    for loose in (False, True):
        best: tuple[int, bool, int] | None = None
        chosen: When | None = None
        for span, when in known:
            if span.overlaps(own) or not _fixes_a_day(when):
                continue
            shared = _shared(_clause(text, span, own), words, loose=loose)
            score = (shared, span.start < own.start, -abs(span.start - own.start))
            if shared and (best is None or score > best):
                best, chosen = score, when
        if chosen is not None:
            return chosen
    return None


def _fixes_a_day(when: When) -> bool:
    if when.start is None or when.end is None or when.reason in ("now", "vague", "open"):
        return False
    return (when.end - when.start).days < LONGEST


def _clause(text: str, span: Span, own: Span) -> str:
    """The sentence around `span` in lower case, nothing where it is that of the expression itself.

    `On Friday, two days after the strike, …` does not say that the strike was on Friday.
    """
    ends = [end.end() for end in _CLAUSE_END.finditer(text, max(0, span.start - 300), span.start)]
    start = ends[-1] if ends else max(0, span.start - 300)
    stop = _CLAUSE_END.search(text, span.end, span.end + 300)
    end = stop.start() if stop else min(len(text), span.end + 300)
    return "" if start < own.end and own.start < end else text[start:end].lower()


def _shared(clause: str, words: tuple[str, ...], *, loose: bool) -> int:
    """How many of the event's words the clause tells; 0 where its noun is not among them."""
    told = tuple(_WORD.findall(clause))
    heads = [stems for word in words if (stems := _family(word, loose=loose))]
    heads = heads or [(word[:6],) for word in words if _names_event(word) and not loose]
    if not any(word.startswith(stems) for stems in heads for word in told):
        return 0
    return 1 + sum(any(other.startswith(word[:5]) for other in told) for word in words)


def _names_event(word: str) -> bool:
    return bool(_family(word, loose=False)) or word.endswith(_ENDINGS)


def _family(word: str, *, loose: bool) -> tuple[str, ...]:
    if loose:
        return _VIOLENCE if word.startswith(_VIOLENCE) else ()
    return next((stems for stems in _FAMILIES if word.startswith(stems)), ())
