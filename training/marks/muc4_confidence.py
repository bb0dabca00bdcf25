"""The tagger of `benchmarks/muc4_confidence.py`: organisations accused, with their grade.

Every place of a name of the key is taught with the grade that the key gives it first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import muc4_confidence as mark
from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS
from benchmarks._words import Document, see
from gesta.reader.model import Model
from training.marks.muc4 import places
from training.marks.tagger import Example, Recipe, save, tags_of_spans, train
from training.marks.upper import Upper

RECIPE = Recipe(width=128, epochs=6, batch=3000)
EMPTY = 4  # of the documents without an organisation, every fourth is taught


def build(corpora: Path, model: Model, run: Path) -> Path:
    """Train on the train split and write the head; gives its path."""
    folder, path = corpora / "reader" / "muc4_templates", HEADS / "muc4_confidence.npz"
    examples: list[Example] = []
    empty = 0
    for row in rows_of(folder / "train.jsonl"):
        gold = mark.gold_of(row)
        empty += not gold
        document = None
        if gold or empty % EMPTY == 0:
            document = see(model, row["text"].lower())
        if document is not None:
            examples.append((document, tags_of_spans(document, taught(document, row))))
    upper = Upper.of_run(run)
    head = train(examples, 1 + 2 * len(mark.GRADES), RECIPE, upper, seed=0)
    upper.write(path.with_suffix(".onnx"))
    save(path, head, mark.GRADES)
    return path


def taught(document: Document, row: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Ranges of words that name an accused organisation, with the number of its grade."""
    names: dict[str, int] = {}
    for accused in mark.gold_of(row):
        grades = [i for i, g in enumerate(mark.GRADES) if g in accused.grades]
        for name in accused.names:
            names.setdefault(name, grades[0] if grades else 0)
    return places(document, names.items())
