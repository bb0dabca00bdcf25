"""The event words of ECB+ found in raw text, by a light head of its own over the shipped encoder.

Only the windows of the encoder that hold an annotated sentence are read on from halfway up; the
words of other sentences are context. The head and its upper layers are `heads/event_words.npz`
and `.onnx`, trained by `training/marks/event_words.py` on the annotated sentences of ECB+ train.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks._rows import Row
from benchmarks._tagger import Tagger
from benchmarks._words import Document

Range = tuple[int, int]  # characters [start, end)
Flags = NDArray[np.bool_]


def chosen_sentences(row: Row) -> list[Range]:
    """The validated sentences of a document of ECB+: only there are all events annotated."""
    chosen = set(row["selected_sentences"])
    return [(start, end) for number, start, end in row["sentences"] if number in chosen]


def cropped(document: Document, sentences: Sequence[Range]) -> tuple[Document, Flags]:
    """The windows of a document in which a sentence lies, and of each word whether it is in one."""
    starts = np.array([word.start for word in document.words])
    inside = np.zeros(len(starts), bool)
    for start, end in sentences:
        inside |= (starts >= start) & (starts < end)
    bounds = np.cumsum([0, *(len(window.first) for window in document.windows)])
    held = [bool(inside[a:b].any()) for a, b in zip(bounds, bounds[1:], strict=False)]
    kept = np.repeat(held, np.diff(bounds))
    place = np.cumsum(kept) - 1
    ranges = [
        (place[a], place[b - 1] + 1) for a, b in document.sentences.tolist() if kept[a:b].all()
    ]
    numbers = np.flatnonzero(kept).tolist()
    part = replace(
        document,
        words=[document.words[i] for i in numbers],
        lowered=[document.lowered[i] for i in numbers],
        vectors=document.vectors[kept],
        traits=document.traits[kept],
        sentences=np.array(ranges, np.int64).reshape(-1, 2),
        windows=tuple(w for w, is_held in zip(document.windows, held, strict=True) if is_held),
    )
    return part, inside[kept]


def found_words(tagger: Tagger, document: Document, inside: Flags) -> list[Range]:
    """The event words found in a cropped document's annotated sentences, as ranges of words."""
    if not document.words:
        return []
    return [(start, end) for start, end, _, _ in tagger.spans(document) if inside[start]]
