"""Since when: the day on which the rate of attacks changed, if it did.

One change point in counts divided by their dispersion (`change.py`), averaged over draws of the
ledger's doubts, of the reports still to come and of the dispersion. A change is said where its
posterior probability, even odds beforehand, reaches `SURE`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import INTERVAL, NO, OPEN, YES, Answer, DayEstimate, factors_seen, refuse
from gesta.analysis.bulk import bulk
from gesta.analysis.change import Change, change_of
from gesta.analysis.complete import Completeness, completeness
from gesta.analysis.delays import LONGEST_DELAY
from gesta.analysis.happenings import Happenings
from gesta.analysis.interval import estimate_of
from gesta.analysis.nowcast import late, observed
from gesta.analysis.outlets import TOO, change_of_reports, changes_of_telling
from gesta.analysis.redraw import affordable

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

LEAST_DAYS, LEAST = 56, 15
SURE = 0.95
SEEN = 2.0
_POWER = 0.842
_BLOCK, _BLOCKS, _IN_BLOCK = 7, 60, 2.0

MOST_PERIODS = 2000
"""Longer series are looked at in periods of several days, and the change is dated to a period."""
METHOD = (
    "one change of the rate with its posterior over days, counts scaled by their dispersion (Raftery & Akman "
    "1986; Carlin, Gelfand & Smith 1992), over draws of the ledger's doubts and delays"
)
ASSUMES = (
    "one change at most: of several, the one that the counts support best",
    "reports cover all these days alike: no outlet came or went",
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The change by draw, its probability and the smallest ratio that could have been seen."""

    change: Change
    sure: float
    smallest: float
    last: date
    step: int  # days of a period
    counts: Floats  # attacks by period, the median over draws
    reported: Floats  # the share of each period that is reported

    def day(self, period: int) -> date:
        """The first day of a period."""
        return self.last - timedelta(days=(len(self.counts) - period) * self.step - 1)


def since(happenings: Happenings, *, draws: int, seed: int) -> Answer:
    """The day since which attacks are more or fewer; needs 56 days and 15 attacks among them."""
    draws = affordable(happenings, draws)
    begin, end = happenings.begin, happenings.end
    question = f"Since when are {happenings.words} more or fewer than before?"
    reason = f"The data cover less than {LEAST_DAYS} days that are complete."
    if begin is None or end is None or (end - begin).days + 1 < LEAST_DAYS:
        return refuse(question, reason, happenings, method=METHOD)
    known = completeness(happenings, draws=draws, seed=seed)
    trim = LONGEST_DELAY if known.state == "unstable" else known.trim
    if (end - begin).days + 1 - trim < LEAST_DAYS:
        return refuse(question, reason, happenings, method=METHOD)
    had = observed(happenings, known, draws=draws, seed=seed)
    had = had[:, : had.shape[1] - trim]
    last = end - timedelta(days=trim)
    question = (
        f"Since when, between {begin} and {last}, are {happenings.words} more or fewer than before?"
    )
    seen = float(np.median(had.sum(axis=1)))
    if seen < LEAST:
        reason = f"{seen:.0f} attacks are too few; {LEAST} are needed."
        return refuse(question, reason, happenings, method=METHOD)
    share = known.exposures(had.shape[1], skip=trim)
    found = _find(had, share, last, np.random.default_rng([seed, 4]))
    return _answer(question, happenings, known, had, found)


def _find(had: Ints, share: Floats, last: date, rng: np.random.Generator) -> _Found:
    """The change in `had`, with the dispersion drawn anew for each draw."""
    total = float(had.sum(axis=1).mean())
    step = -(-had.shape[1] // MOST_PERIODS)
    whole = had.shape[1] // step * step
    had = had[:, -whole:].reshape(len(had), -1, step).sum(axis=2)
    share = share[:, -whole:].reshape(len(share), -1, step).sum(axis=2)
    spread, free = block_spread(had, share, rng)
    drawn = np.maximum(spread * free / rng.chisquare(free, size=len(had)), 1.0)
    change = change_of(had, share, drawn, rng)
    sure = float((change.factor / (1 + change.factor)).mean())
    seen = smallest_seen(total / float(np.mean(spread)))
    counts, reported = np.median(had, axis=0), share.mean(axis=0) / step
    return _Found(change, sure, seen, last, step, counts, reported)


def block_spread(had: Ints, share: Floats, rng: np.random.Generator) -> tuple[Floats, int]:
    """Variance over mean of blocks of days around the best two rates, at least 1, in each draw.

    A block is a week, or longer where a week has fewer than two attacks or there are more than 60;
    neighbouring blocks that vary together raise it. Also the degrees of freedom.
    """
    days = had.shape[1]
    mean = max(float(had.mean()), 1e-9)
    block = max(_BLOCK, math.ceil(_IN_BLOCK / mean), days // _BLOCKS)
    blocks = max(days // block, 4)
    block = days // blocks
    counts = had[:, -blocks * block :].reshape(len(had), blocks, block).sum(axis=2).astype(float)
    worn = share[:, -blocks * block :].reshape(len(had), blocks, block).sum(axis=2)
    top = change_of(counts, worn, np.ones(len(had)), rng).day.argmax(axis=1)
    old = np.arange(blocks)[None, :] < np.maximum(top, 1)[:, None]
    residuals = np.zeros_like(counts)
    for part in (old, ~old):
        rate = (counts * part).sum(axis=1) / np.maximum((worn * part).sum(axis=1), 1e-9)
        expected = np.maximum(rate[:, None] * worn, 1e-9)
        residuals += part * (counts - expected) / np.sqrt(expected)
    free = max(blocks - 3, 1)
    square = (residuals**2).sum(axis=1)
    next_ = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum(square, 1e-9)
    return np.maximum(square / free * (1 + np.maximum(next_, 0)), 1.0), free


def smallest_seen(total: float) -> float:
    """The ratio of two rates, changing in the middle, that `total` attacks show in 4 of 5 cases.

    `total` is divided by the dispersion. Infinite where no ratio would do.
    """
    ratios = np.geomspace(1.05, 50, 120)
    periods = 40
    early = total / (1 + ratios) / (periods // 2)
    counts = np.repeat(np.stack([early, early * ratios], axis=1), periods // 2, axis=1)
    one = np.ones(len(ratios))
    factor = change_of(counts, np.ones_like(counts), one, np.random.default_rng(0)).factor
    error = np.sqrt((1 + ratios) / total + (1 + ratios) / (total * ratios))
    enough = np.flatnonzero(factor >= SURE / (1 - SURE))
    if not len(enough):
        return math.inf
    return float(math.exp(math.log(ratios[enough[0]]) + _POWER * error[enough[0]]))


def _answer(
    question: str, happenings: Happenings, known: Completeness, had: Ints, found: _Found
) -> Answer:
    change = found.change
    verdict, words = _verdict(found, change)
    unit, times = rate_unit(float(had.mean()))
    estimates = (
        _day_estimate(found),
        estimate_of(
            "rate after over rate before", change.after / np.maximum(change.before, 1e-12), "×"
        ),
        estimate_of("attacks before", change.before * times, unit),
        estimate_of("attacks after", change.after * times, unit),
    )
    warnings = _warnings(happenings, known, estimates[0] if verdict == YES else None)
    begin, end, day = happenings.begin, happenings.end, estimates[0].value
    if verdict == YES and begin and end and change_of_reports(happenings, begin, day, end):
        words += TOO
    return Answer(
        question, verdict, words, len(happenings.rows), METHOD,
        estimates=estimates if verdict == YES else (),
        smallest=factors_seen(found.smallest, " in the middle"),
        dropped={**happenings.left_out(), **late(happenings, known)},
        assumptions=ASSUMES, warnings=warnings, incidents=happenings.ids,
        refused=happenings.refused, plot=_plot(happenings, found),
    )  # fmt: skip


def _warnings(
    happenings: Happenings, known: Completeness, day: DayEstimate | None
) -> tuple[str, ...]:
    found = [*happenings.notes, *bulk(happenings)]
    if known.state in ("unknown", "trimmed", "unstable"):
        found.append(known.words)
    if known.state == "unstable":
        found.append(f"the last {LONGEST_DELAY} days are left out")
    if day is not None and happenings.begin is not None and happenings.end is not None:
        found += changes_of_telling(happenings, happenings.begin, day.value, happenings.end)
    return tuple(found)


def _verdict(found: _Found, change: Change) -> tuple[str, str]:
    percent = f"The probability of a change is {100 * found.sure:.0f} %"
    if found.sure >= SURE:
        ratio = float(np.median(change.after / np.maximum(change.before, 1e-12)))
        return (
            YES,
            f"{percent}: {'more' if ratio > 1 else 'fewer'} attacks since then, ×{ratio:.2f}.",
        )
    if found.smallest <= SEEN and found.sure < 0.5:
        return NO, f"{percent}; one rate explains the counts as well."
    return OPEN, f"{percent}; what could be seen here is {factors_seen(found.smallest)}."


def rate_unit(daily: float) -> tuple[str, float]:
    """The unit in which a daily rate is easy to read, and the days in it."""
    for unit, days in (("a day", 1.0), ("a week", 7.0), ("a month", 365.25 / 12)):
        if daily * days >= 1:
            return unit, days
    return "a year", 365.25


def _day_estimate(found: _Found) -> DayEstimate:
    """The median of the posterior over all draws, and the shortest run of days with 90 % of it."""
    posterior = found.change.day.mean(axis=0)
    low, high = shortest(posterior, INTERVAL)
    middle = int(np.searchsorted(posterior.cumsum(), 0.5))
    return DayEstimate(
        "first day of the new rate",
        found.day(min(max(middle, low), high)),
        found.day(low),
        found.day(high),
    )


def shortest(weights: Floats, share: float) -> tuple[int, int]:
    """The first and last index of the shortest run that holds `share` of the weights.

    >>> shortest(np.array([0.05, 0.1, 0.6, 0.25]), 0.8)
    (2, 3)
    """
    over = np.concatenate([[0.0], weights.cumsum()])
    last = np.searchsorted(over, over[:-1] + share * over[-1] - 1e-12)
    length = np.where(last < len(over), last - np.arange(len(weights)), len(over))
    first = int(length.argmin())
    return first, int(last[first]) - 1


def _plot(happenings: Happenings, found: _Found) -> dict[str, Any]:
    """Data of the plot `change`: counts, rates and, below them, the posterior over days."""
    change = found.change
    return {
        "kind": "change", "what": happenings.words, "end": found.last, "step": found.step,
        "counts": found.counts.tolist(), "reported": found.reported.tolist(),
        "posterior": change.day.mean(axis=0).tolist(), "sure": found.sure,
        "before": np.quantile(change.before, [0.05, 0.5, 0.95]).tolist(),
        "after": np.quantile(change.after, [0.05, 0.5, 0.95]).tolist(),
    }  # fmt: skip
