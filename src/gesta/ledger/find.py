"""Looking records up: filters by actor, place, time, type, status, certainty and outlet.

A name is matched without regard to case, accents and apostrophes, as a part of any name that the
ledger has for an actor or place; an id is matched whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from rapidfuzz import process

from gesta.errors import LedgerError
from gesta.identity import slug
from gesta.ledger import reading
from gesta.ledger.edits import Edits
from gesta.ledger.outlet_named import NEAREST, outlet_names
from gesta.ledger.store import Ledger
from gesta.types import Claim, Incident, Party, Speaker

Row = tuple[Any, ...]
T = TypeVar("T")
TOLD_BY = "SELECT id FROM reports WHERE outlet IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; None asks for nothing. Days are inclusive."""

    actor: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    type: str | None = None
    status: str | None = None
    certainty: str | None = None
    outlet: str | None = None  # of a report that tells of it, by its whole name


class Where:
    """An SQL condition put together piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._args: list[Any] = []

    def add(self, piece: str, *args: Any) -> None:
        """One more piece that must hold."""
        self._pieces.append(f"({piece})")
        self._args.extend(args)

    def rather(self, aside: Iterable[str], found: Iterable[str]) -> None:
        """Leave ids aside from what must hold so far, and take those found instead."""
        among = "(SELECT value FROM json_each(?))"
        self._pieces = [f"((({self.sql}) AND id NOT IN {among}) OR id IN {among})"]
        self._args += [json.dumps(sorted(aside)), json.dumps(sorted(found))]

    @property
    def sql(self) -> str:
        """The whole condition."""
        return " AND ".join(self._pieces) or "1"

    @property
    def args(self) -> Row:
        """Its arguments."""
        return tuple(self._args)


def actor_ids(ledger: Ledger, name: str) -> str:
    """The ids (a JSON array) of actors with such a name. Raises LedgerError where there is none."""
    edits = ledger.edits()
    if edits.rules is None and not edits.decisions.actors:
        rows = ledger.connection.execute("SELECT * FROM actor_names")
        return _ids(ledger, name, "actor", rows)
    names = ((a.id, words) for a in ledger.actors() for words in {a.name, *a.names})
    return _ids(ledger, edits.whom(name) or name, "actor", names)


def called(ledger: Ledger, words: str | None) -> str:
    """The name of the actor or place whose id the words are; other words as they are."""
    asked = ("id = ?", (words,))
    for kind in (reading.actors, reading.places):
        for found in kind(ledger.connection, *asked):
            return found.name
    return words or ""


def place_ids(ledger: Ledger, name: str) -> str:
    """The ids (a JSON array) of places with such a name or ISO country code."""
    rows = ledger.connection.execute(
        "SELECT * FROM place_names UNION ALL "
        "SELECT DISTINCT place, country FROM place_sightings WHERE country IS NOT NULL"
    )
    named: list[Row] = rows.fetchall()
    for place in ledger.edits().added_places:
        named += [(place.id, words) for words in (place.name, *place.names, place.country) if words]
    return _ids(ledger, name, "place", named)


def _ids(ledger: Ledger, name: str, kind: str, rows: Iterable[Row]) -> str:
    wanted = slug(name)
    names = [(str(i), str(words)) for i, words in rows]
    found = {i for i, words in names if i == name or f"-{wanted}-" in f"-{slug(words)}-"}
    found = found or {i for i, words in names if wanted in slug(words)}
    if not found:
        near = process.extract(name, sorted({words for _, words in names}), limit=NEAREST)
        hint = ", ".join(words for words, *_ in near)
        raise LedgerError(
            f"{ledger.path} has no {kind} called {name!r}."
            + (f" The nearest names: {hint}." if hint else "")
            + f" `gesta show {ledger.path} {kind}s` lists them."
        )
    return json.dumps(sorted(found))


def claims_where(ledger: Ledger, asked: Filter) -> Where:
    """The condition on `claims`: parties and speakers count as actors, places by name."""
    where, edits, known = Where(), ledger.edits(), _Ids.of(ledger, asked)
    if known.actors is not None:
        among = "WHERE actor IN (SELECT value FROM json_each(?))"
        where.add(
            f"id IN (SELECT claim FROM {edits.parties_sql()} {among}) "
            f"OR id IN (SELECT owner FROM {edits.speakers_sql()} {among})",
            known.actors,
            known.actors,
        )
    if known.places is not None:
        where.add(
            "id IN (SELECT claim FROM claim_roles WHERE place IN (SELECT value FROM json_each(?)))",
            known.places,
        )
    _add_time(where, asked)
    if asked.type is not None:
        where.add("type = ?", asked.type)
    if asked.certainty is not None:
        where.add("certainty = ?", asked.certainty)
    if edits.decisions.touched:
        found = [c.id for c in edits.corrected() if known.fit(c, asked, speakers=True)]
        where.rather(edits.decisions.touched, found)
    if asked.status is not None:
        where.add(
            "id IN (SELECT ic.claim FROM incident_claims ic JOIN incidents i ON i.id = ic.incident "
            "WHERE i.status = ?)",
            asked.status,
        )
    if asked.outlet is not None:
        where.add(f"report IN ({TOLD_BY})", outlet_names(ledger, asked.outlet))
    return where


def incidents_where(ledger: Ledger, asked: Filter) -> Where:
    """The condition on `incidents`: an actor is a party to one of its claims."""
    where, edits, known = Where(), ledger.edits(), _Ids.of(ledger, asked)
    if known.actors is not None:
        told = _told(edits, lambda c: known.fit(c, Filter(actor=asked.actor)))
        join = f"JOIN {edits.parties_sql()} r USING (claim)"
        told.add_to(where, join, "r.actor IN (SELECT value FROM json_each(?))", known.actors)
    if known.places is not None:
        at = Filter(place=asked.place)
        told = _told(edits, lambda c: known.fit(replace(c, origins=()), at))
        among = "IN (SELECT value FROM json_each(?))"
        told.add_to(
            where, "JOIN claim_roles r USING (claim)", f"r.role = 'place' AND r.place {among}",
            known.places, beside=f"place {among}",
        )  # fmt: skip
    _add_time(where, asked)
    if asked.type is not None:
        where.add("type = ?", asked.type)
    if asked.status is not None:
        where.add("status = ?", asked.status)
    if asked.certainty is not None:
        told = _told(edits, lambda c: c.certainty == asked.certainty)
        join = "JOIN claims c ON c.id = ic.claim"
        told.add_to(where, join, "c.certainty = ?", asked.certainty)
    if asked.outlet is not None:
        where.add(
            "id IN (SELECT ic.incident FROM incident_claims ic JOIN claims c ON c.id = ic.claim "
            f"WHERE c.report IN ({TOLD_BY}))",
            outlet_names(ledger, asked.outlet),
        )
    return where


@dataclass(frozen=True, slots=True)
class _Told:
    """Claims that are not as they were read, and those of them that fit."""

    touched: frozenset[str]
    found: list[str]

    def add_to(
        self, where: Where, join: str, condition: str, asked: str, *, beside: str | None = None
    ) -> None:
        """Ask for the incidents of claims for which a condition with one argument holds; `beside`
        is another on the incident itself."""
        pieces = [f"SELECT ic.incident FROM incident_claims ic {join} WHERE {condition}"]
        args = [asked]
        if self.touched:
            among = "(SELECT value FROM json_each(?))"
            pieces[0] += f" AND ic.claim NOT IN {among}"
            pieces.append(f"SELECT incident FROM incident_claims WHERE claim IN {among}")
            args += [json.dumps(sorted(self.touched)), json.dumps(self.found)]
        sql = f"id IN ({' UNION ALL '.join(pieces)})"
        if beside is not None:
            sql, args = f"{sql} OR {beside}", [*args, asked]
        where.add(sql, *args)


def _told(edits: Edits, fits: Callable[[Claim], bool]) -> _Told:
    touched = edits.decisions.touched
    return _Told(touched, [c.id for c in edits.corrected() if fits(c)] if touched else [])


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids (JSON arrays) of the actors and places asked for; None where none are."""

    actors: str | None
    places: str | None

    @staticmethod
    def of(ledger: Ledger, asked: Filter) -> _Ids:
        return _Ids(
            None if asked.actor is None else actor_ids(ledger, asked.actor),
            None if asked.place is None else place_ids(ledger, asked.place),
        )

    def fit(self, claim: Claim, asked: Filter, *, speakers: bool = False) -> bool:
        """Whether a claim is one asked for, its incident's status aside."""
        parties: list[Party | Speaker] = [*claim.actors, *claim.recipients]
        said = {one.actor for one in [*parties, *(claim.said_by if speakers else ())]}
        places = {one.place for one in (*claim.places, *claim.origins)}
        first = last = None
        if claim.time is not None:
            first = claim.time.start or claim.time.end
            last = claim.time.end or claim.time.start
        return (
            (asked.actor is None or not said.isdisjoint(json.loads(self.actors or "[]")))
            and (asked.place is None or not places.isdisjoint(json.loads(self.places or "[]")))
            and (asked.since is None or (last is not None and last >= asked.since))
            and (asked.until is None or (first is not None and first <= asked.until))
            and asked.type in (None, claim.type)
            and asked.certainty in (None, claim.certainty)
        )


def _add_time(where: Where, asked: Filter) -> None:
    """What overlaps the days asked for; an open end reaches as far as it may."""
    if asked.since is not None:
        where.add("coalesce(time_end, time_start) >= ?", asked.since.isoformat())
    if asked.until is not None:
        where.add("coalesce(time_start, time_end) <= ?", asked.until.isoformat())


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The records to show and how many there are in all."""

    shown: list[T]
    total: int


def find_incidents(ledger: Ledger, asked: Filter, *, limit: int = 0) -> Found[Incident]:
    """Incidents in the order of time; `limit` 0 gives all."""
    where = incidents_where(ledger, asked)
    ids, total = _by_time(ledger, "incidents", where, limit)
    found = {i.id: i for i in ledger.incidents(*_among(ids))}
    return Found([found[name] for name in ids], total)


def find_claims(ledger: Ledger, asked: Filter, *, limit: int = 0) -> Found[Claim]:
    """Claims in the order of time; `limit` 0 gives all."""
    where = claims_where(ledger, asked)
    ids, total = _by_time(ledger, "claims", where, limit, ledger.edits().corrected())
    found = {c.id: c for c in ledger.claims(*_among(ids))}
    return Found([found[name] for name in ids], total)


def _by_time(
    ledger: Ledger, table: str, where: Where, limit: int, corrected: Sequence[Claim] = ()
) -> tuple[list[str], int]:
    rows = ledger.connection.execute(
        f"SELECT id, coalesce(time_start, time_end) FROM {table} WHERE {where.sql} "
        "ORDER BY coalesce(time_start, time_end) IS NULL, coalesce(time_start, time_end), id",
        where.args,
    ).fetchall()
    if corrected:
        days = {c.id: _first_day(c) for c in corrected}
        keyed = [(days.get(str(i), d and str(d)), str(i)) for i, d in rows]
        rows = [(i, d) for d, i in sorted(keyed, key=lambda row: (row[0] is None, *row))]
    return [str(row[0]) for row in rows[: limit or None]], len(rows)


def _first_day(claim: Claim) -> str | None:
    first = claim.time and (claim.time.start or claim.time.end)
    return first.isoformat() if first else None


def _among(ids: list[str]) -> tuple[str, Row]:
    return "id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
