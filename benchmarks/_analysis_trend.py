"""`nowcast` and `trend` on simulated attacks: wrong verdicts, coverage, power, delays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gesta.analysis import simulate
from gesta.analysis.answer import OPEN, Estimate
from gesta.analysis.nowcast import nowcast
from gesta.analysis.trend import trend

LENGTH, FUTURE, CHANGE = 120, 40, 106
DELAY = 4.0
FEW, MANY = 120, 400


@dataclass
class Tally:
    """What became of the runs of one case."""

    wrong: int = 0
    rising: int = 0
    refused: int = 0
    open: int = 0
    runs: int = 0
    held: list[bool] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    naive: list[float] = field(default_factory=list)
    totals: list[bool] = field(default_factory=list)


def case(
    runs: int, rate: float, factor: float, shape: str, *, delay: float | None = None,
    later: float | None = None, shift: int | None = None, seed: int = 1,
) -> Tally:  # fmt: skip
    """Attacks at `rate` a day, from 14 days before the last on times `factor`."""
    rng = np.random.default_rng(seed)
    expected = simulate.rates(LENGTH + FUTURE, rate, changes=((CHANGE, factor),))
    found = Tally(runs=runs)
    for run in range(runs):
        counts = simulate.counts(expected, rng, shape=shape)
        ledger = simulate.happenings(
            counts, rng, mean_delay=delay, later=later, shift=shift, more=FUTURE
        )
        _add(found, ledger, counts, factor, run, delayed=delay is not None)
    return found


def _add(
    found: Tally, ledger: simulate.Happenings, counts: simulate.Ints, factor: float, run: int,
    *, delayed: bool,
) -> None:  # fmt: skip
    recent = counts[CHANGE:LENGTH]
    answer = trend(ledger, draws=200, seed=run)
    days = [(row.first - simulate.DAY0).days for row in ledger.rows]
    had = np.bincount(days, minlength=LENGTH)
    found.open += answer.verdict == OPEN
    found.naive.append(4 * had[CHANGE:].sum() / max(had[CHANGE - 56 : CHANGE].sum(), 1))
    if not answer.estimates or not isinstance(answer.estimates[0], Estimate):
        found.refused += 1
        return
    ratio = answer.estimates[0]
    rises, falls = ratio.low > 1, ratio.high < 1 and answer.verdict != OPEN
    found.rising += rises
    found.wrong += (rises and factor <= 1) or (falls and factor >= 1)
    found.held.append(ratio.low <= factor <= ratio.high)
    found.ratios.append(ratio.value)
    if delayed:
        total = nowcast(ledger, draws=200, seed=run)
        if total.verdict != OPEN and isinstance(total.estimates[1], Estimate):
            found.totals.append(total.estimates[1].low <= recent.sum() <= total.estimates[1].high)


def measure(full: bool) -> dict[str, float]:
    """Print the tables and give the figures."""
    runs = MANY if full else FEW
    figures = _changes(runs) | _delays(runs)
    return {f"trend {name}": value for name, value in figures.items()}


def _changes(runs: int) -> dict[str, float]:
    print("shape      a day  ×truth  said rising  wrong  coverage")
    wrong, held, power = [], [], 0.0
    for shape in simulate.SHAPES:
        for rate in (0.5, 3.0):
            for factor in (1.0, 2.0):
                found = case(runs, rate, factor, shape)
                print(
                    f"{shape:<10} {rate:>5g} {factor:>7g} {found.rising / runs:>12.2f} "
                    f"{found.wrong / runs:>6.2f} {np.mean(found.held):>9.2f}"
                )
                held += found.held
                wrong += [found.wrong / runs] if factor == 1 else []
                if (shape, rate, factor) == ("steady", 3.0, 2.0):
                    power = found.rising / runs
    coverage = float(np.mean(held))
    return {"wrong": float(np.mean(wrong)), "worst wrong": max(wrong), "coverage": coverage,
            "coverage off by": abs(coverage - 0.9), "power ×2, 3 a day": power}  # fmt: skip


def _delays(runs: int) -> dict[str, float]:
    print(
        "delays                     ×truth  as reported  nowcast  refused  cannot tell  wrong  total covered"
    )
    figures: dict[str, float] = {}
    ago = LENGTH - 28
    cases: tuple[tuple[str, str, dict[str, Any], float], ...] = (
        ("4 days", "stable", {}, 1.0),
        ("4 days", "stable, doubled", {}, 2.0),
        ("4, then 1 from 28 days ago", "faster", {"later": 1.0, "shift": ago}, 1.0),
        ("4, then 8 from 28 days ago", "slower", {"later": 8.0, "shift": ago}, 1.0),
        ("4, then 8 from 14 days ago", "slower now", {"later": 8.0, "shift": ago + 14}, 1.0),
        (
            "1, then 6 from 42 days ago",
            "slow",
            {"delay": 1.0, "later": 6.0, "shift": ago - 14},
            1.0,
        ),
    )
    for words, name, more, factor in cases:
        found = case(runs, 3.0, factor, "steady", **{"delay": DELAY, **more})
        ratio = float(np.exp(np.mean(np.log(found.ratios)))) if found.ratios else float("nan")
        covered = float(np.mean(found.totals)) if found.totals else float("nan")
        print(
            f"{words:<27} {factor:>5g} {np.mean(found.naive):>12.2f} {ratio:>8.2f} "
            f"{found.refused / runs:>8.2f} {found.open / runs:>12.2f} {found.wrong / runs:>6.2f} {covered:>14.2f}"
        )
        figures[f"{name} refused"] = found.refused / runs
        figures[f"{name} cannot tell"] = found.open / runs
        figures[f"{name} wrong"] = found.wrong / runs
        if name == "stable":
            figures |= {
                "stable as reported": float(np.mean(found.naive)),
                "stable nowcast": ratio,
                "stable nowcast off by": abs(ratio - 1),
                "stable total covered": covered,
            }
    return figures
