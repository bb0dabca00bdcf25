"""Rows back into values, streamed in the order of ids.

Child rows come from queries in the same order and are zipped to their owners, so a ledger of any
size is read with a few rows in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from sys import intern
from typing import Any, Concatenate, ParamSpec, TypeVar

import apsw

from gesta.ledger import schema
from gesta.ledger.records import KeptReport
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Count,
    Dispute,
    DisputedValue,
    Edge,
    Incident,
    Location,
    Means,
    Note,
    Party,
    Place,
    Quote,
    Reason,
    Refusal,
    Report,
    Review,
    Segment,
    Span,
    Speaker,
    Tie,
    TieClaim,
    Toll,
    When,
)

Row = tuple[Any, ...]
P = ParamSpec("P")
T = TypeVar("T")

_SPEAKER = "owner, text, actor, start_at, end_at, cue, cue_start, cue_end, content"


def _told(
    read: Callable[Concatenate[apsw.Connection, P], Iterator[T]],
) -> Callable[Concatenate[apsw.Connection, P], Iterator[T]]:
    """A stream of rows that ends in a `LedgerError` where a value is damaged."""

    @wraps(read)
    def told(connection: apsw.Connection, /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
        with schema.damage_in_words(Path(connection.filename)):
            yield from read(connection, *args, **named)

    return told


@lru_cache(maxsize=50_000)
def day(value: str | None) -> date | None:
    """An ISO 8601 day of a column."""
    return None if value is None else date.fromisoformat(value)


class Children:
    """Child rows grouped by their owner, for owners asked in ascending order.

    Rows start with the owner's id and come sorted by it.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self._next: Row | None = next(self._rows, None)

    def of(self, owner: str) -> list[Row]:
        """The rows of `owner`; those of owners before it are passed over."""
        found: list[Row] = []
        # Code points order like UTF-8 bytes, in which SQLite sorts.
        while self._next is not None and self._next[0] <= owner:
            if self._next[0] == owner:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


@_told
def reports(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[KeptReport]:
    """Reports by id, with what was sighted in them and without their original bytes."""
    rows = connection.execute(
        "SELECT r.*, c.duplicate_of FROM reports r LEFT JOIN copies c ON c.report = r.id "
        f"WHERE {where} ORDER BY r.id",
        args,
    )
    for row in rows:
        yield _report(connection, row)


def _report(connection: apsw.Connection, row: Row) -> KeptReport:
    (name, path, source_id, url, title, outlet, author, published, published_from, language,
     form, encoding, sha256, text, found, segments, start, end, words, given_outlet,
     given_published, duplicate_of) = row  # fmt: skip
    report = Report(
        id=name, path=path, sha256=sha256, text=text, source_id=source_id, url=url, title=title,
        outlet=outlet, author=author, published=day(published), published_from=published_from,
        language=language, format=form, encoding=encoding, found=json.loads(found),
        segments=tuple(Segment(*segment) for segment in json.loads(segments)),
        dateline=None if words is None else Quote(start, end, words), duplicate_of=duplicate_of,
    )  # fmt: skip
    sighted_actors = connection.execute(
        "SELECT actor, name, names, type, country, generic FROM actor_sightings "
        "WHERE report = ? ORDER BY actor", (name,),
    )  # fmt: skip
    sighted_places = connection.execute(
        "SELECT place, name, names, lat, lon, country, precision, radius_km, geonames_id "
        "FROM place_sightings WHERE report = ? ORDER BY place", (name,),
    )  # fmt: skip
    return KeptReport(
        report, given_outlet, day(given_published),
        actors=tuple(actor(row) for row in sighted_actors),
        places=tuple(place(row) for row in sighted_places),
    )  # fmt: skip


def actor(row: Row) -> Actor:
    """An actor of its columns: id, name, names (JSON), type, country, generic."""
    name, title, names, kind, country, generic = row
    return Actor(name, title, tuple(json.loads(names)), kind, country, bool(generic))


def place(row: Row) -> Place:
    """A place of its columns: id, name, names (JSON), lat, lon, country, precision, …"""
    name, title, names, *rest = row
    return Place(name, title, tuple(json.loads(names)), *rest)


def _merged(rows: Iterable[Row], names: Children) -> Iterator[Row]:
    """Rows (id, name, …) with the JSON of all names put third: the main name, then sorted."""
    for name, title, *rest in rows:
        others = sorted({row[1] for row in names.of(name)} - {title})
        yield (name, title, json.dumps([title, *others]), *rest)


@_told
def actors(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Actor]:
    """One actor an id, as most reports have it, by id."""
    names = Children(connection.execute("SELECT actor, name FROM actor_names ORDER BY actor"))
    rows = connection.execute(
        f"SELECT id, name, type, country, generic FROM actors WHERE {where} ORDER BY id", args
    )
    return (actor(row) for row in _merged(rows, names))


@_told
def places(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Place]:
    """One place an id, as most reports have it, by id."""
    names = Children(connection.execute("SELECT place, name FROM place_names ORDER BY place"))
    rows = connection.execute(
        "SELECT id, name, lat, lon, country, precision, radius_km, geonames_id FROM places "
        f"WHERE {where} ORDER BY id",
        args,
    )
    return (place(row) for row in _merged(rows, names))


def is_place(connection: apsw.Connection, one: Place, where: str, args: Row) -> bool:
    """Whether a condition on the view `places` holds for a place that no report sights."""
    row = (one.id, one.name, one.lat, one.lon, one.country, one.precision, one.radius_km,
           one.geonames_id)  # fmt: skip
    columns = ("id", "name", "lat", "lon", "country", "precision", "radius_km", "geonames_id")
    made = ", ".join(f"? AS {column}" for column in columns)
    rows = connection.execute(f"SELECT 1 FROM (SELECT {made}) WHERE {where}", (*row, *args))
    return bool(rows.fetchall())


def _among(where: str, table: str) -> str:
    """A condition on child rows for owners chosen by `where`; none where all are chosen."""
    return "1" if where == "1" else f"owner IN (SELECT id FROM {table} WHERE {where})"


@_told
def claims(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Claim]:
    """Claims by id; `where` is a condition on the table `claims`."""
    among = _among(where, "claims")
    roles = Children(connection.execute(
        "SELECT owner, role, start_at, end_at, text, actor, place, weapon_class FROM "
        "(SELECT claim AS owner, * FROM claim_roles) "
        f"WHERE {among} ORDER BY owner, role, position", args if among != "1" else (),
    ))  # fmt: skip
    said = speakers(connection, among, args)
    for row in connection.execute(f"SELECT * FROM claims WHERE {where} ORDER BY id", args):
        yield _claim(row, roles.of(row[0]), _chain(said.of(row[0])))


def speakers(connection: apsw.Connection, among: str, args: Row) -> Children:
    """Chains of who says so, by owner."""
    return Children(connection.execute(
        f"SELECT {_SPEAKER} FROM attributions "
        f"WHERE {among} ORDER BY owner, position", args if among != "1" else (),
    ))  # fmt: skip


def _chain(rows: list[Row]) -> tuple[Speaker, ...]:
    return tuple(_speaker(*row) for row in rows)


def _speaker(
    _: str, text: str | None, actor: str | None, start: int | None, end: int | None,
    cue: str | None, cue_start: int | None, cue_end: int | None, content: str | None,
) -> Speaker:  # fmt: skip
    said = () if content is None else tuple(Span(*part) for part in json.loads(content))
    return Speaker(text, actor, start, end, cue, cue_start, cue_end, said)


def _claim(row: Row, roles: list[Row], said_by: tuple[Speaker, ...]) -> Claim:
    def filled(role: str) -> list[Row]:
        return [(*r[2:5], *map(_shared, r[5:])) for r in roles if r[1] == role]

    return Claim(
        id=intern(row[0]), report=intern(row[1]), type=intern(row[2]),
        modes=tuple(json.loads(row[3])) if row[3] != "[]" else (), certainty=intern(row[4]),
        outcome=row[5], score=row[6], evidence=Quote(*row[7:10]), trigger=Quote(*row[10:13]),
        time=_when(row[13:19]), killed=_count(row[19:22]), wounded=_count(row[22:25]),
        count=_count(row[25:28]), content=tuple(json.loads(row[28])), said_by=said_by,
        actors=tuple(Party(*r[:4]) for r in filled("actor")),
        recipients=tuple(Party(*r[:4]) for r in filled("recipient")),
        targets=tuple(Quote(*r[:3]) for r in filled("target")),
        weapons=tuple(Means(r[0], r[1], r[2], r[5]) for r in filled("weapon")),
        places=tuple(Location(r[0], r[1], r[2], r[4]) for r in filled("place")),
        origins=tuple(Location(r[0], r[1], r[2], r[4]) for r in filled("origin")),
    )  # fmt: skip


def _shared(word: str | None) -> str | None:
    """One object for equal words, as a ledger of a million claims repeats few ids."""
    return None if word is None else intern(word)


def _when(row: Row) -> When | None:
    text, start, end, precision, basis, reason = row
    if text is None:
        return None
    return When(text, day(start), day(end), intern(precision), intern(basis), reason)


def _count(row: Row) -> Count | None:
    return None if row[0] is None else Count(*row)


@_told
def assessments(
    connection: apsw.Connection, where: str = "1", args: Row = ()
) -> Iterator[Assessment]:
    """Assessments by id."""
    said = speakers(connection, _among(where, "assessments"), args)
    for row in connection.execute(f"SELECT * FROM assessments WHERE {where} ORDER BY id", args):
        yield Assessment(row[0], row[1], Quote(*row[2:5]), _chain(said.of(row[0])), row[5])


@_told
def tie_claims(
    connection: apsw.Connection, where: str = "1", args: Row = ()
) -> Iterator[tuple[str, TieClaim]]:
    """Words for ties with their ids, by tie, report and place in the text."""
    rows = connection.execute(
        "SELECT id, report, type, source, target, certainty, evidence_start, evidence_end, "
        f"evidence, since, until FROM tie_claims WHERE {where} "
        "ORDER BY type, source, target, report, evidence_start, evidence_end, id",
        args,
    )
    for name, report, kind, source, target, certainty, start, end, words, since, until in rows:
        said = connection.execute(
            f"SELECT {_SPEAKER} FROM attributions "
            "WHERE owner = ? ORDER BY position", (name,),
        )  # fmt: skip
        yield name, TieClaim(
            type=kind, source=source, target=target, report=report,
            evidence=Quote(start, end, words), said_by=_chain(list(said)), certainty=certainty,
            since=day(since), until=day(until),
        )  # fmt: skip


@_told
def registry_ties(connection: apsw.Connection) -> Iterator[Tie]:
    """Ties that came without claims, and dates of ties beside those of their claims."""
    for name, kind, source, target, since, until, basis in connection.execute(
        "SELECT * FROM registry_ties ORDER BY type, source, target"
    ):
        yield Tie(name, kind, source, target, (), day(since), day(until), basis)


@_told
def incidents(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Incident]:
    """Incidents by id; `where` is a condition on the table `incidents`."""
    among = _among(where, "incidents")
    bound = args if among != "1" else ()
    members = Children(connection.execute(
        "SELECT owner, claim FROM (SELECT incident AS owner, * FROM incident_claims) "
        f"WHERE {among} ORDER BY owner, position", bound,
    ))  # fmt: skip
    disputes = Children(connection.execute(
        'SELECT owner, field, "values" FROM (SELECT incident AS owner, * FROM disputes) '
        f"WHERE {among} ORDER BY owner, position", bound,
    ))  # fmt: skip
    for row in connection.execute(f"SELECT * FROM incidents WHERE {where} ORDER BY id", args):
        yield _incident(row, members.of(row[0]), disputes.of(row[0]))


def _incident(row: Row, members: list[Row], disputes: list[Row]) -> Incident:
    actors, recipients, targets, weapons = (tuple(json.loads(row[i])) for i in range(12, 16))
    return Incident(
        id=row[0], type=row[1], modes=tuple(json.loads(row[2])), status=row[3], origins=row[4],
        time=_when(row[5:11]), place=row[11], actors=actors, recipients=recipients,
        targets=targets, weapons=weapons, killed=_toll(row[16:20]), wounded=_toll(row[20:24]),
        claims=tuple(member[1] for member in members),
        disputes=tuple(
            Dispute(field, tuple(
                DisputedValue(v["value"], tuple(v["claims"])) for v in json.loads(values)
            ))
            for _, field, values in disputes
        ),
    )  # fmt: skip


def _toll(row: Row) -> Toll | None:
    return Toll(*row[:3]) if row[3] else None


@_told
def edges(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Edge]:
    """Judged pairs of claims, by their ids."""
    for left, right, judgement, score, reasons, by, at in connection.execute(
        f'SELECT * FROM edges WHERE {where} ORDER BY "left", "right", by', args
    ):
        why = tuple(Reason(r["feature"], r["weight"], r["words"]) for r in json.loads(reasons))
        yield Edge(left, right, judgement, score, why, by, at)


@_told
def notes(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Note]:
    """Notes by claim; `where` is a condition on the table `notes`."""
    for claim, words in connection.execute(
        f"SELECT claim, words FROM notes WHERE {where} ORDER BY claim, position", args
    ):
        yield Note(claim, words)


@_told
def refusals(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Refusal]:
    """Refusals by id."""
    for row in connection.execute(
        f"SELECT path, stage, reason, detail, sha256 FROM refusals WHERE {where} ORDER BY id", args
    ):
        yield Refusal(*row)


@_told
def reviews(connection: apsw.Connection, where: str = "1", args: Row = ()) -> Iterator[Review]:
    """Reviews by id."""
    for name, kind, subject, by, at, before, after, reason in connection.execute(
        f"SELECT * FROM reviews WHERE {where} ORDER BY id", args
    ):
        yield Review(name, kind, subject, by, at, json.loads(before), json.loads(after), reason)
