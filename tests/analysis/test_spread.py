"""The dispersion of weeks: about 1 for steady chance, found again for clusters, blind to slow change."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.spread import stretches, weekly_spread


def spread_of(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return weekly_spread(counts, np.ones(counts.shape))


def many(shape: str, rate: float = 3.0, days: int = 182) -> np.ndarray:
    rng = np.random.default_rng(2)
    expected = simulate.rates(days, rate)
    return np.stack([simulate.counts(expected, rng, shape=shape) for _ in range(300)])


@pytest.mark.parametrize(
    ("shape", "least", "most"),
    [("steady", 1.0, 1.4), ("uneven", 2.2, 3.1), ("clustered", 2.7, 4.2)],
)
def test_the_spread_of_two_weeks_is_found_again(shape: str, least: float, most: float) -> None:
    spread, free = spread_of(many(shape))
    assert least <= np.mean(spread) <= most
    assert (spread >= 1).all() and (free > 3).all()


def test_a_slow_rise_is_no_spread() -> None:
    rng = np.random.default_rng(3)
    rising = rng.poisson(np.linspace(2, 4, 182), size=(300, 182))
    assert np.mean(spread_of(rising)[0]) < 1.6


def test_few_uneven_counts_leave_fewer_degrees_of_freedom() -> None:
    assert np.mean(spread_of(many("clustered", 0.5))[1]) < np.mean(spread_of(many("steady"))[1])


@pytest.mark.parametrize("days", [70, 71, 97, 400])
def test_any_length_from_ten_weeks_on_will_do(days: int) -> None:
    assert np.isfinite(spread_of(many("steady", 1.0, days))).all()
    assert np.isfinite(spread_of(np.zeros((5, days), dtype=np.int64))).all()


def test_stretches_do_not_overlap_and_spare_the_last_two_weeks() -> None:
    for weeks in range(10, 27):
        covered = [w for part in stretches(weeks) for w in range(part.start, part.stop)]
        assert len(covered) == len(set(covered)) and max(covered) == weeks - 3
        assert len(covered) >= 8
