"""Random networks keep every degree, never tie a node to itself, and reach all networks."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gesta.analysis.curveball import curveball

TABLES = st.lists(st.frozensets(st.integers(0, 7), max_size=6), min_size=0, max_size=8)


@given(TABLES, st.integers(0, 99))
def test_sums_of_rows_and_columns_stay(rows: list[frozenset[int]], seed: int) -> None:
    for found in curveball(rows, draws=3, seed=seed):
        assert [len(r) for r in found] == [len(r) for r in rows]
        assert Counter(c for r in found for c in r) == Counter(c for r in rows for c in r)


@given(TABLES, st.integers(0, 99))
def test_no_node_is_tied_to_itself(rows: list[frozenset[int]], seed: int) -> None:
    rows = [frozenset(c for c in row if c != k and c < len(rows)) for k, row in enumerate(rows)]
    for found in curveball(rows, draws=3, seed=seed, loops=False):
        assert all(k not in row for k, row in enumerate(found))
        assert Counter(c for r in found for c in r) == Counter(c for r in rows for c in r)


def test_all_networks_of_a_degree_are_as_likely() -> None:
    rows = [frozenset({0}), frozenset({1}), frozenset({2})]
    found = Counter(tuple(r) for r in curveball(rows, draws=3000, seed=1))
    assert len(found) == 6 and min(found.values()) > 400
