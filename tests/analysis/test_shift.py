"""Did it move: shares that differ are said, bursts of alike attacks are not, gaps are refused."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from gesta.analysis import simulate
from gesta.analysis.answer import NO, OPEN, YES, Estimate
from gesta.analysis.shift import shift
from gesta.analysis.sorts import sorts_of, target_kind
from tests.analysis.makers import DAY0, all_of, on

AT = DAY0 + timedelta(days=84)
EVEN = (0.6, 0.3, 0.1)


def sorted_ledger(seed: int, after: tuple[float, ...] = EVEN, *, burst: float = 1.0, rate: float = 2.0) -> simulate.Happenings:  # fmt: skip
    rng = np.random.default_rng(seed)
    known = simulate.happenings(simulate.counts(simulate.rates(140, rate), rng))
    return simulate.with_sorts(known, rng, before=EVEN, after=after, at=AT, burst=burst)


def test_a_move_is_said_with_what_gained_and_lost() -> None:
    answer = shift(sorted_ledger(1, (0.1, 0.8, 0.1)), "target", at=AT, draws=60, seed=1)
    assert answer.verdict == YES
    found = {e.what: e for e in answer.estimates if isinstance(e, Estimate)}
    assert found["share of sort 0"].high < 0 < found["share of sort 1"].low
    assert found["share of sort 0"].low <= -50 <= found["share of sort 0"].high


def test_equal_shares_are_hardly_ever_a_move() -> None:
    said = [shift(sorted_ledger(s), "target", at=AT, draws=20, seed=s).verdict for s in range(16)]
    assert said.count(YES) <= 3 and NO in said


def test_bursts_of_alike_attacks_are_no_move() -> None:
    found = [
        shift(sorted_ledger(s, burst=8.0), "target", at=AT, draws=20, seed=s) for s in range(16)
    ]
    assert [a.verdict for a in found].count(YES) <= 4
    assert OPEN in [a.verdict for a in found]


def test_unknown_sorts_are_counted_out_by_name() -> None:
    rows = [on(d, targets=("market",) if d % 2 else ()) for d in range(100)]
    answer = shift(all_of(rows), "target", at=None, draws=20, seed=1)
    assert answer.verdict == OPEN and "one sort" in answer.words
    rows = [on(d, targets=("market" if d % 4 == 1 else "depot",) if d % 2 else ()) for d in range(100)]  # fmt: skip
    answer = shift(all_of(rows), "target", at=None, draws=20, seed=1)
    assert answer.dropped["without a known target"] == 50


@pytest.mark.parametrize("days", [-5, 0, 150, 400])
def test_a_day_outside_the_days_covered_is_refused(days: int) -> None:
    answer = shift(sorted_ledger(1), "target", at=DAY0 + timedelta(days=days), draws=20, seed=1)
    assert answer.verdict == OPEN and "not inside" in answer.words


def test_too_little_on_either_side_is_refused() -> None:
    for rows in ([], [on(d, targets=(f"t{d % 2}",)) for d in range(70)]):
        answer = shift(all_of(rows), "target", at=DAY0 + timedelta(days=95), draws=20, seed=1)
        assert answer.verdict == OPEN and answer.estimates == ()


def test_areas_without_names_are_squares_of_one_degree() -> None:
    known = all_of([on(1, lat=33.9, lon=-0.2), on(2, lat=33.9, lon=0.1, area="ISR"), on(3)])
    sorts = sorts_of(known, "area")
    assert [sorts(row) for row in known.rows] == [("33°N 1°W",), ("ISR",), ()]


def test_actors_are_called_by_their_names() -> None:
    known = all_of([on(1, actors=("a1", "a2"))], names={"a1": "Red Banner"})
    assert sorts_of(known, "actor")(known.rows[0]) == ("Red Banner", "a2")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("two army checkpoints", "military"),
        ("a primary School", "school"),
        ("Salt store", "salt store"),
    ],
)
def test_targets_are_sorted_by_kind(words: str, kind: str) -> None:
    assert target_kind(words) == kind
