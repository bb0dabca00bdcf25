"""Random networks with the degrees of a given one: the curveball algorithm.

Two rows of a table of 0 and 1 pool the columns that only one of them has and deal them out anew,
each keeping its number (Strona et al. 2014), so that all sums of rows and columns stay. Without
loops, for directed networks, a row never gets its own column (Carstens, Berger & Strona 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

BURN_IN, THIN = 20, 5
"""Trades for each row before the first network, and from one to the next."""


def curveball(
    rows: Sequence[frozenset[int]], *, draws: int, seed: int, loops: bool = True
) -> Iterator[list[frozenset[int]]]:
    """`draws` random tables; `rows[i]` are the columns of row i. With `loops` False row i and
    column i are one node, which is never tied to itself."""
    rng = Random(seed)
    held = [set(row) for row in rows]
    if len(held) < 2:
        yield from ([frozenset(row) for row in held] for _ in range(draws))
        return
    for step in range(draws):
        for _ in range((BURN_IN if step == 0 else THIN) * len(held)):
            _trade(held, rng, loops)
        yield [frozenset(row) for row in held]


def _trade(held: list[set[int]], rng: Random, loops: bool) -> None:
    one, two = rng.sample(range(len(held)), 2)
    left, right = held[one] - held[two], held[two] - held[one]
    if not loops:
        left.discard(two)
        right.discard(one)
    if left and right:
        pool = sorted(left | right)
        rng.shuffle(pool)
        held[one] = (held[one] - left) | set(pool[: len(left)])
        held[two] = (held[two] - right) | set(pool[len(left) :])
