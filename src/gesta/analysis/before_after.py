"""The comparisons that are often made and that mislead: printed beside the answer, never as one.

Actions that answer a burst of attacks come at its height; what follows is calmer by itself
(regression to the mean; Galton 1886), and still livelier than an ordinary day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Z = 1.645
_HALF = 0.5  # added to counts, so that none gives a ratio of zero


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of rates with its 90 % interval, were attacks independent."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"×{self.value:.2f} (×{self.low:.2f} to ×{self.high:.2f})"


def before_after(counts: NDArray[Any], acted: NDArray[Any], *, days: int = 7) -> Ratio:
    """Attacks in the days after the actions over those in as many days before them."""
    at = np.flatnonzero(acted)
    at = at[(at >= days) & (at < len(counts) - days)]
    before = sum(int(counts[day - days : day].sum()) for day in at)
    after = sum(int(counts[day + 1 : day + 1 + days].sum()) for day in at)
    return _ratio(after, before, 1.0)


def after_other(counts: NDArray[Any], acted: NDArray[Any], *, days: int = 7) -> Ratio:
    """Attacks a day in the days after an action over those on all other days."""
    near = np.zeros(len(counts), dtype=bool)
    for day in np.flatnonzero(acted):
        near[day + 1 : day + 1 + days] = True
    share = max(int(near.sum()), 1) / max(int((~near).sum()), 1)
    return _ratio(int(counts[near].sum()), int(counts[~near].sum()), share)


def _ratio(after: int, before: int, exposure: float) -> Ratio:
    middle = np.log((after + _HALF) / (before + _HALF) / exposure)
    error = np.sqrt(1 / (after + _HALF) + 1 / (before + _HALF))
    low, value, high = np.exp([middle - _Z * error, middle, middle + _Z * error])
    return Ratio(float(value), float(low), float(high))
