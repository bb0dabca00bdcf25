"""Poisson and logistic regression by iterated weighted least squares (McCullagh & Nelder 1989, 2.5)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

ROUNDS, NEAR = 60, 1e-9
_RIDGE = 1e-8
_FAR = 30.0  # of a linear predictor: beyond it the exponential is as good as 0 or without bound


def poisson(
    y: NDArray[Any], columns: Floats, *, ridge: float = _RIDGE, weight: Floats | float = 1.0
) -> tuple[Floats, Floats]:
    """Coefficients and expected counts of a log-linear Poisson model; the first column is ones.

    `ridge` shrinks all but the first coefficient, so that a column without information does no
    harm. `weight` says how much each row counts. A series without counts has the smallest expected
    count that is not zero.
    """
    y = np.asarray(y, dtype=float)
    beta = np.zeros(columns.shape[1])
    beta[0] = np.log(max(y.mean(), 1e-9))
    for _ in range(ROUNDS):
        mean = np.exp(np.clip(columns @ beta, -_FAR, _FAR))
        step = _step(columns, weight * mean, weight * (y - mean), beta, ridge)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < NEAR:
            break
    return beta, np.exp(np.clip(columns @ beta, -_FAR, _FAR))


def logistic(y: NDArray[Any], columns: Floats, *, ridge: float = 1.0) -> Floats:
    """Coefficients of a logistic model of a yes-or-no series; the first column is ones.

    `ridge` shrinks all but the first (le Cessie & van Houwelingen 1992), so that few yeses and many
    columns still give probabilities between 0 and 1.
    """
    y = np.asarray(y, dtype=float)
    beta = np.zeros(columns.shape[1])
    share = min(max(float(y.mean()), 1e-6), 1 - 1e-6)
    beta[0] = np.log(share / (1 - share))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ beta, -_FAR, _FAR)))
        step = _step(columns, chance * (1 - chance), y - chance, beta, ridge)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < NEAR:
            break
    return beta


def _step(columns: Floats, weight: Floats, residual: Floats, beta: Floats, ridge: float) -> Floats:
    """Newton's step of the penalised likelihood."""
    shrink = np.full(len(beta), ridge)
    shrink[0] = 0.0
    curve = columns.T @ (columns * weight[:, None]) + np.diag(shrink + 1e-10)
    slope = columns.T @ residual - shrink * beta
    return np.asarray(np.linalg.solve(curve, slope), dtype=float)
