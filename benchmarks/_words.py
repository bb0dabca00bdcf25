"""The words of a document as the shipped encoder sees them, for the heads of the public marks.

A word carries its vector, the encoder's own tag odds, and a few hashed traits (the word, its
ending, its case and its neighbours'), which a frozen encoder has partly let go of.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesta.reader.model import Model
from gesta.reader.page import Page, lay_out
from gesta.reader.windows import plan_windows
from gesta.types import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

AFTER = 30  # pieces read beyond a window's own; the reader looks back only
BUCKETS = 4096
_CASES = 5


@dataclass(frozen=True)
class Document:
    """`words`, `vectors` `[w, 384 + tags]`, `traits` `[w, TRAITS]` below `BUCKETS`, and
    `sentences` `[n, 2]`, ranges of words."""

    text: str
    words: list[Span]
    lowered: list[str]
    vectors: Floats
    traits: Ints
    sentences: Ints

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """The range of words that share a sign with the characters `[start, end)`."""
        inside = [i for i, w in enumerate(self.words) if w.start < end and w.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def span(self, start: int, end: int) -> Span:
        """The characters of the words `[start, end)`."""
        return Span(self.words[start].start, self.words[end - 1].end)


def see(model: Model, text: str) -> Document | None:
    """A text's words with their vectors, or None where there is no word in it."""
    page = lay_out(text, model.tokenizer)
    if page is None:
        return None
    parts = []
    for window in plan_windows(page.block_pieces):
        begin, own = (int(page.blocks[i, 0]) for i in (window.context, window.start))
        stop, end = int(page.blocks[window.end - 1, 1]), _beyond(page, window.end)
        words, tags = model.encode(page.inputs(begin, end))
        rows = slice(own - begin, stop - begin)
        parts.append(np.concatenate((words[rows], np.tanh(tags[rows] / 4)), axis=1))
    surfaces = [w.of(text) for w in page.words]
    return Document(
        text, page.words, page.lowered, np.concatenate(parts), traits_of(surfaces), page.sentences
    )


def _beyond(page: Page, block: int) -> int:
    """The word up to which a window reads whose own part ends before `block`."""
    pieces = 0
    while block < len(page.blocks) and pieces + page.block_pieces[block] <= AFTER:
        pieces += page.block_pieces[block]
        block += 1
    return int(page.blocks[block - 1, 1])


def traits_of(words: list[str]) -> Ints:
    """The hashed traits of each word, `[w, 6]`: the word, the pairs that it forms with both
    neighbours, its ending, its shape, and its neighbours' shapes."""
    lowered = ["", *(w.lower() for w in words), ""]
    shapes = ["", *(_shape(w) for w in words), ""]
    rows = [
        (
            f"w {lowered[i]}",
            f"l {lowered[i - 1]} {lowered[i]}",
            f"r {lowered[i]} {lowered[i + 1]}",
            f"e {lowered[i][-3:]}",
            f"s {shapes[i]}",
            f"n {shapes[i - 1]} {shapes[i + 1]}",
        )
        for i in range(1, len(words) + 1)
    ]
    return np.array([[zlib.crc32(t.encode()) % BUCKETS for t in row] for row in rows], np.int64)


def _shape(word: str) -> str:
    """Its case and length: `Aa3` for a capitalised word of three letters."""
    kind = "0" if word.isdigit() else "." if not word[0].isalnum() else "a"
    if kind == "a" and word != word.lower():
        kind = "A" if word.isupper() else "Aa"
    return f"{kind}{min(len(word), 4)}"
