"""The head of `benchmarks/muc4.py`: the five roles over the shipped encoder.

The key marks one mention of each name; every place of the name in its text is taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from benchmarks import muc4 as mark
from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS, Tagger, spans_within
from benchmarks._words import Document, see
from benchmarks.muc4 import ROLES
from gesta.reader.model import Model
from training.marks.tagger import Example, Recipe, best, save, tags_of_spans, train
from training.marks.upper import Upper

RECIPE = Recipe(width=128, epochs=5, batch=3000)
BIASES = (0.0, -1.0, -2.0)  # below 0, weak mentions may add up over a document
SURES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
EMPTY = 2  # of the documents without an incident, every second is taught


def build(corpora: Path, model: Model, run: Path) -> Path:
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
    upper = Upper.of_run(run)
    head = train(examples, 1 + 2 * len(ROLES), RECIPE, upper, seed=0)
    upper.write(path.with_suffix(".onnx"))
    save(path, head, ROLES)
    bias, sure = tuned(folder / "dev.jsonl", model, Tagger(path))
    save(path, head, ROLES, bias=bias, sure=sure)
    return path


def tuned(path: Path, model: Model, tagger: Tagger) -> tuple[float, float]:
    """What is best added to the score of O, and from which probability on an entity is given."""
    rows = rows_of(path)
    seen = [(d, mark.gold_of(row)) for row in rows if (d := see(model, row["text"]))]
    scored = [(d, tagger.scores(d)) for d, _ in seen]
    groups = {
        bias: [mark.grouped(d, spans_within(d, scores, bias)) for d, scores in scored]
        for bias in BIASES
    }

    def f1(choice: tuple[float, float]) -> float:
        found = [mark.likely(g, choice[1]) for g in groups[choice[0]]]
        return mark.compare([gold for _, gold in seen], found)["f1"]

    return best(f1, product(BIASES, SURES))


def places(document: Document, names: Iterable[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """Where each name stands as whole words: ranges of words with the name's type."""
    found = []
    for name, kind in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", document.text):
            found.append((*document.covered(*match.span()), kind))
    return found
