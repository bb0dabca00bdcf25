"""What a day looks back on: windows of earlier attacks, of earlier actions, and a smooth trend.

Windows are half open in days back: `(0, 3)` is the day itself and the two before it; `(-7, 0)`
looks ahead to the 7 days after it. Windows that reach beyond the series hold what is inside it:
callers leave such days out.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Window: TypeAlias = tuple[int, int]

ATTACKS: tuple[Window, ...] = ((0, 3), (3, 8), (8, 15), (15, 31))
"""Windows of the attacks that came before: 0–2, 3–7, 8–14 and 15–30 days back, up to the day itself
for actions, up to the day before for attacks."""

ACTIONS: tuple[Window, ...] = ((1, 8), (8, 15), (15, 31))
"""Windows of the actions that came before: 1–7, 8–14 and 15–30 days back."""

REACH = 30
"""Days that the windows look back."""

BEND = 120
"""Days of one half-wave of the fastest part of the trend. A faster one takes the lull after an action
for its own: at 45 days a quarter of a simulated effect was lost, at 120 a tenth."""


def sums(series: NDArray[Any], window: Window) -> Floats:
    """For each day the sum over the window, along the last axis.

    >>> sums(np.array([1, 0, 2, 0]), (0, 2)).tolist(), sums(np.array([1, 0, 2, 0]), (-2, 0)).tolist()
    ([1.0, 1.0, 2.0, 2.0], [2.0, 2.0, 0.0, 0.0])
    """
    length = series.shape[-1]
    total = np.zeros((*series.shape[:-1], length + 1))
    np.cumsum(series, axis=-1, out=total[..., 1:])
    day = np.arange(length)
    upto = np.clip(day - window[0] + 1, 0, length)
    start = np.clip(day - window[1] + 1, 0, length)
    return np.asarray(total[..., upto] - total[..., start])


def base(counts: NDArray[Any]) -> Floats:
    """`[days, columns]` of a day's attacks without the actions: ones, the attacks up to the day
    before, the trend.

    Each window enters as the logarithm of 1 plus its attacks and as its square, since bursts fade
    faster than a straight line on the logarithm would have it.
    """
    length = len(counts)
    windows = logs(np.concatenate([[0], counts[:-1]]))
    return np.column_stack([np.ones(length), windows, windows**2, trend(length)])


def earlier(acted: NDArray[Any]) -> Floats:
    """`[…, days, 3]`: how many days of each window before had an action."""
    return np.stack([sums(acted, window) for window in ACTIONS], axis=-1)


def logs(counts: NDArray[Any]) -> Floats:
    """`[days, 4]`: the logarithm of 1 plus the attacks of each window."""
    return np.stack([np.log1p(sums(counts, window)) for window in ATTACKS], axis=-1)


def trend(length: int, bend: int = BEND) -> Floats:
    """`[days, k]`: cosines of half-waves down to `bend` days; none on short series."""
    waves = np.arange(1, length // bend + 1)
    return np.asarray(np.cos(np.pi * waves * (np.arange(length)[:, None] + 0.5) / length))
