"""`since` on simulated attacks: false alarms, power, coverage of the day and of the change."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from gesta.analysis import simulate
from gesta.analysis.answer import YES, DayEstimate, Estimate
from gesta.analysis.since import since

LENGTH, CHANGE = 180, 100
FEW, MANY = 40, 400


def case(runs: int, rate: float, factor: float, shape: str) -> tuple[float, list[bool], list[bool]]:
    """Share of runs with a change found; whether the intervals hold the day and the factor."""
    rng = np.random.default_rng(2)
    expected = simulate.rates(LENGTH, rate, changes=((CHANGE, factor),))
    truth = simulate.DAY0 + timedelta(days=CHANGE)
    days: list[bool] = []
    factors: list[bool] = []
    for run in range(runs):
        known = simulate.happenings(simulate.counts(expected, rng, shape=shape))
        answer = since(known, draws=100, seed=run)
        if answer.verdict != YES:
            continue
        day, ratio = answer.estimates[:2]
        if isinstance(day, DayEstimate) and isinstance(ratio, Estimate):
            days.append(day.low <= truth <= day.high)
            factors.append(ratio.low <= factor <= ratio.high)
    return len(days) / runs, days, factors


def measure(full: bool) -> dict[str, float]:
    """Print the table and give the figures."""
    runs = MANY if full else FEW
    print("shape      a day  ×truth  said  day covered  × covered")
    alarms, days, factors, power = [], [], [], 0.0
    for shape in simulate.SHAPES:
        for rate, factor in ((0.3, 1.0), (2.0, 1.0), (2.0, 2.0), (2.0, 3.0), (3.0, 1 / 3)):
            said, held, within = case(runs, rate, factor, shape)
            shown = [
                f"{np.mean(x):>11.2f}" if x and factor != 1 else " " * 11 for x in (held, within)
            ]
            print(f"{shape:<10} {rate:>5g} {factor:>7.2g} {said:>5.2f} {shown[0]} {shown[1]}")
            if factor == 1:
                alarms.append(said)
            elif factor == 2:
                power = said if shape == "steady" else power
            else:
                days, factors = days + held, factors + within
    return {
        "since false alarms": float(np.mean(alarms)),
        "since worst false alarms": max(alarms),
        "since power ×2, 2 a day": power,
        "since day covered": float(np.mean(days)),
        "since change covered": float(np.mean(factors)),
        "since change covered off by": abs(float(np.mean(factors)) - 0.9),
    }
