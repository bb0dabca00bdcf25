"""A report's text cut into sentences, words and pieces: everything the windows slice from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gesta.reader.features import Floats, Ints
from gesta.reader.lexicon import lexicon
from gesta.reader.pieces import cases, last_pieces, pieces_of, spread
from gesta.reader.sentences import split_sentences
from gesta.reader.windows import OWNED
from gesta.reader.words import split_words
from gesta.types import Span


@dataclass(frozen=True)
class Inputs:
    """One window as the encoder takes it: pieces `[p]`, cases `[p]`, hints `[p, HINTS]`, and the
    first and last piece of each word `[w]`."""

    pieces: Ints
    case: Ints
    hints: Floats
    first: Ints
    last: Ints


@dataclass(frozen=True)
class Page:
    """Words and pieces of one report, `hints` `[words, HINTS]`. `sentences` and `blocks` are `[n, 2]` ranges of words;
    a block is a sentence, or a part of one too long for a window."""

    text: str
    words: list[Span]
    lowered: list[str]
    pieces: Ints
    case: Ints
    hints: Floats
    first: Ints
    spans: list[Span]
    sentences: Ints
    blocks: Ints
    block_pieces: list[int]

    def inputs(self, start: int, end: int) -> Inputs:
        """The words `[start, end)` as one window."""
        a = self.first[start]
        b = self.first[end] if end < len(self.first) else len(self.pieces) - 1
        pieces = np.concatenate((self.pieces[:1], self.pieces[a:b], self.pieces[-1:]))
        case = np.concatenate(([0], self.case[a:b], [0])).astype(np.int64)
        first = np.minimum(self.first[start:end] - a + 1, len(pieces) - 1)
        hints = spread(self.hints[start:end], first, len(pieces))
        return Inputs(pieces, case, hints, first, last_pieces(first, len(pieces)))


def lay_out(text: str, tokenizer: Any) -> Page | None:
    """The page of a text, or None where there is no word in it."""
    spans = split_sentences(text)
    words: list[Span] = []
    bounds: list[tuple[int, int]] = []
    for span in spans:
        inside = split_words(text, start=span.start, end=span.end)
        bounds.append((len(words), len(words) + len(inside)))
        words += inside
    if not words:
        return None
    surfaces = [w.of(text) for w in words]
    pieces, first = pieces_of(tokenizer, surfaces)
    # A word without pieces of its own points at the end; give it its neighbour's place instead.
    first = np.minimum.accumulate(first[::-1])[::-1].copy()
    blocks: list[tuple[int, int]] = []
    for start, end in bounds:
        blocks += _blocks(first, start, end)
    lowered = [w.lower() for w in surfaces]
    edges = np.append(first, len(pieces) - 1)
    return Page(
        text=text,
        words=words,
        lowered=lowered,
        pieces=pieces,
        case=cases(surfaces, first, len(pieces)),
        hints=lexicon().hints(lowered),
        first=first,
        spans=spans,
        sentences=np.array(bounds, np.int64),
        blocks=np.array(blocks, np.int64),
        block_pieces=[int(edges[end] - edges[start]) for start, end in blocks],
    )


def _blocks(first: Ints, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence's words cut so that no part has more pieces than a window owns."""
    if first[end - 1] - first[start] <= OWNED:
        return [(start, end)]
    parts: list[tuple[int, int]] = []
    begun = start
    for word in range(start + 1, end):
        if first[word] - first[begun] > OWNED:
            parts.append((begun, word))
            begun = word
    parts.append((begun, end))
    return parts
