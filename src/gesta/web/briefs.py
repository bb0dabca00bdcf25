"""Of every claim the few things that lists count, read without the rest of it.

Most claims of a ledger stand as they were read: of those only the columns asked for are fetched,
in a third of the time that whole claims take. Those that people decided on come through the
ledger's own reading, as all do where actors were edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from gesta.ledger import Ledger
from gesta.ledger.reading import Children, Row
from gesta.types import Claim
from gesta.web.claims import AMONG


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


def briefs(ledger: Ledger) -> dict[str, Brief]:
    """Every claim of a ledger as rows need it, by id, in the order of ids."""
    edits = ledger.edits()
    if edits.rules is not None:
        return {claim.id: brief(claim) for claim in ledger.claims()}
    made = dict(_as_read(ledger))
    touched = edits.decisions.touched
    if touched:
        among = json.dumps(sorted(touched))
        now = {c.id: brief(c) for c in ledger.claims(f"id IN {AMONG}", (among,))}
        made = {n: now.get(n, b) for n, b in made.items() if n not in touched or n in now}
    return made


def _as_read(ledger: Ledger) -> Iterator[tuple[str, Brief]]:
    """The claims before any decision on them, with their ids."""
    ask = ledger.connection.execute
    roles = Children(ask(
        "SELECT claim, role, actor, place FROM claim_roles "
        "WHERE actor IS NOT NULL OR place IS NOT NULL ORDER BY claim, role, position"
    ))  # fmt: skip
    said = Children(ask("SELECT owner, actor, text FROM attributions ORDER BY owner, position"))
    for row in ask("SELECT id, report, certainty, score FROM claims ORDER BY id"):
        yield intern(row[0]), _brief(row, roles.of(row[0]), said.of(row[0]))


def _brief(row: Row, roles: list[Row], said: list[Row]) -> Brief:
    # Sorted by role: actor before recipient, as a claim names its parties.
    origins = [place for _, role, _, place in roles if role == "origin"]
    return Brief(
        intern(row[1]), intern(row[2]), row[3],
        tuple([intern(actor) for _, _, actor, _ in roles if actor]),
        tuple([said_as(actor and intern(actor), text) for _, actor, text in said]),
        tuple([intern(place) for _, role, _, place in roles if role == "place"]),
        intern(origins[0]) if origins else None,
    )  # fmt: skip
