"""Boosted trees: what they learn, what their file keeps."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks._trees import Trees
from training.boosting import Recipe, boost

RECIPE = Recipe(trees=40, leaves=4, rate=0.3, least=10, pull=1.0, share=1.0)


def exclusive() -> tuple[np.ndarray, np.ndarray]:
    """Two numbers of which exactly one must be high: no sum of both tells that."""
    x = np.random.default_rng(0).random((600, 3))
    return x, ((x[:, 0] > 0.5) != (x[:, 1] > 0.5)).astype(float)


def test_trees_learn_what_no_sum_tells() -> None:
    x, y = exclusive()
    trees = boost(x, y, np.ones(len(y)), ("a", "b", "c"), RECIPE, seeds=(0,))
    assert ((trees.chances(x) > 0.5) == (y > 0)).mean() > 0.97


def test_chances_are_the_shares_where_nothing_tells_them_apart() -> None:
    x = np.zeros((400, 1))
    y = np.repeat([1.0, 0.0, 0.0, 0.0], 100)
    trees = boost(x, y, np.ones(400), ("a",), RECIPE, seeds=(0,))
    assert np.allclose(trees.chances(x), 0.25)


def test_weights_count_as_that_many_rows() -> None:
    x, y = np.zeros((200, 1)), np.repeat([1.0, 0.0], 100)
    trees = boost(x, y, np.where(y > 0, 1.0, 3.0), ("a",), RECIPE, seeds=(0,))
    assert np.allclose(trees.chances(x), 0.25)


def test_several_seeds_are_averaged() -> None:
    x, y = exclusive()
    recipe = Recipe(trees=5, leaves=4, rate=0.3, least=10, share=0.67)
    runs = [boost(x, y, np.ones(600), ("a", "b", "c"), recipe, seeds=(s,)) for s in (0, 1)]
    both = boost(x, y, np.ones(600), ("a", "b", "c"), recipe, seeds=(0, 1))
    odds = [np.log(t.chances(x) / (1 - t.chances(x))) for t in (*runs, both)]
    assert np.allclose((odds[0] + odds[1]) / 2, odds[2])


def test_the_file_gives_the_same_chances(tmp_path: Path) -> None:
    x, y = exclusive()
    trees = boost(x, y, np.ones(len(y)), ("a", "b", "c"), RECIPE, seeds=(0, 1))
    trees.write(tmp_path / "t.npz")
    read = Trees.read(tmp_path / "t.npz")
    assert read.names == ("a", "b", "c")
    assert np.allclose(read.chances(x), trees.chances(x), atol=1e-6)
