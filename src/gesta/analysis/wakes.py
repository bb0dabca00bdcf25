"""Matched wakes: what followed actions near them, window of days by window of km.

For each window, attacks before and after each action within so many km are compared with those
around the same places on days without an action, after matching on the attacks before, on those of
the last three days and of the last four weeks, and on earlier actions (Schutte & Donnay, Political
Geography 2014). A window without enough matched cases is refused, and grey on the map of windows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate, refuse
from gesta.analysis.combined import combined
from gesta.analysis.happenings import Happenings
from gesta.analysis.matching import LEAST, Difference, difference
from gesta.analysis.redraw import Draws, redraw
from gesta.analysis.respond import both_dropped

Floats: TypeAlias = NDArray[np.float64]

DAYS = (3, 7, 14, 28)
KM = (10, 25, 50, 100)
CONTROLS = 5
"""Days without an action taken at each place of one."""

RECENT_ACTIONS = 14
"""Days back within which earlier actions are matched on."""

LEVEL = 0.10
_EARTH, _MOST_DRAWS, _Z, _POWER = 6371.0088, 4, 1.645, 1.645 + 0.842
METHOD = (
    "matched wakes (Schutte & Donnay 2014): coarsened exact matching, then weighted least squares and "
    "a quasi-Poisson model (Wedderburn 1974) of the attacks after on those before and the action; p-values of "
    "the latter by permutation within strata, joined over the windows by Cauchy's combination (Liu & Xie 2020)"
)
ASSUMES = (
    "places on matched days without an action show what would have come without it",
    "actions do not move attacks beyond the kilometres looked at, or into the wake of a control",
)


@dataclass(frozen=True, slots=True)
class Points:
    """Cases in time (days) and space (degrees)."""

    day: Floats
    lat: Floats
    lon: Floats

    def __len__(self) -> int:
        return len(self.day)

    def km_to(self, other: Points) -> Floats:
        """`[own, other]`: great-circle distances."""
        a, b = (np.radians(v) for v in (self.lat[:, None], other.lat[None, :]))
        turn = np.radians(other.lon[None, :] - self.lon[:, None])
        half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(turn / 2) ** 2
        return np.asarray(2 * _EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


@dataclass(frozen=True, slots=True)
class Wake:
    """One window and what was found in it."""

    days: float
    km: float
    found: Difference


def matched(
    actions: Points, controls: Points, attacks: Points, rng: np.random.Generator, *,
    days: Sequence[float] = DAYS, km: Sequence[float] = KM, traits: Sequence[NDArray[Any]] = (),
    same_day: bool = True,
) -> list[Wake]:  # fmt: skip
    """The difference in every window, after matching on the attacks before and on `traits` (of the
    actions, then of the controls); where there are none, on the history of the place.

    With `same_day` an attack on the day of the action counts as before: it is what the action may
    answer. Where moments are known, it is neither before nor after.
    """
    cases = Points(*(np.concatenate([getattr(p, k) for p in (actions, controls)]) for k in ("day", "lat", "lon")))  # fmt: skip
    treated = np.arange(len(cases)) < len(actions)
    away, since = cases.km_to(attacks), attacks.day[None, :] - cases.day[:, None]
    acted_away, acted_since = cases.km_to(actions), actions.day[None, :] - cases.day[:, None]
    found = []
    for far in km:
        near = away <= far
        acted = (acted_away <= far) & (acted_since < 0) & (acted_since >= -RECENT_ACTIONS)
        own = traits or (
            (near & (since <= 0) & (since > -3)).sum(axis=1),
            (near & (since <= 0) & (since > -max(DAYS))).sum(axis=1),
            acted.sum(axis=1),
        )
        for long in days:
            past = (since <= 0) & (since > -long) if same_day else (since < 0) & (since >= -long)
            before = (near & past).sum(axis=1)
            after = (near & (since > 0) & (since <= long)).sum(axis=1)
            value = difference(before, after, treated, own, rng, adjust=not traits)
            found.append(Wake(long, far, value))
    return found


def quiet_days(actions: Points, length: int, rng: np.random.Generator, *, km: float) -> Points:
    """Up to `CONTROLS` days at the place of each action, without an action within `km` that day.

    Nothing is asked of the days after: to take days that stay quiet would be to take their outcome.
    """
    away = actions.km_to(actions) <= km
    inside = np.arange(max(DAYS), length - max(DAYS))
    picked: list[tuple[float, float, float]] = []
    for at in range(len(actions)):
        free = np.setdiff1d(inside, actions.day[away[at]].astype(np.int64))
        some = rng.choice(free, size=min(CONTROLS, len(free)), replace=False)
        picked += [(float(day), float(actions.lat[at]), float(actions.lon[at])) for day in some]
    table = np.array(picked, dtype=float).reshape(-1, 3)
    return Points(table[:, 0], table[:, 1], table[:, 2])


def wakes(attacks: Happenings, actions: Happenings, *, draws: int, seed: int) -> Answer:
    """Whether attacks near actions were fewer or more afterwards than near matched quiet days."""
    question = f"Were {actions.words} followed by fewer or by more {attacks.words} near them?"
    coarse = {"without a place to within 100 km": 0}
    sides = []
    for side in (attacks, actions):
        placed = side.only(lambda r: r.lat is not None and (r.radius_km or 0) <= max(KM))
        coarse["without a place to within 100 km"] += len(side.rows) - len(placed.rows)
        sides.append(placed)
    ends = [d for side in sides for d in (side.begin, side.end)]
    begin, end = max((d for d in ends[::2] if d), default=None), min((d for d in ends[1::2] if d), default=None)  # fmt: skip
    if begin is None or end is None or (end - begin).days < 4 * max(DAYS):
        return refuse(
            question, f"Both must be known for {4 * max(DAYS)} days.", attacks, method=METHOD
        )
    if len(sides[1].rows) < LEAST:
        reason = f"{len(sides[1].rows)} actions have a place; {LEAST} are needed."
        return refuse(question, reason, attacks, method=METHOD)
    rounds, naive = _rounds(sides, begin, end, draws=draws, seed=seed)
    found = [_mean([r[k] for r in rounds]) for k in range(len(rounds[0]))]
    return _answer(question, (attacks, actions), (sides[0], sides[1]), coarse, found, naive)


def _rounds(
    sides: Sequence[Happenings], begin: date, end: date, *, draws: int, seed: int
) -> tuple[list[list[Wake]], str]:
    """The windows in each draw of the ledger and of the quiet days, and what is naively compared."""
    settled = [
        redraw(h, draws=min(draws, _MOST_DRAWS), seed=seed + k, begin=begin, end=end)
        for k, h in enumerate(sides)
    ]
    rng = np.random.default_rng([seed, 17])
    found = []
    for number in range(min(draws, _MOST_DRAWS)):
        events, acts = (_points(h, d, number) for h, d in zip(sides, settled, strict=True))
        inner = (acts.day >= max(DAYS)) & (acts.day < settled[0].length - max(DAYS))
        acts = Points(acts.day[inner], acts.lat[inner], acts.lon[inner])
        quiet = quiet_days(acts, settled[0].length, rng, km=max(KM))
        found.append(matched(acts, quiet, events, rng))
    return found, _naive(acts, events)


def _naive(actions: Points, attacks: Points) -> str:
    """Attacks in the week after and in the week before, within 25 km, for each action."""
    since = attacks.day[None, :] - actions.day[:, None]
    near = actions.km_to(attacks) <= 25
    after, before = (
        float(np.mean((near & of).sum(axis=1)))
        for of in ((since > 0) & (since <= 7), (since < 0) & (since >= -7))
    )
    return (
        f"within 25 km, {after:.2f} attacks in the 7 days after an action and {before:.2f} in those before; "
        "actions that answer a burst stand at its height"
    )


def _points(happenings: Happenings, draws: Draws, number: int) -> Points:
    """The rows of one draw, each as often as it counts."""
    days, count = draws.days[number], draws.number[number]
    inside = (days >= 0) & (days < draws.length) & (count > 0)
    at = np.repeat(np.flatnonzero(inside), count[inside])
    where = np.array([(r.lat or 0.0, r.lon or 0.0) for r in happenings.rows], float).reshape(-1, 2)
    spot = where[draws.rows[at]]
    return Points(days[at].astype(float), spot[:, 0], spot[:, 1])


def _mean(of: Sequence[Wake]) -> Wake:
    """One window over the draws; refused where most draws refuse it."""
    one, known = of[0], [w.found for w in of if not w.found.reason]
    if 2 * len(known) <= len(of):
        return next(w for w in of if w.found.reason)
    value, ratio = (np.array([getattr(k, name) for k in known]) for name in ("value", "ratio"))
    error = math.sqrt(float(np.mean([k.error**2 for k in known]) + value.var()))
    found = Difference(
        round(float(np.mean([k.treated for k in known]))), round(float(np.mean([k.controls for k in known]))),
        float(value.mean()), error, float(np.mean([k.p for k in known])),
        ratio=float(ratio.mean()),
        ratio_error=math.sqrt(float(np.mean([k.ratio_error**2 for k in known]) + ratio.var())),
    )  # fmt: skip
    return Wake(one.days, one.km, found)


def _answer(
    question: str, asked: tuple[Happenings, Happenings], sides: tuple[Happenings, Happenings],
    coarse: Mapping[str, int], found: Sequence[Wake], naive: str,
) -> Answer:  # fmt: skip
    known = [w for w in found if not w.found.reason]
    plot = {
        "kind": "cells", "days": list(DAYS), "km": list(KM),
        "value": [[None if w.found.reason else w.found.value for w in found if w.km == km] for km in KM],
        "sure": [[not w.found.reason and abs(w.found.value) > _Z * w.found.error for w in found if w.km == km] for km in KM],
    }  # fmt: skip
    if not known:
        reason = f"No window of days and km has enough matched cases: {found[-1].found.reason}, in the widest."
        return refuse(question, reason, asked[0], method=METHOD, plot=plot)
    first = min(known, key=lambda w: (w.found.p, w.days, w.km))
    joined = combined([w.found.p for w in known])
    widest = min(known, key=lambda w: w.found.error)
    verdict, words = _verdict(first, joined, widest, len(known))
    return Answer(
        question, verdict, words, sum(len(s.rows) for s in sides), METHOD,
        estimates=tuple(e for w in ([first] if first is widest else [first, widest]) for e in _estimates(w)),
        smallest=f"{_POWER * widest.found.error:.2f} attacks more or fewer for each action, within {widest.km:g} km and {widest.days:g} days (in 4 of 5 such ledgers)",
        dropped={**both_dropped(*asked), **{k: n for k, n in coarse.items() if n}}, assumptions=ASSUMES, beside=(naive,),
        warnings=(f"{len(found) - len(known)} of {len(found)} windows refused: too few matched cases or attacks",) if len(known) < len(found) else (),
        table=tuple(_row(w) for w in found), incidents=sum((s.ids for s in sides), ()),
        refused=sum((s.refused for s in asked), ()), plot=plot,
    )  # fmt: skip


def _verdict(first: Wake, joined: float, widest: Wake, known: int) -> tuple[str, str]:
    of = f"(p = {first.found.p:.3f} in the clearest window, {joined:.3f} for all {known} together)"
    if joined < LEVEL:
        few = first.found.ratio < 0
        return YES, (
            f"Followed by {'fewer' if few else 'more'} attacks than matched quiet days, within {first.km:g} km and "
            f"{first.days:g} days {of}: consistent with {'deterrence' if few else 'retaliation'}."
        )
    if _POWER * widest.found.error <= 0.5:
        return (
            NO,
            f"In no window do attacks after actions differ from those after matched quiet days {of}.",
        )
    return (
        OPEN,
        f"The matched cases are too few or too uneven to see half an attack for each action {of}.",
    )


def _estimates(wake: Wake) -> tuple[Estimate, Estimate]:
    """The ratio of attacks after actions to those after quiet days, and the difference."""
    found, where = wake.found, f"within {wake.km:g} km and {wake.days:g} days"
    half = _Z * found.error
    ratio, low, high = (math.exp(found.ratio + z * found.ratio_error) for z in (0.0, -_Z, _Z))
    return (
        Estimate(f"attacks after actions over those after matched quiet days, {where}", ratio, low, high, "×"),
        Estimate(f"attacks more for each action, {where}",
                 found.value, found.value - half, found.value + half),
    )  # fmt: skip


def _row(wake: Wake) -> dict[str, Any]:
    found = wake.found
    known = not found.reason
    return {
        "km": wake.km, "days": wake.days, "actions": found.treated, "controls": found.controls,
        "more": found.value if known else None, "error": found.error if known else None,
        "×": math.exp(found.ratio) if known else None,
        "p": found.p if known else None, "cannot be estimated": found.reason,
    }  # fmt: skip
