"""Since when: the day is found where it can be, and nothing is found in steady or bursty counts."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.answer import NO, OPEN, YES, DayEstimate, Estimate
from gesta.analysis.change import change_of
from gesta.analysis.happenings import Happening, Happenings
from gesta.analysis.since import rate_unit, shortest, since, smallest_seen
from tests.analysis.makers import DAY0, from_counts

COAL = Path(__file__).parents[3] / "shared/corpora/analysis/rdatasets/coal.csv"


def test_a_clear_change_is_dated() -> None:
    answer = since(from_counts([1] * 60 + [4] * 60), draws=60, seed=1)
    assert answer.verdict == YES
    day, ratio = answer.estimates[:2]
    assert isinstance(day, DayEstimate) and isinstance(ratio, Estimate)
    assert abs((day.value - (DAY0 + timedelta(days=60))).days) <= 1
    assert ratio.value == pytest.approx(4.0, rel=0.1)


def test_steady_counts_show_no_sign() -> None:
    answer = since(from_counts([2, 3, 1] * 50), draws=60, seed=1)
    assert answer.verdict == NO and answer.estimates == ()


def test_bursts_are_no_change() -> None:
    rng = np.random.default_rng(4)
    said = 0
    for seed in range(12):
        counts = simulate.counts(simulate.rates(150, 2.0), rng, shape="clustered")
        said += since(simulate.happenings(counts), draws=40, seed=seed).verdict == YES
    assert said <= 2


@pytest.mark.parametrize("counts", [[], [3] * 55, [0] * 200, [1] * 14 + [0] * 100])
def test_too_short_or_too_empty_is_refused(counts: list[int]) -> None:
    assert since(from_counts(counts), draws=20, seed=1).verdict == OPEN


def test_the_posterior_is_the_exact_one() -> None:
    """Against sums over all days of two integrated Poisson-Gamma likelihoods, by hand."""
    counts = np.array([[0, 1, 0, 2, 5, 4, 6, 3, 5, 4]] * 2)
    found = change_of(counts, np.ones((2, 10)), np.ones(2), np.random.default_rng(0))
    from math import lgamma, log

    prior = 10 / 30

    def part(y: list[int]) -> float:
        s, n = sum(y), len(y)
        return log(prior) - lgamma(1) + lgamma(s + 1) - (s + 1) * log(n + prior)

    row = [int(n) for n in counts[0]]
    weights = np.exp([part(row[:t]) + part(row[t:]) for t in range(1, 10)])
    assert found.day[0, 1:] == pytest.approx(weights / weights.sum())
    assert found.factor[0] == pytest.approx(weights.mean() / np.exp(part(row)))


def test_the_shortest_run_is_the_shortest_by_trying_all() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        weights = rng.random(int(rng.integers(1, 12))) ** 4
        first, last = shortest(weights, 0.9)
        size = len(weights)
        runs = [(j - i, i) for i in range(size) for j in range(i, size)
                if weights[i : j + 1].sum() >= 0.9 * weights.sum() - 1e-9]  # fmt: skip
        assert last - first == min(runs)[0]


def test_exposure_explains_days_that_are_half_reported() -> None:
    counts = np.array([[4] * 20 + [2] * 20])
    share = np.array([[1.0] * 20 + [0.5] * 20])
    found = change_of(counts, share, np.ones(1), np.random.default_rng(0))
    assert found.factor[0] < 1


def test_more_attacks_show_smaller_changes() -> None:
    assert smallest_seen(50) > smallest_seen(200) > smallest_seen(2000) > 1
    assert smallest_seen(0.5) == float("inf")


@pytest.mark.parametrize(
    ("daily", "unit"), [(3, "a day"), (0.2, "a week"), (0.05, "a month"), (0.01, "a year")]
)
def test_rates_come_in_a_unit_that_can_be_read(daily: float, unit: str) -> None:
    assert rate_unit(daily)[0] == unit


def test_unstable_delays_leave_the_last_weeks_out_and_say_so() -> None:
    rng = np.random.default_rng(2)
    counts = simulate.counts(simulate.rates(150, 3.0), rng)
    known = simulate.happenings(counts, rng, mean_delay=6.0, later=0.5, shift=122)
    answer = since(known, draws=40, seed=1)
    assert answer.verdict != YES
    assert any("28 days are left out" in words for words in answer.warnings)


@pytest.mark.corpora
@pytest.mark.skipif(not COAL.exists(), reason="the corpora are not beside the checkout")
def test_the_coal_disasters_change_where_the_literature_has_it() -> None:
    with COAL.open() as stream:
        years = [float(row["date"]) for row in csv.DictReader(stream)]
    days = [date(int(y), 1, 1) + timedelta(days=int((y % 1) * 365)) for y in years]
    rows = tuple(Happening(f"d{n}", day, day) for n, day in enumerate(days))
    known = Happenings(rows, date(1851, 1, 1), date(1962, 12, 31))
    answer = since(replace(known, words="disasters"), draws=60, seed=1)
    assert answer.verdict == YES
    day, _, before, after = answer.estimates
    assert isinstance(day, DayEstimate) and day.value.year in (1890, 1891)
    assert isinstance(before, Estimate) and isinstance(after, Estimate)
    assert before.unit == after.unit == "a year" or before.unit == "a month"
    times = 1 if before.unit == "a year" else 12
    assert before.value * times == pytest.approx(3.05, abs=0.15)
    assert after.value * times == pytest.approx(0.90, abs=0.1)
