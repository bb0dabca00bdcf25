"""How attacks go with the actions of the days before, given what came before them: one ledger, all draws.

Each day's attacks are told from what the days before let expect, so that what is left of one day
says little of the next; windows of days that overlap threw half of the evidence away. The error of
the fit is still widened by how much more the score varies over actions moved to other days. The
p-values compare the score with those of moved actions; none rests on a formula for autocorrelated
errors, which were measured too small (15–30 % wrong at 10 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.combined import combined
from gesta.analysis.history import Window
from gesta.analysis.shifts import AFTER, Score, drawn, turned

Floats: TypeAlias = NDArray[np.float64]

MOVED = 199
"""How often actions are moved, in each of the two ways."""

_TAIL = 0.05


@dataclass(frozen=True, slots=True)
class Effect:
    """The logarithm of the rate ratio, its error, and two p-values."""

    beta: float
    error: float
    p_turned: float
    p_drawn: float

    @property
    def p(self) -> float:
        """Both as one (Liu & Xie 2020): on simulated ledgers without an effect it is below .10 in 3 to
        10 %, and with one more often than their mean or the larger is."""
        return combined([self.p_turned, self.p_drawn])


@dataclass(frozen=True, slots=True)
class Week:
    """The rate ratio of one window with its placebo band: what moved actions give, 5 to 95 %."""

    window: Window
    ratio: float
    band: tuple[float, float]
    p: float


def effect(
    counts: NDArray[Any], acted: NDArray[Any], rng: np.random.Generator, *, moved: int = MOVED
) -> Effect:
    """The effect on each of the 7 days after an action; `counts` and `acted` (0 or 1) have one value
    a day."""
    score = Score(counts, AFTER)
    beta, error = score.fit(acted)
    seen = float(score.of(acted[None, :])[1][0])
    shifted, anew = (
        score.of(others)[1] for others in (turned(acted, moved), drawn(counts, acted, rng, moved))
    )
    spread = max(1.0, float(shifted.std()), float(anew.std()))
    # Actions drawn anew go with the attacks as the real ones do but for an effect: what the model
    # misses of the bursts that they answer is in the middle of their scores, and taken off.
    return Effect(beta, error * spread, _p(seen, shifted), _p(seen - anew.mean(), anew))


def effects(
    counts: Sequence[NDArray[Any]], acted: Sequence[NDArray[Any]], rng: np.random.Generator,
    *, moved: int = MOVED,
) -> tuple[Effect, Floats]:  # fmt: skip
    """The mean effect over draws of the ledger, and 4,000 draws of the logarithm of the ratio.

    The p-values are means over the draws: what a reader would expect who knew one of them.
    """
    each = [effect(y, x, rng, moved=moved) for y, x in zip(counts, acted, strict=True)]
    pick = rng.integers(len(each), size=4000)
    beta, error = (np.array([getattr(e, k) for e in each]) for k in ("beta", "error"))
    ps = [float(np.mean([getattr(e, k) for e in each])) for k in ("p_turned", "p_drawn")]
    spread = float(np.sqrt(np.mean(error**2) + beta.var()))
    return Effect(float(beta.mean()), spread, *ps), rng.normal(beta[pick], error[pick])


def week(counts: NDArray[Any], acted: NDArray[Any], window: Window, *, moved: int = MOVED) -> Week:
    """The rate ratio of any window, with the band that turned series of actions give there."""
    score = Score(counts, window)
    beta, _ = score.fit(acted)
    others, scores = score.of(turned(acted, moved))
    low, high = np.quantile(others - others.mean(), [_TAIL, 1 - _TAIL])
    seen = float(score.of(acted[None, :])[1][0])
    return Week(
        window, float(np.exp(beta)), (float(np.exp(low)), float(np.exp(high))), _p(seen, scores)
    )


def _p(seen: float, scores: Floats) -> float:
    """The share of moved actions that go at least as far from their middle as the real ones from 0.

    Around their middle, because series turned back onto the attacks they answer are left out, and
    the others make up for it.
    """
    far = np.abs(scores - scores.mean()) >= abs(seen)
    return float((1 + far.sum()) / (1 + len(far)))
