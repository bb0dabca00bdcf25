"""CEAF-REE's arithmetic on entities made by hand."""

import numpy as np
import pytest

from benchmarks._words import Document
from benchmarks.muc4 import ROLES, Group, aligned, alike, compare, grouped, likely
from gesta.reader.words import split_words


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
        ("red owl army of peace", "apor", True),
        ("red owl army", "ra", False),
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


def test_a_name_and_its_short_form_in_brackets_are_one_entity() -> None:
    text = "the league of owls (night) and bats"
    words = split_words(text)
    none = np.zeros((len(words), 1), np.float32)
    page = Document(text, words, [], none, none.astype(np.int64), np.array([[0, len(words)]]))
    spans = [(1, 4, 1, 0.9), (5, 6, 1, 0.6), (8, 9, 1, 0.7)]
    groups = grouped(page, spans)[1]
    assert [g.names for g in groups] == [["league of owls", "night"], ["bats"]]
    assert likely(grouped(page, spans), 0.8)["PerpOrg"] == [frozenset({"league of owls"})]
