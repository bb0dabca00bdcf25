"""Posts quoted in a report: what stands above `— Name (@handle)` is said by whom it names.

Web pages carry posts as lines of their own, the signature below; cut into passages they stand in
one line, where a post is at most as long as the network let it be. In the annotated training
passages 28 of the 41 events in a signed post are said by its signer; of the rest all but one are
said by nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gesta.types import Attribution, Reading, Span

LONGEST: Final = 280  # characters of a post
SURE: Final = 0.7
_SIGNED: Final = re.compile(
    r"— ?(?=[^\W\d_a-z])([^()\n—]{2,80}?) \(@\w+\)(?=\s*(?:$|[A-Z]))", re.MULTILINE
)


def with_posts(text: str, reading: Reading) -> Reading:
    """The reading, the events of each signed post that nobody else is read to tell being told by
    its signer; what was told as the report's own is `attributed` then."""
    for signature in _SIGNED.finditer(text):
        content = _post(text, reading, signature.start())
        if content is None:
            continue
        told = [content.start <= e.start < content.end and not e.said_by for e in reading.events]
        if not any(told):
            continue
        name = signature.span(1)
        source = next((i for i, m in enumerate(reading.mentions) if _in(m.start, name)), None)
        cue = Span(signature.start(), signature.start() + 1)
        by = (len(reading.attributions),)
        reading = replace(
            reading,
            attributions=(*reading.attributions, Attribution(source, cue, (content,), SURE)),
            events=tuple(
                replace(
                    e,
                    said_by=by,
                    certainty="attributed" if e.certainty == "reported" else e.certainty,
                )
                if here
                else e
                for e, here in zip(reading.events, told, strict=True)
            ),
        )
    return reading


def _post(text: str, reading: Reading, end: int) -> Span | None:
    """The whole sentences of the line above the signature that begins at `end`, or before it in
    its own; none from before another signature."""
    stop = len(text[:end].rstrip())
    low = max(text.rfind("\n", 0, stop) + 1, stop - LONGEST)
    starts = [s.start for s in reading.sentences if low <= s.start < stop]
    ended = max((s.end() for s in _SIGNED.finditer(text, 0, stop)), default=0)
    if ended > low:
        starts = [ended]
    return Span(starts[0], stop) if starts and starts[0] < stop else None


def _in(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]
