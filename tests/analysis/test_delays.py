"""Delays and the nowcast: it repairs what is still to come where delays are stable, else refuses."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.answer import OPEN, YES, Estimate
from gesta.analysis.backtest import backtest
from gesta.analysis.complete import completeness
from gesta.analysis.delays import Triangle, complete_after, drawn_shares, hazards, shares, triangle
from gesta.analysis.happenings import Happenings
from gesta.analysis.nowcast import nowcast
from tests.analysis.makers import all_of, on


def ledger(seed: int = 1, *, rate: float = 3.0, delay: float = 4.0, length: int = 120, later: float | None = None, shift: int | None = None) -> Happenings:  # fmt: skip
    rng = np.random.default_rng(seed)
    counts = simulate.counts(simulate.rates(length, rate), rng)
    return simulate.happenings(counts, rng, mean_delay=delay, later=later, shift=shift)


def triangle_of(happenings: Happenings) -> Triangle:
    begin = happenings.begin
    assert begin is not None
    days = np.array([(row.first - begin).days for row in happenings.rows])
    found = triangle(happenings, days, np.ones_like(days), np.arange(len(days)))
    assert found is not None
    return found


def test_reversed_hazards_find_the_share_reported_by_age() -> None:
    many = triangle_of(ledger(rate=100.0))
    found = shares(*hazards(many))
    truth = 1 - 0.8 ** (np.arange(29) + 1)  # geometric, mean 4
    assert found == pytest.approx(truth / truth[-1], abs=0.015)
    assert complete_after(found) == 13


def test_drawn_shares_lie_around_the_share_and_end_at_one() -> None:
    exact, upto = hazards(triangle_of(ledger(rate=30.0)))
    drawn = drawn_shares(exact, upto, 400, np.random.default_rng(0))
    assert drawn.mean(axis=0) == pytest.approx(shares(exact, upto), abs=0.02)
    assert (drawn[:, -1] == 1).all() and (np.diff(drawn, axis=1) >= 0).all()


def test_what_was_known_then_is_what_would_have_been_known_then() -> None:
    rows = [on(10, reported=0), on(10, reported=5), on(18, reported=1)]
    whole = triangle_of(all_of(rows, length=20))
    assert whole.counts.sum() == 3
    then = whole.known(6)  # day 13
    assert then.counts.sum() == 1 and then.length == 14


def test_attacks_without_the_day_of_their_first_report_have_no_triangle() -> None:
    assert completeness(all_of([on(d) for d in range(50)]), draws=5, seed=1).state == "unknown"


def test_the_backtest_passes_most_stable_delays_and_sees_a_change() -> None:
    def passed(**more: float) -> float:
        tests = [backtest(triangle_of(ledger(s, **more))) for s in range(8)]  # type: ignore[arg-type]
        return sum(t is not None and t.passed for t in tests) / len(tests)

    assert passed() >= 0.5
    assert passed(later=1.0, shift=92) == 0.0
    assert passed(delay=1.0, later=6.0, shift=78) <= 0.1


def test_shifting_delays_end_in_a_refusal_in_words() -> None:
    answer = nowcast(ledger(later=0.5, shift=92), draws=50, seed=1)
    assert answer.verdict == OPEN and "recent days incomplete" in answer.words.lower()
    assert answer.estimates == ()


def test_the_total_of_the_last_days_is_found_again() -> None:
    rng = np.random.default_rng(8)
    counts = simulate.counts(simulate.rates(160, 3.0), rng)
    held = []
    for seed in range(20):
        known = simulate.happenings(counts, np.random.default_rng(seed), mean_delay=4.0, more=40)
        answer = nowcast(known, draws=100, seed=seed)
        if answer.verdict != OPEN:
            total = answer.estimates[1]
            assert isinstance(total, Estimate)
            held.append(total.low <= counts[106:120].sum() <= total.high)
    assert len(held) >= 10 and np.mean(held) >= 0.7


def test_reports_on_the_day_itself_leave_nothing_to_come() -> None:
    answer = nowcast(all_of([on(d, reported=0) for d in range(100)]), draws=50, seed=1)
    assert answer.verdict == "no sign of it"
    assert "complete" in answer.words


def test_late_reports_too_few_to_test_trim_the_last_days() -> None:
    rows = [on(d, reported=2 if d % 8 == 0 else 0) for d in range(0, 98, 4)]
    known = completeness(all_of(rows, length=100), draws=5, seed=1)
    assert (known.state, known.trim) == ("trimmed", 2)


def test_attacks_told_years_later_are_counted_out_and_named() -> None:
    rows = [on(d, reported=0) for d in range(98)] + [on(5, id="late", reported=60)]
    answer = nowcast(all_of(rows), draws=20, seed=1)
    assert answer.dropped == {"reported more than 28 days late": 1}


@pytest.mark.parametrize("rows", [[], [on(1, reported=0)], [on(99, reported=0)]])
def test_next_to_nothing_is_refused(rows: list[object]) -> None:
    answer = nowcast(all_of(rows), draws=20, seed=1)  # type: ignore[arg-type]
    assert answer.verdict == OPEN and "too few" in answer.words


def test_the_last_days_hold_the_most_that_is_to_come() -> None:
    answer = nowcast(ledger(4), draws=100, seed=1)
    assert answer.verdict == YES
    first, last = answer.table[0], answer.table[-1]
    assert last["in all"] - last["reported"] > first["in all"] - first["reported"]
