"""Time mentions that a reader cut short, made whole by the finder's rules.

`the` of `the past 24 hours` and `since` of `since 25 June` hold no date; the expression that they
belong to stands over them or right behind them: another mention, else one that the finder knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from gesta.grounding.dates.find import find
from gesta.grounding.dates.resolve import resolve
from gesta.grounding.dates.spans import NO_DATE
from gesta.types import Span

NEAR = 1  # characters between a cut mention and the expression that goes on from it
LONGEST = 24  # characters of a mention that may be a cut one


def whole_spans(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in their order, each that holds no date put for the time expression around it.

    >>> text = "It was hit in the past 24 hours."
    >>> [span.of(text) for span in whole_spans(text, [Span(14, 17)])]
    ['the past 24 hours']
    """
    cut = {span for span in spans if _is_cut(span.of(text))}
    whole = [span for span in spans if span not in cut]
    found = find(text) if cut else []
    return [_around(span, (*whole, *found)) if span in cut else span for span in spans]


def _is_cut(words: str) -> bool:
    return len(words) <= LONGEST and resolve(words, anchor=None).reason == NO_DATE


def _around(span: Span, found: Sequence[Span]) -> Span:
    for one in found:
        if one.start <= span.end + NEAR and span.start < one.end:
            return Span(min(span.start, one.start), max(span.end, one.end))
    return span
