"""Events that come again: Cox's model with start, stop and event (Andersen & Gill 1982).

Ties as Efron 1977, or as Breslow 1974, who is the coarser where many tie; errors robust to what rows of one id share: the sandwich of score residuals
summed by id (Lin & Wei 1989). lifelines and statsmodels give wrong robust errors with entry times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_ROUNDS, _NEAR = 50, 1e-10


@dataclass(frozen=True, slots=True)
class Recurrent:
    """Coefficients (logarithms of hazard ratios), plain and robust standard errors."""

    beta: Floats
    error: Floats
    robust: Floats


def recurrent(
    start: NDArray[Any], stop: NDArray[Any], event: NDArray[Any], columns: NDArray[Any],
    of: NDArray[Any] | None = None, *, ties: str = "efron",
) -> Recurrent:  # fmt: skip
    """Fit rows at risk on `(start, stop]`, `event` 1 where one happens at `stop`; `of` are ids.

    `ties` is `efron` or `breslow`.

    Raises ValueError where there is no event, a row ends before it begins, or the columns cannot
    be told apart.
    """
    begin, end = np.asarray(start, float), np.asarray(stop, float)
    happened = np.asarray(event) > 0
    table = np.asarray(columns, float).reshape(len(end), -1)
    if ties not in ("efron", "breslow"):
        raise ValueError(f"ties {ties!r} are neither efron nor breslow")
    if not happened.any() or bool((end <= begin).any()):
        raise ValueError("there must be an event, and every row must end after it begins")
    table = table - table.mean(axis=0)
    model = _Model(begin, end, happened, table, ties)
    beta = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        slope, curve = model.derivatives(beta)
        try:
            step = np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError as error:
            raise ValueError("the columns cannot be told apart") from error
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < _NEAR:
            break
    inverse = np.linalg.inv(model.derivatives(beta)[1])
    ids = np.arange(len(end)) if of is None else np.unique(np.asarray(of), return_inverse=True)[1]
    summed = np.zeros((int(ids.max()) + 1, len(beta)))
    np.add.at(summed, ids, model.residuals(beta) @ inverse)
    return Recurrent(
        beta, np.sqrt(np.diag(inverse)), np.sqrt(np.diag(summed.T @ summed))
    )  # fmt: skip


class _Model:
    """The rows, and who is at risk and who has an event at each time of an event."""

    def __init__(self, begin: Floats, end: Floats, happened: Any, table: Floats, ties: str) -> None:
        self.table = table
        times = np.unique(end[happened])
        self.risk = (begin[None, :] < times[:, None]) & (end[None, :] >= times[:, None])
        self.now = happened[None, :] & (end[None, :] == times[:, None])
        many = self.now.sum(axis=1)
        # Efron: one row for each event; at the k-th of d tied events, those that tie count 1 - k/d.
        # Breslow: one row for each time, which counts d times.
        if ties == "efron":
            self.at = np.repeat(np.arange(len(times)), many)
            self.less = np.concatenate([np.arange(d) / d for d in many])
            self.count = np.ones(len(self.at))
        else:
            self.at, self.less = np.arange(len(times)), np.zeros(len(times))
            self.count = many.astype(float)
        self.share = self.count / many[self.at]

    def _weights(self, beta: Floats) -> Floats:
        """`[events or times, rows]`: what each row counts in the mean over those at risk."""
        hazard = np.exp(np.clip(self.table @ beta, -30, 30))
        counted = self.risk[self.at] - self.less[:, None] * self.now[self.at]
        return np.asarray(counted * hazard)

    def derivatives(self, beta: Floats) -> tuple[Floats, Floats]:
        """Slope and curvature of the logarithm of the partial likelihood."""
        weight = self._weights(beta)
        weight = weight / weight.sum(axis=1, keepdims=True)
        means = weight @ self.table
        slope = (self.now.sum(axis=0) @ self.table) - self.count @ means
        second = self.table.T @ (self.table * (self.count @ weight)[:, None])
        return slope, second - means.T @ (means * self.count[:, None])

    def residuals(self, beta: Floats) -> Floats:
        """`[rows, columns]`: score residuals, with Efron's share of each tied event."""
        weight = self._weights(beta)
        total = weight.sum(axis=1, keepdims=True)
        means = weight @ self.table / total
        share = self.share[:, None] * self.now[self.at]
        own = share.sum(axis=0)[:, None] * self.table - share.T @ means
        step = self.count[:, None] * weight / total
        return np.asarray(own - (step.sum(axis=0)[:, None] * self.table - step.T @ means))
