"""Did actions of one side lower or raise the attacks of the other: the 7 days after against history.

Each day's attacks are Poisson given those of the 31 days before in four windows, the actions of the
7 days before and a slow trend; the coefficient of an action is the answer (`effect.py`). It is told
from nothing by moving the actions to other days, and doubted where actions go with attacks of a
month before, which they cannot have caused and their history does not explain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis import before_after
from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate, refuse
from gesta.analysis.bulk import bulk
from gesta.analysis.complete import completeness
from gesta.analysis.effect import Effect, Week, effects, week
from gesta.analysis.happenings import Happenings
from gesta.analysis.history import REACH, Window
from gesta.analysis.interval import estimate_of
from gesta.analysis.redraw import best, middle, redraw
from gesta.analysis.shifts import AFTER

Ints: TypeAlias = NDArray[np.int64]

LEAST_DAYS, LEAST_ACTIONS, LEAST_ATTACKS = 150, 8, 30
MOST_SHARE = 0.8
LEVEL, LEAD_LEVEL, VETO = 0.10, 0.01, 0.2
"""Of both p-values as one, of each placebo week, and of either alone, above which there is no yes:
actions in a fixed rhythm are themselves when turned by their period, and only the turned ones show it."""

SEEN = 2.0
"""`No sign of it` is said only where a doubling or a halving would have been seen."""

LEADS: tuple[Window, ...] = ((-51, -44), (-44, -37), (-37, -30))
LAGS: tuple[Window, ...] = (AFTER, (8, 15), (15, 22), (22, 29))
"""Days from an action to the attacks: before it, which is the placebo, and after it."""

_REPORTED, _MOST_DRAWS = 0.95, 20
_POWER = 1.645 + 0.842  # of a 10 % two-sided test to be passed in 80 %
METHOD = (
    "Poisson model of each day's attacks given the actions of the 7 days before, the attacks 1–3, "
    "4–8, 9–15 and 16–31 days before and a slow trend; p-values by circular shift and by conditional "
    "randomisation (Candès et al. 2018) of the actions; no p-value from standard errors"
)
ASSUMES = (
    "what brought the actions, beyond the attacks of the 30 days before, has no part in the attacks after",
    "reports tell of attacks after an action as fully as of others",
    "nothing else changed attacks on the same days",
)


@dataclass(frozen=True, slots=True)
class Days:
    """The days both sides are known on, and both series in each draw of the doubts."""

    begin: date
    attacks: Ints  # [draws, days]
    acted: Ints  # [draws, days], 0 or 1
    best: tuple[Ints, Ints]

    @property
    def end(self) -> date:
        """The last day."""
        return self.begin + timedelta(days=len(self.best[0]) - 1)

    @property
    def actions(self) -> int:
        """The days with an action whose history and 7 days after are known."""
        return int(self.best[1][REACH : 1 - AFTER[1]].sum())


def respond(attacks: Happenings, actions: Happenings, *, draws: int, seed: int) -> Answer:
    """Whether attacks were fewer or more in the 7 days after actions than their history lets expect.

    Needs 150 days, 8 days with an action and 30 attacks. Ask again with the two exchanged for the
    other direction.
    """
    question = f"Were {actions.words} followed by fewer or by more {attacks.words}?"
    days, trim = shared_days(attacks, actions, draws=draws, seed=seed)
    reason = _fault(days)
    if days is None or reason is not None:
        return refuse(question, reason or "", attacks, method=METHOD)
    question = (
        f"Were {actions.words} followed by fewer or by more {attacks.words} in the 7 days after, "
        f"from {days.begin} to {days.end}?"
    )
    found, drawn = effects([*days.attacks], [*days.acted], np.random.default_rng([seed, 11]))
    weeks = [week(*days.best, window) for window in (*LEADS, *LAGS)]
    ratio = estimate_of(
        "attacks on a day of the 7 after an action, over what the days before let expect",
        np.exp(drawn),
        "×",
    )
    return _answer(question, (attacks, actions), days, found, ratio, weeks, trim)  # fmt: skip


def shared_days(
    attacks: Happenings, actions: Happenings, *, draws: int, seed: int
) -> tuple[Days | None, int]:
    """The days that both cover, without the last ones that reports are still to come for; how many
    those are. None where they share no day."""
    if not (attacks.begin and attacks.end and actions.begin and actions.end):
        return None, 0
    begin, end = max(attacks.begin, actions.begin), min(attacks.end, actions.end)
    share = completeness(attacks, draws=1, seed=seed).share
    trim = int((share < _REPORTED).argmin()) if (share >= _REPORTED).any() else len(share)
    end -= timedelta(days=max(0, trim - (attacks.end - end).days))
    if end < begin:
        return None, trim
    settled = [
        redraw(of, draws=min(draws, _MOST_DRAWS), seed=seed + k, begin=begin, end=end).counts()
        for k, of in enumerate((attacks, actions))
    ]
    if all((counts == counts[0]).all() for counts in settled):
        settled = [counts[:1] for counts in settled]
    y, x = best(attacks, begin, end), best(actions, begin, end)
    one = np.int64(1)
    return Days(begin, settled[0], np.minimum(settled[1], one), (y, np.minimum(x, one))), trim


def _fault(days: Days | None) -> str | None:
    """Why the days cannot carry the question, in words; None where they can."""
    if days is None:
        return "There is no day on which both are known."
    length, seen = len(days.best[0]), int(days.best[0].sum())
    if length < LEAST_DAYS:
        return f"{length} days are covered; {LEAST_DAYS} are needed, for a month of history and days to compare with."
    actions = min(days.actions, int(days.acted.sum(axis=1).min()))
    if actions < LEAST_ACTIONS:
        doubt = ", if all doubts are settled against it" if actions < days.actions else ""
        return (
            f"{actions} days with an action and with the {REACH} days before and 7 after it{doubt}; "
            f"{LEAST_ACTIONS} are needed."
        )
    if seen < LEAST_ATTACKS:
        return f"{seen} attacks are too few; {LEAST_ATTACKS} are needed."
    if days.best[1].mean() > MOST_SHARE:
        return f"There was an action on {100 * days.best[1].mean():.0f} % of the days; no others are left to compare with."
    return None


def _answer(
    question: str, sides: tuple[Happenings, Happenings], days: Days, found: Effect, ratio: Estimate,
    weeks: Sequence[Week], trim: int,
) -> Answer:  # fmt: skip
    attacks, actions = (
        side.only(lambda row: days.begin <= middle(row) <= days.end) for side in sides
    )
    change = math.exp(_POWER * found.error)
    verdict, words = _verdict(ratio, found, weeks, change)
    y, x = days.best
    return Answer(
        question, verdict, words, len(attacks.rows) + len(actions.rows), METHOD,
        estimates=(ratio,),
        smallest=f"a fall to ×{1 / change:.2f} or a rise to ×{change:.2f} (in 4 of 5 such ledgers)",
        dropped=both_dropped(*sides, late=sum(len(s.rows) for s in sides) - len(attacks.rows) - len(actions.rows)),
        assumptions=ASSUMES, warnings=(*bulk(attacks), *_warnings(days, found, trim)),
        beside=(
            f"7 days after over 7 days before the actions: {before_after.before_after(y, x)}. Actions that answer a "
            "burst stand at its height, and what follows is calmer by itself",
            f"7 days after over all other days: {before_after.after_other(y, x)}",
        ),
        table=tuple(_row(w) for w in weeks),
        incidents=attacks.ids + actions.ids, refused=attacks.refused + actions.refused,
        plot={
            "kind": "lags", "weeks": [(w.window[0], w.window[1] - 1) for w in weeks],
            "ratio": [w.ratio for w in weeks], "band": [w.band for w in weeks],
            "effect": (ratio.value, ratio.low, ratio.high), "history": REACH,
        },
    )  # fmt: skip


def both_dropped(attacks: Happenings, actions: Happenings, *, late: int = 0) -> dict[str, int]:
    """What was left out on either side, by reason."""
    found = dict(attacks.left_out())
    for reason, count in actions.left_out().items():
        found[f"{reason} (actions)"] = count
    return {**found, "on days not compared": late} if late else found


def _verdict(
    ratio: Estimate, found: Effect, weeks: Sequence[Week], change: float
) -> tuple[str, str]:
    ps = f"p = {found.p_turned:.3f} by circular shift, {found.p_drawn:.3f} by conditional randomisation"
    if any(w.p < LEAD_LEVEL for w in weeks[: len(LEADS)]):
        return OPEN, (
            "The actions go with attacks of more than a month before, which they cannot have caused: "
            f"the history allowed for is not all that ties the two together ({ps})."
        )
    clear = found.p < LEVEL and max(found.p_turned, found.p_drawn) < VETO
    if clear and not ratio.low <= 1 <= ratio.high:
        few = ratio.value < 1
        return YES, (
            f"Followed by {'fewer' if few else 'more'} attacks than their own history lets expect ({ps}): "
            f"consistent with {'deterrence' if few else 'retaliation'}, and with anything else that came with the actions."
        )
    if change <= SEEN:
        return NO, f"Attacks after the actions are what their own history lets expect ({ps})."
    return OPEN, (
        f"The actions or attacks are too few or too uneven: an effect between ×{1 / change:.2f} and ×{change:.2f} "
        f"would mostly go unseen ({ps})."
    )


def _warnings(days: Days, found: Effect, trim: int) -> tuple[str, ...]:
    warnings = [f"days with an action: {days.actions}; several actions on one day count as one"]
    if trim:
        warnings.append(f"the last {trim} days are left out: reports of them were still to come in")
    if (found.p_turned < LEVEL) is not (found.p_drawn < LEVEL):
        warnings.append(
            "the two ways of moving actions disagree; both p-values as one decide, "
            f"p = {found.p:.3f} (Liu & Xie 2020)"
        )
    return tuple(warnings)


def _row(w: Week) -> Mapping[str, Any]:
    near, far = w.window[0], w.window[1] - 1
    return {
        "days from the action": f"{near:+d} to {far:+d}", "ratio": w.ratio,
        "placebo from": w.band[0], "to": w.band[1], "p": w.p,
        "": "placebo: before it" if w.window in LEADS else "",
    }  # fmt: skip
