"""How much sums of weeks vary, in clusters too, and how well that is known."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

WEEK, LAST, STRETCH, MOST = 7, 2, 8, 26
"""Days of a week; weeks that are recent, that share one rate before, and that are looked at."""

_ALIKE = 0.1
"""The least correlation of neighbouring weeks that is allowed for. Nine weeks show little of it, and
where none shows, a tenth was there on simulated clusters."""

_SHORTEST = 4  # weeks of an older stretch that are enough for a rate of their own


def weekly_spread(had: Ints, share: Floats) -> tuple[Floats, Floats]:
    """Variance over mean of sums of neighbouring weeks, in each draw; and its degrees of freedom.

    `had` and `share` are attacks and exposures, `[draws, days]`. Pearson's statistic of weekly
    counts, around one mean for the last two weeks and one for each eight weeks before, so that slow
    changes do not count; times 1 plus the correlation of a week with the next, `_ALIKE` at
    least (attacks in clusters); at least 1. The degrees of freedom are those of a variance of
    counts with the excess kurtosis of the negative binomial, 6 (phi - 1) / mean + 1 / (phi mean).
    """
    weeks = min(had.shape[1] // WEEK, MOST)
    counts = had[:, -weeks * WEEK :].reshape(len(had), weeks, WEEK).sum(axis=2).astype(float)
    days = share[:, -weeks * WEEK :].reshape(len(had), weeks, WEEK).sum(axis=2)
    old = [_residuals(counts[:, part], days[:, part]) for part in stretches(weeks)]
    new = _residuals(counts[:, -LAST:], days[:, -LAST:])
    length = sum(part.shape[1] for part in old)
    free = length - len(old) + LAST - 1
    square = sum(((part**2).sum(axis=1) for part in old), (new**2).sum(axis=1))
    each = length / len(old)
    alike = (_alike(old) + 1 / each) / (
        1 - 3 / each
    )  # so short series show too little (Kendall 1954)
    alike = np.clip(alike, _ALIKE, 1)
    spread = np.maximum(square / free * (1 + alike), 1.0)
    mean = np.maximum(counts.mean(axis=1), 0.5)
    kurtosis = 6 * (spread - 1) / mean + 1 / (spread * mean)
    free = free / (1 + np.where(alike > _ALIKE, alike, 0.0))  # weeks alike tell less
    return spread, free / (1 + kurtosis * free / (2 * (free + 2)))


def stretches(weeks: int) -> list[slice]:
    """The weeks before the last two in stretches of eight, the oldest of four to eight.

    >>> stretches(16)
    [slice(6, 14, None), slice(0, 6, None)]
    """
    ends = range(weeks - LAST, 0, -STRETCH)
    found = [slice(max(end - STRETCH, 0), end) for end in ends]
    return [part for part in found if part.stop - part.start >= _SHORTEST] or found[:1]


def _residuals(counts: Floats, days: Floats) -> Floats:
    rate = counts.sum(axis=1, keepdims=True) / np.maximum(days.sum(axis=1, keepdims=True), 1e-9)
    expected = np.maximum(rate * days, 1e-9)
    return np.asarray((counts - expected) / np.sqrt(expected))


def _alike(parts: list[Floats]) -> Floats:
    """The correlation of a week's residual with the next week's."""
    pairs = np.concatenate([part[:, 1:] * part[:, :-1] for part in parts], axis=1)
    square = np.concatenate([part**2 for part in parts], axis=1)
    return np.asarray(pairs.mean(axis=1) / np.maximum(square.mean(axis=1), 1e-9))
