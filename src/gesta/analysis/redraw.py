"""The ledger's doubts as draws: what the counts would be, were each doubt settled by chance.

In every draw each happening falls on a day of its interval, its number comes from the triangle of
low, best and high, it is left out with the probability that it does not belong, weak joins are
taken apart and near misses joined, each with the probability of its edge. The same seed gives the
same draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.happenings import Amount, Happening, Happenings

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

LARGEST, FEWEST = 16_000_000, 20
"""Numbers in one array of draws, 128 MB; and the draws that are made all the same."""


@dataclass(frozen=True, slots=True)
class Draws:
    """`draws` ledgers: for the row `rows[j]` of the happenings, in draw d, `days[d, j]` (days after
    `begin`, beyond the range where the day is outside) and `number[d, j]` attacks, 0 if left out.

    The columns are the rows in their order, then the splits, which repeat the index of their row.
    """

    begin: date
    length: int
    rows: Ints
    days: Ints
    number: Ints

    def counts(self, of: Callable[[int], bool] | None = None) -> Ints:
        """Attacks by draw and day, `[draws, length]`; `of` picks rows by their index."""
        pick = np.array([of is None or of(int(row)) for row in self.rows], dtype=bool)
        counts = np.zeros((len(self.days), self.length), dtype=np.int64)
        days, number = self.days[:, pick], self.number[:, pick]
        inside = (days >= 0) & (days < self.length) & (number > 0)
        draw = np.nonzero(inside)[0]
        np.add.at(counts, (draw, days[inside]), number[inside])
        return counts


def redraw(
    happenings: Happenings, *, draws: int, seed: int,
    begin: date | None = None, end: date | None = None,
) -> Draws:  # fmt: skip
    """`draws` settlements of all doubts over the days from `begin` to `end`, both inclusive.

    The days default to those that the happenings cover. Raises ValueError where neither says.
    """
    begin, end = begin or happenings.begin, end or happenings.end
    if begin is None or end is None or draws < 1:
        raise ValueError("draws need a first and a last day, and there must be one at least")
    rng = np.random.default_rng(seed)
    rows = happenings.rows
    at = {row.id: index for index, row in enumerate(rows)}
    parts = [s for s in happenings.splits if s.id in at]
    spans = [(r.first, r.last) for r in rows] + [(s.first, s.last) for s in parts]
    index = np.array([*range(len(rows)), *(at[s.id] for s in parts)], dtype=np.int64)
    days = _days(spans, begin, draws, rng)
    number = np.zeros((draws, len(index)), dtype=np.int64)
    number[:, : len(rows)] = _numbers([r.n for r in rows], draws, rng)
    stays = rng.random((draws, len(rows))) < np.array([r.belief for r in rows], dtype=float)
    number[:, : len(rows)] *= stays
    chance = np.array([s.p for s in parts], dtype=float)
    number[:, len(rows) :] = rng.random((draws, len(parts))) < chance
    number[:, len(rows) :] *= number[:, index[len(rows) :]] > 0
    _join(happenings, at, number, rng)
    return Draws(begin, (end - begin).days + 1, index, days, number)


def affordable(happenings: Happenings, draws: int) -> int:
    """`draws`, or as many as fit `LARGEST` where rows or days are very many; at least 20."""
    begin, end = happenings.begin, happenings.end
    days = (end - begin).days + 1 if begin is not None and end is not None else 1
    size = max(len(happenings.rows) + len(happenings.splits), days, 1)
    return min(draws, max(FEWEST, LARGEST // size))


def best(happenings: Happenings, begin: date | None = None, end: date | None = None) -> Ints:
    """Attacks by day where every doubt is settled as the ledger has it: middle day, best number."""
    begin, end = begin or happenings.begin, end or happenings.end
    if begin is None or end is None:
        raise ValueError("counts need a first and a last day")
    counts = np.zeros((end - begin).days + 1, dtype=np.int64)
    for row in happenings.rows:
        at = (middle(row) - begin).days
        if 0 <= at < len(counts):
            counts[at] += row.n.best
    return counts


def middle(row: Happening) -> date:
    """The day in the middle of the interval, the earlier of two."""
    return row.first + timedelta(days=(row.last - row.first).days // 2)


def _days(
    spans: list[tuple[date, date]], begin: date, draws: int, rng: np.random.Generator
) -> Ints:
    first = np.array([(a - begin).days for a, _ in spans], dtype=np.int64)
    length = np.array([(b - a).days + 1 for a, b in spans], dtype=np.int64)
    drawn: Any = first + np.floor(rng.random((draws, len(spans))) * length)
    return np.asarray(drawn, dtype=np.int64)


def _numbers(amounts: list[Amount], draws: int, rng: np.random.Generator) -> Ints:
    """Whole numbers from the triangles of low, best, high, half a step wider at both ends."""
    low, peak, high = (
        np.array([getattr(a, part) for a in amounts], dtype=float)
        for part in ("low", "best", "high")
    )
    drawn = np.broadcast_to(peak, (draws, len(amounts))).copy()
    open_ = high > low
    if open_.any():
        shape = (draws, int(open_.sum()))
        left, right = low[open_] - 0.5, high[open_] + 0.5
        drawn[:, open_] = rng.triangular(left, peak[open_], right, size=shape)
        drawn[:, open_] = np.clip(np.rint(drawn[:, open_]), low[open_], high[open_])
    return drawn.astype(np.int64)


def _join(
    happenings: Happenings, at: dict[str, int], number: Ints, rng: np.random.Generator
) -> None:
    """Where two are one in a draw, the one with the smaller number goes."""
    for twin in happenings.twins:
        left, right = at.get(twin.left), at.get(twin.right)
        if left is None or right is None:
            continue
        one = (rng.random(len(number)) < twin.p) & (number[:, left] > 0) & (number[:, right] > 0)
        goes = np.where(number[:, left] < number[:, right], left, right)
        number[np.nonzero(one)[0], goes[one]] = 0
