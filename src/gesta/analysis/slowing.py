"""Whether reports have slowed down within the last two weeks, which looks like fewer attacks.

A score test that the hazard of a first report fell on the day two weeks ago, on the calendar of the
reports: attacks before that day show it by how many of their reports still came and when, attacks
after it only by how long those took that are known. How many attacks there were after it is left
open, so that fewer attacks alone do not look like slower reports; where fewer are known of and the
delays lean the same way, the two cannot be told apart, so that both are weighed together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.delays import LONGEST_DELAY, Triangle, hazards, shares
from gesta.analysis.spread import weekly_spread

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

SINCE, BEFORE = 14, 56
"""Days that may be slower, and the days before that they are compared with."""

SLOWER, FEWER, MOST_FEWER = -1.6, 0.7, 1.5
"""The sum of the score and `FEWER` standard errors of the log rate ratio, `MOST_FEWER` of them at most,
is slower below the first. The weights are near those of the likelihood ratio of a doubled delay (where
the score is -2.0 and the ratio -1.4 on average; both ±1.1, unrelated); the limit keeps a true fall of
the attacks from being taken for slow reports. Chosen on simulated ledgers: eight in ten whose mean
delay doubled two weeks ago are refused, and one stable one in nine (docs/analysis.md)."""

_AGES = ((0, 7), (7, 14), (14, LONGEST_DELAY))  # of older attacks, each with a rate of its own
_LEAST = 10  # reports of neighbouring delays that share a hazard


@dataclass(frozen=True, slots=True)
class Slowing:
    """The score in standard errors (below 0: slower), and the logarithm of the rate now over the
    rate before in standard errors (below 0: fewer attacks are known of)."""

    score: float
    fewer: float

    @property
    def suspected(self) -> bool:
        """Whether slower reports cannot be excluded."""
        fewer = max(-MOST_FEWER, min(MOST_FEWER, self.fewer))
        return self.score + FEWER * fewer < SLOWER


def slowing(of: Triangle) -> Slowing | None:
    """The test at the last day; None where the days before are too few or nothing is told by delays."""
    if of.length < SINCE + BEFORE:
        return None
    hazard = _smooth(of.known(SINCE))
    weight = 1 - np.concatenate([[0.0], np.cumsum(hazard / (1 - hazard))[:-1]])
    alive = np.concatenate([[1.0], np.cumprod(1 - hazard)])
    chance, share = alive[:-1] * hazard, 1 - alive[1:]
    parts = np.array([_later(of, chance, weight), _earlier(of, hazard, chance, share)])
    score, variance = parts.sum(axis=0)
    if variance <= 0:
        return None
    return Slowing(float(score / np.sqrt(variance)), _fewer(of, share))


def _smooth(of: Triangle) -> Floats:
    """The hazard of a first report at each delay, pooled over neighbours until ten came there."""
    exact, upto = hazards(of)
    known = shares(exact, upto)
    chance = np.diff(np.concatenate([[0.0], known]))
    alive = 1 - np.concatenate([[0.0], known[:-1]])
    group = np.cumsum(exact) // _LEAST
    # A last group that is too small goes with the one before it.
    group = np.minimum(group, max(int(exact.sum()) // _LEAST - 1, 0))
    sums = [np.bincount(group, weights=part)[group] for part in (chance, alive)]
    return np.asarray(np.clip(sums[0] / np.maximum(sums[1], 1e-9), 1e-4, 0.9))


def _later(of: Triangle, chance: Floats, weight: Floats) -> tuple[float, float]:
    """Score and variance of the delays of attacks since, each given that it is known by now."""
    score = variance = 0.0
    for ago in range(SINCE):
        came = of.counts[of.length - 1 - ago, : ago + 1]
        odds = chance[: ago + 1] / chance[: ago + 1].sum()
        mean = float(odds @ weight[: ago + 1])
        score += float(came @ (weight[: ago + 1] - mean))
        variance += float(came.sum() * (odds @ (weight[: ago + 1] - mean) ** 2))
    return score, variance


def _earlier(of: Triangle, hazard: Floats, chance: Floats, share: Floats) -> tuple[float, float]:
    """Score and variance of the reports since on attacks before, given those reported by then."""
    before, score, variance = of.known(SINCE), 0.0, 0.0
    odds = hazard / (1 - hazard)
    for first, last in _AGES:
        due = due_squared = came = seen = exposure = 0.0
        for age in range(first, min(last, before.length)):
            day = before.length - 1 - age
            wait = slice(age + 1, min(age + SINCE, LONGEST_DELAY) + 1)
            weight = 1 - np.concatenate([[0.0], np.cumsum(odds[wait])[:-1]])[: len(odds[wait])]
            seen, exposure = seen + float(before.counts[day].sum()), exposure + float(share[age])
            due += float(weight @ chance[wait])
            due_squared += float(weight**2 @ chance[wait])
            came += float(weight @ of.counts[day, wait])
        rate = seen / exposure if exposure else 0.0
        if rate:
            score += came - rate * due
            variance += rate * due_squared + (rate * due) ** 2 / seen
    return score, variance


def _fewer(of: Triangle, share: Floats) -> float:
    """How far the rate of the last days is above that of the days before, each by what is reported
    of it, in standard errors that allow for the spread of the weeks."""
    age = np.minimum(np.arange(of.length)[::-1], LONGEST_DELAY)
    counts, full = of.counts.sum(axis=1), (share / share[-1])[age]
    new, old = slice(-SINCE, None), slice(-SINCE - BEFORE, -SINCE)
    spread = float(weekly_spread(counts[None, :], full[None, :])[0][0])
    some = [counts[part].sum() + 0.5 for part in (new, old)]
    rates = [n / full[part].sum() for n, part in zip(some, (new, old), strict=True)]
    error = np.sqrt(spread * (1 / some[0] + 1 / some[1]))
    return float(np.log(rates[0] / rates[1]) / error)
