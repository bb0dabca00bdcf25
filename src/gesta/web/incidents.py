"""One incident: its claims side by side, what is disputed, why they were joined, how it grew."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger, records
from gesta.ledger.judgements import edges_at, judgements, undone
from gesta.ledger.records import KeptReport
from gesta.phrases import many, when_words
from gesta.resolution.covers import COVERS
from gesta.types import Edge, Incident
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


def claims_of(ledger: Ledger, known: Known, incident: Incident) -> list[dict[str, Any]]:
    """The claims in the order of publication, then of their place in the text."""
    ids = (json.dumps(incident.claims),)
    claims = list(ledger.claims(f"id IN {AMONG}", ids))
    wanted = (json.dumps(sorted({claim.report for claim in claims})),)
    reports = {k.report.id: k for k in ledger.kept_reports(f"r.id IN {AMONG}", wanted)}
    made = ClaimRecords(ledger, known, claims)

    def order(claim: Any) -> tuple[str, str, int, int]:
        published = reports[claim.report].report.published
        at = published.isoformat() if published else "~"
        return at, claim.report, claim.evidence.start, claim.trigger.start

    found = []
    for claim in sorted(claims, key=order):
        report = reports[claim.report].report
        evidence = claim.evidence
        found.append({
            **made.record(claim, report.outlet),
            "report": head(reports[claim.report]),
            "context": context(report.text, evidence.start, evidence.end),
        })  # fmt: skip
    return found


def head(kept: KeptReport) -> dict[str, Any]:
    """A report as a claim names it."""
    report = kept.report
    return {
        "id": report.id, "title": report.title, "outlet": report.outlet,
        "published": report.published and report.published.isoformat(), "url": report.url,
        "copy_of": report.duplicate_of,
    }  # fmt: skip


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
