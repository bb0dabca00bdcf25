"""Natural experiments: two stages against the published numbers and a known truth; weak ones refused."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from gesta.analysis.answer import OPEN, YES, Estimate
from gesta.analysis.daily import Daily, read_daily
from gesta.analysis.instrument import Design, design, with_instrument
from gesta.analysis.regression import independent, regress
from gesta.errors import AnalysisError
from tests.analysis.makers import DAY0, from_counts

PAKISTAN = Path(__file__).parents[3] / "shared/corpora/analysis/mahmood_jetter2023/daily.csv"


def confounded(effect: float, pull: float, seed: int, days: int = 900) -> tuple[list[int], list[int], Daily]:  # fmt: skip
    """Unrest drives attacks and actions alike; wind keeps actions away; `effect` is the truth."""
    rng = np.random.default_rng(seed)
    unrest, wind = rng.normal(size=days), rng.normal(size=days)
    for day in range(1, days):
        unrest[day] = 0.7 * unrest[day - 1] + 0.7 * unrest[day]
    acted = rng.poisson(np.exp(-1 + 0.5 * unrest - pull * wind))
    rate = np.exp(0.8 + 0.3 * unrest)
    for back in range(1, 8):
        rate[back:] += effect / 7 * acted[:-back]
    attacks = rng.poisson(rate)
    return attacks.tolist(), acted.tolist(), Daily(DAY0, {"wind": wind})


def test_two_stages_find_the_effect_that_plain_regression_misses() -> None:
    values = []
    for seed in range(4):
        attacks, acted, table = confounded(2.0, 0.9, seed)
        answer = with_instrument(
            from_counts(attacks), from_counts(acted), table, "wind", draws=20, seed=1
        )
        found = answer.estimates[0]
        assert isinstance(found, Estimate)
        values.append((found.value, found.low <= 2 <= found.high, answer.verdict))
    assert np.mean([v for v, _, _ in values]) == pytest.approx(2.0, abs=0.8)
    assert sum(held for _, held, _ in values) >= 3
    assert any(verdict == YES for *_, verdict in values)
    assert any("without the instrument" in words for words in answer.beside)


def test_a_weak_instrument_is_refused_with_its_f() -> None:
    attacks, acted, table = confounded(2.0, 0.0, 1)
    answer = with_instrument(from_counts(attacks), from_counts(acted), table, "wind", draws=20, seed=1)  # fmt: skip
    assert answer.verdict == OPEN and answer.estimates == ()
    assert "first-stage F" in answer.words


@pytest.mark.parametrize("values", [np.full(900, np.nan), np.ones(900), np.ones(20)])
def test_an_instrument_that_says_nothing_is_refused(values: np.ndarray) -> None:
    attacks, acted, _ = confounded(1.0, 0.9, 2)
    table = Daily(DAY0, {"wind": values})
    answer = with_instrument(from_counts(attacks), from_counts(acted), table, "wind", draws=20, seed=1)  # fmt: skip
    assert answer.verdict == OPEN and answer.estimates == ()


def test_columns_that_are_sums_of_others_are_left_out() -> None:
    one = np.random.default_rng(1).normal(size=(50, 2))
    table = np.column_stack([one, one.sum(axis=1), np.zeros(50)])
    assert independent(table).shape == (50, 2)


def test_white_errors_are_those_of_the_formula() -> None:
    rng = np.random.default_rng(2)
    x = np.column_stack([rng.normal(size=80), np.ones(80)])
    y = x @ [1.5, 2.0] + rng.normal(size=80) * np.abs(x[:, 0])
    fit = regress(y, x)
    left = y - x @ fit.beta
    bread = np.linalg.inv(x.T @ x)
    wanted = bread @ (x.T * left**2) @ x @ bread
    assert fit.error(0) == pytest.approx(np.sqrt(wanted[0, 0]))
    assert fit.error(0, lags=5) != fit.error(0)


def test_a_daily_table_is_read_with_gaps_and_refusals(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("day,wind\n2024-01-01,3.5\n2024-01-03,NA\n2024-13-01,1\n2024-01-04,x\n2024-01-05,2\n")  # fmt: skip
    table = read_daily(path, ["wind"])
    assert table.columns["wind"][0] == 3.5 and np.isnan(table.columns["wind"][1:4]).all()
    assert len(table.refused) == 2
    around = table.between(DAY0 - timedelta(days=1), DAY0 + timedelta(days=5), "wind")
    assert np.isnan(around[0]) and around[1] == 3.5 and around[5] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("day,rain\n2024-01-01,1\n", "no column 'wind'"),
        ("when,wind\n2024-01-01,1\n", "`date` or `day`"),
        ("day,wind\n2024-01-01,1\n2024-01-01,2\n", "twice"),
        ("day,wind\n", "no line"),
        ("", "no column"),
    ],
)
def test_a_table_that_cannot_serve_is_an_error_in_words(
    tmp_path: Path, words: str, said: str
) -> None:
    path = tmp_path / "w.csv"
    path.write_text(words)
    with pytest.raises(AnalysisError, match=said):
        read_daily(path, ["wind"])


def published(name: str) -> Design:
    with PAKISTAN.open() as stream:
        rows = list(csv.DictReader(stream))
    column = {k: np.array([float(r[k]) for r in rows]) for k in rows[0] if k != "day"}
    return design(
        date.fromisoformat(rows[0]["day"]), column["attacks"], column["drones"], column[name],
        controls=[column[k] for k in ("ramadan", "tmean2_mir", "lnprec")], lagged=[column["mil_act"]],
    )  # fmt: skip


@pytest.mark.corpora
@pytest.mark.skipif(not PAKISTAN.exists(), reason="the corpora are not beside the checkout")
def test_drones_and_wind_in_pakistan_as_published() -> None:
    gusts, wind = published("gusts"), published("wind")
    assert len(gusts.y) == 3997
    second = gusts.second()
    assert round(float(second.beta[0]), 4) == 2.9268
    assert round(second.error(0), 4) == 1.0159
    assert round(second.error(0, lags=14), 4) == 1.5113
    other = wind.second()
    found = (float(other.beta[0]), other.error(0), other.error(0, lags=14))
    assert tuple(round(v, 4) for v in found) == (3.3847, 1.3543, 1.9144)
    plain = gusts.plain()
    assert round(float(plain.beta[0]), 4) == -0.0439
    assert round(plain.error(0, lags=1, corrected=True), 4) == 0.0447
    assert round(plain.error(0, lags=15, corrected=True), 4) == 0.0498
    assert gusts.strength() > 10
