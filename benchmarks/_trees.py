"""Boosted regression trees in numpy: the sum of many small trees as a log-odds.

Written by `training/boosting.py`. All trees lie in flat tables: an inner node sends a row to `left`
where its feature is at most the bound, else to `right`; a leaf is its own child on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Trees:
    """`roots` `[t]`; of each node `feature`, `bound`, `left`, `right`, `value` `[n]`. `start` is the
    log-odds before any tree, `depth` the most steps from a root to a leaf."""

    names: tuple[str, ...]
    roots: Ints
    feature: Ints
    bound: Matrix
    left: Ints
    right: Ints
    value: Matrix
    start: float
    depth: int

    def chances(self, rows: Matrix) -> Matrix:
        """The chance of each row, `[rows, features]` in the order of `names` → `[rows]`."""
        odds = np.full(len(rows), self.start)
        every = np.arange(len(rows))
        for root in self.roots:
            at = np.full(len(rows), root)
            for _ in range(self.depth):
                low = rows[every, self.feature[at]] <= self.bound[at]
                at = np.where(low, self.left[at], self.right[at])
            odds += self.value[at]
        chances: Matrix = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
        return chances

    def write(self, path: Path) -> None:
        """Write the file that `read` reads."""
        tables: dict[str, Any] = {
            "names": np.array(self.names),
            "roots": self.roots,
            "feature": self.feature.astype(np.int16),
            "bound": self.bound.astype(np.float32),
            "left": self.left,
            "right": self.right,
            "value": self.value.astype(np.float32),
            "start": np.array(self.start),
            "depth": np.array(self.depth),
        }
        np.savez_compressed(path, **tables)

    @classmethod
    def read(cls, path: Path) -> Trees:
        """The trees of a file."""
        with np.load(path) as stored:
            kept = {name: stored[name] for name in stored.files}
        return cls(
            names=tuple(kept["names"].tolist()),
            roots=kept["roots"],
            feature=kept["feature"].astype(np.int32),
            bound=kept["bound"].astype(np.float64),
            left=kept["left"],
            right=kept["right"],
            value=kept["value"].astype(np.float64),
            start=float(kept["start"]),
            depth=int(kept["depth"]),
        )
