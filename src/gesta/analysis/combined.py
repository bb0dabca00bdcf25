"""One p-value of several that hang together in an unknown way (Liu & Xie 2020, Cauchy combination)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def combined(ps: Sequence[float]) -> float:
    """The p-value of all, which is small where one is very small or many are small.

    >>> round(combined([0.03, 0.03, 0.03]), 4)
    0.03
    """
    far = np.tan((0.5 - np.clip(ps, 1e-6, 0.99)) * math.pi).mean()
    return float(0.5 - math.atan(far) / math.pi)
