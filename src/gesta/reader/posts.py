"""Posts quoted in a report: what stands above `— Name (@handle)` is said by whom it names.

Web pages carry posts as lines of their own, the signature below; cut into passages they stand in
one line, where a post is at most as long as the network let it be. In the annotated training
passages 28 of the 41 events in a signed post are said by its signer; of the rest all but one are
said by nobody.
"""

from __future__ import annotations

import re
from typing import Final

from gesta.reader.lines import told_by_name
from gesta.types import Reading, Span

LONGEST: Final = 280  # characters of a post
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
        name = Span(*signature.span(1))
        kind = _kind(text, reading, name.of(text))
        cue = Span(signature.start(), signature.start() + 1)
        reading = told_by_name(reading, cue, name, content, kind)
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


def _kind(text: str, reading: Reading, name: str) -> str:
    """The type that the name has elsewhere in the report, else a person."""
    kinds = (m.type for m in reading.mentions if text[m.start : m.end] == name)
    return next(kinds, "person")
