"""The way back: where each character of an extracted text stood in the page's source.

The extracted text is compared with the page's visible text, both without blanks: whole lines
first, halves of lines where a line was put together from pieces, single words last. What stands
nowhere keeps the origin -1.
"""

from __future__ import annotations

import re
from array import array
from typing import Final

from gesta.reports.markup import visible_text
from gesta.reports.traced import Traced
from gesta.types import Report

_WORD = re.compile(r"\S+")
# How near is near, and how many characters are telling enough to be looked for far away (code
# points without blanks).
_NEAR: Final = 2_000
_TELLING: Final = 16
# How many times one page is searched from end to end, so that a crafted page ends in time.
_SEARCHES: Final = 4_000


class _Search:
    """The visible text without blanks, and a cursor that moves along as lines are found."""

    def __init__(self, source: str) -> None:
        seen = visible_text(source)
        parts: list[str] = []
        self.origins: array[int] = array("q")
        for match in _WORD.finditer(seen.text):
            parts.append(match.group())
            self.origins.extend(seen.origins[match.start() : match.end()])
        self.text = "".join(parts)
        self.cursor = 0
        self.left = _SEARCHES

    def find(self, words: str) -> int:
        """Where `words` stand: after the cursor, before it, else far away; -1 for nowhere.

        Few characters are only looked for near the cursor: far away they mean something else.
        """
        at = self.text.find(words, self.cursor, self.cursor + _NEAR + len(words))
        if at < 0:
            at = self.text.find(words, max(0, self.cursor - _NEAR), self.cursor + len(words))
        if at < 0 and len(words) >= _TELLING and self.left > 0:
            self.left -= 1
            at = self.text.find(words, self.cursor)
            at = at if at >= 0 else self.text.find(words)
        return at


def align(extracted: str, source: str) -> Traced:
    """`extracted` with the place of each of its characters in `source`, -1 where unknown."""
    search = _Search(source)
    origins = array("q", [-1]) * len(extracted)
    for line in re.finditer(r"[^\n]+", extracted):
        words = [(m.start(), m.end()) for m in _WORD.finditer(extracted, line.start(), line.end())]
        _place(words, extracted, search, origins)
    return Traced(extracted, origins)


def _place(
    words: list[tuple[int, int]], extracted: str, search: _Search, origins: array[int]
) -> None:
    """Set the origins of `words` (ranges of `extracted`), halving them until they are found."""
    pending = [words] if words else []
    while pending:
        some = pending.pop()
        squeezed = "".join(extracted[start:end] for start, end in some)
        at = search.find(squeezed)
        if at >= 0:
            search.cursor = at + len(squeezed)
            for start, end in some:
                origins[start:end] = search.origins[at : at + end - start]
                at += end - start
        elif len(some) > 1:
            half = len(some) // 2
            pending += [some[half:], some[:half]]


def origin_of(report: Report, offset: int) -> int | None:
    """Where the character at `offset` of the kept text stood in the decoded original.

    None for a character that was put in (a paragraph break) or whose place is unknown.
    """
    low, high = 0, len(report.segments)
    while low < high:
        middle = (low + high) // 2
        if report.segments[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    if not low:
        return None
    segment = report.segments[low - 1]
    inside = offset - segment.start
    return segment.origin + inside if inside < segment.length else None
