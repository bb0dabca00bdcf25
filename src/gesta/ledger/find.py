"""Looking records up: filters by actor, place, time, type, status and certainty.

A name is matched without regard to case, accents and apostrophes, as a part of any name that the
ledger has for an actor or place; an id is matched whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from rapidfuzz import process

from gesta.errors import LedgerError
from gesta.identity import slug
from gesta.ledger.store import Ledger
from gesta.types import Claim, Incident

Row = tuple[Any, ...]
T = TypeVar("T")
NEAREST = 3  # names proposed where none matches


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


class Where:
    """An SQL condition put together piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._args: list[Any] = []

    def add(self, piece: str, *args: Any) -> None:
        """One more piece that must hold."""
        self._pieces.append(f"({piece})")
        self._args.extend(args)

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
    if edits.rules is None:
        rows = ledger.connection.execute("SELECT * FROM actor_names")
        return _ids(ledger, name, "actor", rows)
    names = ((a.id, words) for a in ledger.actors() for words in {a.name, *a.names})
    return _ids(ledger, edits.whom(name) or name, "actor", names)


def place_ids(ledger: Ledger, name: str) -> str:
    """The ids (a JSON array) of places with such a name or ISO country code."""
    rows = ledger.connection.execute(
        "SELECT * FROM place_names UNION ALL "
        "SELECT DISTINCT place, country FROM place_sightings WHERE country IS NOT NULL"
    )
    return _ids(ledger, name, "place", rows)


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
    where = Where()
    if asked.actor is not None:
        ids, edits = actor_ids(ledger, asked.actor), ledger.edits()
        among = "WHERE actor IN (SELECT value FROM json_each(?))"
        where.add(
            f"id IN (SELECT claim FROM {edits.parties_sql()} {among}) "
            f"OR id IN (SELECT owner FROM {edits.speakers_sql()} {among})",
            ids,
            ids,
        )
    if asked.place is not None:
        where.add(
            "id IN (SELECT claim FROM claim_roles WHERE place IN (SELECT value FROM json_each(?)))",
            place_ids(ledger, asked.place),
        )
    _add_time(where, asked)
    if asked.type is not None:
        where.add("type = ?", asked.type)
    if asked.certainty is not None:
        where.add("certainty = ?", asked.certainty)
    if asked.status is not None:
        where.add(
            "id IN (SELECT ic.claim FROM incident_claims ic JOIN incidents i ON i.id = ic.incident "
            "WHERE i.status = ?)",
            asked.status,
        )
    return where


def incidents_where(ledger: Ledger, asked: Filter) -> Where:
    """The condition on `incidents`: an actor is a party to one of its claims."""
    where = Where()
    of_claims = "id IN (SELECT ic.incident FROM incident_claims ic"
    if asked.actor is not None:
        ids, parties = actor_ids(ledger, asked.actor), ledger.edits().parties_sql()
        where.add(
            f"{of_claims} JOIN {parties} r USING (claim) "
            "WHERE r.actor IN (SELECT value FROM json_each(?)))",
            ids,
        )
    if asked.place is not None:
        ids = place_ids(ledger, asked.place)
        where.add(
            f"{of_claims} JOIN claim_roles r USING (claim) "
            "WHERE r.role = 'place' AND r.place IN (SELECT value FROM json_each(?))) "
            "OR place IN (SELECT value FROM json_each(?))",
            ids,
            ids,
        )
    _add_time(where, asked)
    if asked.type is not None:
        where.add("type = ?", asked.type)
    if asked.status is not None:
        where.add("status = ?", asked.status)
    if asked.certainty is not None:
        where.add(
            "id IN (SELECT ic.incident FROM incident_claims ic JOIN claims c ON c.id = ic.claim "
            "WHERE c.certainty = ?)",
            asked.certainty,
        )
    return where


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
    ids, total = _by_time(ledger, "claims", where, limit)
    found = {c.id: c for c in ledger.claims(*_among(ids))}
    return Found([found[name] for name in ids], total)


def _by_time(ledger: Ledger, table: str, where: Where, limit: int) -> tuple[list[str], int]:
    rows = ledger.connection.execute(
        f"SELECT id FROM {table} WHERE {where.sql} "
        "ORDER BY coalesce(time_start, time_end) IS NULL, coalesce(time_start, time_end), id",
        where.args,
    ).fetchall()
    return [str(row[0]) for row in rows[: limit or None]], len(rows)


def _among(ids: list[str]) -> tuple[str, Row]:
    return "id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
