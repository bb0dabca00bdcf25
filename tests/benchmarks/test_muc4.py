"""CEAF-REE's arithmetic on entities made by hand."""

import pytest

from benchmarks.muc4 import ROLES, Group, aligned, alike, compare


def entities(**roles: list[list[str]]) -> dict[str, list[frozenset[str]]]:
    return {role: [frozenset(e) for e in roles.get(role, [])] for role in ROLES}


def test_a_subset_of_a_gold_entity_is_right_and_any_other_string_spoils_it() -> None:
    gold = [frozenset({"the red column", "trc"}), frozenset({"bandits"})]
    assert aligned([frozenset({"trc"})], gold) == 1
    assert aligned([frozenset({"trc", "bandits"})], gold) == 0


def test_each_gold_entity_is_used_once_and_the_alignment_is_the_best() -> None:
    a, b = frozenset({"x", "y"}), frozenset({"x"})
    assert aligned([frozenset({"x"}), frozenset({"x"})], [a]) == 1
    assert aligned([frozenset({"x"}), frozenset({"y"})], [a, b]) == 2


def test_counts_are_pooled_over_roles() -> None:
    gold = [entities(Target=[["mill"]], Victim=[["the miller"], ["his wife"]])]
    found = [entities(Target=[["mill"]], Victim=[["the baker"]])]
    figures = compare(gold, found)
    assert figures["Target f1"] == 100
    assert figures["Victim f1"] == 0
    assert figures["f1"] == pytest.approx(200 * 1 / 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("front of the north", "fn", True),
        ("mayor olmo", "olmo", True),
        ("car", "carbine", False),
        ("a", "a", True),
    ],
)
def test_names_that_mean_one_entity(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_weak_mentions_add_up() -> None:
    group = Group(["a", "b"], [0.5, 0.6])
    assert group.sure == pytest.approx(0.8)
    assert group.best == "b"
