"""A natural experiment: actions that chance made more or less likely, such as wind on drone days.

The instrument must move the actions and touch the attacks through nothing else. Two-stage least
squares as in Mahmood & Jetter (Economic Journal 2023): mean attacks of the next 7 days on the
actions of the day, with weekday, month, a linear trend, 14 lags of the attacks and of what is asked
for. Errors are Newey & West's with 14 lags; the verdict also needs the reduced form to stand out
among instruments turned to other days.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, OPEN, YES, Answer, refuse
from gesta.analysis.daily import Daily
from gesta.analysis.happenings import Happenings
from gesta.analysis.history import sums
from gesta.analysis.interval import estimate_of
from gesta.analysis.redraw import redraw
from gesta.analysis.regression import Regression, independent, regress
from gesta.analysis.respond import both_dropped

Floats: TypeAlias = NDArray[np.float64]

LAGS, AHEAD = 14, 7
LEAST_ROWS, LEAST_ACTIONS = 200, 30
STRONG = 10.0
"""A first-stage F below this is weak: two-stage estimates then lean to the plain ones (Staiger &
Stock 1997)."""

LEVEL = 0.10
_MOST_DRAWS, _TURNS, _POWER, _Z = 20, 399, 1.645 + 0.842, 1.645
METHOD = (
    "two-stage least squares (Mahmood & Jetter 2023), Newey & West errors with 14 lags, reduced form "
    "against instruments turned to other days"
)


@dataclass(frozen=True, slots=True)
class Design:
    """The rows that can be used: outcome, actions and controls (actions first), instrument."""

    y: Floats
    columns: Floats
    instrument: Floats
    rows: NDArray[np.bool_]
    whole: Floats  # the instrument on all days

    def second(self) -> Regression:
        """Two stages."""
        return regress(self.y, self.columns, self.instrument)

    def plain(self) -> Regression:
        """Without the instrument."""
        return regress(self.y, self.columns)

    def first(self) -> Regression:
        """The actions on the instrument."""
        return regress(self.columns[:, 0], self._reduced())

    def reduced(self) -> Regression:
        """The attacks on the instrument."""
        return regress(self.y, self._reduced())

    def strength(self) -> float:
        """The F of the first stage, robust to uneven errors."""
        first = self.first()
        return float((first.beta[0] / first.error(0)) ** 2)

    def p(self) -> float:
        """The larger p-value of the reduced form: by its error, and among turned instruments."""
        reduced = self.reduced()
        by_error = math.erfc(abs(reduced.beta[0]) / reduced.error(0, lags=LAGS) / math.sqrt(2))
        return max(by_error, self._turned())

    def _reduced(self) -> Floats:
        return np.column_stack([self.instrument, self.columns[:, 1:]])

    def _turned(self) -> float:
        known = np.linalg.qr(self.columns[:, 1:])[0]
        left = self.y - known @ (known.T @ self.y)
        filled = np.where(np.isnan(self.whole), np.nanmean(self.whole), self.whole)
        far = np.linspace(30, len(filled) - 30, _TURNS).astype(np.int64)
        turned = np.stack([filled, *(np.roll(filled, int(k)) for k in far)], axis=1)[self.rows]
        turned = turned - known @ (known.T @ turned)
        score = np.abs(left @ turned) / np.maximum(np.linalg.norm(turned, axis=0), 1e-12)
        return float((score >= score[0] * (1 - 1e-12)).mean())


def design(
    begin: date, attacks: Floats, acted: Floats, instrument: Floats, *,
    controls: Sequence[Floats] = (), lagged: Sequence[Floats] = (),
) -> Design:  # fmt: skip
    """The model's rows over the days from `begin` on; all series have one value a day."""
    days = len(attacks)
    when = [begin + timedelta(days=k) for k in range(days)]
    week, month = (np.array([f(d) for d in when]) for f in (date.weekday, lambda d: d.month))
    columns = [
        acted.astype(float), np.ones(days), *((week == k).astype(float) for k in range(1, 7)),
        *((month == k).astype(float) for k in range(2, 13)), np.arange(days, dtype=float), *controls,
        *(_lag(series, k) for series in (*lagged, attacks.astype(float)) for k in range(1, LAGS + 1)),
    ]  # fmt: skip
    table = np.column_stack(columns)
    y = sums(attacks, (-AHEAD, 0)) / AHEAD
    y[-AHEAD:] = np.nan
    rows = ~(np.isnan(table).any(axis=1) | np.isnan(y) | np.isnan(instrument))
    return Design(y[rows], independent(table[rows]), instrument[rows], rows, instrument)


def _lag(series: Floats, days: int) -> Floats:
    found = np.full(len(series), np.nan)
    found[days:] = series[:-days]
    return found


def with_instrument(
    attacks: Happenings, actions: Happenings, table: Daily, name: str, *,
    controls: Sequence[str] = (), lagged: Sequence[str] = (), draws: int, seed: int,
) -> Answer:  # fmt: skip
    """Whether actions lowered or raised attacks, by a column of a daily table as instrument."""
    question = f"Did {actions.words} lower or raise {attacks.words} in the {AHEAD} days after, judged by {name}?"
    ends = [(h.begin, h.end) for h in (attacks, actions)]
    begin = max([d for d, _ in ends if d] + [table.begin])
    end = min([d for _, d in ends if d] + [table.end])
    if (end - begin).days < LEAST_ROWS:
        reason = f"{max((end - begin).days + 1, 0)} days are in both; {LEAST_ROWS} are needed."
        return refuse(question, reason, attacks, method=METHOD)
    series = {n: table.between(begin, end, n) for n in (name, *controls, *lagged)}
    many = min(draws, _MOST_DRAWS)
    settled = [
        redraw(h, draws=many, seed=seed + k, begin=begin, end=end).counts()
        for k, h in enumerate((attacks, actions))
    ]
    if all((counts == counts[0]).all() for counts in settled):
        settled = [counts[:1] for counts in settled]
    if settled[1].sum(axis=1).mean() < LEAST_ACTIONS:
        reason = f"{settled[1].sum(axis=1).mean():.0f} actions in these days; {LEAST_ACTIONS} are needed."
        return refuse(question, reason, attacks, method=METHOD)
    designs = [
        design(begin, y, x, series[name], controls=[series[n] for n in controls],
               lagged=[series[n] for n in lagged])
        for y, x in zip(*settled, strict=True)
    ]  # fmt: skip
    return _answer(question, (attacks, actions), table, name, designs, len(series[name]), seed)


def _answer(
    question: str, sides: tuple[Happenings, Happenings], table: Daily, name: str,
    designs: Sequence[Design], days: int, seed: int,
) -> Answer:  # fmt: skip
    one = designs[0]
    rows = len(one.y)
    if rows < max(LEAST_ROWS, 2 * one.columns.shape[1]) or float(np.std(one.instrument)) == 0:
        reason = (
            f"{rows} days have all values; {LEAST_ROWS} and an instrument that varies are needed."
        )
        return refuse(question, reason, sides[0], method=METHOD)
    strength = float(np.mean([d.strength() for d in designs]))
    if strength < STRONG:
        reason = (
            f"{name} hardly moves the actions: first-stage F {strength:.1f}, {STRONG:.0f} are needed. Estimates "
            "with a weak instrument lean to the plain comparison."
        )
        return refuse(question, reason, sides[0], method=METHOD)
    fits = [d.second() for d in designs]
    beta = np.array([f.beta[0] for f in fits]) * AHEAD
    error = np.array([f.error(0, lags=LAGS) for f in fits]) * AHEAD
    rng = np.random.default_rng([seed, 13])
    pick = rng.integers(len(beta), size=20_000)
    drawn = rng.normal(beta[pick], error[pick])
    estimate = estimate_of(f"attacks more in the {AHEAD} days after for each action", drawn)
    p = float(np.mean([d.p() for d in designs]))
    verdict, words = _verdict(estimate.value, estimate.low, estimate.high, p)
    return Answer(
        question, verdict, words, sum(len(s.rows) for s in sides), METHOD, estimates=(estimate,),
        smallest=f"{_POWER * float(error.mean()):.1f} attacks more or fewer in {AHEAD} days for each action (in 4 of 5 such tables)",
        dropped={**both_dropped(*sides), "days without all values": days - rows},
        assumptions=(
            f"{name} touches the attacks through the actions only, and is as good as drawn by lot within month and weekday",
            f"the estimate holds for actions that {name} decides",
        ),
        warnings=(f"first-stage F {strength:.1f} over {rows:,} days",),
        beside=(_plain(one),), table=_table(one), incidents=sum((s.ids for s in sides), ()),
        refused=(*sides[0].refused, *sides[1].refused, *table.refused),
    )  # fmt: skip


def _verdict(value: float, low: float, high: float, p: float) -> tuple[str, str]:
    if p < LEVEL and not low <= 0 <= high:
        few = value < 0
        return YES, (
            f"Actions that chance brought about were followed by {'fewer' if few else 'more'} attacks (p = {p:.3f}): "
            f"consistent with {'deterrence' if few else 'retaliation'}, if the instrument is one."
        )
    if not low <= 0 <= high:
        return OPEN, (
            f"The interval is beyond none, but instruments turned to other days go with the attacks as much in {100 * p:.0f} % "
            "of cases: the formula for the error alone does not carry a yes."
        )
    if low > -1 and high < 1:
        return NO, f"An effect of one attack a week for each action is excluded (p = {p:.3f})."
    return OPEN, f"The interval holds none and large effects of either sign alike (p = {p:.3f})."


def _plain(one: Design) -> str:
    plain = one.plain()
    error = plain.error(0, lags=LAGS + 1, corrected=True)
    value, half = plain.beta[0] * AHEAD, _Z * error * AHEAD
    return (
        f"ordinary regression without the instrument: {value:+.2f} ({value - half:+.2f} to {value + half:+.2f}); "
        "actions that answer attacks are compared with quiet days there"
    )


def _table(one: Design) -> tuple[dict[str, Any], ...]:
    """Coefficients on the mean attacks a day, as papers print them."""
    second, plain, first = one.second(), one.plain(), one.first()
    return (
        {"regression": "two stages", "coefficient": f"{second.beta[0]:.4f}",
         "robust error": f"{second.error(0):.4f}", "HAC error": f"{second.error(0, lags=LAGS):.4f}"},
        {"regression": "plain", "coefficient": f"{plain.beta[0]:.4f}",
         "robust error": f"{plain.error(0, lags=1, corrected=True):.4f}",
         "HAC error": f"{plain.error(0, lags=LAGS + 1, corrected=True):.4f}"},
        {"regression": "first stage", "coefficient": f"{first.beta[0]:.6f}",
         "robust error": f"{first.error(0):.6f}", "HAC error": f"{first.error(0, lags=LAGS):.6f}"},
    )  # fmt: skip
