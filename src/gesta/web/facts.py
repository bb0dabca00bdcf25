"""What the lists are made of: every incident, and of every claim the few things that they count.

Claims and incidents come through the ledger's own reading, so people's corrections are in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gesta.ledger import Ledger
from gesta.ledger.reading import day
from gesta.types import Claim, Incident
from gesta.view import collector_paused
from gesta.web.served import Served, view_key


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


@dataclass(frozen=True, slots=True)
class Facts:
    """Incidents in the order of time, undated ones last; claims by id; reports' days; the ids of
    what people decided on."""

    incidents: Sequence[Incident]
    claims: Mapping[str, Brief]
    published: Mapping[str, date | None]
    reviewed: frozenset[str]

    def claims_of(self, incident: Incident) -> list[Brief]:
        """The claims of an incident."""
        return [self.claims[name] for name in incident.claims if name in self.claims]


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
