"""The light heads over the encoder's word vectors, in numpy: the twin of `training/model.py`.

A span becomes a vector of its first and last word and its type; a pair of vectors is scored by a
biaffine form (Dozat & Manning 2017) plus a perceptron that also sees distances and names. Weights
come from one `heads.npz`, stored in half precision and used in single.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesta.reader.features import Floats, Ints
from gesta.reader.paths import Bits

# Pairs are scored in slabs, so that a page full of names stays small in memory.
SLAB = 4096


def gelu(x: Floats) -> Floats:
    """The tanh form of GELU (Hendrycks & Gimpel 2016), within 5e-4 of the exact one."""
    inner = np.float32(0.044715) * x
    inner *= x
    inner *= x
    inner += x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


@dataclass(frozen=True)
class Linear:
    """`x @ weight + bias`."""

    weight: Floats
    bias: Floats | None

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weight
        if self.bias is not None:
            y += self.bias
        return y


@dataclass(frozen=True)
class PairFeatures:
    """What a pair head sees besides the two vectors, each over `n` pairs (see `features`)."""

    distance: Ints
    gap: Ints
    between: Ints
    bits: Floats | None = None
    path: Bits | None = None


class SpanHeads:
    """Spans of words as vectors `[n, 128]`, one for each of several heads, in one product."""

    def __init__(self, weights: Mapping[str, Floats], *names: str) -> None:
        def beside(part: str, turn: bool = True) -> Floats:
            every = [weights[f"{name}.{part}"] for name in names]
            return np.concatenate([w.T if turn else w for w in every], axis=-1)

        self._names = names
        self._ends = np.concatenate((beside("first.weight"), beside("last.weight")))
        self._kind = beside("kind.weight", turn=False) + beside("first.bias")

    def __call__(self, words: Floats, spans: Ints, types: Ints) -> dict[str, Floats]:
        """For each head the vectors of `spans` `[n, 2]` into `words` `[w, 384]`, with the type of
        each."""
        ends = np.concatenate((words.take(spans[:, 0], 0), words.take(spans[:, 1] - 1, 0)), axis=1)
        vectors = gelu(ends @ self._ends + self._kind[types])
        width = vectors.shape[1] // len(self._names)
        return {name: vectors[:, i * width : (i + 1) * width] for i, name in enumerate(self._names)}


class PairHead:
    """Scores `[n, classes]` for `n` pairs of vectors."""

    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._biaffine = weights[f"{name}.biaffine"]
        classes, width, _ = self._biaffine.shape
        # [width, classes * width], so that one product turns the left rows for every class.
        self._turn = np.ascontiguousarray(
            self._biaffine.transpose(1, 0, 2).reshape(width, classes * width)
        )
        self._left = linear(weights, f"{name}.left")
        self._right = linear(weights, f"{name}.right")
        self._product = linear(weights, f"{name}.product")
        self._bits = linear(weights, f"{name}.bits")
        self._path = linear(weights, f"{name}.path") if f"{name}.path.weight" in weights else None
        self._out = linear(weights, f"{name}.out")
        self._distance = weights[f"{name}.distance.weight"]
        self._gap = weights[f"{name}.gap.weight"]
        self._between = weights[f"{name}.between.weight"]

    def __call__(
        self, left: Floats, right: Floats, pairs: tuple[Ints, Ints], seen: PairFeatures
    ) -> Floats:
        """Scores of the pairs `(pairs[0][i], pairs[1][i])` of rows of `left` and `right`."""
        if not len(pairs[0]):
            return np.zeros((0, len(self._biaffine)), np.float32)
        one, two = self._left(left), self._right(right)
        bilinear = self._bilinear(left, right)
        slabs = []
        for begin in range(0, len(pairs[0]), SLAB):
            rows = slice(begin, begin + SLAB)
            a, b = pairs[0][rows], pairs[1][rows]
            products = left.take(a, 0)
            products *= right.take(b, 0)
            hidden = one.take(a, 0)
            hidden += two.take(b, 0)
            hidden += self._product(products)
            hidden += self._extra(seen, rows)
            slabs.append(bilinear[a, :, b] + self._out(gelu(hidden)))
        return np.concatenate(slabs)

    def _bilinear(self, left: Floats, right: Floats) -> Floats:
        """`left[i] @ U_k @ right[j]` for all rows, `[left, classes, right]`, as two products."""
        classes, width, _ = self._biaffine.shape
        turned = left @ self._turn
        table = (turned.reshape(-1, width) @ right.T).astype(np.float32, copy=False)
        return table.reshape(len(left), classes, len(right))

    def _extra(self, seen: PairFeatures, rows: slice) -> Floats:
        extra: Floats = self._distance.take(seen.distance[rows], 0)
        extra += self._gap.take(seen.gap[rows], 0)
        extra += self._between.take(seen.between[rows], 0)
        if seen.bits is not None:
            extra += self._bits(seen.bits[rows])
        if self._path is not None and seen.path is not None:
            extra += self._path(seen.path[rows].astype(np.float32))
        return extra


class Grader:
    """A perceptron over one vector: scores `[n, classes]`."""

    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._hidden = linear(weights, f"{name}.hidden")
        self._out = linear(weights, f"{name}.out")

    def __call__(self, x: Floats) -> Floats:
        return self._out(gelu(self._hidden(x)))


class Heads:
    """All heads of the reader, by the names that training gives them."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        from gesta.reader.second import SAME, SecondLook  # made of the parts above

        self.of_mention = SpanHeads(
            weights, "role_mention", "tie_head", "tie_tail", "source_mention"
        )
        self.of_trigger = SpanHeads(weights, "role_trigger", "said_trigger", "grade_trigger")
        self.cue = SpanHeads(weights, "cue")
        self.roles = PairHead(weights, "roles")
        self.ties = PairHead(weights, "ties")
        self.same = PairHead(weights, "same")
        self.sources = PairHead(weights, "sources")
        self.says = PairHead(weights, "says")
        self.contents = PairHead(weights, "contents")
        self.content = PairHead(weights, "content")
        self.certainty = Grader(weights, "certainty")
        self.outcome = Grader(weights, "outcome")
        self.modes = Grader(weights, "modes")
        self.kind = Grader(weights, "kind")
        self.second = SecondLook(weights)
        self.second_same = SecondLook(weights, SAME)
        self._content_word = linear(weights, "content_word")

    def content_words(self, words: Floats) -> Floats:
        """The words as the content head sees them, `[w, 128]`."""
        return gelu(self._content_word(words))


def linear(weights: Mapping[str, Floats], name: str) -> Linear:
    """The linear layer of that name (weights stored `[out, in]`, as torch does)."""
    return Linear(np.ascontiguousarray(weights[f"{name}.weight"].T), weights.get(f"{name}.bias"))


def single(weights: Mapping[str, NDArray[np.float16]]) -> dict[str, Floats]:
    """Stored half-precision weights in single precision."""
    return {name: weights[name].astype(np.float32) for name in weights}
