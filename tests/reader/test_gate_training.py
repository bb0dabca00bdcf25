"""How the gate's weights are made: labels, odds, the fit, the cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.reader import gate
from training.gate import HIGHEST, Example, cut_of, fit, label_of, logistic, odds_of, texts_of


@pytest.mark.parametrize(
    ("scores", "label"),
    [([0.9, 0.7], True), ([0.9], None), ([0.69, 0.69], None), ([0.49, 0.1], False), ([], False)],
)
def test_a_report_is_of_conflict_by_two_sure_events(
    scores: list[float], label: bool | None
) -> None:
    assert label_of(scores) is label


def example(*, peak: float, scores: dict[int, float], entries: tuple[str, ...] = ()) -> Example:
    seen = gate.Seen(
        np.full(len(EVENT_TYPES), peak), np.full(len(MENTION_TYPES), peak), max(0.0, peak)
    )
    hits = [gate.Hit(at, entry, "ASSAULT") for at, entry in enumerate(entries)]
    return Example([(0, 100)], [seen], hits, 100, scores)


def test_odds_are_how_often_an_event_begins_at_an_entry() -> None:
    often = example(peak=1, scores={0: 0.9, 1: 0.9}, entries=("v kill", "v kill"))
    never = example(peak=1, scores={}, entries=("n loss", "n loss"))
    odds = odds_of([often, never])
    assert odds.kinds == {"ASSAULT": 0.5}
    assert odds.entries["v kill"] > 0.5 > odds.entries["n loss"]


def test_logistic_finds_the_slopes_that_made_the_data() -> None:
    draw = np.random.default_rng(1)
    x = draw.normal(size=(20_000, 2))
    y = (draw.random(20_000) < 1 / (1 + np.exp(-(2 * x[:, 0] - x[:, 1] + 0.5)))).astype(float)
    assert logistic(x, y, ridge=1e-3) == pytest.approx([2, -1, 0.5], abs=0.1)


def test_the_fit_parts_what_can_be_parted_and_the_cut_keeps_conflict() -> None:
    draw = np.random.default_rng(2)
    examples = [
        example(peak=3 + draw.normal(), scores={0: 0.9, 1: 0.9})
        if i % 2
        else example(peak=-5 + draw.normal(), scores={})
        for i in range(200)
    ]
    cut, passed = cut_of(examples, "e")
    weights = fit(examples, "e")
    assert 0 < cut <= HIGHEST
    assert passed == 1.0
    assert weights.encoder == "e"


def test_the_same_reports_are_drawn_each_time(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    rows = [f'{{"id": {i}, "text": "report {i}"}}\n' for i in range(20)]
    odd = ['{"id": "none", "text": ""}\n', '{"id": "x", "text": null}\n', '{"id": "y"}\n']
    path.write_text("".join(rows + odd))
    drawn = texts_of(path, 5)
    assert drawn == texts_of(path, 5)
    assert len(drawn) == 5
    assert len(texts_of(path, 99)) == 20
