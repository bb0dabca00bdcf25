"""The head of `benchmarks/re3d.py`: the entity types of re3d over the shipped encoder."""

from __future__ import annotations

from pathlib import Path

from benchmarks import re3d as mark
from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS, Tagger, spans_within
from benchmarks._words import see
from gesta.reader.model import Model
from training.marks.tagger import Example, Recipe, best, save, tags_of_spans, train
from training.marks.upper import Upper

RECIPE = Recipe(epochs=10, batch=900, sequences=0.5, runs=3)


def build(corpora: Path, model: Model, run: Path) -> Path:
    """Train on the train split, choose the bias on dev and write the head; gives its path."""
    folder, path = corpora / "reader" / "re3d", HEADS / "re3d.npz"
    rows = rows_of(folder / "train.jsonl")
    labels = sorted({m["type"] for row in rows for m in row["mentions"]})
    examples: list[Example] = []
    for row in rows:
        document = see(model, row["text"])
        if document is not None:
            spans = [
                (*document.covered(m["start"], m["end"]), labels.index(m["type"]))
                for m in row["mentions"]
            ]
            examples.append((document, tags_of_spans(document, spans)))
    tags = 1 + 2 * len(labels)
    upper = Upper.of_run(run)
    head = train(examples, tags, RECIPE, upper, seed=0)
    upper.write(path.with_suffix(".onnx"))
    save(path, head, labels)
    save(path, head, labels, bias=tuned(folder / "dev.jsonl", model, Tagger(path)))
    return path


def tuned(path: Path, model: Model, tagger: Tagger) -> float:
    """What is best added to the score of O."""
    rows = rows_of(path)
    documents = [see(model, row["text"]) for row in rows]
    scored = [(d, tagger.scores(d)) for d in documents if d is not None]
    gold = [{(m["start"], m["end"], m["type"]) for m in row["mentions"]} for row in rows]

    def f1(bias: float) -> float:
        found = [mark.named(d, tagger, spans_within(d, scores, bias)) for d, scores in scored]
        return mark.compare(gold, found)["exact"]

    return best(f1, [0.0, -0.25, 0.25, -0.5, 0.5, -0.75, -1.0])
