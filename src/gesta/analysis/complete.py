"""How complete the recent days are: the shares reported by age, and whether they may be used.

tested     the nowcast passed its backtest: recent days count with the share reported so far
complete   less than 2 % of the last two weeks is still to come: nothing to fill in
trimmed    too few late reports to test: the last days, until 95 % is reported, are left out
unstable   the backtest failed, or recent days would have to be left out for over a week
unknown    no days of first reports: recent days are taken as complete, with a warning
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.backtest import Backtest, backtest
from gesta.analysis.delays import (
    LONGEST_DELAY,
    Triangle,
    complete_after,
    drawn_shares,
    hazards,
    shares,
    triangle,
)
from gesta.analysis.happenings import Happening, Happenings
from gesta.analysis.redraw import middle

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

RECENT = 14
_NEGLIGIBLE = 0.02
_MOST_TRIMMED = 7  # days


@dataclass(frozen=True, slots=True)
class Completeness:
    """The state, in words too, and what follows: the share reported by age and days to leave out.

    `share` has one number for each age from 0 to `LONGEST_DELAY`; `drawn` the same in every draw.
    """

    state: str
    words: str
    share: Floats
    drawn: Floats
    trim: int = 0
    triangle: Triangle | None = None
    backtest: Backtest | None = None

    @property
    def usable(self) -> bool:
        """Whether recent days can be counted on."""
        return self.state != "unstable"

    def exposures(self, length: int, *, skip: int = 0) -> Floats:
        """`[draws, length]`: how much of each day is reported, the last one `skip` days old."""
        age = np.minimum(np.arange(length)[::-1] + skip, LONGEST_DELAY)
        return np.asarray(self.drawn[:, age])

    def if_slower(self, length: int) -> Floats:
        """The same, did reports of the last weeks take twice as long: what no test can exclude."""
        age = np.minimum(np.arange(length)[::-1] // 2, LONGEST_DELAY)
        return np.asarray(self.drawn[:, age])

    def counted(self, row: Happening) -> bool:
        """Whether a row was reported early enough to be compared with recent days."""
        if self.state == "unknown" or row.first_reported is None:
            return self.state == "unknown"
        return (row.first_reported - middle(row)).days <= LONGEST_DELAY


def completeness(happenings: Happenings, *, draws: int, seed: int) -> Completeness:
    """How complete the last days are, by the days of first reports (each doubt at its best value)."""
    rows = happenings.rows
    full = np.ones(LONGEST_DELAY + 1)
    all_full = np.ones((draws, LONGEST_DELAY + 1))
    begin = happenings.begin
    of = None
    if begin is not None and rows:
        days = np.array([(middle(row) - begin).days for row in rows], dtype=np.int64)
        number = np.array([row.n.best for row in rows], dtype=np.int64)
        of = triangle(happenings, days, number, np.arange(len(rows)))
    if of is None:
        words = (
            "the days of first reports are not known, so the last days are taken as complete; "
            "where reports are still to come, they are not"
        )
        return Completeness("unknown", words, full, all_full)
    exact, upto = hazards(of)
    share = shares(exact, upto)
    missing = 1 - float(share[:RECENT].mean())
    tested = backtest(of)
    if tested is not None and not tested.passed:
        words = f"recent days incomplete, and by how much cannot be said: {tested.words}"
        return Completeness("unstable", words, share, all_full, triangle=of, backtest=tested)
    if tested is None and missing >= _NEGLIGIBLE:
        return _trimmed(of, share, all_full)
    drawn = drawn_shares(exact, upto, draws, np.random.default_rng([seed, 1]))
    state = "complete" if missing < _NEGLIGIBLE else "tested"
    words = f"about {100 * missing:.0f} % of the last {RECENT} days is still to be reported"
    return Completeness(state, words, share, drawn, triangle=of, backtest=tested)


def _trimmed(of: Triangle, share: Floats, full: Floats) -> Completeness:
    trim = complete_after(share)
    if trim > _MOST_TRIMMED:
        words = (
            "recent days incomplete: reports come late, and too few came to test how many are "
            "still to come"
        )
        return Completeness("unstable", words, share, full, triangle=of)
    words = (
        f"the last {trim} days are left out as incomplete: too few late reports came to test how "
        "many are still to come"
    )
    return Completeness("trimmed", words, share, full, trim=trim, triangle=of)
