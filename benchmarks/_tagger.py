"""A light BIO head over frozen word vectors, in numpy: the twin of `training/marks/tagger.py`.

The vector of a word, its traits' embeddings and the mean vector of its document are projected,
mixed with the words around by normed convolutions whose reach doubles, and scored; the best
legal sequence of each sentence is taken. A file may hold several such heads; their scores are
averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._words import Document, Floats
from gesta.reader.decode import span_scores, spans_of, tags_of
from gesta.reader.heads import gelu

HEADS = Path(__file__).parent / "heads"
Found = tuple[int, int, int, float]  # words [start, end), type, how sure


class Tagger:
    """The heads of one `NAME.npz`: `labels` are its types, `bias` is added to the score of O, and
    what a mark gathers from several spans is given from the probability `sure` on."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            weights = {k: stored[k] for k in stored.files}
        self.labels: list[str] = weights.pop("labels").tolist()
        self.bias, self.sure = float(weights.pop("bias")), float(weights.pop("sure"))
        self._seeds = [of_seed(weights, seed) for seed in range(int(weights["seeds"]))]

    def scores(self, document: Document) -> Floats:
        """Log odds of each tag, `[w, 1 + 2 * labels]`, mean over the heads."""
        each = [_logs(score(seed, document)) for seed in self._seeds]
        return np.mean(each, axis=0, dtype=np.float32)  # type: ignore[no-any-return]

    def spans(self, document: Document, *, bias: float | None = None) -> list[Found]:
        """The spans found, in order; none crosses a sentence."""
        return spans_within(document, self.scores(document), self.bias if bias is None else bias)


def of_seed(weights: Mapping[str, Any], seed: int) -> dict[str, Floats]:
    """The weights of one head in single precision, by the names that training gives them."""
    start = f"{seed}."
    return {
        k.removeprefix(start): np.asarray(v, np.float32)
        for k, v in weights.items()
        if k.startswith(start)
    }


def spans_within(document: Document, scores: Floats, bias: float) -> list[Found]:
    """The best legal spans of each sentence from tag scores."""
    found: list[Found] = []
    for start, end in document.sentences.tolist():
        part = scores[start:end]
        spans = spans_of(tags_of(part, bias))
        for (a, b, kind), sure in zip(spans, span_scores(part, spans), strict=True):
            found.append((start + a, start + b, kind, float(sure)))
    return found


def mixed(weights: Mapping[str, Floats], document: Document) -> Floats:
    """The words after the convolutions, `[w, width]`."""
    vectors = document.vectors
    embedded = weights["traits.weight"][document.traits].reshape(len(vectors), -1)
    x = vectors @ weights["enter.weight"].T + weights["enter.bias"]
    x = x + embedded @ weights["seen.weight"].T + vectors.mean(0) @ weights["whole.weight"].T
    return convolved(weights, "mix", gelu(x))


def score(weights: Mapping[str, Floats], document: Document) -> Floats:
    """Tag scores of one head, `[w, tags]`."""
    return mixed(weights, document) @ weights["out.weight"].T + weights["out.bias"]


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
