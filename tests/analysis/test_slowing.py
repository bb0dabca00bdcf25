"""A slowdown of reports within the last two weeks is suspected; fewer attacks alone are not."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.answer import OPEN
from gesta.analysis.backtest import backtest
from gesta.analysis.delays import Triangle, triangle
from gesta.analysis.nowcast import nowcast
from gesta.analysis.slowing import Slowing, slowing

LENGTH, AGO = 120, 106


def known(seed: int, *, factor: float = 1.0, **more: object) -> Triangle:
    """The triangle of 120 days at 5 attacks a day, reported after 4 days on average."""
    rng = np.random.default_rng(seed)
    rates = simulate.rates(LENGTH, 5.0, changes=((AGO, factor),))
    ledger = simulate.happenings(simulate.counts(rates, rng), rng, mean_delay=4.0, **more)  # type: ignore[arg-type]
    days = np.array([(row.first - simulate.DAY0).days for row in ledger.rows])
    found = triangle(ledger, days, np.ones_like(days), np.arange(len(days)))
    assert found is not None
    return found


def scores(factor: float = 1.0, **more: object) -> np.ndarray:
    found = [slowing(known(seed, factor=factor, **more)) for seed in range(40)]
    return np.array([one.score for one in found if one is not None])


def test_stable_delays_score_like_chance() -> None:
    of = scores()
    assert abs(of.mean()) < 0.4 and 0.7 < of.std() < 1.4


def test_fewer_attacks_alone_do_not_score() -> None:
    assert abs(scores(0.4).mean()) < 0.5


def test_reports_that_slowed_two_weeks_ago_score_low_and_faster_ones_high() -> None:
    assert scores(later=10.0, shift=AGO).mean() < -1.8
    assert scores(later=1.0, shift=AGO).mean() > 1.5


def test_slower_reports_of_the_last_two_weeks_are_refused_by_the_backtest() -> None:
    tests = [backtest(known(seed, later=12.0, shift=AGO)) for seed in range(10)]
    assert sum(test is not None and not test.passed for test in tests) >= 8


@pytest.mark.parametrize(
    ("score", "fewer", "suspected"),
    [
        (-2.6, 1.5, False), (-2.7, 9.0, True), (-1.7, 0.0, True), (-1.0, -1.0, True),
        (-1.0, 0.0, False), (-0.5, -1.5, False), (-0.5, -9.0, False), (0.5, -1.5, False),
    ],
)  # fmt: skip
def test_slower_delays_and_fewer_attacks_are_weighed_together_and_no_fall_alone_is_enough(
    score: float, fewer: float, suspected: bool
) -> None:
    assert Slowing(score, fewer).suspected is suspected


def test_fewer_attacks_are_told_in_standard_errors_of_their_weeks() -> None:
    steady, fallen = slowing(known(1)), slowing(known(1, factor=0.3))
    assert steady is not None and fallen is not None
    assert abs(steady.fewer) < 2.5 and fallen.fewer < -3


def test_short_or_empty_triangles_say_nothing() -> None:
    assert slowing(Triangle(np.zeros((60, 29), np.int64))) is None
    assert slowing(Triangle(np.zeros((90, 29), np.int64))) is None
    at_once = np.zeros((90, 29), np.int64)
    at_once[:, 0] = 1
    assert slowing(Triangle(at_once)) is None or not slowing(Triangle(at_once)).suspected  # type: ignore[union-attr]


def test_the_refusal_says_what_was_seen() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        counts = simulate.counts(simulate.rates(LENGTH, 5.0), rng)
        ledger = simulate.happenings(counts, rng, mean_delay=4.0, later=12.0, shift=AGO)
        answer = nowcast(ledger, draws=20, seed=1)
        if "look slower" in answer.words:
            assert answer.verdict == OPEN and "fewer attacks" in answer.words
            return
    pytest.fail("no slowdown of 20 was refused for looking slower")
