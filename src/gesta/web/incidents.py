"""One incident: its claims side by side, what is disputed, why they were joined, how it grew."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger, records
from gesta.ledger.judgements import edges_at, judgements, undone
from gesta.phrases import many, when_words
from gesta.resolution.covers import COVERS
from gesta.types import Claim, Edge, Incident
from gesta.web.claims import AMONG, ClaimRecords, context
from gesta.web.faults import missing
from gesta.web.known import Known, known_of
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of


def find_incident(ledger: Ledger, name: str) -> Incident:
    """The incident of an id; raises Missing."""
    found = next(ledger.incidents("id = ?", (name,)), None)
    if found is None:
        raise missing("incident", name)
    return found


def incident_of(ledger: Ledger, known: Known, name: str) -> dict[str, Any]:
    """Everything the page says of one incident."""
    incident = find_incident(ledger, name)
    edges = edges_at(ledger.connection, incident.claims)
    return {
        "incident": records.incident_record(incident),
        "when": when_words(incident.time),
        "place": known.spot(incident.place),
        "actors": known.actor_list(incident.actors),
        "recipients": known.actor_list(incident.recipients),
        "claims": claims_of(ledger, known, incident),
        "disputes": [
            {"field": d.field, "values": [
                {"value": known.value(v.value), "claims": list(v.claims)} for v in d.values
            ]}
            for d in incident.disputes
        ],
        "edges": [records.edge_record(e) for e in edges if e.judgement != COVERS],
        **covers(ledger, known, incident, edges),
        "judgements": judged(ledger, incident),
    }  # fmt: skip


HEADS = (
    "SELECT r.id, r.title, r.outlet, r.published, r.url, c.duplicate_of, r.text FROM reports r "
    f"LEFT JOIN copies c ON c.report = r.id WHERE r.id IN {AMONG}"
)
HEAD = ("id", "title", "outlet", "published", "url", "copy_of")


def claims_of(ledger: Ledger, known: Known, incident: Incident) -> list[dict[str, Any]]:
    """The claims in the order of publication, then of their place in the text."""
    claims = list(ledger.claims(f"id IN {AMONG}", (json.dumps(incident.claims),)))
    wanted = json.dumps(sorted({claim.report for claim in claims}))
    reports: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    for *head, text in ledger.connection.execute(HEADS, (wanted,)):
        reports[str(head[0])] = dict(zip(HEAD, head, strict=True))
        texts[str(head[0])] = str(text)
    made = ClaimRecords(ledger, known, claims)

    def order(claim: Claim) -> tuple[str, str, int, int]:
        at = reports[claim.report]["published"] or "~"
        return at, claim.report, claim.evidence.start, claim.trigger.start

    return [
        {
            **made.record(claim, reports[claim.report]["outlet"]),
            "report": reports[claim.report],
            "context": context(texts[claim.report], claim.evidence.start, claim.evidence.end),
        }
        for claim in sorted(claims, key=order)
    ]


def covers(
    ledger: Ledger, known: Known, incident: Incident, edges: list[Edge]
) -> dict[str, list[dict[str, str]]]:
    """The incidents that it sums up, and those that sum it up, each in a line of words."""
    links = [edge for edge in edges if edge.judgement == COVERS]
    down = [edge.right for edge in links if edge.left in incident.claims]
    up = [edge.left for edge in links if edge.left not in incident.claims]
    return {"covers": lines(ledger, known, down), "covered_by": lines(ledger, known, up)}


def lines(ledger: Ledger, known: Known, claims: list[str]) -> list[dict[str, str]]:
    """The incidents of some claims, each once, in words."""
    where = f"id IN (SELECT incident FROM incident_claims WHERE claim IN {AMONG})"
    found = ledger.incidents(where, (json.dumps(claims),)) if claims else iter(())
    return [{"id": other.id, "words": line(known, other)} for other in found]


def line(known: Known, incident: Incident) -> str:
    """An incident in a line: `ASSAULT, 2024-03-04, Qaryat Umm, the Front, 2 claims`."""
    parts = (
        incident.type,
        when_words(incident.time),
        known.place(incident.place) if incident.place else "",
        ", ".join(known.actor(name) for name in incident.actors),
        many(len(incident.claims), "claim"),
    )
    return ", ".join(part for part in parts if part and part != "?")


def judged(ledger: Ledger, incident: Incident) -> list[dict[str, Any]]:
    """People's judgements that touch the incident's claims, oldest first."""
    every = judgements(ledger.connection)
    gone = undone(every)
    own = {*incident.claims}
    return [
        {"id": j.id, "kind": j.kind, "by": j.by, "at": j.at, "reason": j.reason,
         "undone": j.id in gone}
        for j in every
        if own & {*j.left, *j.right}
    ]  # fmt: skip


def routes(served: Served) -> APIRouter:
    """The routes of incidents."""
    router = APIRouter(tags=["incidents"])

    @router.get("/api/incidents/{name}", summary="One incident with its claims")
    def incident(request: Request, name: str) -> Response:
        with served.ledger() as ledger:
            version = version_of(ledger)
            value = incident_of(ledger, known_of(served, ledger), name)
        return send(request, packed(value, version))

    return router
