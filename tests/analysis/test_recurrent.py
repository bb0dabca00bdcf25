"""Andersen–Gill: against the published numbers, against a plain formula, and refusing what has no answer."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from gesta.analysis.answer import OPEN, YES
from gesta.analysis.recurrent import recurrent
from gesta.analysis.waits import spells, waits
from tests.analysis.makers import from_counts

BLADDER = Path(__file__).parents[3] / "shared/corpora/analysis/survival/bladder2.csv"


@pytest.mark.corpora
@pytest.mark.skipif(not BLADDER.exists(), reason="the corpora are not beside the checkout")
def test_tumours_that_come_again_as_published() -> None:
    with BLADDER.open() as stream:
        rows = list(csv.DictReader(stream))
    column = {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}
    table = np.column_stack([column[k] for k in ("rx", "size", "number")])
    times = (column["start"], column["stop"], column["event"])
    fit = recurrent(*times, table, column["id"], ties="breslow")
    assert fit.beta.round(5).tolist() == [-0.45979, -0.04256, 0.17164]
    assert fit.robust.round(5).tolist() == [0.25801, 0.07555, 0.06131]
    efron = recurrent(*times, table, column["id"])
    assert efron.beta.round(4).tolist() == [-0.4647, -0.0437, 0.1750]


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_the_fit_is_the_top_of_the_partial_likelihood(ties: str) -> None:
    rng = np.random.default_rng(1)
    start = rng.integers(0, 5, 60).astype(float)
    stop, event = start + rng.integers(1, 6, 60), rng.integers(0, 2, 60)
    x = rng.normal(size=(60, 1))

    def likelihood(beta: float) -> float:
        total = 0.0
        for time in np.unique(stop[event > 0]):
            risk = np.exp(beta * x[(start < time) & (stop >= time), 0])
            tied = x[(stop == time) & (event > 0), 0]
            for k in range(len(tied)):
                less = k / len(tied) * np.exp(beta * tied).sum() if ties == "efron" else 0.0
                total += beta * tied[k] - np.log(risk.sum() - less)
        return total

    best = float(recurrent(start, stop, event, x, ties=ties).beta[0])
    assert likelihood(best) >= max(likelihood(best + 0.01), likelihood(best - 0.01))


def test_rows_doubled_under_one_id_do_not_look_surer() -> None:
    rng = np.random.default_rng(2)
    stop, event, x = rng.exponential(1.0, 50) + 0.01, np.ones(50), rng.normal(size=(50, 1))
    once = recurrent(np.zeros(50), stop, event, x, np.arange(50), ties="breslow")
    start, end, happened = (np.tile(v, 2) for v in (np.zeros(50), stop, event))
    ids = np.tile(np.arange(50), 2)
    doubled = recurrent(start, end, happened, np.tile(x, (2, 1)), ids, ties="breslow")
    assert doubled.robust[0] == pytest.approx(once.robust[0], rel=1e-6)
    assert doubled.error[0] < once.error[0]


@pytest.mark.parametrize(
    ("stop", "event", "ties"), [([1, 2], [0, 0], "efron"), ([0, 2], [1, 1], "efron"), ([1, 2], [1, 1], "exact")],
)  # fmt: skip
def test_what_has_no_fit_is_an_error(stop: list[int], event: list[int], ties: str) -> None:
    with pytest.raises(ValueError, match="event|neither"):
        recurrent(np.zeros(2), np.array(stop), np.array(event), np.array([[0.0], [1.0]]), ties=ties)


def test_waits_are_days_since_the_last_attack() -> None:
    counts, acted = np.zeros(60, dtype=int), np.zeros(60, dtype=int)
    counts[[30, 33, 40]], acted[35] = 1, 1
    rows = spells(counts, acted)
    assert rows.start.tolist() == [0, 1, 2, *range(7), *range(19)]
    assert rows.event.sum() == 2 and rows.event[2] == rows.event[9] == 1
    assert rows.columns[:, 0].tolist() == [float(36 <= d <= 42) for d in range(31, 60)]


def test_later_attacks_after_actions_are_seen_and_few_are_refused() -> None:
    rng = np.random.default_rng(3)
    acted = np.zeros(500, dtype=int)
    acted[40:480:20] = 1
    counts = rng.poisson(np.where(np.convolve(acted, [0] + [1] * 7)[:500] > 0, 0.05, 0.5))
    found = waits(from_counts(counts.tolist()), from_counts(acted.tolist()), draws=20, seed=1)
    assert found.verdict == YES and "later" in found.words
    few = waits(from_counts([1] + [0] * 199), from_counts(acted[:200].tolist()), draws=20, seed=1)
    assert few.verdict == OPEN and "30 are needed" in few.words
