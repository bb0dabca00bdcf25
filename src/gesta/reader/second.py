"""A second look at the pairs of mentions that the first finds tied, or the same, perhaps.

Heads of their own, trained on the finished encoder, that also see what the first does not: the
words between the two mentions and the one on either side of each. The scores of all looks at a
tie are averaged: they err on other pairs than the first, so that the mean is better than either.
Those of `same` also learnt from mentions that are none, which the first never saw; they take its
place. Few pairs are possible at all, so that it costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from gesta.reader.features import Floats, Ints
from gesta.reader.heads import PairFeatures, gelu, linear
from gesta.reader.paths import Bits

# How the weights of these heads begin: of ties, and of `same`.
NAMES: Final = "second_tie"
SAME: Final = "second_same"
# How far the best label of a pair may score below `none` to be looked at again: of the ties told on
# the development passages two in 300 lie below, and looking there would take twice the time.
POSSIBLE: Final = -2.5
# The like for `same`: an earlier mention against none. Where both looks find it possible, `same` is
# right more often (prose of dev 59.0 to 59.5, from -2.5 to this).
POSSIBLE_SAME: Final = -1.5


@dataclass(frozen=True)
class Around:
    """Word vectors `[n, 384]` of `n` spans: their first and last, and the words before and behind
    (their own, where the window ends)."""

    first: Floats
    last: Floats
    before: Floats
    behind: Floats
    types: Ints


def around(words: Floats, spans: Ints, types: Ints, bounds: Ints) -> Around:
    """The vectors of `spans` `[n, 2]` into `words`, that lie in the windows `bounds` `[n, 2]`."""
    start, last = spans[:, 0], spans[:, 1] - 1
    return Around(
        words[start],
        words[last],
        words[np.maximum(start - 1, bounds[:, 0])],
        words[np.minimum(last + 1, bounds[:, 1] - 1)],
        types,
    )


def passed(words: Floats, left: Ints, right: Ints) -> Floats:
    """The mean of the words between the spans `left[i]` and `right[i]`, 0 where none is."""
    low = np.minimum(left[:, 1], right[:, 1])
    high = np.maximum(np.maximum(left[:, 0], right[:, 0]), low)
    means = np.zeros((len(left), words.shape[1]), np.float32)
    for row in np.flatnonzero(high > low).tolist():
        means[row] = words[low[row] : high[row]].mean(0)
    return means


class SecondHead:
    """Scores `[n, classes]` of `n` pairs; the twin of `training.second.SecondNet`."""

    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        def sides(part: str) -> tuple[Floats, Floats]:
            return weights[f"{name}.left_{part}.weight"], weights[f"{name}.right_{part}.weight"]

        self._spans = [linear(weights, f"{name}.{side}_span") for side in ("left", "right")]
        self._types = sides("type")
        self._turns = [linear(weights, f"{name}.{side}_turn") for side in ("left", "right")]
        self._edges = [linear(weights, f"{name}.{side}_edges") for side in ("left", "right")]
        self._product = linear(weights, f"{name}.product")
        self._passed = linear(weights, f"{name}.passed")
        self._bits = linear(weights, f"{name}.bits")
        self._path = linear(weights, f"{name}.path") if f"{name}.path.weight" in weights else None
        self._tables = [weights[f"{name}.{part}.weight"] for part in ("distance", "gap", "between")]
        self._both = weights[f"{name}.both_types.weight"]
        self._out = linear(weights, f"{name}.out")

    def __call__(self, left: Around, right: Around, between: Floats, seen: PairFeatures) -> Floats:
        one, two = (self._side(side, spans) for side, spans in enumerate((left, right)))
        hidden = one[1] + two[1] + self._product(one[0] * two[0]) + self._passed(between)
        places = (seen.distance, seen.gap, seen.between)
        for table, rows in zip(self._tables, places, strict=True):
            hidden += table[rows]
        hidden += self._both[left.types * len(self._types[0]) + right.types]
        if seen.bits is not None:
            hidden += self._bits(seen.bits)
        if self._path is not None and seen.path is not None:
            hidden += self._path(seen.path.astype(np.float32))
        return self._out(gelu(hidden))

    def _side(self, side: int, spans: Around) -> tuple[Floats, Floats]:
        """The spans as vectors, and what they add to the pair."""
        ends = np.concatenate((spans.first, spans.last), axis=1)
        vector = gelu(self._spans[side](ends) + self._types[side][spans.types])
        edges = np.concatenate((spans.before, spans.behind), axis=1)
        return vector, self._turns[side](vector) + self._edges[side](edges)


class SecondLook:
    """The second heads of one kind that a model has; it may have none."""

    def __init__(self, weights: Mapping[str, Floats], names: str = NAMES) -> None:
        heads = sorted({name.split(".")[0] for name in weights if name.startswith(names)})
        self._heads = [SecondHead(weights, head) for head in heads]
        self._alone = names == SAME

    def mean(
        self,
        scores: Floats,
        spans: tuple[Ints, Ints, Ints],
        words: Floats,
        pairs: tuple[Ints, Ints],
        seen: PairFeatures,
    ) -> Floats:
        """The first `scores` of pairs `(pairs[0][i], pairs[1][i])` of `spans` (word ranges, types,
        and the words of the window of each), where the pair is possible averaged with those of the
        second heads, or, of `same`, the mean of these alone."""
        rows = np.flatnonzero(possible(scores))
        if not self._heads or not len(rows):
            return scores
        ranges, types, bounds = spans
        a, b = pairs[0][rows], pairs[1][rows]
        left = around(words, ranges[a], types[a], bounds[a])
        right = around(words, ranges[b], types[b], bounds[b])
        between = passed(words, ranges[a], ranges[b])
        part = _rows(seen, rows)
        looks = [head(left, right, between, part) for head in self._heads]
        if not self._alone:
            looks.append(scores[rows])
        averaged = scores.copy()
        averaged[rows] = np.mean(looks, axis=0, dtype=np.float32)
        return averaged


def possible(scores: Floats) -> Bits:
    """Which pairs are worth a second look, by the first scores `[n, classes]`."""
    if scores.shape[1] == 1:  # none scores 0
        same: Bits = scores[:, 0] > POSSIBLE_SAME
        return same
    worth: Bits = scores[:, 1:].max(1) - scores[:, 0] > POSSIBLE
    return worth


def _rows(seen: PairFeatures, rows: Ints) -> PairFeatures:
    return PairFeatures(
        seen.distance[rows],
        seen.gap[rows],
        seen.between[rows],
        None if seen.bits is None else seen.bits[rows],
        None if seen.path is None else seen.path[rows],
    )
