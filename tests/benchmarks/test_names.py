"""The table of name pairs is what it promises; the benchmark's figures mean what they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.names import TABLE, Pair, actors_in, best_threshold, f1, is_same, read_pairs
from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors import Registry


def pair(left: str, right: str, *, same: bool, kind: str = "group") -> Pair:
    return Pair("here", "shared word", same, False, left, kind, right, kind)


def test_the_table_is_as_large_and_as_wide_as_promised() -> None:
    pairs = read_pairs(TABLE)
    assert len(pairs) >= 400
    assert actors_in(pairs) >= 60
    assert len({p.region for p in pairs}) >= 5
    assert min(Counter(p.same for p in pairs).values()) >= 150
    assert {p.left_type for p in pairs} | {p.right_type for p in pairs} <= set(ACTOR_TYPES)


def test_no_pair_stands_twice_or_contradicts_another() -> None:
    pairs = read_pairs(TABLE)
    assert len({frozenset((p.left, p.right)) for p in pairs}) == len(pairs)
    head: dict[str, str] = {}

    def find(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for p in pairs:
        if p.same:
            head[find(p.left)] = find(p.right)
    assert [p for p in pairs if not p.same and find(p.left) == find(p.right)] == []


def test_no_row_merges_two_actors() -> None:
    registry = Registry.open()
    assert [p for p in read_pairs(TABLE) if not p.same and is_same(p, registry)] == []


def test_f1_counts_hits_misses_and_wrong_merges() -> None:
    pairs = [pair("A", "B", same=True), pair("A", "C", same=True), pair("A", "D", same=False)]
    assert f1(pairs, [True, True, False]) == 100
    assert f1(pairs, [True, False, True]) == 50
    assert f1([pairs[2]], [False]) == 0


def test_the_peer_gets_its_best_threshold() -> None:
    pairs = [pair("Zubar Front", "Zubar front", same=True), pair("Zubar Front", "Xy", same=False)]
    least = best_threshold(pairs)
    assert 50 <= least <= 100


def test_names_alone_in_their_reports_are_compared_as_actors() -> None:
    registry = Registry.open()
    assert is_same(pair("Liwa Zubariyun", "Liwaa Zubariyoun", same=True), registry)
    assert not is_same(pair("Zubar Front", "Zubar Movement", same=False), registry)
    assert not is_same(pair("", "", same=False), registry)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    try:
        read_pairs(tmp_path / "none.tsv")
    except FileNotFoundError as error:
        assert "none.tsv" in str(error)
    else:
        raise AssertionError("a missing table was read")
