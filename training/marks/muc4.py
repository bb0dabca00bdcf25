"""The head of `benchmarks/muc4.py`: the five roles over the shipped encoder.

The key marks one mention of each name; every place of the name in its text is taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks import muc4 as mark
from benchmarks._tagger import HEADS, Tagger
from benchmarks._words import Document, rows_of, see
from benchmarks.muc4 import ROLES
from gesta.reader.model import Model
from training.marks.tagger import Example, Recipe, best, save, tags_of_spans, train

RECIPE = Recipe(width=128, epochs=5, batch=3000)
EMPTY = 2  # of the documents without an incident, every second is taught


def build(corpora: Path, model: Model) -> Path:
    """Train on the train split, choose the threshold on dev and write the head; gives its path."""
    folder, path = corpora / "reader" / "muc4_roles", HEADS / "muc4.npz"
    examples: list[Example] = []
    empty = 0
    for row in rows_of(folder / "train.jsonl"):
        empty += not row["mentions"]
        if not row["mentions"] and empty % EMPTY:
            continue
        document = see(model, row["text"])
        if document is not None:
            names = [
                (row["text"][m["start"] : m["end"]], ROLES.index(m["type"]))
                for m in row["mentions"]
            ]
            examples.append((document, tags_of_spans(document, places(document, names))))
    head = train(examples, 1 + 2 * len(ROLES), RECIPE, seed=0)
    save(path, [head], ROLES, bias=0.5)
    save(path, [head], ROLES, bias=tuned(folder / "dev.jsonl", model, Tagger(path)))
    return path


def tuned(path: Path, model: Model, tagger: Tagger) -> float:
    """The probability from which on an entity is best given."""
    rows = rows_of(path)
    documents = [see(model, row["text"]) for row in rows]
    groups = [mark.grouped(d, tagger.spans(d, bias=mark.SHY)) if d else {} for d in documents]
    gold = [mark.gold_of(row) for row in rows]

    def f1(threshold: float) -> float:
        return mark.compare(gold, [mark.likely(g, threshold) for g in groups])["f1"]

    return best(f1, [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])


def places(document: Document, names: Iterable[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """Where each name stands as whole words: ranges of words with the name's type."""
    found = []
    for name, kind in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", document.text):
            found.append((*document.covered(*match.span()), kind))
    return found
