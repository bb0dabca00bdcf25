"""Entities of re3d: exact and overlap F1 of ten-odd types, with a light head on the reader.

Micro F1 over all mentions of `re3d` (Dstl, 2017): exact is right when both ends and the type are;
overlap when the type is and the spans share a sign, one to one. A prototype that trained the
whole encoder for this corpus reached 67.4 ± 1.9 exact alone and 71.0 beside other corpora, with
85 by overlap. Here the lower half of
the shipped encoder stands still; `heads/re3d.onnx` and `.npz` were trained.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks._rows import percent, rows_of
from benchmarks._tagger import HEADS, Found, Tagger
from benchmarks._words import Document, see
from gesta.reader.model import Model

Entity = tuple[int, int, str]
PEERS = {"exact": 71.0, "overlap": 85.0}


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give `exact` and `overlap` F1, precision and recall."""
    rows = rows_of(corpora / "reader" / "re3d" / f"{split}.jsonl")
    tagger, model = Tagger(HEADS / "re3d.npz"), Model(folder)
    gold = [{(m["start"], m["end"], m["type"]) for m in row["mentions"]} for row in rows]
    figures = compare(gold, [entities(model, tagger, row["text"]) for row in rows])
    print(
        f"{'re3d entities':<16}{'F1':>7}{'precision':>11}{'recall':>8}{'whole encoder trained':>23}"
    )
    for name, peer in PEERS.items():
        precision, recall = (figures[f"{name} {part}"] for part in ("precision", "recall"))
        print(f"{name:<16}{figures[name]:7.1f}{precision:11.1f}{recall:8.1f}{peer:23.1f}")
    return figures


def entities(model: Model, tagger: Tagger, text: str) -> set[Entity]:
    """The entities found in a text."""
    document = see(model, text)
    return set() if document is None else named(document, tagger, tagger.spans(document))


def named(document: Document, tagger: Tagger, spans: list[Found]) -> set[Entity]:
    """Ranges of words as ranges of characters with the names of their types."""
    found = ((document.span(a, b), kind) for a, b, kind, _ in spans)
    return {(span.start, span.end, tagger.labels[kind]) for span, kind in found}


def compare(gold: list[set[Entity]], found: list[set[Entity]]) -> dict[str, float]:
    """F1, precision and recall of entities per document, exact and by overlap, in percent."""
    read, wanted = sum(map(len, found)), sum(map(len, gold))
    exact = sum(len(a & b) for a, b in zip(found, gold, strict=True))
    loose = sum(overlapping(a, b) for a, b in zip(found, gold, strict=True))
    figures = {}
    for name, right in (("exact", exact), ("overlap", loose)):
        figures[name] = percent(2 * right, read + wanted)
        figures[f"{name} precision"] = percent(right, read)
        figures[f"{name} recall"] = percent(right, wanted)
    return figures


def overlapping(found: set[Entity], gold: set[Entity]) -> int:
    """How many found entities share a sign with a gold one of their type, each used once."""
    free = sorted(gold)
    right = 0
    for start, end, kind in sorted(found):
        match = next((g for g in free if g[2] == kind and g[0] < end and start < g[1]), None)
        if match is not None:
            free.remove(match)
            right += 1
    return right
