"""Text that remembers where each of its characters stood in the decoded original.

The invariant: `len(text) == len(origins)`, and `origins[i]` is the place of `text[i]` in the
original, or -1 for a character that was put in (a joining blank).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from gesta.types import Segment

# Characters that are never kept: controls, zero-width and direction marks, soft hyphens, lone
# surrogates and noncharacters. They stand for nothing a reader sees, and some of them make text
# that cannot be written as UTF-8.
_UNSEEN = (
    "\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_PIECE = re.compile(rf"[^\s{_UNSEEN}]+|[\s{_UNSEEN}]+")
_GAP = re.compile(r"\s")
_GAP_ONLY = re.compile(rf"[\s{_UNSEEN}]")
_ODD = re.compile(rf"[^\S ]|[{_UNSEEN}]|  ")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the origin of each character."""

    text: str
    origins: array[int]

    def part(self, start: int, end: int) -> Traced:
        """The characters `[start, end)`."""
        return Traced(self.text[start:end], self.origins[start:end])

    def without(self, cuts: Iterable[tuple[int, int]], glue: str = " ") -> Traced:
        """What is left when the ranges `cuts` (sorted, disjoint) are taken out, glued together."""
        parts, at = [], 0
        for start, end in cuts:
            parts.append(self.part(at, start))
            at = end
        return join([*parts, self.part(at, len(self.text))], glue)

    def tidy(self) -> Traced:
        """One line: runs of blanks become one blank, unseen characters go, both ends trimmed."""
        if not _ODD.search(self.text):
            start = len(self.text) - len(self.text.lstrip(" "))
            return self.part(start, max(start, len(self.text.rstrip(" "))))
        texts: list[str] = []
        origins: array[int] = array("q")
        for match in _PIECE.finditer(self.text):
            piece, start = match.group(), match.start()
            if not _GAP_ONLY.match(piece):
                texts.append(piece)
                origins.extend(self.origins[start : match.end()])
            elif texts and match.end() < len(self.text):
                blank = _GAP.search(piece)
                if blank:
                    texts.append(" ")
                    origins.append(self.origins[start + blank.start()])
        if texts and texts[-1] == " ":
            texts.pop()
            origins.pop()
        return Traced("".join(texts), origins)

    def lines(self) -> list[Traced]:
        """The lines, each without its line end."""
        found, at = [], 0
        for match in re.finditer(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", self.text):
            found.append(self.part(at, match.start()))
            at = match.end()
        found.append(self.part(at, len(self.text)))
        return found


def trace(text: str) -> Traced:
    """A decoded original, each character at its own place."""
    return Traced(text, array("q", range(len(text))))


def join(parts: Iterable[Traced], glue: str) -> Traced:
    """The non-empty parts with `glue` between them; the glue came from nowhere."""
    texts: list[str] = []
    origins: array[int] = array("q")
    for part in parts:
        if not part.text:
            continue
        if texts:
            texts.append(glue)
            origins.extend([-1] * len(glue))
        texts.append(part.text)
        origins.extend(part.origins)
    return Traced("".join(texts), origins)


def segments_of(traced: Traced, original: str) -> tuple[Segment, ...]:
    """The runs of kept text that stand character by character in the original.

    A character that the original writes in another way (an entity, a blank that was a line end)
    is a run of its own if it is seen, and no run if it is blank.
    """
    runs: list[Segment] = []
    text, origins = traced.text, traced.origins
    at = 0
    while at < len(text):
        place = origins[at]
        if place < 0:
            at += 1
        elif length := _run(traced, original, at):
            runs.append(Segment(at, length, place))
            at += length
        else:
            if not text[at].isspace():
                runs.append(Segment(at, 1, place))
            at += 1
    return tuple(runs)


def _run(traced: Traced, original: str, at: int) -> int:
    """How many characters from `at` on stand next to each other in the original, unchanged.

    Doubles the length while it holds and halves it after, so a long run costs few comparisons.
    """
    place, length, step = traced.origins[at], 0, 64
    while step:
        start, end = at + length, at + length + step
        there = place + length
        if (
            end <= len(traced.text)
            and traced.text[start:end] == original[there : there + step]
            and traced.origins[start:end] == array("q", range(there, there + step))
        ):
            length += step
            step *= 2
        else:
            step //= 2
    return length
