"""Quotations: what stands between the marks is all said by one, over as many sentences as it has.

Where a cue outside a quotation has a third of it for its content, the annotated training passages
give it the rest too (589 of 593 events). A quotation that opens the sentence behind a cue goes on
with the one before the cue: `“We struck,” X said. “They fled.”` (29 of 33 events). What a cue and a
colon open without marks (`the minister said: We struck.`) goes on to the end of the line (51 of 51).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gesta.types import Span

SHARE: Final = 0.3  # of a quotation that the content must hold to hold all of it
SHORTEST: Final = 20  # characters: anything shorter is a word in quotation marks
LONGEST: Final = 3000  # an opening mark that finds no end by then was never closed
BEHIND: Final = 80  # characters behind a quotation in which its own cue may stand
_CURLY: Final = re.compile("[“”]")
_OPENED: Final = re.compile(r":\s*(?=[“\"]?[A-Z])")
_NEXT: Final = re.compile(r"[^.!?]*[.!?]\s+")


def quotations(text: str) -> list[Span]:
    """The quotations of a text without their marks, in order, none in another.

    A mark that opens inside an open quotation is a paragraph of it. Straight marks are paired
    within a line that has an even number of them.
    """
    found: list[Span] = []
    opened = -1
    for mark in _CURLY.finditer(text):
        at = mark.start()
        if mark.group() == "“" and (opened < 0 or at - opened > LONGEST):
            opened = at
        elif mark.group() == "”" and opened >= 0:
            if at - opened <= LONGEST:
                found.append(Span(opened + 1, at))
            opened = -1
    start = 0
    for line in text.splitlines(keepends=True):
        marks = [start + mark.start() for mark in re.finditer('"', line)]
        if len(marks) % 2 == 0:
            found += [Span(a + 1, b) for a, b in zip(marks[::2], marks[1::2], strict=True)]
        start += len(line)
    return _apart([q for q in sorted(found, key=lambda q: q.start) if q.end - q.start > SHORTEST])


def _apart(quotes: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for quote in quotes:
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def quoted(text: str, cues: Sequence[Span], contents: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The quotations that each cue of a report speaks, given what each is thought to speak."""
    spoken: list[list[Span]] = [[] for _ in cues]
    quotes = quotations(text)
    outside = [not any(q.start <= cue.start < q.end for q in quotes) for cue in cues]
    before: Span | None = None
    for quote in quotes:
        speakers = [
            i
            for i, parts in enumerate(contents)
            if outside[i] and any(_shared(part, quote) >= SHARE for part in parts)
        ]
        if not speakers and before is not None:
            speakers = _going_on(text, cues, outside, before, quote)
        for speaker in speakers:
            spoken[speaker].append(quote)
        before = quote
    return spoken


def statement(text: str, cue: Span) -> Span | None:
    """What the colon behind a cue opens, where no marks or only an opening one say how far it goes:
    the rest of the line."""
    opened = _OPENED.match(text, cue.end)
    if opened is None:
        return None
    end = text.find("\n", opened.end())
    line = Span(opened.end(), len(text) if end < 0 else end)
    words = line.of(text)
    closed = "”" in words or '"' in words[1:]
    return None if closed or line.end - line.start > LONGEST else line


def _shared(part: Span, quote: Span) -> float:
    return (min(part.end, quote.end) - max(part.start, quote.start)) / (quote.end - quote.start)


def _going_on(
    text: str, cues: Sequence[Span], outside: Sequence[bool], before: Span, quote: Span
) -> list[int]:
    """The cue between two quotations whose speaker goes on in the second, if it has no own."""
    free = [(cue, i) for i, cue in enumerate(cues) if outside[i]]
    between = [i for cue, i in free if before.end <= cue.start and cue.end <= quote.start]
    own = [
        i
        for cue, i in free
        if quote.end <= cue.start < quote.end + BEHIND
        and not re.search(r"[.!?]", text[quote.end : cue.start])
    ]
    if not between or own:
        return []
    gap = text[cues[between[-1]].end : quote.start - 1]
    return between[-1:] if _NEXT.fullmatch(gap) and "\n\n" not in gap else []
