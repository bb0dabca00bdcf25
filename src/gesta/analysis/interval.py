"""An estimate from draws: the median and the 90 % interval between their quantiles."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import INTERVAL, Estimate


def estimate_of(what: str, drawn: NDArray[Any], unit: str = "") -> Estimate:
    """The median of draws and the quantiles around it. Raises ValueError without draws."""
    if not len(drawn):
        raise ValueError(f"no draws of {what}")
    tail = (1 - INTERVAL) / 2
    low, middle, high = np.quantile(drawn, [tail, 0.5, 1 - tail])
    return Estimate(what, float(middle), float(low), float(high), unit)
