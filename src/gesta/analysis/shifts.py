"""Two ways to move actions to days on which they did nothing, and what the model says of them.

Circular shift: the whole series of actions is turned by some days, so that it keeps its own rhythm
and loses its tie with the attacks. Conditional randomisation: actions are drawn anew, day after
day, from what the attacks and earlier actions before that day made likely (Candès, Fan, Janson & Lv
2018); this keeps how actions answer attacks. In both, no attack follows from an action.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis import glm, history
from gesta.analysis.history import REACH, Window

Floats: TypeAlias = NDArray[np.float64]

_FIRM = 1e-6  # added to the information, for actions that never happen in the days used
_SHRINK = 0.1
_SLOW = 180
"""Ridge, and days of the fastest half-wave, of the model of when actions come: with more freedom it
learns the days by heart, and actions drawn from it vary too little. The ridge also keeps a ratio
finite where no attack at all follows the actions."""


AFTER: Window = (1, 8)
"""The actions of the 7 days before a day, whose effect is asked for."""


class Score:
    """The model of each day's attacks given those before, ready to be asked about any actions.

    The column asked about is the number of days with an action in the window of days back (or
    ahead: `(-37, -30)` are those 31–37 days later); in windows further back than `AFTER`, what followed
    the actions of the last 7 days is allowed for. `usable` are the days whose windows lie inside
    the series.
    """

    def __init__(self, counts: NDArray[Any], window: Window = AFTER) -> None:
        length = len(counts)
        self.usable = slice(max(REACH + 1, window[1] - 1), length + min(window[0], 0))
        self._windows = [window, AFTER] if window[0] >= AFTER[1] else [window]
        self.columns = history.base(counts)[self.usable]
        self.outcome = np.asarray(counts, dtype=float)[self.usable]
        _, mean = glm.poisson(self.outcome, self.columns)
        self._weight = np.sqrt(mean)
        self._known = np.linalg.qr(self.columns * self._weight[:, None])[0]
        self._left = (self.outcome - mean) / self._weight

    def of(self, acted: NDArray[Any]) -> tuple[Floats, Floats]:
        """For each row of `[k, days]`: the logarithm of the rate ratio for an action (one step of
        Newton's method from none), and the same over its standard error were the model all there is."""
        flat = np.moveaxis(self._asked(acted) * self._weight[:, None], 1, 0)
        shape = flat.shape
        flat = flat.reshape(shape[0], -1)
        flat = flat - self._known @ (self._known.T @ flat)
        own = np.ascontiguousarray(np.moveaxis(flat.reshape(shape), 0, 1))
        turned = np.swapaxes(own, 1, 2)
        inverse = np.linalg.inv(turned @ own + _FIRM * np.eye(own.shape[2]))
        beta = (inverse @ (turned @ self._left)[..., None])[:, 0, 0]
        return beta, beta / np.sqrt(inverse[:, 0, 0])

    def fit(self, acted: NDArray[Any]) -> tuple[float, float]:
        """The full fit: the logarithm of the rate ratio, and its error were the model all there is."""
        at = self.columns.shape[1]
        columns = np.column_stack([self.columns, self._asked(acted)])
        beta, mean = glm.poisson(self.outcome, columns, ridge=_SHRINK)
        curve = columns.T @ (columns * mean[:, None]) + _SHRINK * np.eye(columns.shape[1])
        return float(beta[at]), float(np.sqrt(np.linalg.inv(curve)[at, at]))

    def _asked(self, acted: NDArray[Any]) -> Floats:
        """`[…, usable days, columns]`: days with an action in each window."""
        found = [history.sums(acted, window)[..., self.usable] for window in self._windows]
        return np.stack(found, axis=-1)


def turned(acted: NDArray[Any], most: int) -> NDArray[Any]:
    """`[k, days]`: the series turned by every number of days that leads away from where it was by
    more than the windows reach, or by `most` of them, evenly spread."""
    length = len(acted)
    far = np.arange(REACH + 1, length - REACH)
    if len(far) > most:
        far = np.unique(np.linspace(far[0], far[-1], most).astype(np.int64))
    return np.stack([np.roll(acted, int(days)) for days in far])


def drawn(
    counts: NDArray[Any], acted: NDArray[Any], rng: np.random.Generator, many: int
) -> NDArray[Any]:
    """`[many, days]`: series of actions as likely as the real one, given the attacks.

    The first days, whose history is not known, stay as they are.
    """
    length = len(counts)
    slow = history.trend(length, _SLOW)
    fixed = np.column_stack([np.ones(length), history.logs(counts), slow])
    before = np.log1p(history.earlier(acted))
    beta = glm.logistic(acted[REACH:], np.column_stack([fixed, before])[REACH:], ridge=_SHRINK)
    score, own = fixed @ beta[: fixed.shape[1]], beta[fixed.shape[1] :]
    found = np.zeros((length, many))
    total = np.zeros((length + 1, many))
    found[:REACH] = acted[:REACH, None]
    total[1 : REACH + 1] = np.cumsum(found[:REACH], axis=0)
    chance = rng.random((length, many))
    for day in range(REACH, length):
        seen = score[day] + np.zeros(many)
        for weight, (near, far) in zip(own, history.ACTIONS, strict=True):
            seen += weight * np.log1p(total[day - near + 1] - total[max(0, day - far + 1)])
        found[day] = chance[day] * (1 + np.exp(-seen)) < 1
        total[day + 1] = total[day] + found[day]
    return np.ascontiguousarray(found.T)
