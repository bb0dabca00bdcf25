"""The scorer of the incident benchmark, on groupings small enough to count by hand."""

from __future__ import annotations

import random

import pytest

from benchmarks.groupings import bcubed, linked, pairwise

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}


def test_the_true_grouping_scores_full() -> None:
    renamed = {k: f"x{v}" for k, v in GOLD.items()}
    for score in (pairwise(GOLD, renamed), bcubed(GOLD, renamed)):
        assert (score.precision, score.recall, score.f1) == (100, 100, 100)


def test_nothing_joined_is_pure_and_misses_all() -> None:
    score = pairwise(GOLD, {k: k for k in GOLD})
    assert (score.precision, score.recall, score.f1) == (100, 0, 0)


def test_all_joined_misses_nothing() -> None:
    score = pairwise(GOLD, dict.fromkeys(GOLD, 0))
    assert score.precision == 40  # 3 + 1 true pairs of 10
    assert score.recall == 100


def test_bcubed_by_hand() -> None:
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    score = bcubed(GOLD, found)
    assert score.precision == pytest.approx(100 * (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert score.recall == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_an_item_that_one_side_lacks_stands_alone() -> None:
    score = pairwise(GOLD, {"a": 1, "b": 1, "z": 1})
    assert score.precision == pytest.approx(100 / 3)
    assert score.recall == 25


def test_linked_pairs_need_not_be_transitive() -> None:
    score = linked({("a", "b"), ("b", "c")}, {("a", "b"), ("a", "d")})
    assert (score.precision, score.recall) == (50, 50)
    assert linked(set(), set()).f1 == 100


@pytest.mark.parametrize("seed", range(10))
def test_bcubed_agrees_with_its_definition(seed: int) -> None:
    chance = random.Random(seed)
    gold = {str(i): chance.randrange(5) for i in range(30)}
    found = {str(i): chance.randrange(5) for i in range(30)}

    def mates(groups: dict[str, int], item: str) -> set[str]:
        return {other for other in groups if groups[other] == groups[item]}

    both = {i: len(mates(gold, i) & mates(found, i)) for i in gold}
    score = bcubed(gold, found)
    assert score.precision == pytest.approx(
        100 * sum(both[i] / len(mates(found, i)) for i in gold) / 30
    )
    assert score.recall == pytest.approx(
        100 * sum(both[i] / len(mates(gold, i)) for i in gold) / 30
    )
