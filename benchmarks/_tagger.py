"""A light BIO head over the encoder, in numpy: the twin of `training/marks/tagger.py`.

The vector of a word from the shipped encoder and from the mark's own upper layers, its traits'
embeddings and the mean vector of its document are projected, mixed with the words around by
normed convolutions whose reach doubles, and scored; the best legal sequence of each sentence is
taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._upper import Upper
from benchmarks._words import Document, Floats
from gesta.reader.decode import span_scores, spans_of, tags_of
from gesta.reader.heads import gelu

HEADS = Path(__file__).parent / "heads"
Found = tuple[int, int, int, float]  # words [start, end), type, how sure


class Tagger:
    """The head of one `NAME.npz` and `NAME.onnx`: `labels` are its types, `bias` is added to the score of O, and
    what a mark gathers from several spans is given from the probability `sure` on."""

    def __init__(self, path: Path) -> None:
        self._weights, given = weights_of(path, ("labels", "bias", "sure"))
        self._upper = Upper(path.with_suffix(".onnx"))
        self.labels: list[str] = given["labels"].tolist()
        self.bias, self.sure = float(given["bias"]), float(given["sure"])

    def scores(self, document: Document) -> Floats:
        """Log odds of each tag, `[w, 1 + 2 * labels]`."""
        return _logs(score(self._weights, document, self._upper(document)))

    def spans(self, document: Document, *, bias: float | None = None) -> list[Found]:
        """The spans found, in order; none crosses a sentence."""
        return spans_within(document, self.scores(document), self.bias if bias is None else bias)


def weights_of(path: Path, beside: Iterable[str]) -> tuple[dict[str, Floats], dict[str, Any]]:
    """The weights of a `NAME.npz` in single precision, and the values named in `beside`."""
    with np.load(path) as stored:
        kept = {name: stored[name] for name in stored.files}
    given = {name: kept.pop(name) for name in beside}
    return {name: np.asarray(value, np.float32) for name, value in kept.items()}, given


def spans_within(document: Document, scores: Floats, bias: float) -> list[Found]:
    """The best legal spans of each sentence from tag scores."""
    found: list[Found] = []
    for start, end in document.sentences.tolist():
        part = scores[start:end]
        spans = spans_of(tags_of(part, bias))
        for (a, b, kind), sure in zip(spans, span_scores(part, spans), strict=True):
            found.append((start + a, start + b, kind, float(sure)))
    return found


def mixed(weights: Mapping[str, Floats], document: Document, lifted: Floats) -> Floats:
    """The words after the convolutions, `[w, width]`; `lifted` are those of the upper layers."""
    vectors = document.vectors
    embedded = weights["traits.weight"][document.traits].reshape(len(vectors), -1)
    x = vectors @ weights["enter.weight"].T + weights["enter.bias"]
    x = x + embedded @ weights["seen.weight"].T + vectors.mean(0) @ weights["whole.weight"].T
    x = x + lifted @ weights["lift.weight"].T
    return convolved(weights, "mix", gelu(x))


def score(weights: Mapping[str, Floats], document: Document, lifted: Floats) -> Floats:
    """Tag scores of one head, `[w, tags]`."""
    return mixed(weights, document, lifted) @ weights["out.weight"].T + weights["out.bias"]


def convolved(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    """`x` `[w, width]` after normed residual convolutions, the nth over `2 ** n` words each way."""
    layer = 0
    while f"{name}.{layer}.weight" in weights:
        kernel, reach = weights[f"{name}.{layer}.weight"], 2**layer
        padded = np.pad(_normed(x), ((reach, reach), (0, 0)))
        turned = np.zeros_like(x) + weights[f"{name}.{layer}.bias"]
        for place in range(3):
            turned += padded[place * reach : place * reach + len(x)] @ kernel[:, :, place].T
        x = x + gelu(turned)
        layer += 1
    return x


def _normed(x: Floats) -> Floats:
    centred = x - x.mean(1, keepdims=True)
    out: Floats = centred / np.sqrt((centred * centred).mean(1, keepdims=True) + 1e-5)
    return out


def _logs(x: Floats) -> Floats:
    x = x - x.max(1, keepdims=True)
    out: Floats = x - np.log(np.exp(x).sum(1, keepdims=True))
    return out
