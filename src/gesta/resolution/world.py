"""What resolution knows beside the claims: reports, copies, places, actors and their ties.

`World` answers three questions: how near two actors are, where a place lies, and whose voice a
report is. It is built once and never changed; the caches hold nothing but repeated answers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from gesta.identity import slug
from gesta.types import Actor, Place, Tie

T = TypeVar("T")

SAME, HALF, NONE = 1.0, 0.5, 0.0

# Kilometres around the point where a place of unknown extent may lie, by precision.
RADIUS_KM = {"site": 3.0, "town": 10.0, "district": 40.0, "region": 120.0, "country": 500.0}
_UNKNOWN_KM = 50.0
_EARTH_KM = 6371.0
DEEPEST = 4  # steps from a unit up to its umbrella's umbrella
# A tie that every claim denies, plans or only imagines is no tie.
_TOLD = frozenset({"reported", "attributed", "claimed", "alleged"})
_STATE = frozenset({"force", "government"})
_KEPT = 200_000  # looks that are kept


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as resolution compares it: where, how wide (km), how fine."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    radius: float
    precision: str
    country: str | None


def distance_km(left: Spot, right: Spot) -> float | None:
    """Great-circle distance in km, None where a place has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    a, b = math.radians(left.lat), math.radians(right.lat)
    dlon = math.radians(right.lon - left.lon)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(dlon / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def in_one_country(left: Spot, right: Spot) -> bool:
    """Whether one is a whole country and the other lies in it: no country is a circle."""
    whole = "country" in (left.precision, right.precision)
    return whole and left.country is not None and left.country == right.country


@dataclass(frozen=True, slots=True)
class World:
    """The context of a resolution. Build it with `World.of`."""

    published: Mapping[str, date | None]
    outlets: Mapping[str, str | None]
    copies: Mapping[str, str]
    spots: Mapping[str, Spot]
    actors: Mapping[str, Actor]
    above: Mapping[str, frozenset[str]]  # actor → umbrellas, armies, patrons it belongs to
    aliases: Mapping[str, str]  # actor → the smallest id of its names
    distinct: Container[frozenset[str]]
    media: Mapping[str, str]  # slug of a name → id of the medium
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    _near: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)
    _looks: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(
        *,
        published: Mapping[str, date | None],
        outlets: Mapping[str, str | None],
        copies: Mapping[str, str],
        places: Mapping[str, Place],
        actors: Mapping[str, Actor],
        ties: Sequence[Tie],
        texts: Mapping[str, str] | None = None,
    ) -> World:
        """The world of the given reports, places, actors and ties; `texts` by report id."""
        known = relations(bonds_of(ties))
        return World(
            published=published,
            outlets=outlets,
            copies=copies,
            spots={key: spot_of(place) for key, place in places.items()},
            actors=actors,
            above=known.above,
            aliases=known.aliases,
            distinct=known.distinct,
            media=media_of(actors.values()),
            texts=texts or {},
        )

    def root(self, report: str) -> str:
        """The report that `report` is a copy of, or itself."""
        return self.copies.get(report, report)

    def is_specific(self, actor: str) -> bool:
        """Whether the actor names somebody: known and no description such as `gunmen`."""
        known = self.actors.get(actor)
        return known is not None and not known.generic

    def kept(self, look: Callable[..., T], *asked: Hashable) -> T:
        """What `look` finds for the values and this world; it is kept, as pairs ask it again."""
        key = (look, *asked)
        if key in self._looks:
            return cast(T, self._looks[key])
        if len(self._looks) >= _KEPT:
            self._looks.clear()
        found = self._looks[key] = look(*asked, self)
        return found

    def nearness(self, left: str, right: str) -> float:
        """1 for one actor, .5 for an umbrella and its member, a description and a name, else 0."""
        key = (left, right) if left <= right else (right, left)
        found = self._near.get(key)
        if found is None:
            found = self._near[key] = self._compare(*key)
        return found

    def _compare(self, left: str, right: str) -> float:
        one, two = self.aliases.get(left, left), self.aliases.get(right, right)
        if one == two:
            return SAME if self.is_specific(left) or self.is_specific(right) else HALF
        if frozenset((one, two)) in self.distinct:
            return NONE
        if two in self.above.get(one, ()) or one in self.above.get(two, ()):
            return HALF
        a, b = self.actors.get(left), self.actors.get(right)
        if a is None or b is None:
            return NONE
        if a.country and a.country == b.country and a.type in _STATE and b.type in _STATE:
            return HALF
        if a.generic or b.generic:
            clash = a.country and b.country and a.country != b.country
            return HALF if a.type == b.type and not clash else NONE
        return NONE


def spot_of(place: Place) -> Spot:
    """A place as resolution compares it."""
    radius = place.radius_km
    if radius is None:
        radius = RADIUS_KM.get(place.precision, _UNKNOWN_KM)
    return Spot(place.id, place.name, place.lat, place.lon, radius, place.precision, place.country)


def media_of(actors: Iterable[Actor]) -> dict[str, str]:
    """Folded name → id for every medium; the smallest id where two share a name."""
    table: dict[str, str] = {}
    for actor in sorted((a for a in actors if a.type == "media"), key=lambda a: a.id):
        for name in (actor.name, *actor.names):
            table.setdefault(slug(name), actor.id)
    return table


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie as resolution needs it: `firm` where the registry or two reports say so; one report's
    word could be a slip of reading."""

    type: str
    source: str
    target: str
    firm: bool


def bonds_of(ties: Iterable[Tie]) -> set[Bond]:
    """The bonds of ties that somebody says are there."""
    return {bond for tie in ties if (bond := bond_of(tie)) is not None}


def bond_of(tie: Tie) -> Bond | None:
    """A tie as a bond; None where every claim denies, plans or only imagines it."""
    if tie.claims and not any(claim.certainty in _TOLD for claim in tie.claims):
        return None
    firm = tie.basis == "registry" or len({claim.report for claim in tie.claims}) >= 2
    return Bond(tie.type, tie.source, tie.target, firm)


@dataclass(frozen=True, slots=True)
class Relations:
    """Who is called, belongs to and differs from whom, by bonds."""

    aliases: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    distinct: frozenset[frozenset[str]]


def relations(bonds: Iterable[Bond]) -> Relations:
    """What bonds say together."""
    bonds = list(bonds)
    aliases = _aliases(bonds)
    distinct = frozenset(
        frozenset((aliases.get(b.source, b.source), aliases.get(b.target, b.target)))
        for b in bonds
        if b.type == "distinct-from"
    )
    return Relations(aliases, _above(bonds, aliases), distinct)


def _aliases(bonds: Iterable[Bond]) -> dict[str, str]:
    """Actor → smallest id among the names tied to it by `alias-of`."""
    near: dict[str, set[str]] = defaultdict(set)
    for bond in bonds:
        if bond.type == "alias-of" and bond.firm:
            near[bond.source].add(bond.target)
            near[bond.target].add(bond.source)
    found: dict[str, str] = {}
    for start in sorted(near):
        if start in found:
            continue
        todo = [start]
        while todo:
            actor = todo.pop()
            if actor not in found:
                found[actor] = start
                todo.extend(near[actor])
    return found


UPWARD = ("alias-of", "leads", "part-of", "speaks-for")


def is_up(bond: Bond) -> bool:
    """Whether the target of a bond is above its source."""
    return bond.type in UPWARD and (bond.type != "alias-of" or not bond.firm)


def _above(bonds: Iterable[Bond], aliases: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Actor → what it is part of, leads, speaks for or is once called, through at most `DEEPEST` steps."""
    up: dict[str, set[str]] = defaultdict(set)
    for bond in bonds:
        if is_up(bond):
            up[aliases.get(bond.source, bond.source)].add(aliases.get(bond.target, bond.target))
    found: dict[str, frozenset[str]] = {}
    for actor in up:
        seen: set[str] = set()
        level = {actor}
        for _ in range(DEEPEST):
            level = {parent for one in level for parent in up.get(one, ())} - seen - {actor}
            seen |= level
        found[actor] = frozenset(seen)
    return found
