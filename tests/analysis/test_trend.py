"""Rising or not: right on known truth, silent where the data are thin, never fooled by delays."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate
from gesta.analysis.trend import trend
from tests.analysis.makers import all_of, from_counts, on


def asked(counts: list[int]) -> Answer:
    return trend(from_counts(counts), draws=200, seed=1)


def ratio(answer: Answer) -> Estimate:
    found = answer.estimates[0]
    assert isinstance(found, Estimate)
    return found


def test_a_clear_rise_is_said_with_its_factor() -> None:
    answer = asked([2] * 56 + [6] * 14)
    assert answer.verdict == YES
    assert ratio(answer).value == pytest.approx(3.0, rel=0.05)
    assert answer.used == 56 * 2 + 14 * 6 == len(answer.incidents)


def test_a_fall_is_no_rise_and_is_said() -> None:
    answer = asked([6] * 56 + [2] * 14)
    assert answer.verdict == NO and "fewer" in answer.words


def test_a_steady_rate_shows_no_sign_and_what_it_could_have_seen() -> None:
    answer = asked([3] * 70)
    assert answer.verdict == NO and "rise to ×" in answer.smallest


def test_few_attacks_cannot_tell() -> None:
    answer = asked([0, 0, 0, 0, 1] * 14)
    assert answer.verdict == OPEN and answer.estimates


@pytest.mark.parametrize("counts", [[], [1] * 69, [0] * 100, [1] * 9 + [0] * 91])
def test_too_short_or_too_empty_is_refused(counts: list[int]) -> None:
    answer = asked(counts)
    assert answer.verdict == OPEN and answer.estimates == ()


def test_one_burst_is_no_rise() -> None:
    burst = [0, 0, 0, 25, 0, 0, 0] * 10
    answer = asked(burst[:56] + [0, 0, 0, 25, 0, 0, 0, 0, 0, 20, 5, 0, 0, 0])
    assert answer.verdict != YES


def test_all_recent_attacks_missing_does_not_divide_by_nothing() -> None:
    answer = asked([1] * 56 + [0] * 14)
    assert np.isfinite(ratio(answer).value) and answer.verdict == NO
    assert np.isfinite(ratio(asked([0] * 56 + [2] * 14)).high)


def test_delays_alone_are_no_fall() -> None:
    values, wrong = [], 0
    for seed in range(16):
        rng = np.random.default_rng(seed)
        counts = simulate.counts(simulate.rates(120, 4.0), rng)
        answer = trend(simulate.happenings(counts, rng, mean_delay=4.0), draws=100, seed=seed)
        if answer.estimates:
            values.append(ratio(answer).value)
            wrong += answer.verdict == YES or "fewer" in answer.words
    assert len(values) >= 8
    assert np.exp(np.mean(np.log(values))) == pytest.approx(1.0, abs=0.15)
    assert wrong <= 2


def test_unknown_days_of_report_are_warned_of() -> None:
    assert any("not known" in words for words in asked([3] * 70).warnings)


def test_doubt_widens_the_interval() -> None:
    sure = trend(from_counts([2] * 56 + [4] * 14), draws=300, seed=1)
    rows = [on(d, id=f"{d}-{k}", belief=0.5) for d in range(70) for k in range(4 if d < 56 else 8)]
    unsure = trend(all_of(rows, length=70), draws=300, seed=1)
    assert ratio(unsure).high - ratio(unsure).low > ratio(sure).high - ratio(sure).low


def test_the_same_seed_gives_the_same_answer() -> None:
    assert asked([2, 1, 4] * 30) == asked([2, 1, 4] * 30)
