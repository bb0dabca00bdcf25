"""The part of a ledger that goes into an export: its incidents with names, places and sources.

Rows come a few hundred at a time, so memory does not grow with the ledger beyond its lists of ids,
actors and places. Coordinates are coarsened here, once, for every format (`gesta.export.spot`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from gesta.export.spot import Spot, spot_of
from gesta.ledger.find import Filter, claims_where, incidents_where
from gesta.ledger.reading import day
from gesta.ledger.store import Ledger
from gesta.types import Actor, Claim, Incident, Tie

BATCH: Final = 200
BASE: Final = "gesta:incident/"
"""What an incident's link begins with unless the user says where the page lies."""

AMONG: Final = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may be asked besides the filter; each format reads those that it has."""

    table: str = "claims"  # csv: claims | incidents
    originals: bool = True  # jsonl: the reports' bytes as received
    history: bool = False  # jsonl: how each incident changed
    base: str = BASE  # what links to incidents begin with


@dataclass(frozen=True, slots=True)
class Head:
    """A report without its text: what one cites."""

    id: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    author: str | None
    language: str
    sha256: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and the report that makes it."""

    claim: Claim
    head: Head


@dataclass(frozen=True, slots=True)
class Row:
    """An incident with everything it names."""

    incident: Incident
    link: str
    spot: Spot | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    tellings: tuple[Telling, ...]

    @property
    def heads(self) -> tuple[Head, ...]:
        """The reports that tell of it, each once, the earliest first."""
        found = {t.head.id: t.head for t in self.tellings}
        return tuple(sorted(found.values(), key=lambda h: (h.published or date.max, h.id)))

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day; None where the claims do not say."""
        time = self.incident.time
        return (time.start, time.end) if time else (None, None)


class Extract:
    """A ledger seen through a filter. Use it inside `ledger.snapshot()`."""

    def __init__(
        self, ledger: Ledger, asked: Filter | None = None, options: Options | None = None
    ) -> None:
        self.ledger = ledger
        self.asked = asked or Filter()
        self.options = options or Options()
        self.left_out: Counter[str] = Counter()  # what a format could not hold, in words

    @property
    def whole(self) -> bool:
        """Whether nothing is filtered away."""
        return self.asked == Filter()

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors by id."""
        return {actor.id: actor for actor in self.ledger.actors()}

    @cached_property
    def places(self) -> dict[str, Spot]:
        """All places by id."""
        return {place.id: spot_of(place) for place in self.ledger.places()}

    @cached_property
    def incident_ids(self) -> tuple[str, ...]:
        """The chosen incidents in the order of time; undated ones last."""
        where = incidents_where(self.ledger, self.asked)
        rows = self.ledger.connection.execute(
            f"SELECT id FROM incidents WHERE {where.sql} ORDER BY "
            "coalesce(time_start, time_end) IS NULL, coalesce(time_start, time_end), id",
            where.args,
        )
        return tuple(str(row[0]) for row in rows)

    def rows(self, *, by_id: bool = False) -> Iterator[Row]:
        """The chosen incidents in the order of time, or of their ids."""
        ids = sorted(self.incident_ids) if by_id else self.incident_ids
        for start in range(0, len(ids), BATCH):
            yield from self._rows(ids[start : start + BATCH])

    def _rows(self, ids: tuple[str, ...] | list[str]) -> Iterator[Row]:
        among = (json.dumps(ids),)
        incidents = {i.id: i for i in self.ledger.incidents(f"id IN {AMONG}", among)}
        wanted = json.dumps([c for i in incidents.values() for c in i.claims])
        claims = {c.id: c for c in self.ledger.claims(f"id IN {AMONG}", (wanted,))}
        heads = self.heads({claim.report for claim in claims.values()})
        for name in ids:
            incident = incidents[name]
            told = [Telling(c, heads[c.report]) for n in incident.claims if (c := claims.get(n))]
            yield Row(
                incident, self.options.base + name, self.places.get(incident.place or ""),
                self._known(incident.actors), self._known(incident.recipients), tuple(told),
            )  # fmt: skip

    def _known(self, ids: tuple[str, ...]) -> tuple[Actor, ...]:
        return tuple(self.actors.get(i) or Actor(i, i) for i in ids)

    def heads(self, reports: set[str]) -> dict[str, Head]:
        """The heads of some reports by id."""
        rows = self.ledger.connection.execute(
            "SELECT r.id, outlet, published, title, url, author, language, sha256, c.duplicate_of "
            f"FROM reports r LEFT JOIN copies c ON c.report = r.id WHERE r.id IN {AMONG}",
            (json.dumps(sorted(reports)),),
        )
        return {str(row[0]): Head(row[0], row[1], day(row[2]), *row[3:]) for row in rows}

    def claims(self) -> Iterator[tuple[Claim, Head, str | None]]:
        """The chosen claims by id, each with its report and its incident."""
        where = claims_where(self.ledger, self.asked)
        rows = self.ledger.connection.execute(
            f"SELECT id FROM claims WHERE {where.sql} ORDER BY id", where.args
        )
        ids = [str(row[0]) for row in rows]
        for start in range(0, len(ids), BATCH):
            among = (json.dumps(ids[start : start + BATCH]),)
            found = list(self.ledger.claims(f"id IN {AMONG}", among))
            heads = self.heads({claim.report for claim in found})
            joined = dict(self.ledger.connection.execute(
                "SELECT claim, min(incident) FROM incident_claims "
                f"WHERE claim IN {AMONG} GROUP BY claim", among,
            ))  # fmt: skip
            for claim in found:
                incident = joined.get(claim.id)
                yield claim, heads[claim.report], None if incident is None else str(incident)

    def sources(self) -> Iterator[tuple[Head, tuple[str, ...], tuple[Claim, ...]]]:
        """The reports that the chosen incidents stand on, with those incidents and the claims."""
        chosen = set(self.incident_ids)
        reports = [str(row[0]) for row in self.ledger.connection.execute(
            "SELECT id FROM reports WHERE id IN (SELECT c.report FROM incident_claims i "
            f"JOIN claims c ON c.id = i.claim WHERE i.incident IN {AMONG}) "
            "ORDER BY published IS NULL, published, id", (json.dumps(self.incident_ids),),
        )]  # fmt: skip
        for start in range(0, len(reports), BATCH):
            batch = reports[start : start + BATCH]
            heads = self.heads(set(batch))
            for name in batch:
                told = self.ledger.connection.execute(
                    "SELECT c.id, i.incident FROM claims c JOIN incident_claims i ON i.claim = c.id "
                    "WHERE c.report = ?", (name,),
                )  # fmt: skip
                pairs = [(str(c), str(i)) for c, i in told if i in chosen]
                said = json.dumps([claim for claim, _ in pairs])
                claims = sorted(
                    self.ledger.claims(f"id IN {AMONG}", (said,)),
                    key=lambda c: (c.evidence.start, c.trigger.start, c.id),
                )
                yield heads[name], tuple(sorted({i for _, i in pairs})), tuple(claims)

    def ties(self, among: set[str]) -> Iterator[Tie]:
        """Ties between two of these actors; with nothing filtered, between any two (no places)."""
        for tie in self.ledger.ties():
            ends = {tie.source, tie.target}
            if ends <= self.actors.keys() and (self.whole or ends <= among):
                yield tie
