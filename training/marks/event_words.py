"""The head of `benchmarks/_event_finder.py`: ECB+'s event words, from its validated sentences.

Nothing is tuned on dev: the score of O stands as it was learnt.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks._event_finder import chosen_sentences, cropped
from benchmarks._rows import Row, rows_of
from benchmarks._tagger import HEADS
from benchmarks._words import see
from gesta.reader.model import Model
from training.marks.tagger import Example, Recipe, save, tags_of_spans, train
from training.marks.upper import Upper

RECIPE = Recipe(epochs=5)
LABELS = ("event",)


def build(corpora: Path, model: Model, run: Path) -> Path:
    """Train on the train split and write the head; gives its path."""
    rows = rows_of(corpora / "resolution" / "ecbplus" / "train.jsonl")
    examples = [example for row in rows if (example := example_of(row, model)) is not None]
    upper = Upper.of_run(run)
    head = train(examples, 1 + 2 * len(LABELS), RECIPE, upper, seed=0)
    path = HEADS / "event_words.npz"
    upper.write(path.with_suffix(".onnx"))
    save(path, head, LABELS)
    return path


def example_of(row: Row, model: Model) -> Example | None:
    """The document around its validated sentences; words outside them do not count."""
    whole = see(model, row["text"])
    if whole is None:
        return None
    document, inside = cropped(whole, chosen_sentences(row))
    if not document.words:
        return None
    spans = [
        (*document.covered(m["start"], m["end"]), 0)
        for m in row["mentions"]
        if m["kind"] == "event" and m.get("selected", True)
    ]
    tags = tags_of_spans(document, spans)
    return document, np.where(inside, tags, -1)
