"""Clustering on random graphs: never across a veto, near the best grouping there is, any order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from gesta.resolution.cluster import agglomerate, average
from gesta.resolution.partition import Partition
from gesta.resolution.score import Judged

Graph = dict[tuple[str, str], Judged]


def judged(logit: float, *, vetoed: bool = False) -> Judged:
    return Judged(logit, min(0.0, logit), (), vetoed)


def graph(seed: int, size: int) -> Graph:
    chance = random.Random(seed)
    names = [f"n{i:02}" for i in range(size)]
    return {
        (a, b): judged(chance.gauss(-0.5, 2), vetoed=chance.random() < 0.1)
        for a, b in combinations(names, 2)
    }


def cluster(near: Graph, partition: Partition) -> list[list[str]]:
    agglomerate(near, compare=lambda a, b: near[a, b], link=average, join=partition.join)
    return partition.groups()


def worth(groups: list[list[str]], near: Graph) -> float:
    """The sum inside the groups of the log-odds beyond those asked for: what correlation clustering
    maximises."""
    inside = [near[p] for g in groups for p in combinations(sorted(g), 2)]
    beyond = sum(average([j]) for j in inside if not j.vetoed)
    return float("-inf") if any(j.vetoed for j in inside) else beyond


def every_grouping(names: list[str]) -> Iterator[list[list[str]]]:
    if not names:
        yield []
        return
    for rest in every_grouping(names[1:]):
        yield [[names[0]], *rest]
        for i in range(len(rest)):
            yield [*rest[:i], [names[0], *rest[i]], *rest[i + 1 :]]


@pytest.mark.parametrize("seed", range(30))
def test_no_veto_inside_a_group_and_any_order(seed: int) -> None:
    near = graph(seed, 14)
    names = sorted({n for p in near for n in p})
    groups = cluster(near, Partition(names))
    assert all(not near[p].vetoed for g in groups for p in combinations(g, 2))
    rows = list(near.items())
    random.Random(seed).shuffle(rows)
    assert cluster(dict(rows), Partition(reversed(names))) == groups


def test_near_the_best_grouping_of_small_graphs() -> None:
    """Against the true optimum by trying every grouping of seven: on average nine tenths of it."""
    shares = []
    for seed in range(25):
        near = graph(seed, 7)
        names = sorted({n for p in near for n in p})
        best = max(worth(g, near) for g in every_grouping(names))
        found = worth(cluster(near, Partition(names)), near)
        assert found >= 0.0
        shares.append(found / best if best else 1.0)
    assert sum(shares) / len(shares) >= 0.9


def test_a_chain_does_not_close() -> None:
    """Neighbours alike, all others strangers: no group of three."""
    names = [f"n{i}" for i in range(9)]
    near = {
        (a, b): judged(1.0 if int(b[1]) - int(a[1]) == 1 else -4.0)
        for a, b in combinations(names, 2)
    }
    assert max(len(g) for g in cluster(near, Partition(names))) == 2


def test_planted_groups_are_found() -> None:
    chance = random.Random(3)
    names = [f"n{i:02}" for i in range(30)]
    near = {
        (a, b): judged(chance.gauss(2 if int(a[1:]) % 5 == int(b[1:]) % 5 else -2, 0.8))
        for a, b in combinations(names, 2)
    }
    assert sorted(map(len, cluster(near, Partition(names)))) == [6] * 5


def test_judgements_hold_against_all_evidence() -> None:
    names = ["a", "b", "c"]
    near = {p: judged(9.0) for p in combinations(names, 2)}
    assert cluster(near, Partition(names, [("a", "c")])) in (
        [["a", "b"], ["c"]],
        [["a"], ["b", "c"]],
    )


@pytest.mark.parametrize("seed", range(20))
def test_partition_never_joins_what_is_apart(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"n{i}" for i in range(20)]
    apart = [tuple(chance.sample(names, 2)) for _ in range(8)]
    partition = Partition(names, apart)  # type: ignore[arg-type]
    for _ in range(200):
        left, right = chance.choice(names), chance.choice(names)
        allowed = partition.may_join(left, right)
        assert partition.join(left, right) == allowed
        assert all(partition.find(a) != partition.find(b) for a, b in apart)
    assert sorted(n for g in partition.groups() for n in g) == sorted(names)
