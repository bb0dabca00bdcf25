"""The scorer of the incident benchmark, on groupings small enough to count by hand."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from benchmarks.groupings import bcubed, ceafe, conll, conll_found, linked, muc, pairwise

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


def test_muc_by_hand() -> None:
    # Gold needs 2 + 1 links; `found` keeps 1 of a-b-c and 1 of d-e. Found has 1 + 2, 2 of them true.
    score = muc(GOLD, {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2})
    assert score.recall == pytest.approx(100 * 2 / 3)
    assert score.precision == pytest.approx(100 * 2 / 3)
    assert muc(GOLD, GOLD).f1 == 100
    assert muc({"a": 1, "b": 2}, {"a": 1, "b": 2}).f1 == 100  # no link asked, none said


def test_ceafe_by_hand() -> None:
    # a-b with a-b-c gives 4/5, d-e with c-d-e gives 4/5.
    score = ceafe(GOLD, {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2})
    assert score.precision == pytest.approx(80) and score.recall == pytest.approx(80)
    alone = ceafe(GOLD, {k: k for k in GOLD})
    assert alone.recall == pytest.approx(100 * (2 * 1 / 4 + 2 * 1 / 3) / 2)
    assert alone.precision == pytest.approx(100 * (2 * 1 / 4 + 2 * 1 / 3) / 5)


@pytest.mark.parametrize("seed", range(10))
def test_ceafe_agrees_with_every_match_tried(seed: int) -> None:
    chance = random.Random(seed)
    gold = {str(i): chance.randrange(4) for i in range(12)}
    found = {str(i): chance.randrange(4) for i in range(12)}
    golds, founds = sorted(set(gold.values())), sorted(set(found.values()))
    size = max(len(golds), len(founds))
    golds += [-1 - i for i in range(size - len(golds))]

    def alike(one: int, two: int) -> float:
        left = {i for i in gold if gold[i] == one}
        right = {i for i in found if found[i] == two}
        return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0

    best = max(
        sum(map(alike, golds, order))
        for order in permutations([*founds, *[-9] * (size - len(founds))])
    )
    assert ceafe(gold, found).precision == pytest.approx(100 * best / len(founds))


def test_conll_is_the_mean_of_three() -> None:
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    three = [muc(GOLD, found).f1, bcubed(GOLD, found).f1, ceafe(GOLD, found).f1]
    assert conll(GOLD, found) == pytest.approx(sum(three) / 3)


def test_where_items_had_to_be_found_a_missed_one_earns_nothing() -> None:
    assert conll_found(GOLD, GOLD) == pytest.approx(100)
    assert conll_found(GOLD, {}) == 0
    half = {"a": 1, "b": 1, "z": 2}  # c, d, e missed, z is none
    muc_f1 = 2 * (1 / 1) * (1 / 3) / (1 / 1 + 1 / 3)
    b3_precision, b3_recall = (1 + 1) / 3, (2 / 3 + 2 / 3) / 5
    b3_f1 = 2 * b3_precision * b3_recall / (b3_precision + b3_recall)
    ceaf = 4 / 5  # of two groups on either side
    expected = 100 * (muc_f1 + b3_f1 + ceaf / 2) / 3
    assert conll_found(GOLD, half) == pytest.approx(expected)
