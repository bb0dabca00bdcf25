"""What the lists are made of: every incident, and of every claim the few things that they count.

Claims and incidents come through the ledger's own reading, so people's corrections are in them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, TypeVar, cast

from gesta.ledger import Ledger
from gesta.ledger.judgements import in_force, judgements
from gesta.ledger.reading import day
from gesta.ledger.review_overlay import decisions_in
from gesta.types import Incident
from gesta.view import collector_paused
from gesta.web.briefs import Brief, brief, briefs
from gesta.web.claims import AMONG
from gesta.web.served import Served, view_key

T = TypeVar("T")

MOST: Final = 2_000
"""Incidents up to which it is quicker to read the changed ones alone."""


@dataclass(frozen=True, slots=True)
class State:
    """By what to tell that facts have changed: the receipts of incidents, what people decided of
    which claims, which of those are judged, and how many edits of actors there are."""

    incidents: Mapping[str, bytes]
    decided: Mapping[str, object]
    judged: frozenset[str]
    edits: int

    @classmethod
    def of(cls, ledger: Ledger) -> State:
        """As it stands."""
        connection = ledger.connection
        receipts = connection.execute("SELECT id, digest FROM receipts WHERE kind = 'incident'")
        edits = connection.execute(
            "SELECT count(*) FROM reviews WHERE json_type(after, '$.edit') = 'text'"
        ).fetchall()
        held = in_force(judgements(connection))
        return cls(
            {str(name): cast(bytes, value) for name, value in receipts},
            decisions_in(connection).states,
            frozenset(claim for one in held for claim in (*one.left, *one.right)),
            int(str(edits[0][0])),
        )

    def changed(self, old: State) -> set[str] | None:
        """The incidents that are other than they were, or new; None where that may be any."""
        if self.edits != old.edits:
            return None
        new = {name for name, value in self.incidents.items() if old.incidents.get(name) != value}
        return new if len(new) <= MOST else None

    def decided_anew(self, old: State) -> set[str]:
        """The claims of which people decided something since."""
        both = {*self.decided, *old.decided}
        return {claim for claim in both if self.decided.get(claim) != old.decided.get(claim)}

    def is_reviewed(self, claim: str) -> bool:
        """Whether a decision of a person stands on a claim."""
        return claim in self.decided or claim in self.judged


@dataclass(frozen=True)
class Facts:
    """Incidents in the order of time, undated ones last; claims by id; reports' days."""

    incidents: Sequence[Incident]
    claims: Mapping[str, Brief]
    published: Mapping[str, date | None]
    state: State

    def only(self, incidents: Collection[str]) -> Facts:
        """Some of the incidents, with their claims and the reports that make them."""
        kept = [incident for incident in self.incidents if incident.id in incidents]
        claims = {n: self.claims[n] for i in kept for n in i.claims if n in self.claims}
        reports = {claim.report for claim in claims.values()}
        published = {name: at for name, at in self.published.items() if name in reports}
        return Facts(kept, claims, published, self.state)

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


def read_facts(ledger: Ledger, old: Facts | None = None) -> Facts:
    """The facts of a ledger as it stands; from `old` ones only what changed is read again."""
    rows = ledger.connection.execute("SELECT id, published FROM reports")
    published = {str(report): day(found) for report, found in rows}
    state = State.of(ledger)
    with collector_paused():
        changed = None if old is None else state.changed(old.state)
        if old is None or changed is None:
            return Facts(sorted(ledger.incidents(), key=in_time), briefs(ledger), published, state)
        kept = [i for i in old.incidents if i.id in state.incidents and i.id not in changed]
        fresh = list(ledger.incidents(f"id IN {AMONG}", (json.dumps(sorted(changed)),)))
        again = state.decided_anew(old.state)
        again |= {name for i in fresh for name in i.claims if name not in old.claims}
        found = ledger.claims(f"id IN {AMONG}", (json.dumps(sorted(again)),))
        anew = {claim.id: brief(claim) for claim in found}
        others = {name: value for name, value in old.claims.items() if name not in again}
        incidents = sorted([*kept, *fresh], key=in_time)
        return Facts(incidents, {**others, **anew}, published, state)


def facts_of(served: Served, ledger: Ledger) -> Facts:
    """The facts of a ledger, read once for each view of it."""
    key = view_key(ledger)
    return served.kept("facts", key, lambda: read_facts(ledger, served.last("facts")))
