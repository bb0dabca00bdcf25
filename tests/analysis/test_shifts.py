"""Windows, moved actions and the score: what they promise, on series worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.analysis import glm, history
from gesta.analysis.before_after import after_other, before_after
from gesta.analysis.effect import AFTER
from gesta.analysis.shifts import Score, drawn, turned


def test_windows_look_back_and_ahead_by_whole_days() -> None:
    series = np.arange(1, 9)
    assert history.sums(series, (0, 3))[4] == 3 + 4 + 5
    assert history.sums(series, (3, 5))[6] == 3 + 4
    assert history.sums(series, (-7, 0))[0] == sum(range(2, 9))
    assert history.sums(series, (-7, 0))[7] == 0


@pytest.mark.parametrize("window", [(0, 3), (3, 8), (15, 31), (-7, 0), (-14, -7)])
def test_windows_are_those_of_the_sums_written_out(window: tuple[int, int]) -> None:
    series = np.random.default_rng(1).poisson(2, 60)
    for day in (0, 20, 59):
        days = [day - back for back in range(*window)]
        assert history.sums(series, window)[day] == sum(series[d] for d in days if 0 <= d < 60)


def test_turned_actions_keep_their_number_and_leave_their_neighbourhood() -> None:
    acted = np.zeros(200, dtype=int)
    acted[100] = 1
    moved = turned(acted, 500)
    assert (moved.sum(axis=1) == 1).all()
    assert (np.abs(moved.argmax(axis=1) - 100) > history.REACH - 1).all()


def test_drawn_actions_answer_attacks_as_the_real_ones_do() -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(0.5, 600)
    recent = history.sums(counts, (0, 3))
    acted = (rng.random(600) < np.where(recent >= 3, 0.4, 0.02)).astype(int)
    moved = drawn(counts, acted, rng, 100)[:, history.REACH :]
    busy = recent[history.REACH :] >= 3
    assert moved[:, busy].mean() > 5 * moved[:, ~busy].mean()
    assert moved.sum(axis=1).mean() == pytest.approx(acted[history.REACH :].sum(), rel=0.15)
    assert not (moved == acted[history.REACH :]).all(axis=1).any()


def test_the_score_is_the_fit_to_first_order() -> None:
    rng = np.random.default_rng(3)
    counts, acted = rng.poisson(1.0, 400), (rng.random(400) < 0.08).astype(int)
    score = Score(counts, AFTER)
    beta, error = score.fit(acted)
    quick, z = score.of(acted[None, :])
    assert quick[0] == pytest.approx(beta, abs=0.05)
    assert z[0] == pytest.approx(beta / error, abs=0.3)


def test_poisson_gives_the_logarithms_of_means() -> None:
    group = np.repeat([0.0, 1.0], 50)
    y = np.where(group > 0, 6.0, 2.0)
    beta, mean = glm.poisson(y, np.column_stack([np.ones(100), group]))
    assert beta == pytest.approx([np.log(2), np.log(3)], abs=1e-6)
    assert mean == pytest.approx(y, abs=1e-5)


def test_models_stay_finite_without_events_and_where_a_column_tells_all() -> None:
    columns = np.column_stack([np.ones(60), np.repeat([0.0, 1.0], 30)])
    assert np.isfinite(glm.poisson(np.zeros(60), columns)[0]).all()
    assert np.isfinite(glm.logistic(columns[:, 1], columns)).all()


def test_before_after_counts_whole_weeks_around_actions() -> None:
    counts, acted = np.zeros(60, dtype=int), np.zeros(60, dtype=int)
    acted[30] = 1
    counts[23:30], counts[30], counts[31:38] = 2, 99, 1
    assert before_after(counts, acted).value == pytest.approx(7.5 / 14.5)
    assert after_other(counts, acted).value == pytest.approx(7.5 / (14 + 99.5) * 53 / 7)
