"""Linear regression, plain or with an instrument, and its errors.

Two stages: White 1980 for uneven errors (HC0), Newey & West 1987 for errors that hang together over
days (Bartlett weights, no small-sample factor unless asked for).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients, and what their errors are made of; columns divided by `scale` for exactness."""

    beta: Floats
    bread: Floats
    moments: Floats  # [rows, columns]: each row's part in the normal equations
    scale: Floats

    def error(self, at: int = 0, *, lags: int = 0, corrected: bool = False) -> float:
        """The standard error of a coefficient; `lags` 0 is White's, `corrected` times N / (N - K)."""
        meat = self.moments.T @ self.moments
        for lag in range(1, lags + 1):
            cross = self.moments[lag:].T @ self.moments[:-lag]
            meat += (1 - lag / (lags + 1)) * (cross + cross.T)
        rows, columns = self.moments.shape
        variance = float((self.bread @ meat @ self.bread)[at, at])
        factor = rows / (rows - columns) if corrected else 1.0
        return float(np.sqrt(variance * factor) / self.scale[at])


def regress(y: Floats, columns: Floats, instrument: Floats | None = None) -> Regression:
    """Least squares of `y` on the columns; with an instrument for the first of them, in two stages.

    Columns may lie in very different ranges; they must not be sums of one another (`independent`).
    """
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-300)
    own = columns / scale
    fitted = own
    if instrument is not None:
        known = own.copy()
        known[:, 0] = instrument / max(float(np.abs(instrument).max()), 1e-300)
        fitted = known @ np.linalg.lstsq(known, own, rcond=None)[0]
    bread = np.linalg.inv(fitted.T @ fitted)
    beta = bread @ (fitted.T @ y)
    left = y - own @ beta
    return Regression(beta / scale, bread, fitted * left[:, None], scale)


def independent(columns: Floats) -> Floats:
    """The columns without those that are sums of the ones before them."""
    kept: list[int] = []
    basis = np.zeros((len(columns), 0))
    for at in range(columns.shape[1]):
        column = columns[:, at]
        rest = column - basis @ (basis.T @ column)
        rest = rest - basis @ (basis.T @ rest)
        size = float(np.linalg.norm(rest))
        if size > 1e-7 * max(float(np.linalg.norm(column)), 1e-12):
            kept.append(at)
            basis = np.column_stack([basis, rest / size])
    return columns[:, kept]
