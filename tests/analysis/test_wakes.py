"""Matched wakes: the planted effect where cases are enough, a refusal in words where they are not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from gesta.analysis.answer import OPEN, YES
from gesta.analysis.happenings import Happening, Happenings
from gesta.analysis.matching import LEAST, difference, strata, weights
from gesta.analysis.simulate_response import ANSWERED, respond
from gesta.analysis.wakes import Points, Wake, matched, quiet_days, wakes
from tests.analysis.makers import all_of, on

PLANTED = Path(__file__).parents[3] / "shared/corpora/analysis/mwa/mwa_data.csv"
EVERY = (2, 4, 6, 8, 10, 12, 14, 16, 18, 20)


def test_distances_are_great_circles() -> None:
    paris, london = Points(*(np.array([v]) for v in (0.0, 48.8566, 2.3522))), Points(*(np.array([v]) for v in (0.0, 51.5074, -0.1278)))  # fmt: skip
    assert paris.km_to(london)[0, 0] == pytest.approx(343.6, abs=1)


def test_weights_make_controls_look_like_the_treated() -> None:
    treated = np.array([True, True, True, False, False, False, False])
    of = np.array([0, 0, 1, 0, 1, 1, 2])
    weight = weights(treated, of)
    assert weight[6] == 0 and weight[:3].tolist() == [1, 1, 1]
    shares = [weight[(of == s) & ~treated].sum() for s in (0, 1)]
    assert shares[0] == pytest.approx(2 * shares[1])


def test_counts_are_matched_nearly_exactly_and_measures_in_bins() -> None:
    counts, measure = np.array([0, 1, 2, 2, 30, 30]), np.array([0.0, 0.0, 0.0, 0.01, 0.0, 1.0])
    of = strata([counts, measure], np.array([True, False] * 3))
    assert len({int(of[k]) for k in (0, 1, 2)}) == 3
    assert of[2] == of[3] and of[4] != of[5]


def test_too_few_or_empty_cases_are_refused_not_printed_as_nothing() -> None:
    rng = np.random.default_rng(1)
    none = np.zeros(40, dtype=np.int64)
    treated = np.arange(40) < 15
    empty = difference(none, none, treated, (), rng)
    assert "attacks after" in empty.reason and np.isnan(empty.value) and np.isnan(empty.p)
    few = difference(none, none + 1, np.arange(40) < LEAST - 1, (), rng)
    assert "matched actions" in few.reason


def test_quiet_days_are_at_the_place_and_never_on_a_day_with_an_action() -> None:
    rng = np.random.default_rng(2)
    x = Points(np.array([40.0, 60.0]), np.array([10.0, 10.0]), np.array([20.0, 20.0]))
    quiet = quiet_days(x, 200, rng, km=100)
    assert len(quiet) == 10 and not set(quiet.day) & {40.0, 60.0}
    assert (quiet.day >= 28).all() and (quiet.day < 172).all()


def towns(effect: float, seed: int) -> tuple[Happenings, Happenings]:
    """Six towns, each with attacks and actions that answer them."""
    rng = np.random.default_rng(seed)
    world = replace(ANSWERED, days=500, rate=0.25, calm=-5.0, answer=2.5, brings=0.5, effect=effect)
    sides = []
    for of in respond(world, rng, runs=6):
        rows: list[Happening] = []
        for town, day in zip(*np.nonzero(of), strict=True):
            for k in range(int(of[town, day])):
                rows.append(on(int(day), id=f"{town}-{day}-{k}", lat=10 + 1.5 * town, lon=20.0))
        sides.append(all_of(sorted(rows, key=lambda r: r.first), length=500))
    return sides[0], sides[1]


def test_a_strong_effect_near_actions_is_seen() -> None:
    answer = wakes(*towns(0.3, 1), draws=20, seed=1)
    assert answer.verdict == YES and "fewer" in answer.words
    assert answer.plot is not None and answer.plot["kind"] == "cells"


def test_actions_that_only_answer_are_not_taken_for_an_effect() -> None:
    assert wakes(*towns(1.0, 2), draws=20, seed=1).verdict != YES


def test_without_places_or_actions_nothing_is_said() -> None:
    attacks, actions = towns(1.0, 3)
    nowhere = replace(actions, rows=tuple(replace(r, lat=None, lon=None) for r in actions.rows))
    for of in (nowhere, replace(actions, rows=actions.rows[:5])):
        answer = wakes(attacks, of, draws=20, seed=1)
        assert answer.verdict == OPEN and answer.estimates == ()
    short = replace(attacks, rows=(), begin=None, end=None)
    assert wakes(short, replace(actions, rows=(), begin=None, end=None), draws=20, seed=1).verdict == OPEN  # fmt: skip


@pytest.fixture(scope="module")
def planted() -> Sequence[Wake]:
    with PLANTED.open() as stream:
        rows = list(csv.DictReader(stream))
    first = datetime(1900, 1, 1)

    def points(kind: str) -> Points:
        of = [r for r in rows if r["type"] == kind]
        days = [
            (datetime.fromisoformat(r["timestamp"]) - first).total_seconds() / 86400 for r in of
        ]
        return Points(
            np.array(days), *(np.array([float(r[k]) for r in of]) for k in ("lat", "lon"))
        )

    traits = [
        np.array([float(r[k]) for kind in ("treatment", "control") for r in rows if r["type"] == kind])
        for k in ("match1", "match2")
    ]  # fmt: skip
    return matched(points("treatment"), points("control"), points("dependent"),
                   np.random.default_rng(1), days=EVERY, km=EVERY, traits=traits, same_day=False)  # fmt: skip


@pytest.mark.corpora
@pytest.mark.skipif(not PLANTED.exists(), reason="the corpora are not beside the checkout")
def test_the_planted_effect_of_one_event_is_recovered(planted: Sequence[Wake]) -> None:
    close = [w.found for w in planted if w.km in (8, 10) and 8 <= w.days <= 12]
    assert all(not f.reason for f in close)
    assert all(abs(f.value - 1) <= 1.645 * f.error for f in close)
    assert np.mean([f.value for f in close]) == pytest.approx(1.0, abs=0.25)
    assert sum(f.p < 0.1 for f in close) >= 4


@pytest.mark.corpora
@pytest.mark.skipif(not PLANTED.exists(), reason="the corpora are not beside the checkout")
def test_windows_with_hardly_an_event_are_refused(planted: Sequence[Wake]) -> None:
    narrow = [w.found for w in planted if w.km == 2]
    assert all(f.reason and np.isnan(f.value) and np.isnan(f.p) for f in narrow)
    assert not any(f.p == 1.0 and f.value == 0.0 for f in (w.found for w in planted))


def test_the_ratio_of_counts_is_found_with_its_error() -> None:
    rng = np.random.default_rng(3)
    treated = np.arange(600) < 200
    before = rng.poisson(2.0, 600)
    after = rng.poisson(0.6 * (1 + before) * np.where(treated, 0.5, 1.0))
    found = difference(before, after, treated, [], rng)
    assert found.ratio == pytest.approx(np.log(0.5), abs=2.5 * found.ratio_error)
    assert 0.03 < found.ratio_error < 0.2 and found.p < 0.02


def test_a_side_without_any_attack_after_has_a_finite_ratio() -> None:
    rng = np.random.default_rng(4)
    treated = np.arange(80) < 30
    after = np.where(treated, 0, rng.poisson(1.0, 80))
    found = difference(np.zeros(80, np.int64), after, treated, [], rng)
    assert np.isfinite(found.ratio) and found.ratio < -1 and np.isfinite(found.ratio_error)


def test_the_answer_gives_the_ratio_and_the_difference() -> None:
    answer = wakes(*towns(0.3, 1), draws=20, seed=1)
    units = [estimate.unit for estimate in answer.estimates]  # type: ignore[union-attr]
    assert units[:2] == ["×", ""] and "×" in answer.table[0]
