"""Gradient boosting of small regression trees (Friedman 2001), by histograms, for log-odds of pairs.

Each tree grows leaf by leaf where the second-order gain (Chen and Guestrin 2016) is highest. In numpy alone:
some hundred thousand rows of some forty features take a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks._trees import Matrix, Trees

Codes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.intp]
BINS = 64


@dataclass(frozen=True)
class Recipe:
    """How trees are grown: `least` is the weight of rows that a leaf must hold, `pull` what draws
    its value to 0, `share` the part of the features that each tree sees."""

    trees: int = 120
    leaves: int = 12
    rate: float = 0.08
    least: float = 60.0
    pull: float = 5.0
    share: float = 0.6


@dataclass
class _Leaf:
    node: int
    rows: Rows
    sums: Matrix  # `[3, features, BINS]`: gradients, curvatures, weights
    depth: int
    gain: float = 0.0
    feature: int = -1
    bin: int = -1


@dataclass
class _Grown:
    """The node tables while they grow."""

    feature: list[int] = field(default_factory=list)
    bound: list[float] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    depth: int = 0

    def leaf(self) -> int:
        """A new node that is its own child on both sides."""
        node = len(self.feature)
        for table in (self.feature, self.left, self.right):
            table.append(node if table is not self.feature else 0)
        self.bound.append(0.0)
        self.value.append(0.0)
        return node


def boost(
    x: Matrix,
    y: Matrix,
    weights: Matrix,
    names: Sequence[str],
    recipe: Recipe,
    *,
    seeds: Sequence[int],
) -> Trees:
    """Trees for the log-odds of `y` (0 or 1), `x` `[rows, features]`: the mean of one run a seed."""
    edges = [_edges(column) for column in x.T]
    codes = np.stack(
        [np.searchsorted(e, c, side="left") for e, c in zip(edges, x.T, strict=True)], 1
    ).astype(np.uint8)
    mean = float((weights * y).sum() / weights.sum())
    start = float(np.log(mean / (1.0 - mean)))
    grown, roots = _Grown(), []
    for seed in seeds:
        order = np.random.default_rng(seed)
        odds = np.full(len(y), start)
        for _ in range(recipe.trees):
            chances = 1.0 / (1.0 + np.exp(-odds))
            slopes = np.stack((chances - y, chances * (1.0 - chances), np.ones(len(y)))) * weights
            shown = np.sort(order.permutation(x.shape[1])[: round(recipe.share * x.shape[1])])
            roots.append(len(grown.feature))
            for leaf in _grow(grown, codes, slopes, shown, edges, recipe):
                step = -recipe.rate * leaf.sums[0, 0].sum() / (leaf.sums[1, 0].sum() + recipe.pull)
                odds[leaf.rows] += step
                grown.value[leaf.node] = step / len(seeds)
    return Trees(
        names=tuple(names), roots=np.array(roots, np.int32),
        feature=np.array(grown.feature, np.int32), bound=np.array(grown.bound),
        left=np.array(grown.left, np.int32), right=np.array(grown.right, np.int32),
        value=np.array(grown.value), start=start, depth=grown.depth,
    )  # fmt: skip


def _edges(column: Matrix) -> Matrix:
    """At most `BINS` - 1 bounds between the values of a feature, such that like numbers lie between."""
    values = np.unique(column)
    if len(values) > BINS:
        values = np.unique(np.quantile(column, np.linspace(0, 1, BINS)))
    # As the file keeps them: in single precision a bound must part the same rows.
    middles: Matrix = ((values[1:] + values[:-1]) / 2).astype(np.float32).astype(np.float64)
    return middles


def _grow(
    grown: _Grown,
    codes: Codes,
    slopes: Matrix,
    shown: Rows,
    edges: Sequence[Matrix],
    recipe: Recipe,
) -> list[_Leaf]:
    """One tree; gives its leaves."""
    every = np.arange(len(codes))
    seen = np.ascontiguousarray(codes[:, shown])
    leaves = [_Leaf(grown.leaf(), every, _sums(seen, slopes, every), 0)]
    _judge(leaves[0], recipe)
    while len(leaves) < recipe.leaves:
        best = max(leaves, key=lambda leaf: leaf.gain)
        if best.gain <= 0.0:
            break
        leaves.remove(best)
        low = seen[best.rows, best.feature] <= best.bin
        parts = best.rows[low], best.rows[~low]
        fewer = 0 if len(parts[0]) <= len(parts[1]) else 1
        sums = _sums(seen, slopes, parts[fewer])
        tables = (sums, best.sums - sums) if fewer == 0 else (best.sums - sums, sums)
        for rows, table in zip(parts, tables, strict=True):
            leaf = _Leaf(grown.leaf(), rows, table, best.depth + 1)
            _judge(leaf, recipe)
            leaves.append(leaf)
        column = int(shown[best.feature])
        grown.feature[best.node], grown.bound[best.node] = column, float(edges[column][best.bin])
        grown.left[best.node], grown.right[best.node] = leaves[-2].node, leaves[-1].node
        grown.depth = max(grown.depth, best.depth + 1)
    return leaves


def _sums(seen: Codes, slopes: Matrix, rows: Rows) -> Matrix:
    """Gradients, curvatures and weights of the rows in each bin of each feature."""
    width = seen.shape[1]
    cells = (seen[rows].astype(np.int32) + np.arange(width, dtype=np.int32) * BINS).ravel()
    return np.stack(
        [
            np.bincount(cells, np.repeat(slope[rows], width), width * BINS).reshape(width, BINS)
            for slope in slopes
        ]
    )


def _judge(leaf: _Leaf, recipe: Recipe) -> None:
    """The split of a leaf that gains most; a gain of 0 where none is allowed."""
    low = np.cumsum(leaf.sums, axis=2)
    whole = low[:, :, -1:]
    high = whole - low

    def worth(part: Matrix) -> Matrix:
        out: Matrix = part[0] ** 2 / (part[1] + recipe.pull)
        return out

    gains = worth(low) + worth(high) - worth(whole)
    gains[(low[2] < recipe.least) | (high[2] < recipe.least)] = 0.0
    gains[:, -1] = 0.0
    place = int(gains.argmax())
    leaf.gain = float(gains.flat[place])
    leaf.feature, leaf.bin = divmod(place, BINS)
