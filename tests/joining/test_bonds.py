"""Bonds added in any batches say together what all of them say at once, and whom that concerns."""

from __future__ import annotations

import random
from itertools import combinations_with_replacement

import apsw
import pytest

from gesta.joining.bonds import Bonds, Changed, file_bonds
from gesta.ledger.joins import Joins
from gesta.ledger.schema import joins_sql
from gesta.resolution.world import Bond, Relations, relations

TYPES = ("alias-of", "part-of", "leads", "speaks-for", "distinct-from", "ally-of")


def joins() -> Joins:
    connection = apsw.Connection(":memory:")
    connection.execute(joins_sql())
    return Joins(connection)


def kept(made: Joins) -> dict[str, list[tuple[str, str]]]:
    kinds = ("bond", "bond to", "alias", "above", "distinct")
    return {kind: list(made.all_known(kind)) for kind in kinds}


def of(known: Relations, actor: str) -> tuple[object, ...]:
    """All that is known of an actor's standing."""
    apart = {pair for pair in known.distinct if actor in pair}
    return known.aliases.get(actor), known.above.get(actor, frozenset()), apart


def between(known: Relations, one: str, two: str) -> tuple[object, ...]:
    """What is known of two actors together."""
    a, b = known.aliases.get(one, one), known.aliases.get(two, two)
    if a == b:
        return ("one",)
    up, down = b in known.above.get(a, ()), a in known.above.get(b, ())
    return frozenset((a, b)) in known.distinct, up, down


def concerns(changed: Changed, one: str, two: str) -> bool:
    """Whether a change names one of two actors, or the two as lower and upper."""
    pairs = [(low, up) for low, up in changed.raised if {one, two} & low and {one, two} & up]
    return not changed.actors.isdisjoint((one, two)) or bool(pairs)


def bonds(dice: random.Random, actors: int, number: int) -> list[Bond]:
    """Bonds by chance, some of an actor to itself."""
    names = [f"a{n}" for n in range(actors)]
    return [
        Bond(dice.choice(TYPES), dice.choice(names), dice.choice(names), dice.random() < 0.4)
        for _ in range(number)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_in_any_batches_as_at_once(seed: int) -> None:
    dice = random.Random(seed)
    line = bonds(dice, actors=dice.choice((5, 12, 30)), number=dice.choice((10, 40)))
    made, told = joins(), list[Bond]()
    while line:
        batch = [line.pop() for _ in range(min(len(line), dice.randint(1, 4)))]
        # A tie that one report states may be firm later, and is never less so.
        firm = {(b.type, b.source, b.target) for b in (*told, *batch) if b.firm}
        batch = [
            Bond(b.type, b.source, b.target, (b.type, b.source, b.target) in firm) for b in batch
        ]
        before = relations(told)
        told = [b for b in told if (b.type, b.source, b.target) not in firm or b.firm] + batch
        after = relations(told)
        changed = Bonds(made).add(sorted(batch, key=lambda bond: bond.firm))
        names = [f"a{n}" for n in range(30)]
        every = changed.actors.union(*(low for low, _ in changed.raised))
        assert {a for a in names if of(before, a) != of(after, a)} <= every
        for one, two in combinations_with_replacement(names, 2):
            if between(before, one, two) != between(after, one, two):
                assert concerns(changed, one, two)
        wanted = joins()
        file_bonds(wanted, told)
        assert kept(made) == kept(wanted)


def test_a_bond_known_already_concerns_nobody() -> None:
    made = joins()
    bond = Bond("part-of", "unit", "army", firm=True)
    assert Bonds(made).add([bond]) == Changed(raised=[(frozenset({"unit"}), frozenset({"army"}))])
    again = Bond("part-of", "unit", "army", firm=False)
    assert Bonds(made).add([bond, again]) == Changed()


def test_names_that_end_alike_are_told_apart() -> None:
    made = joins()
    pairs = (("a", "x"), ('a"', "y"), ('a", "part-of', "z"), ("a b", "w"))
    Bonds(made).add(Bond("part-of", low, high, firm=True) for low, high in pairs)
    assert dict(made.all_known("above")) == {
        low: f'["{high}"]' for low, high in pairs
    }  # each its own
