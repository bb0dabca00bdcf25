"""`shift` on simulated attacks: false moves under bursts, power, coverage; the naive test beside it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from gesta.analysis import simulate
from gesta.analysis.answer import YES, Estimate
from gesta.analysis.shift import shift

LENGTH, AFTER = 140, 28
EVEN, MOVED = (0.6, 0.3, 0.1), (0.3, 0.6, 0.1)
FEW, MANY = 30, 300
_CRITICAL = 5.991  # chi-squared, 2 degrees of freedom, 5 %


def case(
    runs: int, rate: float, after: tuple[float, ...], burst: float, shape: str
) -> tuple[float, float, list[bool]]:
    """Shares of runs in which a move is said, here and by a plain chi-squared test; coverage."""
    rng = np.random.default_rng(3)
    at = simulate.DAY0 + timedelta(days=LENGTH - AFTER)
    said = naive = 0
    held: list[bool] = []
    for run in range(runs):
        counts = simulate.counts(simulate.rates(LENGTH, rate), rng, shape=shape)
        known = simulate.with_sorts(
            simulate.happenings(counts), rng, before=EVEN, after=after, at=at, burst=burst
        )
        answer = shift(known, "target", at=at, draws=200, seed=run)
        said += answer.verdict == YES
        naive += _chi2(known, at) > _CRITICAL
        found = {e.what: e for e in answer.estimates if isinstance(e, Estimate)}
        for k, (old, new) in enumerate(zip(EVEN, after, strict=True)):
            estimate = found.get(f"share of sort {k}")
            if estimate is not None:
                held.append(estimate.low <= 100 * (new - old) <= estimate.high)
    return said / runs, naive / runs, held


def _chi2(known: simulate.Happenings, at: simulate.date) -> float:
    cells = np.zeros((2, len(EVEN)))
    for row in known.rows:
        cells[int(row.first >= at), int(row.targets[0].split()[1])] += 1
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0) / max(cells.sum(), 1)
    return float(((cells - expected) ** 2 / np.maximum(expected, 1e-9)).sum())


def measure(full: bool) -> dict[str, float]:
    """Print the table and give the figures."""
    runs = MANY if full else FEW
    print("attacks a day  runs of one sort  moved  said  chi-squared says  coverage")
    wrong, held, power, worst = [], [], 0.0, 0.0
    for rate, burst, shape in (
        (0.7, 1, "steady"), (2.0, 1, "steady"), (2.0, 4, "steady"), (2.0, 4, "clustered"),
    ):  # fmt: skip
        for after in (EVEN, MOVED):
            said, naive, within = case(runs, rate, after, burst, shape)
            moved = after is MOVED
            print(f"{rate:>8g} {shape:<10} {burst:>9g} {'yes' if moved else 'no':>10} {said:>5.2f} "
                  f"{naive:>17.2f} {np.mean(within):>9.2f}")  # fmt: skip
            held += within
            if moved:
                power = said if (rate, burst) == (2.0, 1) else power
            else:
                wrong.append(said)
                worst = max(worst, naive)
    return {
        "shift wrong": float(np.mean(wrong)),
        "shift worst wrong": max(wrong),
        "shift naive worst wrong": worst,
        "shift power 30 %, 2 a day": power,
        "shift coverage": float(np.mean(held)),
        "shift coverage off by": abs(float(np.mean(held)) - 0.9),
    }
