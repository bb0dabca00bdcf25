"""What the lists are made of: every incident, and of every claim the few things that they count.

Claims and incidents come through the ledger's own reading, so people's corrections are in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from gesta.ledger import Ledger
from gesta.ledger.reading import day
from gesta.types import Claim, Incident
from gesta.view import collector_paused
from gesta.web.served import Served, view_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Brief:
    """What a row needs of one claim."""

    report: str
    certainty: str
    score: float
    parties: tuple[str, ...]
    said: tuple[tuple[str | None, str], ...]
    places: tuple[str, ...]
    origin: str | None

    @property
    def speakers(self) -> tuple[str, ...]:
        """The actors that say it, outermost first."""
        return tuple(actor for actor, _ in self.said if actor)


def said_as(actor: str | None, text: str | None) -> tuple[str | None, str]:
    """Whom a link of the chain of who says so counts for: an actor, else the words."""
    return (actor, "") if actor else (None, text or "(unnamed)")


def brief(claim: Claim) -> Brief:
    """A claim as rows need it."""
    said = (*claim.actors, *claim.recipients)
    return Brief(
        claim.report, claim.certainty, claim.score,
        tuple(party.actor for party in said if party.actor),
        tuple(said_as(speaker.actor, speaker.text) for speaker in claim.said_by),
        tuple(at.place for at in claim.places if at.place),
        next((at.place for at in claim.origins if at.place), None),
    )  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Incidents in the order of time, undated ones last; claims by id; reports' days; the ids of
    what people decided on."""

    incidents: Sequence[Incident]
    claims: Mapping[str, Brief]
    published: Mapping[str, date | None]
    reviewed: frozenset[str]

    def only(self, incidents: Collection[str]) -> Facts:
        """Some of the incidents, with their claims and the reports that make them."""
        kept = [incident for incident in self.incidents if incident.id in incidents]
        claims = {n: self.claims[n] for i in kept for n in i.claims if n in self.claims}
        reports = {claim.report for claim in claims.values()}
        published = {name: at for name, at in self.published.items() if name in reports}
        return Facts(kept, claims, published, self.reviewed)

    @cached_property
    def did(self) -> Mapping[str, list[Incident]]:
        """The incidents that each actor is a doer of, in the order of time."""
        return _by((i.actors, i) for i in self.incidents)

    @cached_property
    def suffered(self) -> Mapping[str, list[Incident]]:
        """The incidents that were done to each actor."""
        return _by((i.recipients, i) for i in self.incidents)

    @cached_property
    def spoken(self) -> Mapping[str, list[tuple[Incident, Brief]]]:
        """The claims that each actor makes, with their incidents."""
        return _by((c.speakers, (i, c)) for i in self.incidents for c in self.claims_of(i))

    def claims_of(self, incident: Incident) -> list[Brief]:
        """The claims of an incident."""
        return [self.claims[name] for name in incident.claims if name in self.claims]


def _by(pairs: Iterable[tuple[Iterable[str], T]]) -> Mapping[str, list[T]]:
    """Values by each of their names."""
    found: dict[str, list[T]] = {}
    for names, value in pairs:
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(value)
    return found


def in_time(incident: Incident) -> tuple[date, str]:
    """Sorts incidents as `gesta show` lists them."""
    time = incident.time
    return (time and (time.start or time.end)) or date.max, incident.id


def read_facts(ledger: Ledger) -> Facts:
    """The facts of a ledger as it stands."""
    rows = ledger.connection.execute("SELECT id, published FROM reports")
    published = {str(report): day(found) for report, found in rows}
    subjects = ledger.connection.execute("SELECT DISTINCT subject FROM reviews")
    with collector_paused():
        claims = {claim.id: brief(claim) for claim in ledger.claims()}
        incidents = sorted(ledger.incidents(), key=in_time)
    return Facts(incidents, claims, published, frozenset(str(row[0]) for row in subjects))


def facts_of(served: Served, ledger: Ledger) -> Facts:
    """The facts of a ledger, read once for each view of it."""
    return served.kept("facts", view_key(ledger), lambda: read_facts(ledger))
