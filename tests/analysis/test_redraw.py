"""Draws settle every doubt by its own chance, and nothing else changes."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from gesta.analysis.happenings import Amount, Split, Twin
from gesta.analysis.redraw import affordable, best, redraw
from gesta.analysis.series import dispersion
from tests.analysis.makers import DAY0, all_of, from_counts, on


def test_without_doubts_every_draw_is_the_ledger() -> None:
    counts = redraw(from_counts([2, 0, 3]), draws=50, seed=1).counts()
    assert (counts == [2, 0, 3]).all()


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    doubtful = all_of([on(0, last=20)])
    one, two, three = (redraw(doubtful, draws=30, seed=s).counts() for s in (1, 1, 2))
    assert (one == two).all() and (one != three).any()


def test_a_day_falls_evenly_in_its_interval() -> None:
    counts = redraw(all_of([on(10, last=13)]), draws=4000, seed=1).counts()
    assert counts.sum() == 4000
    assert counts.mean(axis=0)[10:14] == pytest.approx([0.25] * 4, abs=0.03)


def test_a_number_stays_between_low_and_high_and_leans_to_best() -> None:
    row = on(0)
    row = type(row)(row.id, row.first, row.last, n=Amount(2, 3, 10))
    drawn = redraw(all_of([row]), draws=4000, seed=1).number
    assert drawn.min() == 2 and drawn.max() == 10
    assert drawn.mean() == pytest.approx((1.5 + 3 + 10.5) / 3, abs=0.15)


def test_belief_splits_and_twins_are_probabilities() -> None:
    doubtful = all_of(
        [on(0, id="a", belief=0.3), on(1, id="b"), on(2, id="c"), on(2, id="d")],
        splits=(Split("b", DAY0, DAY0, 0.2),), twins=(Twin("c", "d", 0.4),),
    )  # fmt: skip
    mean = redraw(doubtful, draws=6000, seed=3).counts().mean(axis=0)
    assert mean[0] == pytest.approx(0.3 + 0.2, abs=0.03)
    assert mean[2] == pytest.approx(2 - 0.4, abs=0.03)


def test_a_split_of_what_is_left_out_is_left_out() -> None:
    doubtful = all_of([on(0, id="a", belief=0.0)], splits=(Split("a", DAY0, DAY0, 1.0),))
    assert redraw(doubtful, draws=50, seed=1).counts().sum() == 0


def test_days_outside_the_window_are_not_counted() -> None:
    draws = redraw(all_of([on(-5, last=5)], length=3), draws=500, seed=1)
    assert set(draws.counts().sum(axis=1)) == {0, 1}


def test_best_takes_the_middle_day_and_the_best_number() -> None:
    assert list(best(all_of([on(0, last=2, n=4)], length=4))) == [0, 4, 0, 0]


def test_dispersion_is_one_for_poisson_and_more_for_clusters() -> None:
    rng = np.random.default_rng(1)
    assert dispersion(rng.poisson(5.0, 3000)) == pytest.approx(1.0, abs=0.08)
    clustered = rng.negative_binomial(2, 2 / 7, 3000)  # mean 5, variance 5 + 25 / 2
    assert dispersion(clustered) == pytest.approx(3.5, rel=0.15)
    assert np.isnan(dispersion(np.array([3])))


def test_very_many_rows_or_days_are_drawn_less_often() -> None:
    assert affordable(from_counts([1] * 100), 400) == 400
    assert affordable(all_of([], length=150_000), 400) == 106
    assert affordable(all_of([], length=2_000_000), 400) == 20


def test_the_last_days_keep_what_reaches_into_them() -> None:
    known = all_of([on(1, id="a"), on(5, id="b", last=9), on(9, id="c")], length=10).last(3)
    assert known.ids == ("b", "c") and known.begin == DAY0 + timedelta(days=7)
