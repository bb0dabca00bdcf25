"""How soon the next attack comes: waiting times, split where an action falls into them.

Each wait from one day with attacks to the next is at risk from 0 on (gap time; Prentice, Williams &
Peterson 1981); its days up to 7 after an action are marked. The model is Andersen & Gill's on these
rows (`recurrent.py`), given the attacks of the 30 days before, robust to what waits of the same four
weeks share. As with days, actions moved to other days tell the hazard ratio from nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, OPEN, YES, Answer, refuse
from gesta.analysis.happenings import Happenings
from gesta.analysis.history import REACH, sums
from gesta.analysis.interval import estimate_of
from gesta.analysis.recurrent import recurrent
from gesta.analysis.respond import ASSUMES, Days, both_dropped, shared_days
from gesta.analysis.shifts import turned

Floats: TypeAlias = NDArray[np.float64]

LASTS, BLOCK = 7, 28
LEAST_WAITS, LEAST_MARKED = 30, 8
LEVEL, SEEN = 0.10, 2.0
_TURNS, _MOST_DRAWS, _POWER = 79, 8, 1.645 + 0.842
_FLAT = 3.0  # error of a logarithm of a ratio from which on nothing was learnt
METHOD = (
    "Cox model of the wait for the next attack (Andersen & Gill 1982; gap time, Prentice, Williams & "
    "Peterson 1981), errors by blocks of four weeks; p-value by circular shift of the actions"
)


@dataclass(frozen=True, slots=True)
class Spells:
    """Rows at risk on `(start, stop]` days since the last day with attacks."""

    start: Floats
    stop: Floats
    event: Floats
    columns: Floats  # after an action (0 or 1), attacks of the 3 and of the 30 days before (logarithm of 1 plus)
    block: Floats


def spells(counts: NDArray[Any], acted: NDArray[Any]) -> Spells:
    """The waits between days with attacks from day 30 on, one row a day at risk.

    The last wait, which ends with the series, has no event.
    """
    at = np.flatnonzero(counts)
    at = at[at >= REACH]
    after = sums(acted, (1, LASTS + 1)) > 0
    near, far = (np.log1p(sums(counts, window)) for window in ((0, 3), (0, REACH + 1)))
    first = at[0] if len(at) else len(counts)
    day = np.arange(first + 1, len(counts))
    last = at[np.searchsorted(at, day) - 1] if len(at) else day
    start = (day - 1 - last).astype(float)
    table = np.column_stack([after[day], near[last], far[last]]).astype(float)
    return Spells(start, start + 1, (counts[day] > 0).astype(float), table, day // BLOCK)


def waits(attacks: Happenings, actions: Happenings, *, draws: int, seed: int) -> Answer:
    """Whether the next attack came sooner or later in the 7 days after actions.

    Needs 30 waits and 8 of them that end within 7 days of an action, on either side of it.
    """
    question = f"After {actions.words}, did the next of {attacks.words} come sooner or later?"
    days, trim = shared_days(attacks, actions, draws=min(draws, _MOST_DRAWS), seed=seed)
    rows = None if days is None else spells(*days.best)
    if days is None or rows is None or int(rows.event.sum()) < LEAST_WAITS:
        count = 0 if rows is None else int(rows.event.sum())
        reason = f"{count} waits between days with attacks are known; {LEAST_WAITS} are needed."
        return refuse(question, reason, attacks, method=METHOD)
    marked = rows.columns[:, 0] > 0
    if days.actions < LEAST_MARKED or marked.all():
        reason = f"{days.actions} days with an action lie inside; {LEAST_MARKED}, and days far from any, are needed."
        return refuse(question, reason, attacks, method=METHOD)
    return _answer(question, attacks, actions, days, seed, trim)


def _fit(counts: NDArray[Any], acted: NDArray[Any]) -> tuple[float, float]:
    rows = spells(counts, acted)
    try:
        fit = recurrent(rows.start, rows.stop, rows.event, rows.columns, rows.block, ties="breslow")
    except (ValueError, np.linalg.LinAlgError):
        return math.nan, math.nan
    beta, error = float(fit.beta[0]), float(max(fit.robust[0], fit.error[0]))
    return (beta, error) if error < _FLAT else (math.nan, math.nan)


def _answer(
    question: str, attacks: Happenings, actions: Happenings, days: Days, seed: int, trim: int
) -> Answer:
    fits = np.array([_fit(y, x) for y, x in zip(days.attacks, days.acted, strict=True)])
    others = np.array([_fit(days.best[0], moved) for moved in turned(days.best[1], _TURNS)])
    others = others[np.isfinite(others).all(axis=1)]
    if not np.isfinite(fits).all() or len(others) < _TURNS // 2:
        reason = "The waits cannot be fitted: all or none of them end in the days after actions."
        return refuse(question, reason, attacks, method=METHOD)
    score = others[:, 0] / others[:, 1]
    wide = max(1.0, float(score.std()))
    beta, error = fits[:, 0], fits[:, 1] * wide
    seen = float(np.mean(fits[:, 0] / fits[:, 1]))
    p = float((1 + (np.abs(score - score.mean()) >= abs(seen)).sum()) / (1 + len(score)))
    rng = np.random.default_rng([seed, 19])
    pick = rng.integers(len(beta), size=4000)
    ratio = estimate_of("hazard of the next attack after an action, over other days", np.exp(rng.normal(beta[pick], error[pick])), "×")  # fmt: skip
    change = math.exp(_POWER * math.sqrt(float(np.mean(error**2) + beta.var())))
    if p < LEVEL and not ratio.low <= 1 <= ratio.high:
        soon = ratio.value > 1
        verdict, words = YES, (
            f"The next attack came {'sooner' if soon else 'later'} (p = {p:.3f} by circular shift): consistent with "
            f"{'retaliation' if soon else 'deterrence'}, and with anything else that came with the actions."
        )  # fmt: skip
    elif change <= SEEN:
        verdict, words = NO, f"The next attack came neither sooner nor later (p = {p:.3f})."
    else:
        verdict, words = OPEN, f"Waits are too few or too uneven to tell (p = {p:.3f})."
    return Answer(
        question, verdict, words, len(attacks.rows) + len(actions.rows), METHOD, estimates=(ratio,),
        smallest=f"a hazard of ×{1 / change:.2f} or ×{change:.2f} (in 4 of 5 such ledgers)",
        dropped=both_dropped(attacks, actions), assumptions=ASSUMES,
        warnings=(f"days with an action: {days.actions}",)
        + ((f"the last {trim} days are left out: reports of them were still to come in",) if trim else ()),
        incidents=attacks.ids + actions.ids, refused=attacks.refused + actions.refused,
    )  # fmt: skip
