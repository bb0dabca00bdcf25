"""Counts a day or a week, and how much more they vary than a steady chance would make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

WEEK = 7


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of periods of `step` days from `begin` on."""

    begin: date
    counts: Ints
    step: int = 1

    def day(self, index: int) -> date:
        """The first day of a period."""
        return self.begin + timedelta(days=index * self.step)

    @property
    def end(self) -> date:
        """The last day of the last period."""
        return self.begin + timedelta(days=len(self.counts) * self.step - 1)

    def days(self) -> list[date]:
        """The first day of every period."""
        return [self.day(index) for index in range(len(self.counts))]


def weekly(series: Series) -> Series:
    """The counts of whole weeks that end on the last day; days before the first are left out."""
    whole = len(series.counts) // WEEK
    skipped = len(series.counts) - whole * WEEK
    counts = series.counts[skipped:].reshape(whole, WEEK).sum(axis=1)
    return Series(series.day(skipped), counts, WEEK)


def dispersion(counts: NDArray[Any], fitted: NDArray[Any] | None = None, *, lost: int = 1) -> float:
    """Pearson's variance over mean, at least 1 (McCullagh & Nelder 1989, 4.5). NaN where unknown.

    `fitted` are the expected counts (their mean by default), `lost` the degrees of freedom spent
    on them.
    """
    counts = np.asarray(counts, dtype=float)
    expected = np.full(len(counts), counts.mean()) if fitted is None else np.asarray(fitted, float)
    some = expected > 0
    free = int(some.sum()) - lost
    if free < 1:
        return float("nan")
    return max(1.0, float((((counts - expected)[some]) ** 2 / expected[some]).sum() / free))
