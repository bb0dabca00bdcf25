"""Ties among actors as joining keeps them, found from either end, and what they say together.

The invariant: what is kept of aliases, of who is above whom and of who differs is what
`relations` makes of all bonds. A bond that came or is firm now changes that for the actors at its
ends, for those of one name with them and for those below them, and only these are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gesta.joining.lazy import Lazy
from gesta.ledger.joins import Joins
from gesta.resolution.world import DEEPEST, UPWARD, Bond, Relations, is_up, relations

_FROM, _TO = "bond", "bond to"  # the kinds: by source, and the same by target
_FIRM, _LOOSE = "firm", "loose"


def file_bonds(joins: Joins, bonds: Iterable[Bond]) -> None:
    """Keep all bonds, and what they say together."""
    bonds = list(bonds)
    found: dict[str, str] = {}
    for bond in bonds:
        if found.get(_name(bond)) != _FIRM:
            found[_name(bond)] = _FIRM if bond.firm else _LOOSE
    _put(joins, found)
    for kind, values in _values(relations(bonds)).items():
        joins.put_known(kind, values)


def _put(joins: Joins, values: Mapping[str, str]) -> None:
    joins.put_known(_FROM, values)
    joins.put_known(_TO, {_turned(name): value for name, value in values.items()})


def _name(bond: Bond) -> str:
    return json.dumps([bond.source, bond.type, bond.target])


def _turned(name: str) -> str:
    source, kind, target = json.loads(name)
    return json.dumps([target, kind, source])


def _values(known: Relations) -> dict[str, dict[str, str]]:
    return {
        "alias": dict(known.aliases),
        "above": {name: _up(up) for name, up in known.above.items()},
        "distinct": {two(pair): "" for pair in known.distinct},
    }


def _up(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))


def _names(up: str | None) -> set[str]:
    """What `_up` gave."""
    return set(json.loads(up)) if up is not None else set()


def two(pair: Iterable[str]) -> str:
    """Two actors as an id of what is known; one alone where both are."""
    return json.dumps(sorted({*pair}))


@dataclass(frozen=True, slots=True)
class Changed:
    """Of whom something else is known: actors, and (names of one, names of those who are above it
    now and were not, or are so no more)."""

    actors: frozenset[str] = frozenset()
    raised: Sequence[tuple[frozenset[str], frozenset[str]]] = ()


class Bonds:
    """The bonds of a ledger. Those that come are added one set after the other."""

    def __init__(self, joins: Joins) -> None:
        self._joins = joins
        self._ask_anew()

    def _ask_anew(self) -> None:
        self._met: Mapping[tuple[str, str, str], list[tuple[str, bool]]] = Lazy(self._read)
        self._aliases: Mapping[str, str] = Lazy(lambda name: self._joins.known("alias", name))

    def _read(self, asked: tuple[str, str, str]) -> list[tuple[str, bool]]:
        """(other end, whether it is firm) of an actor's bonds of one type: kind, actor, type."""
        kind, actor, type_ = asked
        start = json.dumps([actor, type_])[:-1] + ", "
        rows = self._joins.known_from(kind, start)
        return [(json.loads(name)[2], value == _FIRM) for name, value in rows]

    def _of(self, actor: str) -> str:
        return self._aliases.get(actor, actor)

    def add(self, bonds: Iterable[Bond]) -> Changed:
        """Keep bonds that came or are firm now; of whom something else is known by that."""
        fresh = {}
        for bond in bonds:
            value = _FIRM if bond.firm else _LOOSE
            if self._joins.known(_FROM, _name(bond)) not in (value, _FIRM):
                fresh[_name(bond)] = bond
        if not fresh:
            return Changed()
        _put(self._joins, {n: _FIRM if bond.firm else _LOOSE for n, bond in fresh.items()})
        self._ask_anew()
        ends = {e for b in fresh.values() if _is_one(b) for e in (b.source, b.target)}
        names = {name for end in sorted(ends) for name in self._called(end)}
        before = {name: self._of(name) for name in names}
        changed = self._renew("alias", {name: min(self._called(name)) for name in sorted(names)})
        self._ask_anew()
        apart = {(b.source, b.target) for b in fresh.values() if b.type == "distinct-from"}
        changed |= self._every(self._renew("distinct", self._distinct(names, apart, before)))
        below = self._below({self._of(b.source) for b in fresh.values() if is_up(b)} | names)
        above = {name: self._above(name) for name in sorted(below)}
        others = {name: _names(up) ^ self._known_above(name) for name, up in above.items()}
        self._renew("above", above)
        raised = [(self._every([name]), self._every(up)) for name, up in others.items() if up]
        return Changed(frozenset(changed), raised)

    def _known_above(self, actor: str) -> set[str]:
        return _names(self._joins.known("above", actor))

    def _every(self, actors: Iterable[str]) -> frozenset[str]:
        """The actors by all their names."""
        return frozenset(name for actor in actors for name in self._called(actor))

    def _renew(self, kind: str, values: Mapping[str, str | None]) -> set[str]:
        """Keep values where they are others than those known; the actors concerned."""
        changed = {n: v for n, v in values.items() if self._joins.known(kind, n) != v}
        self._joins.put_known(kind, changed)
        if kind == "distinct":
            return {actor for pair in changed for actor in json.loads(pair)}
        return set(changed)

    def _called(self, actor: str) -> set[str]:
        """An actor with all that firm aliases make one with it."""
        found = {actor}
        todo = [actor]
        while todo:
            one = todo.pop()
            for kind in (_FROM, _TO):
                fresh = {other for other, firm in self._met[kind, one, "alias-of"] if firm} - found
                found |= fresh
                todo += fresh
        return found

    def _distinct(
        self, names: Iterable[str], apart: Iterable[tuple[str, str]], before: Mapping[str, str]
    ) -> dict[str, str | None]:
        """Pairs of actors known to differ ("") or no more (None): of these names and pairs."""
        pairs = {
            (name, other)
            for name in names
            for kind in (_FROM, _TO)
            for other, _ in self._met[kind, name, "distinct-from"]
        } | {*apart}
        old = {two(before.get(end) or self._of(end) for end in pair) for pair in pairs}
        new = {two(map(self._of, pair)) for pair in pairs}
        return {**dict.fromkeys(old, None), **dict.fromkeys(new, "")}

    def _beside(self, kind: str, actor: str) -> set[str]:
        """Who is one step above (by source) or below an actor that stands for its names."""
        return {
            self._of(other)
            for name in self._called(actor)
            for type_ in UPWARD
            for other, firm in self._met[kind, name, type_]
            if is_up(Bond(type_, name, other, firm))
        }

    def _above(self, actor: str) -> str | None:
        first = self._beside(_FROM, actor) if self._of(actor) == actor else set()
        if not first:
            return None
        seen: set[str] = set()
        level = first - {actor}
        for _ in range(DEEPEST):
            seen |= level
            level = {up for one in level for up in self._beside(_FROM, one)} - seen - {actor}
        return _up(seen)

    def _below(self, actors: set[str]) -> set[str]:
        """The actors, and those of whom they may be above."""
        found = set(actors)
        level = found
        for _ in range(DEEPEST):
            level = {down for one in level for down in self._beside(_TO, one)} - found
            found |= level
        return found


def _is_one(bond: Bond) -> bool:
    return bond.type == "alias-of" and bond.firm
