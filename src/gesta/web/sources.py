"""Sources: outlets and speakers, what they tell, and how the incidents fared that they tell of.

`borne` counts incidents: `corroborated` where independent origins bear each other out, `alone`
where nobody else speaks of it, which is not to be false. The answer `claims` says more, with
intervals and for one speaker at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.grounding.actors import Registry
from gesta.grounding.actors.texts import OutletRow
from gesta.ledger import Ledger
from gesta.web.actors import fared, fate
from gesta.web.briefs import said_as
from gesta.web.facts import Facts, facts_of
from gesta.web.known import Known, known_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of


@dataclass(slots=True)
class Count:
    """What one outlet or speaker tells."""

    claims: int = 0
    reports: set[str] = field(default_factory=set)
    fates: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    assessments: int = 0
    days: list[str] = field(default_factory=list)


def sources_of(ledger: Ledger, facts: Facts, known: Known) -> dict[str, Any]:
    """Outlets by claims, then speakers by claims; of the reports that the facts have."""
    told: dict[str | None, Count] = defaultdict(Count)
    spoken: dict[tuple[str | None, str], Count] = defaultdict(Count)
    _count_reports(ledger, facts, known, told)
    for claim in facts.claims.values():
        told[known.outlets.get(claim.report)].claims += 1
        for speaker in set(claim.said):
            spoken[speaker].claims += 1
            spoken[speaker].reports.add(claim.report)
    for incident in facts.incidents:
        claims = facts.claims_of(incident)
        for outlet in {known.outlets.get(claim.report) for claim in claims}:
            told[outlet].fates[fate(incident)] += 1
        for speaker in {s for claim in claims for s in claim.said}:
            spoken[speaker].fates[fate(incident)] += 1
    for value in ledger.assessments():
        if value.report not in facts.published:
            continue
        for speaker in {said_as(s.actor, s.text) for s in value.said_by}:
            spoken[speaker].assessments += 1
    return {"outlets": _outlets(told), "speakers": _speakers(spoken, known)}


def _count_reports(
    ledger: Ledger, facts: Facts, known: Known, told: dict[str | None, Count]
) -> None:
    copies = {str(row[0]) for row in ledger.connection.execute("SELECT report FROM copies")}
    for report in facts.published:
        count = told[known.outlets.get(report)]
        count.reports.add(report)
        count.copies += report in copies
        if (at := known.published.get(report)) is not None:
            count.days.append(at)


def _outlets(told: dict[str | None, Count]) -> list[dict[str, Any]]:
    registry = Registry.open()
    registered = {f"a-{row.id}": row for row in registry.rows if isinstance(row, OutletRow)}
    rows = []
    for name, count in told.items():
        medium = registry.outlet(name) if name else None
        row = registered.get(medium.id) if medium else None
        owner = registry.owner_of(medium.id) if medium else None
        rows.append({
            "name": name, "reports": len(count.reports), "copies": count.copies,
            "claims": count.claims, "first": min(count.days, default=None),
            "last": max(count.days, default=None), "owner": owner,
            "owned_by_words": owned_by(row, owner, registry) if row else None,
            "country": row.country if row else None,
            "language": row.language if row else None, "borne": fared(count.fates),
        })  # fmt: skip
    return sorted(rows, key=lambda r: (-r["claims"], -r["reports"], r["name"] or ""))


def owned_by(row: OutletRow, owner: str | None, registry: Registry) -> str:
    """Who owns an outlet, in words; ownership says nothing of whether it is right."""
    party = registry.get(owner) if owner else None
    name = party.name if party else row.owner.partition(":")[2]
    return {
        "state": f"owned by the state: {name}",
        "party": f"owned by a party to conflicts: {name}",
        "bulletin": f"the bulletin of {name}",
        "public": "a public broadcaster",
        "private": "privately owned",
    }.get(row.owner.partition(":")[0], row.owner)


def _speakers(spoken: dict[tuple[str | None, str], Count], known: Known) -> list[dict[str, Any]]:
    rows = []
    for (actor, words), count in spoken.items():
        party = known.actors.get(actor) if actor else None
        rows.append({
            "actor": actor, "name": party.name if party else actor or words,
            "type": party.type if party else None, "claims": count.claims,
            "reports": len(count.reports), "assessments": count.assessments,
            "borne": fared(count.fates),
        })  # fmt: skip
    return sorted(rows, key=lambda r: (-r["claims"], -r["assessments"], r["name"]))


def sources_answer(served: Served, ledger: Ledger) -> Packed:
    """Outlets and speakers, counted once for each state of the ledger."""
    tag = version_of(ledger)
    return served.kept(
        "sources", heads(ledger),
        lambda: packed(
            sources_of(ledger, facts_of(served, ledger), known_of(served, ledger)), tag
        ),
    )  # fmt: skip


def routes(served: Served) -> APIRouter:
    """The route of sources."""
    router = APIRouter(tags=["sources"])

    @router.get("/api/sources", summary="Outlets and speakers, and how what they tell fared")
    def sources(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, sources_answer(served, ledger))

    return router
