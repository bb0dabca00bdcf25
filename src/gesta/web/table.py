"""All incidents as one table of columns, which the page loads once and filters by itself.

Rows are in the order of time, undated ones last. Days are counted from 1970-01-01; words, places,
actors and outlets are indexes into the lists beside the columns, -1 where there is none.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A row and what it was made of: where that is the same, so is the row."""

    incident: Incident
    claims: list[Brief]
    reviewed: bool
    row: tuple[Any, ...]

    def holds(self, incident: Incident, claims: list[Brief], reviewed: bool) -> bool:
        """Whether the row is one of these very values."""
        return (
            self.incident is incident
            and self.reviewed is reviewed
            and len(self.claims) == len(claims)
            and all(map(operator.is_, self.claims, claims))
        )


class Table:
    """The rows of a ledger and its lists of words, which only grow while it is served."""

    def __init__(self) -> None:
        self.types = Words(codebook.EVENT_TYPES)
        self.statuses = Words(codebook.STATUSES)
        self.precisions = Words(codebook.PRECISIONS)
        self.certainties = Words(codebook.CERTAINTIES)
        self.weapons, self.fields, self.places = Words(), Words(), Words()
        self.actors, self.outlets = Words(), Words()
        self._kept: dict[str, Kept] = {}

    def answer(self, facts: Facts, known: Known, version: str) -> dict[str, Any]:
        """The whole table; rows that did not change are not made again."""
        kept: dict[str, Kept] = {}
        for incident in facts.incidents:
            claims = facts.claims_of(incident)
            reviewed = any(map(facts.state.is_reviewed, incident.claims))
            last = self._kept.get(incident.id)
            if last is None or not last.holds(incident, claims, reviewed):
                row = self._row(incident, claims, facts, known)
                last = Kept(incident, claims, reviewed, (*row, int(reviewed)))
            kept[incident.id] = last
        self._kept = kept
        columns = (
            zip(*(one.row for one in kept.values()), strict=True) if kept else [()] * len(NAMES)
        )
        return {"version": version, "n": len(kept), **dict(zip(NAMES, columns, strict=True)),
                **self._lists(known)}  # fmt: skip

    def _row(
        self, incident: Incident, claims: list[Brief], facts: Facts, known: Known
    ) -> tuple[Any, ...]:
        """The values of `NAMES`, but for the last."""
        time = incident.time or When("")
        reports = dict.fromkeys(claim.report for claim in claims)
        told = [at for report in reports if (at := facts.published.get(report))]
        origin = next((claim.origin for claim in claims if claim.origin), None)
        certainties = {self.certainties.at(claim.certainty) for claim in claims}
        return (
            incident.id,
            self.types.at(incident.type),
            self.statuses.at(incident.status),
            days(time.start),
            days(time.end),
            self.precisions.at(time.precision),
            self.places.at(incident.place) if incident.place else -1,
            self.places.at(origin) if origin else -1,
            self.places.all([incident.place, *(p for c in claims for p in c.places)]),
            self.actors.all(incident.actors),
            self.actors.all(incident.recipients),
            self.actors.all(a for c in claims for a in c.parties),
            self.actors.all(a for c in claims for a, _ in c.said),
            self.outlets.all(known.outlets.get(report) for report in reports),
            self.weapons.all(incident.weapons),
            *toll(incident.killed),
            *toll(incident.wounded),
            len(incident.claims),
            incident.origins,
            sum(1 << at for at in certainties),
            self.fields.all(dispute.field for dispute in incident.disputes),
            days(min(told, default=None)),
            round(min((claim.score for claim in claims), default=1.0), DIGITS),
            cut("; ".join(incident.targets)),
        )

    def _lists(self, known: Known) -> dict[str, Any]:
        """The words that the columns point at."""
        named = (known.actors.get(name) for name in self.actors.words)
        return {
            "types": self.types.words, "statuses": self.statuses.words,
            "precisions": self.precisions.words, "certainties_words": self.certainties.words,
            "fields": self.fields.words, "weapon_words": self.weapons.words,
            "outlet_list": self.outlets.words,
            "places": [known.spot(name) for name in self.places.words],
            "actor_list": [
                {"id": name, "name": actor.name if actor else name,
                 "type": actor.type if actor else None, "country": actor.country if actor else None,
                 "generic": bool(actor and actor.generic)}
                for name, actor in zip(self.actors.words, named, strict=True)
            ],
        }  # fmt: skip


def toll(value: Toll | None) -> tuple[int | None, int | None, int | None]:
    """The best, lowest and highest figure; None three times where nothing is said."""
    return (value.best, value.low, value.high) if value else (None, None, None)


def cut(words: str) -> str:
    """Words cut at `TARGETS` characters."""
    return words if len(words) <= TARGETS else words[: TARGETS - 1] + "…"


NAMES: Final = (
    "id", "type", "status", "start", "end", "precision", "place", "from", "at", "actors",
    "recipients", "parties", "speakers", "outlets", "weapons", "killed", "killed_low",
    "killed_high", "wounded", "wounded_low", "wounded_high", "claims", "origins", "certainties",
    "disputes", "first", "score", "targets", "reviewed",
)  # fmt: skip
"""The columns, each of as many values as there are incidents."""


def table_of(facts: Facts, known: Known, version: str) -> dict[str, Any]:
    """The table of a ledger."""
    return Table().answer(facts, known, version)


def table_answer(served: Served, ledger: Ledger) -> Packed:
    """The table, made once for each view of the ledger."""
    version = version_of(ledger)

    def build() -> Packed:
        rows = served.kept("rows", served.file, Table)
        value = rows.answer(facts_of(served, ledger), known_of(served, ledger), version)
        return packed(value, version)

    return served.kept("table", view_key(ledger), build)


def routes(served: Served) -> APIRouter:
    """The route of the table."""
    router = APIRouter(tags=["incidents"])

    @router.get("/api/table", summary="All incidents as columns")
    def table(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, table_answer(served, ledger))

    return router
