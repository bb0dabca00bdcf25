"""All incidents as one table of columns, which the page loads once and filters by itself.

Rows are in the order of time, undated ones last. Days are counted from 1970-01-01; words, places,
actors and outlets are indexes into the lists beside the columns, -1 where there is none. Where a row
has several of them, the column (one of `listed`) has an index into `lists`, in which the indexes
are: few combinations come again and again, and a browser reads them once.

Whoever has the table of an earlier version is told what to change in it (`Table.changes`).
"""

from __future__ import annotations

import operator
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gesta import codebook
from gesta.ledger import Ledger
from gesta.types import Incident, Toll, When
from gesta.web.briefs import Brief
from gesta.web.facts import Facts, facts_of
from gesta.web.known import Known, known_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, version_of, view_key
from gesta.web.words import Words, longer

EPOCH: Final = date(1970, 1, 1).toordinal()
TARGETS: Final = 80
"""Characters of the joined words of the targets."""
DIGITS: Final = 3
"""Decimals of a score."""
PAST: Final = 8
"""Versions of the table from which the way to the present one is known."""
TOKEN: Final = 4
"""Random bytes in the versions of a table."""
FEW: Final = 50
"""Changed rows that are worth telling of any table, beside half of a larger one."""


def days(value: date | None) -> int | None:
    """A day as a count from 1970-01-01."""
    return None if value is None else value.toordinal() - EPOCH


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


@dataclass(frozen=True, slots=True)
class Past:
    """A table as it was given: its version, its rows by id, in order, and its lists of words."""

    version: str
    rows: Mapping[str, Kept]
    words: Mapping[str, list[Any]]

    def whole(self) -> dict[str, Any]:
        """The whole table."""
        return {"version": self.version, "n": len(self.rows), **columns(self.rows.values()),
                **self.words, "listed": LISTED}  # fmt: skip


class Table:
    """The rows of a ledger and its lists of words, which only grow while it is served.

    The `token` is a part of every version that is given: the words of another table of the same
    ledger are in another order, and what changed in the one is nothing to who has the other.
    """

    def __init__(self, token: str = "") -> None:
        self.token = token
        self.types: Words[str] = Words(codebook.EVENT_TYPES)
        self.statuses = Words(codebook.STATUSES)
        self.precisions = Words(codebook.PRECISIONS)
        self.certainties = Words(codebook.CERTAINTIES)
        self.weapons: Words[str] = Words()
        self.fields: Words[str] = Words()
        self.places: Words[str] = Words()
        self.actors: Words[str] = Words()
        self.outlets: Words[str] = Words()
        self.lists: Words[tuple[int, ...]] = Words()
        self._past: dict[str, Past] = {}

    def renew(self, facts: Facts, known: Known, version: str) -> Past:
        """Make the table of a version; rows that did not change are not made again."""
        version = f"{version}.{self.token}" if self.token else version
        given = self._past
        if version in given:  # one who asked with an older ledger in hand: as it was given
            return given[version]
        kept: dict[str, Kept] = {}
        past = self._now.rows if given else {}
        for incident in facts.incidents:
            claims = facts.claims_of(incident)
            reviewed = any(map(facts.state.is_reviewed, incident.claims))
            last = past.get(incident.id)
            if last is None or not last.holds(incident, claims, reviewed):
                row = self._row(incident, claims, facts, known)
                last = Kept(incident, claims, reviewed, (*row, int(reviewed)))
            kept[incident.id] = last
        made = Past(version, kept, self._words(known))
        self._past = dict([*given.items(), (version, made)][-PAST:])
        return made

    def whole(self) -> dict[str, Any]:
        """The whole table as it was made last."""
        return self._now.whole()

    @property
    def _now(self) -> Past:
        """The table that was made last."""
        return list(self._past.values())[-1]

    def changes(self, since: str, new: Past | None = None) -> dict[str, Any] | None:
        """What makes a table (the one made last) of that of another version; None where that is
        not known any more, or is not worth it.

        `gone` are rows of the earlier table, `rows` those of the present one that `columns` hold;
        all others follow in the order in which they were. Of the lists of words each keeps its
        first words `from` and has `words` after them.
        """
        old = self._past.get(since)
        if old is None:
            return None
        new = new or self._now
        changed = [
            (at, one) for at, (name, one) in enumerate(new.rows.items())
            if old.rows.get(name) is not one
        ]  # fmt: skip
        if len(changed) > max(FEW, len(new.rows) // 2):
            return None
        gone = [at for at, (name, one) in enumerate(old.rows.items())
                if new.rows.get(name) is not one]  # fmt: skip
        words = {name: longer(old.words[name], words) for name, words in new.words.items()
                 if words != old.words[name]}  # fmt: skip
        return {
            "version": new.version, "since": since, "n": len(new.rows), "gone": gone,
            "rows": [at for at, _ in changed], "columns": columns([one for _, one in changed]),
            "words": words,
        }  # fmt: skip

    def _row(
        self, incident: Incident, claims: list[Brief], facts: Facts, known: Known
    ) -> tuple[Any, ...]:
        """The values of `NAMES`, but for the last."""
        time = incident.time or When("")
        reports = dict.fromkeys(claim.report for claim in claims)
        told = [at for report in reports if (at := facts.published.get(report))]
        origin = next((claim.origin for claim in claims if claim.origin), None)
        certainties = {self.certainties.at(claim.certainty) for claim in claims}
        several = self.lists.at
        return (
            incident.id,
            self.types.at(incident.type),
            self.statuses.at(incident.status),
            days(time.start),
            days(time.end),
            self.precisions.at(time.precision),
            self.places.at(incident.place) if incident.place else -1,
            self.places.at(origin) if origin else -1,
            several(self.places.all([incident.place, *(p for c in claims for p in c.places)])),
            several(self.actors.all(incident.actors)),
            several(self.actors.all(incident.recipients)),
            several(self.actors.all(a for c in claims for a in c.parties)),
            several(self.actors.all(a for c in claims for a, _ in c.said)),
            several(self.outlets.all(known.outlets.get(report) for report in reports)),
            several(self.weapons.all(incident.weapons)),
            *toll(incident.killed),
            *toll(incident.wounded),
            len(incident.claims),
            incident.origins,
            sum(1 << at for at in certainties),
            several(self.fields.all(dispute.field for dispute in incident.disputes)),
            days(min(told, default=None)),
            round(min((claim.score for claim in claims), default=1.0), DIGITS),
            cut("; ".join(incident.targets)),
        )

    def _words(self, known: Known) -> dict[str, list[Any]]:
        """The words that the columns point at, as they are now."""
        named = (known.actors.get(name) for name in self.actors.words)
        return {
            "types": [*self.types.words], "statuses": [*self.statuses.words],
            "precisions": [*self.precisions.words],
            "certainties_words": [*self.certainties.words],
            "fields": [*self.fields.words], "weapon_words": [*self.weapons.words],
            "outlet_list": [*self.outlets.words], "lists": [*self.lists.words],
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
LISTED: Final = (
    "at", "actors", "recipients", "parties", "speakers", "outlets", "weapons", "disputes",
)  # fmt: skip
"""Those of them whose values are lists."""


def columns(rows: Collection[Kept]) -> dict[str, tuple[Any, ...]]:
    """Rows as columns."""
    made = zip(*(one.row for one in rows), strict=True) if rows else [()] * len(NAMES)
    return dict(zip(NAMES, made, strict=True))


def table_of(facts: Facts, known: Known, version: str) -> dict[str, Any]:
    """The table of a ledger."""
    return Table().renew(facts, known, version).whole()


def table_made(served: Served, ledger: Ledger) -> tuple[Table, Past]:
    """The table, renewed once for each view of the ledger, and what it is in this one."""
    table = served.kept("rows", served.file, lambda: Table(secrets.token_hex(TOKEN)))

    def build() -> Past:
        return table.renew(facts_of(served, ledger), known_of(served, ledger), version_of(ledger))

    return table, served.kept("rows renewed", (table.token, view_key(ledger)), build)


def table_answer(served: Served, ledger: Ledger) -> Packed:
    """The whole table, packed once for each view of the ledger."""
    table, now = table_made(served, ledger)

    def build() -> Packed:
        return packed(now.whole(), now.version, ascii=True)

    return served.kept("table", (table.token, view_key(ledger)), build)


Version = Annotated[str | None, Query(max_length=40)]


def routes(served: Served) -> APIRouter:
    """The route of the table."""
    router = APIRouter(tags=["incidents"])

    @router.get("/api/table", summary="All incidents as columns, or what changed since a version")
    def table(request: Request, since: Version = None) -> Response:
        with served.ledger() as ledger:
            made, now = table_made(served, ledger)
            changes = made.changes(since, now) if since else None
            if changes is None:
                return send(request, table_answer(served, ledger))
            return send(request, packed(changes, changes["version"]))

    return router
