"""One change of a rate: the posterior over its day, and the evidence that there was one.

Counts divided by their dispersion are taken as Poisson with one rate before and another after the
change (Raftery & Akman 1986, Biometrika 73; Carlin, Gelfand & Smith 1992, Applied Statistics 41).
Both rates have the Gamma prior with the weight of one count at the mean, so they integrate out and
the posterior over days is exact. Every day that leaves `EDGE` of the exposure on both sides is as
likely beforehand as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.extras import need

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

EDGE = 0.05
_SHAPE = 1.0  # of the prior of each rate


@dataclass(frozen=True, slots=True)
class Change:
    """`day[d, t]`: the posterior that the new rate begins on period t, for draw d.

    `factor` is the Bayes factor for a change, `before` and `after` are draws of the two rates per
    unit of exposure, at a day drawn from the posterior (`at`); all by draw.
    """

    day: Floats
    factor: Floats
    at: Ints
    before: Floats
    after: Floats


def change_of(
    counts: NDArray[Any], share: Floats, spread: Floats, rng: np.random.Generator
) -> Change:
    """The change in `counts` with exposures `share` (`[draws, periods]`), divided by `spread`."""
    counts, spread = np.asarray(counts, dtype=float), np.asarray(spread, dtype=float)[:, None]
    scaled, days = (counts / spread).cumsum(axis=1), share.cumsum(axis=1)
    total, whole = scaled[:, -1:], days[:, -1:]
    prior = _SHAPE * whole / np.maximum(total, _SHAPE)  # exposure that the prior stands for
    left, worn = scaled[:, :-1], days[:, :-1]  # up to period t, the change being at t + 1
    split = _evidence(left, worn, prior) + _evidence(total - left, whole - worn, prior)
    fits = (worn >= EDGE * whole) & (worn <= (1 - EDGE) * whole)
    split = np.where(fits, split, -np.inf)
    top = split.max(axis=1, keepdims=True)
    weight = np.exp(split - top)
    day = np.zeros_like(counts)
    day[:, 1:] = weight / weight.sum(axis=1, keepdims=True)
    mean = np.log(weight.sum(axis=1) / fits.sum(axis=1)) + top[:, 0]
    factor = np.exp(np.clip(mean - _evidence(total, whole, prior)[:, 0], -50, 50))
    rows = np.arange(len(counts))
    at = np.minimum((day.cumsum(axis=1) < rng.random((len(day), 1))).sum(axis=1), day.shape[1] - 1)
    at = np.maximum(at, 1)
    early, spent = scaled[rows, at - 1], days[rows, at - 1]
    scale = spread[:, 0]
    before = rng.gamma(early + _SHAPE, 1 / (spent + prior[:, 0])) * scale
    after = rng.gamma(total[:, 0] - early + _SHAPE, 1 / (whole[:, 0] - spent + prior[:, 0])) * scale
    return Change(day, factor, at, before, after)


def _evidence(count: Floats, days: Floats, prior: Floats) -> Floats:
    """Log of the marginal likelihood of one rate, up to what all models share."""
    lgamma = need("scipy.special", "to find a change").gammaln
    found: Any = (
        _SHAPE * np.log(prior) - lgamma(_SHAPE)
        + lgamma(count + _SHAPE) - (count + _SHAPE) * np.log(days + prior)
    )  # fmt: skip
    return np.asarray(found, dtype=np.float64)
