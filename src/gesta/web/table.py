"""All incidents as one table of columns, which the page loads once and filters by itself.

Rows are in the order of time, undated ones last. Days are counted from 1970-01-01; words, places,
actors and outlets are indexes into the lists beside the columns, -1 where there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta import codebook
from gesta.ledger import Ledger
from gesta.types import Incident, Toll, When
from gesta.web.facts import Brief, Facts, facts_of
from gesta.web.known import Known, known_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, version_of, view_key

EPOCH: Final = date(1970, 1, 1).toordinal()
TARGETS: Final = 80
"""Characters of the joined words of the targets."""
DIGITS: Final = 3
"""Decimals of a score."""


def days(value: date | None) -> int | None:
    """A day as a count from 1970-01-01."""
    return None if value is None else value.toordinal() - EPOCH


class Words:
    """A list of words in the order of their first use, and where each stands in it."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.words: list[str] = list(known)
        self._at = {word: i for i, word in enumerate(self.words)}

    def at(self, word: str) -> int:
        """Where a word stands; a new one goes to the end."""
        found = self._at.setdefault(word, len(self.words))
        if found == len(self.words):
            self.words.append(word)
        return found

    def all(self, words: Iterable[str | None]) -> list[int]:
        """Where each stands, each once."""
        return list(dict.fromkeys(self.at(word) for word in words if word))


@dataclass(slots=True)
class Table:
    """The columns under way."""

    known: Known
    published: Mapping[str, date | None]
    reviewed: frozenset[str]
    types: Words = field(default_factory=lambda: Words(codebook.EVENT_TYPES))
    statuses: Words = field(default_factory=lambda: Words(codebook.STATUSES))
    precisions: Words = field(default_factory=lambda: Words(codebook.PRECISIONS))
    certainties: Words = field(default_factory=lambda: Words(codebook.CERTAINTIES))
    weapons: Words = field(default_factory=Words)
    fields: Words = field(default_factory=Words)
    places: Words = field(default_factory=Words)
    actors: Words = field(default_factory=Words)
    outlets: Words = field(default_factory=Words)
    columns: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, incident: Incident, claims: list[Brief]) -> None:
        """One row."""
        time = incident.time or When("")
        reports = {claim.report: None for claim in claims}
        told = [at for report in reports if (at := self.published.get(report))]
        origin = next((claim.origin for claim in claims if claim.origin), None)
        certainties = {self.certainties.at(claim.certainty) for claim in claims}
        row: dict[str, Any] = {
            "id": incident.id,
            "type": self.types.at(incident.type),
            "status": self.statuses.at(incident.status),
            "start": days(time.start),
            "end": days(time.end),
            "precision": self.precisions.at(time.precision),
            "place": self.places.at(incident.place) if incident.place else -1,
            "from": self.places.at(origin) if origin else -1,
            "at": self.places.all([incident.place, *(p for c in claims for p in c.places)]),
            "actors": self.actors.all(incident.actors),
            "recipients": self.actors.all(incident.recipients),
            "parties": self.actors.all(a for c in claims for a in c.parties),
            "speakers": self.actors.all(a for c in claims for a in c.speakers),
            "outlets": self.outlets.all(self.known.outlets.get(report) for report in reports),
            "weapons": self.weapons.all(incident.weapons),
            **toll("killed", incident.killed),
            **toll("wounded", incident.wounded),
            "claims": len(incident.claims),
            "origins": incident.origins,
            "certainties": sum(1 << at for at in certainties),
            "disputes": self.fields.all(dispute.field for dispute in incident.disputes),
            "first": days(min(told, default=None)),
            "score": round(min((claim.score for claim in claims), default=1.0), DIGITS),
            "reviewed": int(not self.reviewed.isdisjoint((incident.id, *incident.claims))),
            "targets": cut("; ".join(incident.targets)),
        }
        for name, value in row.items():
            self.columns[name].append(value)

    def record(self, version: str, rows: int) -> dict[str, Any]:
        """The whole answer."""
        named = (self.known.actors.get(name) for name in self.actors.words)
        return {
            "version": version, "n": rows, **self.columns,
            "types": self.types.words, "statuses": self.statuses.words,
            "precisions": self.precisions.words, "certainties_words": self.certainties.words,
            "fields": self.fields.words, "weapon_words": self.weapons.words,
            "outlet_list": self.outlets.words,
            "places": [self.known.spot(name) for name in self.places.words],
            "actor_list": [
                {"id": name, "name": actor.name if actor else name,
                 "type": actor.type if actor else None, "country": actor.country if actor else None,
                 "generic": bool(actor and actor.generic)}
                for name, actor in zip(self.actors.words, named, strict=True)
            ],
        }  # fmt: skip


def toll(name: str, value: Toll | None) -> dict[str, int | None]:
    """The best, lowest and highest figure; None three times where nothing is said."""
    found = value or Toll(None, None, None)
    return {name: found.best, f"{name}_low": found.low, f"{name}_high": found.high}


def cut(words: str) -> str:
    """Words cut at `TARGETS` characters."""
    return words if len(words) <= TARGETS else words[: TARGETS - 1] + "…"


def table_of(facts: Facts, known: Known, version: str) -> dict[str, Any]:
    """The table of a ledger."""
    table = Table(known, facts.published, facts.reviewed)
    for incident in facts.incidents:
        table.add(incident, facts.claims_of(incident))
    for name in NAMES:
        table.columns.setdefault(name, [])
    return table.record(version, len(facts.incidents))


NAMES: Final = (
    "id", "type", "status", "start", "end", "precision", "place", "from", "at", "actors",
    "recipients", "parties", "speakers", "outlets", "weapons", "killed", "killed_low",
    "killed_high", "wounded", "wounded_low", "wounded_high", "claims", "origins", "certainties",
    "disputes", "first", "score", "reviewed", "targets",
)  # fmt: skip
"""The columns, each of as many values as there are incidents."""


def table_answer(served: Served, ledger: Ledger) -> Packed:
    """The table, made once for each view of the ledger."""
    version = version_of(ledger)

    def build() -> Packed:
        table = table_of(facts_of(served, ledger), known_of(served, ledger), version)
        return packed(table, version)

    return served.kept("table", view_key(ledger), build)


def routes(served: Served) -> APIRouter:
    """The route of the table."""
    router = APIRouter(tags=["incidents"])

    @router.get("/api/table", summary="All incidents as columns")
    def table(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, table_answer(served, ledger))

    return router
