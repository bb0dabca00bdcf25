"""Simulated attacks whose truth is known, for tests and `python -m benchmarks analysis`.

Every simulator returns the data and nothing about them is hidden from the caller: the truth is in
the arguments. Counts come steady (Poisson), uneven (negative binomial) or in clusters (an attack
brings others within days), with the same mean rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.happenings import Happening, Happenings

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

DAY0 = date(2024, 1, 1)
SHAPES = ("steady", "uneven", "clustered")


def rates(length: int, rate: float, *, changes: Sequence[tuple[int, float]] = ()) -> Floats:
    """The expected attacks a day: `rate`, from each change's day on times its factor."""
    expected = np.full(length, float(rate))
    for day, factor in changes:
        expected[day:] *= factor
    return expected


def counts(
    expected: Floats, rng: np.random.Generator, *, shape: str = "steady", variance: float = 2.5,
    reach: float = 3.0,
) -> Ints:  # fmt: skip
    """Attacks a day with these expected numbers.

    `uneven`: each day negative binomial, its variance `variance` times its mean. `clustered`: bursts
    of geometric size, mean `variance`, spread over days after the first (exponential, mean `reach`).
    """
    if shape == "steady":
        return rng.poisson(expected).astype(np.int64)
    if shape == "uneven":
        size = np.maximum(expected, 1e-9) / (variance - 1)
        return rng.negative_binomial(size, 1 / variance).astype(np.int64)
    peak, warm = max(float(expected.max()), 1e-9), 30
    bursts = np.repeat(
        np.arange(len(expected) + warm), rng.poisson(peak / variance, len(expected) + warm)
    )
    starts = np.repeat(bursts, rng.geometric(1 / variance, len(bursts)))
    days = starts + np.floor(rng.exponential(reach, len(starts))).astype(np.int64) - warm
    days = days[(days >= 0) & (days < len(expected))]
    kept = days[rng.random(len(days)) < expected[days] / peak]  # so that a change is sharp
    return np.bincount(kept, minlength=len(expected)).astype(np.int64)


def delays(
    days: Ints, rng: np.random.Generator, *, mean: float, later: float | None = None,
    shift: int | None = None,
) -> Ints:  # fmt: skip
    """Days until the first report of attacks on `days`: geometric with this mean.

    From reports on day `shift` on the mean is `later`: those that are not yet reported by then
    wait at the new pace.
    """
    first = rng.geometric(1 / (1 + mean), len(days)).astype(np.int64) - 1
    if later is None or shift is None:
        return first
    anew = rng.geometric(1 / (1 + later), len(days)).astype(np.int64) - 1
    late = days + first >= shift
    return np.where(late, np.maximum(shift - days, 0) + anew, first)


def happenings(
    series: Ints, rng: np.random.Generator | None = None, *, mean_delay: float | None = None,
    later: float | None = None, shift: int | None = None, more: int = 0, **fields: Any,
) -> Happenings:  # fmt: skip
    """A ledger's happenings of a series of counts, as it is known on its last day.

    With a delay, attacks that are not reported by the last day are not there. `more` days at the
    end of the series are the future: nothing of them is known.
    """
    length = len(series) - more
    days = np.repeat(np.arange(length), series[:length])
    waits: list[int | None] = [None] * len(days)
    if mean_delay is not None:
        rng = rng or np.random.default_rng(0)
        waits = list(delays(days, rng, mean=mean_delay, later=later, shift=shift))
    rows = []
    for number, (day, wait) in enumerate(zip(days.tolist(), waits, strict=True)):
        if wait is not None and day + wait >= length:
            continue
        when = DAY0 + timedelta(days=day)
        told = None if wait is None else when + timedelta(days=int(wait))
        rows.append(Happening(f"i{number:05d}", when, when, first_reported=told, **fields))
    return Happenings(tuple(rows), DAY0, DAY0 + timedelta(days=length - 1))


def with_sorts(
    of: Happenings, rng: np.random.Generator, *, before: Sequence[float], after: Sequence[float],
    at: date, burst: float = 1.0,
) -> Happenings:  # fmt: skip
    """The happenings with targets `sort 0`, `sort 1`, … in these shares before and from day `at` on.

    Runs of attacks of geometric length, mean `burst`, are of one sort; a run ends at day `at`.
    """
    rows: list[Happening] = []
    left, sort, old = 0, 0, True
    for row in of.rows:
        early = row.first < at
        if left == 0 or early is not old:
            left = int(rng.geometric(1 / burst))
            shares = before if early else after
            sort = int(rng.choice(len(shares), p=shares))
        left, old = left - 1, early
        rows.append(replace(row, targets=(f"sort {sort}",)))
    return replace(of, rows=tuple(rows))
