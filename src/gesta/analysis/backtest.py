"""Whether a nowcast may be trusted: tried on its own past before it speaks about the present.

*Week ahead* repeats the nowcast at the end of each past week and compares the reports that it
expected in the next week with those that came. *Same pace* compares the reversed hazards of the
last 14, 28 and 42 days with those of all days. *Not slower* looks at the reports of the last two
weeks (`slowing.py`). Delays that speed up, slow down or drift fail.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.delays import LONGEST_DELAY, Triangle, hazards, shares
from gesta.analysis.extras import need
from gesta.analysis.slowing import SINCE, Slowing, slowing

Ints: TypeAlias = NDArray[np.int64]
Cell: TypeAlias = tuple[float, int, float]  # expected, came, variance

WEEK, WEEKS, TRAINING = 7, 8, 42
"""Weeks that are tried again, and the days of the past that each needs before it."""

SPLITS = (14, 28, 42)
AHEAD_LEVEL, PACE_LEVEL = 0.005, 0.02
"""A test fails below its p-value. Refusing stable delays in about one of eight ledgers is the price of
refusing eight in ten whose mean delay doubled two weeks ago, and nine in ten four weeks ago
(`python -m benchmarks analysis`). The weeks ahead share days, so that their test fails too often: at
.005 it refuses 1 % more of the stable ones, and no fewer of the others than at .02."""

_LEAST = 5.0  # expected reports of a cell of a test


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the tests said. `weeks` has expected and actual reports of each week tried, by age."""

    ahead: float  # p-value
    pace: float  # p-value
    weeks: tuple[tuple[float, int], ...]
    slowing: Slowing | None = None

    @property
    def passed(self) -> bool:
        """Whether all tests hold."""
        return self.ahead >= AHEAD_LEVEL and self.pace >= PACE_LEVEL and not self._slow

    @property
    def _slow(self) -> bool:
        return self.slowing is not None and self.slowing.suspected

    @property
    def words(self) -> str:
        """What the backtest found, in words."""
        expected, came = (sum(row[i] for row in self.weeks) for i in (0, 1))
        tried = f"{came:,.0f} late reports came in the weeks tried, {expected:,.0f} were expected"
        if self.passed:
            return f"{tried}; reports take as long as they did"
        if self.ahead >= AHEAD_LEVEL and self.pace >= PACE_LEVEL:
            return f"{tried}; those of the last {SINCE} days look slower, as fewer attacks do too"
        return f"{tried}; reports do not take as long as they did before"


def backtest(of: Triangle) -> Backtest | None:
    """Try the nowcast on its past; None where the past is too short or too thin to try."""
    weekly = [_week(of, week * WEEK) for week in range(1, WEEKS + 1)]
    cells = [cell for ages in zip(*filter(None, weekly), strict=True) for cell in _pooled(ages)]
    pace = _pace(of)
    if len(cells) < 3 or pace is None:
        return None
    square = sum((came - expected) ** 2 / variance for expected, came, variance in cells)
    chi2_above = need("scipy.special", "for a nowcast").chdtrc
    weeks = tuple((expected, came) for expected, came, _ in cells)
    return Backtest(float(chi2_above(len(cells), square)), pace, weeks, slowing(of))


def _pooled(cells: Iterable[Cell]) -> list[Cell]:
    """Neighbouring cells put together until each expects at least `_LEAST` reports."""
    found: list[Cell] = []
    expected, came, variance = 0.0, 0, 0.0
    for cell in cells:
        expected, came, variance = expected + cell[0], came + cell[1], variance + cell[2]
        if expected >= _LEAST:
            found.append((expected, came, variance))
            expected, came, variance = 0.0, 0, 0.0
    return found


def _week(of: Triangle, ago: int) -> list[Cell]:
    """Expected and actual reports, and the variance, of the week that began `ago` days ago: for
    the days that were then less than a week old, and for the older ones."""
    if of.length - ago < TRAINING:
        return []
    then = of.known(ago)
    share = shares(*hazards(then))
    age = then.ages()
    later = np.minimum(age + WEEK, LONGEST_DELAY)
    had = then.by_age(age)
    now = Triangle(of.counts[: then.length]).by_age(later)
    young = np.minimum(age, LONGEST_DELAY)
    more = share[later] - share[young]
    found = []
    for group in (age < WEEK, (age >= WEEK) & (age < LONGEST_DELAY)):
        seen, due = share[young][group].sum(), more[group].sum()
        total = int(had[group].sum())
        expected = total * due / max(seen, 1e-9)
        variance = expected + expected**2 / max(total, 1)
        found.append((float(expected), int((now - had)[group].sum()), float(variance)))
    return found


def _pace(of: Triangle) -> float | None:
    """The p-value that recent and earlier days have one set of reversed hazards.

    Score tests that the log hazards of the last days rise or fall with the delay, as they do where
    delays grow or shrink, at each split of `SPLITS`; the smallest p-value times their number
    (Bonferroni).
    """
    exact, upto = hazards(of)
    scores = [_score(of, days, exact, upto) for days in SPLITS if of.length >= days + TRAINING]
    found = [score for score in scores if score is not None]
    if not found:
        return None
    below = need("scipy.special", "for a nowcast").ndtr
    return min(1.0, float(2 * below(-max(abs(z) for z in found)) * len(found)))


def _score(of: Triangle, days: int, exact: Ints, upto: Ints) -> float | None:
    """How far the last `days` days are from the hazards of all days, in standard errors."""
    late = of.counts.copy()
    late[:-days] = 0
    exact_late, upto_late = hazards(Triangle(late))
    some = upto > 0
    chance, part = exact[some] / upto[some], upto_late[some] / upto[some]
    expected = upto_late[some] * chance
    variance = (expected * (1 - chance) * (1 - part))[1:]
    if variance.sum() < _LEAST:
        return None
    weight = np.flatnonzero(some)[1:]
    score = (weight * (exact_late[some] - expected)[1:]).sum()
    return float(score / np.sqrt((weight**2 * variance).sum()))
