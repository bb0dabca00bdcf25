"""What joining knows beside the claims, kept id by id: actors, places, bonds and what follows.

`world_of` reads it when it is asked for; `renewed` brings it up to date with the reports that came
and says whom that changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, replace
from datetime import date
from typing import Any

import apsw

from gesta.grounding import registry_ties
from gesta.grounding.actors import Registry
from gesta.identity import slug
from gesta.joining.bonds import Bonds, file_bonds, two
from gesta.joining.lazy import Lazy
from gesta.joining.refile import Anew
from gesta.ledger import Ledger, reading
from gesta.ledger.joins import Joins
from gesta.resolution.vetoes import tells_age
from gesta.resolution.world import Bond, Spot, World, bonds_of, media_of, spot_of
from gesta.types import Actor, Place, Tie

_TOLD = ("reported", "attributed", "claimed", "alleged")
AMONG = "IN (SELECT value FROM json_each(?))"


def actor_value(actor: Actor) -> str:
    """What joining knows of an actor, as JSON; of a medium all its names."""
    names = list(actor.names) if actor.type == "media" else []
    return json.dumps([actor.name, actor.type, actor.country, actor.generic, names])


def _actor(name: str, value: str) -> Actor:
    title, type_, country, generic, names = json.loads(value)
    return Actor(name, title, tuple(names), type_, country, generic)


def place_value(place: Place) -> str:
    """What joining knows of a place, as JSON."""
    return json.dumps(astuple(spot_of(place))[1:])


def file_known(
    joins: Joins, actors: Mapping[str, Actor], places: Mapping[str, Place], ties: Iterable[Tie],
    outlets: Iterable[str | None],
) -> None:  # fmt: skip
    """Keep all that a resolution of the whole ledger knew."""
    joins.put_known("actor", {name: actor_value(actor) for name, actor in actors.items()})
    joins.put_known("place", {name: place_value(place) for name, place in places.items()})
    file_bonds(joins, bonds_of(ties))
    joins.put_known("medium", dict(media_of(actors.values())))
    joins.put_known("outlet", {slug(one): "" for one in outlets if one and one.strip()})


class _Distinct:
    """The pairs of actors that are known to differ."""

    def __init__(self, joins: Joins) -> None:
        self._pairs: Lazy[str, str] = Lazy(lambda name: joins.known("distinct", name))

    def __contains__(self, pair: object) -> bool:
        return isinstance(pair, frozenset) and two(pair) in self._pairs


def world_of(connection: apsw.Connection, joins: Joins) -> World:
    """The world as the ledger keeps it; its values are read when they are asked for."""

    def value(sql: str, name: str) -> Any:
        rows = connection.execute(sql, (name,)).fetchall()
        return rows[0][0] if rows else None

    def published(report: str) -> date | None:
        found = value("SELECT published FROM reports WHERE id = ?", report)
        return None if found is None else date.fromisoformat(str(found))

    def spot(name: str) -> Spot | None:
        found = joins.known("place", name)
        return None if found is None else Spot(name, *json.loads(found))

    def actor(name: str) -> Actor | None:
        found = joins.known("actor", name)
        return None if found is None else _actor(name, found)

    def above(name: str) -> frozenset[str] | None:
        found = joins.known("above", name)
        return None if found is None else frozenset(json.loads(found))

    return World(
        published=Lazy(published),
        outlets=Lazy(lambda r: value("SELECT outlet FROM reports WHERE id = ?", r)),
        copies=Lazy(lambda r: value("SELECT duplicate_of FROM copies WHERE report = ?", r)),
        spots=Lazy(spot),
        actors=Lazy(actor),
        above=Lazy(above),
        aliases=Lazy(lambda name: joins.known("alias", name)),
        distinct=_Distinct(joins),
        media=Lazy(lambda name: joins.known("medium", name)),
        texts=Lazy(lambda r: value("SELECT text FROM reports WHERE id = ?", r)),
    )


# ---------------------------------------------------------------- what reports change


class Renewal:
    """Brings what is known up to date with reports that came; `actors` and `places` changed by it."""

    def __init__(self, ledger: Ledger, joins: Joins) -> None:
        self._ledger, self._joins = ledger, joins
        self._connection = ledger.connection
        self.actors: set[str] = set()
        self.places: set[str] = set()
        self.renamed: dict[str, Actor] = {}  # actors of whom the name alone changed, as they were
        # Descriptions and who is above them now: where one claim has the one and another the other.
        self.pairs: list[tuple[frozenset[str], frozenset[str]]] = []
        self.ties: list[Tie] = []  # the registry's, of actors that are new

    def run(self, reports: Iterable[str]) -> None:
        """Take in what the reports sight and say of actors, places and ties."""
        ids = json.dumps(sorted(reports))
        added = self._renew_actors(ids)
        self._renew_places(ids)
        outlets = self._rows(f"SELECT DISTINCT outlet FROM reports WHERE id {AMONG}", ids)
        named = {slug(str(one)): "" for (one,) in outlets if one and str(one).strip()}
        self._joins.put_known("outlet", named)
        self._renew_bonds(ids, added)

    def _rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, args).fetchall()

    def _renew_actors(self, reports: str) -> set[str]:
        """The ids of actors that were not known; all that changed are noted."""
        rows = self._rows(
            "SELECT DISTINCT actor, name, names, type, country, generic FROM actor_sightings "
            f"WHERE report {AMONG}", reports,
        )  # fmt: skip
        # Who is sighted as known already is no other by that.
        names = {str(row[0]) for row in rows if not self._is_known(reading.actor(row))}
        names |= set(self._ledger.edits().decisions.actors)
        fresh: set[str] = set()
        changed: dict[str, str | None] = {}
        for actor in actors_now(self._ledger, names):
            value, before = actor_value(actor), self._joins.known("actor", actor.id)
            if value == before:
                continue
            changed[actor.id] = value
            if before is None:
                fresh.add(actor.id)
            if before is not None and _is_renamed(_actor(actor.id, before), actor):
                self.renamed[actor.id] = _actor(actor.id, before)
            else:
                self.actors.add(actor.id)
            if "media" in (actor.type, before and _actor(actor.id, before).type):
                self._renew_media(actor, before)
        self._joins.put_known("actor", changed)
        return fresh

    def _is_known(self, sighted: Actor) -> bool:
        value = self._joins.known("actor", sighted.id)
        if value is None:
            return False
        known = _actor(sighted.id, value)
        named = sighted.type != "media" or {sighted.name, *sighted.names} <= {*known.names}
        return named and actor_value(replace(sighted, names=known.names)) == value

    def _renew_media(self, actor: Actor, before: str | None) -> None:
        """Let names mean the medium; one that outlets of the ledger have may change every voice."""
        new = media_of([actor])
        old = media_of([_actor(actor.id, before)]) if before else {}
        for name in sorted({*new, *old}):
            holder = self._joins.known("medium", name)
            wanted = min(actor.id, holder or actor.id) if name in new else holder
            if name not in new and holder == actor.id:
                raise Anew(f"{actor.id} is called {name} no more")
            if wanted != holder and self._joins.known("outlet", name) is not None:
                raise Anew(f"the outlet {name} is known as a medium now")
            self._joins.put_known("medium", {name: wanted})

    def _renew_places(self, reports: str) -> None:
        rows = self._rows(
            "SELECT DISTINCT place, name, '[]', lat, lon, country, precision, radius_km, "
            f"geonames_id FROM place_sightings WHERE report {AMONG}", reports,
        )  # fmt: skip
        sighted = map(reading.place, rows)
        names = {p.id for p in sighted if self._joins.known("place", p.id) != place_value(p)}
        changed: dict[str, str | None] = {}
        for place in places_now(self._ledger, names):
            value = place_value(place)
            if value != self._joins.known("place", place.id):
                changed[place.id] = value
        self._joins.put_known("place", changed)
        self.places |= set(changed)

    def _renew_bonds(self, reports: str, added: set[str]) -> None:
        """Ties that reports say, and those of the registry between actors that are new."""
        said = self._rows(
            f"SELECT DISTINCT type, source, target FROM tie_claims WHERE report {AMONG}", reports
        )
        bonds = [bond for ends in said if (bond := self._bond(*map(str, ends))) is not None]
        if added and any(Registry.open().get(name) is not None for name in added):
            every = self._joins.known_among("actor", Registry.open().actors)
            self.ties = [t for t in registry_ties(every) if {t.source, t.target} & added]
            bonds += bonds_of(self.ties)
        changed = Bonds(self._joins).add(sorted(bonds, key=astuple))
        self.actors |= changed.actors
        for below, above in changed.raised:
            if any(map(self._has_name, below)):
                self.actors |= below
            else:
                self.pairs.append((below, above))

    def _has_name(self, actor: str) -> bool:
        """Whether an actor is no description, or a medium: who is above it says more than which
        claims are near."""
        value = self._joins.known("actor", actor)
        known = None if value is None else _actor(actor, value)
        return known is not None and (not known.generic or known.type == "media")

    def _bond(self, kind: str, source: str, target: str) -> Bond | None:
        """What the reports' words for a tie come to."""
        registry = Registry.open()
        if kind == "alias-of" and registry.get(source) and registry.get(target):
            return None
        rows = self._rows(
            "SELECT DISTINCT report, certainty FROM tie_claims "
            "WHERE type = ? AND source = ? AND target = ?", kind, source, target,
        )  # fmt: skip
        if not any(certainty in _TOLD for _, certainty in rows):
            return None
        return Bond(kind, source, target, firm=len({report for report, _ in rows}) >= 2)


def _is_renamed(before: Actor, now: Actor) -> bool:
    """Whether an actor is the same but for a name that says nothing but who it is."""
    same = replace(before, name=now.name, names=now.names) == now
    return same and now.type != "media" and not tells_age(before.name + " and " + now.name)


def actors_now(ledger: Ledger, names: Iterable[str]) -> list[Actor]:
    """Actors by id as most reports have them, those of `names` alone."""
    columns = "actor, name, type, country, generic"
    ids = json.dumps(sorted(names))
    rows = ledger.connection.execute(
        f"SELECT {columns} FROM actor_sightings WHERE actor {AMONG} GROUP BY {columns} "
        f"ORDER BY actor, count(*) DESC, name, type, country, generic", (ids,)
    )  # fmt: skip
    found: dict[str, Actor] = {}
    for name, title, kind, country, generic in rows:
        if name not in found:
            called = _called(ledger, str(name)) if kind == "media" else []
            every = json.dumps([title, *(one for one in called if one != title)])
            found[str(name)] = reading.actor((name, title, every, kind, country, generic))
    wanted = set(names)
    return [actor for actor in ledger.edits().actors(found.values()) if actor.id in wanted]


def _called(ledger: Ledger, actor: str) -> list[str]:
    rows = ledger.connection.execute(
        "SELECT name FROM actor_sightings WHERE actor = ?1 UNION SELECT value "
        "FROM actor_sightings, json_each(actor_sightings.names) WHERE actor = ?1", (actor,)
    )  # fmt: skip
    return sorted(str(row[0]) for row in rows)


def places_now(ledger: Ledger, names: Iterable[str]) -> list[Place]:
    """Places by id as most reports have them, those of `names` alone, without other names."""
    columns = "place, name, lat, lon, country, precision, radius_km, geonames_id"
    rows = ledger.connection.execute(
        f"SELECT {columns} FROM place_sightings WHERE place {AMONG} GROUP BY {columns} "
        "ORDER BY place, count(*) DESC, name, lat, lon, country, precision, radius_km, geonames_id",
        (json.dumps(sorted(names)),),
    )
    found: dict[str, Place] = {}
    for name, title, *rest in rows:
        found.setdefault(str(name), reading.place((name, title, "[]", *rest)))
    for place in ledger.edits().added_places:
        found.setdefault(place.id, place)
    return list(found.values())
