"""How much more counts vary than a steady chance would make them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


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
