"""How long reports take: the reporting triangle, its reversed hazards, and whether they are stable.

`h(d)` is the chance that a report comes exactly d days after the attack, given that it comes by
then; it can be estimated while later reports are still to come (Lawless 1994, Canadian Journal of
Statistics 22; Kalbfleisch & Lawless 1989, JASA 84). The share reported by age a is the product of
`1 - h(d)` over d > a, up to `LONGEST_DELAY`; what comes later than that is counted nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.happenings import Happenings

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

LONGEST_DELAY = 28
"""Days: attacks first reported later than this are left out of now and of the days compared with."""

# What is added to both sides of a hazard before it is drawn. A delay that never came must not
# bring reports in the draws (28 such delays would add up), so that side gets next to nothing.
_NONE, _SURE = 1e-3, 0.5


@dataclass(frozen=True, slots=True)
class Triangle:
    """`counts[t, d]`: attacks of day t first reported d days later, known up to the last day."""

    counts: Ints

    @property
    def length(self) -> int:
        """The number of days covered."""
        return len(self.counts)

    def ages(self) -> Ints:
        """For each day, how many days ago it was."""
        return np.arange(self.length)[::-1].copy()

    def known(self, ago: int = 0) -> Triangle:
        """The triangle as it was `ago` days before the last day."""
        cut = self.counts[: self.length - ago].copy()
        wait = np.arange(cut.shape[1])[None, :]
        cut[wait > np.arange(len(cut))[::-1][:, None]] = 0
        return Triangle(cut)

    def by_age(self, age: Ints) -> Ints:
        """Attacks of each day that were reported within `age` days, negative ages giving none."""
        total = np.concatenate(
            [np.zeros((self.length, 1), np.int64), self.counts.cumsum(axis=1)], 1
        )
        column = np.clip(age + 1, 0, total.shape[1] - 1)
        return np.asarray(np.take_along_axis(total, column[:, None], 1)[:, 0])


def triangle(happenings: Happenings, days: Ints, number: Ints, rows: Ints) -> Triangle | None:
    """The triangle of one draw (`days`, `number` and `rows` as in `redraw.Draws`).

    None where fewer than nine in ten rows have the day of their first report. A report before the
    day that was drawn counts as of that day.
    """
    begin, end = happenings.begin, happenings.end
    told = [row.first_reported for row in happenings.rows]
    if begin is None or end is None or sum(d is not None for d in told) < 0.9 * len(told):
        return None
    length = (end - begin).days + 1
    reported = np.array([length if d is None else (d - begin).days for d in told], dtype=np.int64)
    wait = np.maximum(reported[rows] - days, 0)
    fits = (days >= 0) & (days < length) & (wait <= LONGEST_DELAY) & (days + wait < length)
    counts = np.zeros((length, LONGEST_DELAY + 1), dtype=np.int64)
    np.add.at(counts, (days[fits], wait[fits]), number[fits])
    return Triangle(counts)


def hazards(of: Triangle) -> tuple[Ints, Ints]:
    """For each delay d: reports at exactly d and up to d, over the days that are d days old."""
    day, wait = np.arange(of.length)[:, None], np.arange(LONGEST_DELAY + 1)[None, :]
    old = day + wait < of.length
    return (of.counts * old).sum(axis=0), (of.counts.cumsum(axis=1) * old).sum(axis=0)


def shares(exact: Ints, upto: Ints) -> Floats:
    """The share reported by age 0, 1, … `LONGEST_DELAY`; the last is 1."""
    hazard = np.divide(exact, upto, out=np.zeros(len(exact)), where=upto > 0)
    return np.asarray(_from_hazards(hazard[None, :])[0], dtype=np.float64)


def drawn_shares(exact: Ints, upto: Ints, draws: int, rng: np.random.Generator) -> Floats:
    """`[draws, ages]`: shares with hazards drawn from their Beta distributions."""
    hazard = rng.beta(exact + _NONE, upto - exact + _SURE, size=(draws, len(exact)))
    return _from_hazards(np.where(upto > 0, hazard, 0.0))


def _from_hazards(hazard: NDArray[Any]) -> Floats:
    keep = np.clip(1.0 - hazard, 1e-3, 1.0)
    later = np.cumprod(keep[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(np.concatenate([later[:, 1:], np.ones((len(keep), 1))], axis=1))


def complete_after(share: Floats, level: float = 0.95) -> int:
    """The age in days from which at least `level` is reported."""
    return int(np.argmax(share >= level))
