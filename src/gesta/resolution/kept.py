"""Cores as records that a ledger keeps, so that what is read later is joined without them all.

A record is a list of JSON values in the order of the fields of `Facts`, places by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gesta.resolution.blocks import Key
from gesta.resolution.facts import Facts, Range
from gesta.resolution.world import Spot

Record = list[Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A core and the keys under which it is filed."""

    facts: Facts
    keys: tuple[Key, ...]

    def record(self) -> Record:
        """The core as JSON values."""
        return [*_record(self.facts), [[number, int(meets)] for number, meets in self.keys]]


def _record(f: Facts) -> Record:
    return [
        f.id, list(f.claims), sorted(f.reports), f.type, f.kind, f.days, f.precision,
        f.spot.id if f.spot else None, sorted(f.actors), sorted(f.recipients), sorted(f.targets),
        sorted(f.weapons), f.killed, f.wounded, f.number, f.count, sorted(f.lemmas),
        list(f.telling), sorted(f.modes), sorted(f.outcomes), sorted(f.certainties),
        sorted(spot.id for spot in f.spots), f.told,
    ]  # fmt: skip


def kept_of(record: Record, spots: Mapping[str, Spot]) -> Kept:
    """The core of a record; `spots` are the places by id."""
    (name, claims, reports, type_, kind, days, precision, spot, actors, recipients, targets,
     weapons, killed, wounded, number, count, lemmas, telling, modes, outcomes, certainties, places,
     told, keys) = record  # fmt: skip
    facts = Facts(
        id=name, claims=tuple(claims), reports=frozenset(reports), type=type_, kind=kind,
        days=_pair(days), precision=precision, spot=None if spot is None else spots[spot],
        actors=frozenset(actors), recipients=frozenset(recipients), targets=frozenset(targets),
        weapons=frozenset(weapons), killed=_range(killed), wounded=_range(wounded), number=number,
        count=_range(count), lemmas=frozenset(lemmas), telling=tuple(telling),
        modes=frozenset(modes), outcomes=frozenset(outcomes), certainties=frozenset(certainties),
        spots=frozenset(spots[place] for place in places), told=_pair(told),
    )  # fmt: skip
    return Kept(facts, tuple((number, bool(meets)) for number, meets in keys))


def _pair(values: Iterable[int] | None) -> tuple[int, int] | None:
    if values is None:
        return None
    first, last = values
    return first, last


def _range(values: Iterable[Any] | None) -> Range | None:
    if values is None:
        return None
    low, high = values
    return low, high
