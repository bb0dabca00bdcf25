"""The words of a document as the shipped encoder sees them, for the heads of the public marks.

A word carries its vector, the encoder's own tag odds, and a few hashed traits (the word, its
ending, its case and its neighbours'), which a frozen encoder has partly let go of.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gesta.reader.model import Model
from gesta.reader.page import Inputs, Page, lay_out
from gesta.reader.windows import plan_windows
from gesta.types import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

AFTER = 30  # pieces read beyond a window's own; the reader looks back only
BUCKETS = 4096


@dataclass(frozen=True)
class Seen:
    """A window's pieces halfway up the encoder, `states` `[p, 384]`, and of each word that the
    window owns its first and last piece, `[w]`."""

    states: NDArray[np.float16]
    first: Ints
    last: Ints


@dataclass(frozen=True)
class Document:
    """`words`, `vectors` `[w, 384 + tags]`, `traits` `[w, TRAITS]` below `BUCKETS`, `sentences`
    `[n, 2]`, ranges of words, and the `windows` that together own each word once."""

    text: str
    words: list[Span]
    lowered: list[str]
    vectors: Floats
    traits: Ints
    sentences: Ints
    windows: tuple[Seen, ...] = ()

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
    parts, windows = [], []
    for window in plan_windows(page.block_pieces):
        begin, own = (int(page.blocks[i, 0]) for i in (window.context, window.start))
        stop, end = int(page.blocks[window.end - 1, 1]), _beyond(page, window.end)
        inputs = page.inputs(begin, end)
        words, tags, middle = _encode(model.folder, inputs)
        rows = slice(own - begin, stop - begin)
        parts.append(np.concatenate((words[rows], np.tanh(tags[rows] / 4)), axis=1))
        windows.append(Seen(middle.astype(np.float16), inputs.first[rows], inputs.last[rows]))
    surfaces = [w.of(text) for w in page.words]
    return Document(
        text=text,
        words=page.words,
        lowered=page.lowered,
        vectors=np.concatenate(parts),
        traits=traits_of(surfaces),
        sentences=page.sentences,
        windows=tuple(windows),
    )


@cache
def session(path: Path) -> Any:
    """An ONNX file ready to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _encode(folder: Path, inputs: Inputs) -> tuple[Floats, Floats, Floats]:
    """Word vectors, tag scores and the pieces' states halfway up, of one window."""
    fed = {"pieces": inputs.pieces[None], "case": inputs.case[None], "hints": inputs.hints[None]}
    ends = {"first": inputs.first, "last": inputs.last}
    words, tags, middle = session(folder / "encoder.onnx").run(
        ("words", "tags", "middle"), fed | ends
    )
    return words, tags, middle


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
