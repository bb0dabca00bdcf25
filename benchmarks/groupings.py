"""Scores of a grouping against the true one. Groupings map an item to the name of its group.

An item that only one side has is left out by none of the scores: it stands alone on the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

import numpy as np

Grouping = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _rows(gold: Grouping, found: Grouping) -> list[tuple[Hashable, Hashable]]:
    """(true group, found group) of each item of either side."""
    items = sorted(gold.keys() | found.keys())
    return [(gold.get(i, ("alone", i)), found.get(i, ("alone", i))) for i in items]


def pairwise(gold: Grouping, found: Grouping) -> Score:
    """Over pairs of items in one group. 100 - precision is the false-merge rate: pairs joined
    that are two. Where nothing is joined precision is 100."""
    rows = _rows(gold, found)
    both = _pairs(Counter(rows))
    joined, true = _pairs(Counter(f for _, f in rows)), _pairs(Counter(g for g, _ in rows))
    return Score(100 * both / joined if joined else 100.0, 100 * both / true if true else 100.0)


def bcubed(gold: Grouping, found: Grouping) -> Score:
    """B³ (Bagga and Baldwin 1998): the mean over items of how pure and how whole its group is."""
    rows = _rows(gold, found)
    if not rows:
        return Score(0.0, 0.0)
    both = Counter(rows)
    by_gold, by_found = Counter(g for g, _ in rows), Counter(f for _, f in rows)
    precision = sum(n * n / by_found[f] for (_, f), n in both.items())
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items())
    return Score(100 * precision / len(rows), 100 * recall / len(rows))


def linked(gold: Set[tuple[str, str]], found: Set[tuple[str, str]]) -> Score:
    """Over pairs given outright, for links that need not be transitive (reports that share an
    incident). 100 - precision is the false-merge rate."""
    both = len(gold & found)
    return Score(
        100 * both / len(found) if found else 100.0, 100 * both / len(gold) if gold else 100.0
    )


def muc(gold: Grouping, found: Grouping) -> Score:
    """MUC (Vilain et al. 1995): the links that a group needs, and how many of them are there.

    A side without any link scores 100: nothing was asked, or nothing was said wrongly.
    """
    return Score(_links(_flipped(_rows(gold, found))), _links(_rows(gold, found)))


def _flipped(rows: list[tuple[Hashable, Hashable]]) -> list[tuple[Hashable, Hashable]]:
    return [(found, gold) for gold, found in rows]


def _links(rows: list[tuple[Hashable, Hashable]]) -> float:
    """The share of the links of the left groups that the right groups keep, in percent."""
    sizes = Counter(left for left, _ in rows)
    parts = Counter(left for left, _ in set(rows))
    asked = sum(n - 1 for n in sizes.values())
    kept = sum(n - parts[group] for group, n in sizes.items())
    return 100 * kept / asked if asked else 100.0


def ceafe(gold: Grouping, found: Grouping) -> Score:
    """CEAF-e (Luo 2005): groups matched one to one so that the sum of their likenesses is highest.

    The likeness of two groups is twice their common items over all their items.
    """
    rows = _rows(gold, found)
    if not rows:
        return Score(0.0, 0.0)
    by_gold, by_found = Counter(g for g, _ in rows), Counter(f for _, f in rows)
    best = sum(_best_match(part, by_gold, by_found) for part in _connected(Counter(rows)))
    return Score(100 * best / len(by_found), 100 * best / len(by_gold))


_Cells = list[tuple[Hashable, Hashable, int]]


def _connected(both: Counter[tuple[Hashable, Hashable]]) -> list[_Cells]:
    """The cells (gold group, found group, common items), those that share a group together."""
    parent: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for gold, found in both:
        parent[root(("gold", gold))] = root(("found", found))
    parts: dict[Hashable, _Cells] = defaultdict(list)
    for (gold, found), items in both.items():
        parts[root(("gold", gold))].append((gold, found, items))
    return list(parts.values())


def _best_match(cells: _Cells, by_gold: Counter[Hashable], by_found: Counter[Hashable]) -> float:
    """The highest sum of likenesses of a one-to-one match among groups that touch."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    rows = {g: i for i, g in enumerate(dict.fromkeys(g for g, _, _ in cells))}
    columns = {f: i for i, f in enumerate(dict.fromkeys(f for _, f, _ in cells))}
    likeness = np.zeros((len(rows), len(columns)))
    for gold, found, items in cells:
        likeness[rows[gold], columns[found]] = 2 * items / (by_gold[gold] + by_found[found])
    chosen = linear_sum_assignment(likeness, maximize=True)
    return float(likeness[chosen].sum())


def conll(gold: Grouping, found: Grouping) -> float:
    """The CoNLL 2012 score: the mean F1 of MUC, B³ and CEAF-e, in percent."""
    return sum(score(gold, found).f1 for score in (muc, bcubed, ceafe)) / 3


def conll_found(gold: Grouping, found: Grouping) -> float:
    """The CoNLL 2012 score where the items had to be found: one that is missed, or is none, earns
    nothing, as in the scorer of Pradhan et al. (2014). `conll` takes the items as given."""
    scores = (muc(gold, found), _bcubed_found(gold, found), _ceafe_found(gold, found))
    return sum(score.f1 for score in scores) / len(scores)


def _bcubed_found(gold: Grouping, found: Grouping) -> Score:
    both = Counter((gold[item], found[item]) for item in gold.keys() & found.keys())
    by_gold, by_found = Counter(gold.values()), Counter(found.values())
    precision = sum(n * n / by_found[f] for (_, f), n in both.items())
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items())
    return Score(100 * precision / max(1, len(found)), 100 * recall / max(1, len(gold)))


def _ceafe_found(gold: Grouping, found: Grouping) -> Score:
    both = Counter((gold[item], found[item]) for item in sorted(gold.keys() & found.keys()))
    by_gold, by_found = Counter(gold.values()), Counter(found.values())
    best = sum(_best_match(part, by_gold, by_found) for part in _connected(both))
    return Score(100 * best / max(1, len(by_found)), 100 * best / max(1, len(by_gold)))
