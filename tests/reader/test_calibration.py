"""Calibrated scores: fitted on judged scores, they say how often they are right."""

from __future__ import annotations

import random

import pytest

from gesta.reader.calibration import Calibration, expected_error, fit


def overconfident(count: int) -> list[tuple[float, bool]]:
    """Scores that say more than they hold: right with a third of the odds' logarithm."""
    rng = random.Random(4)
    pairs = []
    for _ in range(count):
        raw = rng.uniform(0.5, 0.999)
        odds = (raw / (1 - raw)) ** 0.3
        pairs.append((raw, rng.random() < odds / (1 + odds)))
    return pairs


def test_fitting_takes_the_error_away() -> None:
    pairs = overconfident(5000)
    fitted = Calibration({"event": fit(pairs)})
    mended = [(fitted.of("event", raw), right) for raw, right in pairs]
    assert expected_error(pairs) > 0.1
    assert expected_error(mended) < 0.02


def test_a_kind_that_was_not_fitted_keeps_its_score() -> None:
    assert Calibration().of("tie", 0.73) == pytest.approx(0.73, abs=1e-4)


def test_certainty_never_leaves_the_open_interval_far() -> None:
    fitted = Calibration({"tie": (3.0, 1.0)})
    assert 0 <= fitted.of("tie", 0.0) < fitted.of("tie", 0.5) < fitted.of("tie", 1.0) <= 1


def test_few_examples_do_not_run_away() -> None:
    slope, shift = fit([(0.9, True), (0.8, True)])
    assert 0 < slope < 3
    assert abs(shift) < 3


def test_the_error_of_sure_and_always_wrong_is_one() -> None:
    assert expected_error([(1.0, False)] * 4) == 1.0
    assert expected_error([]) == 0.0
