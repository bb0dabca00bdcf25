"""How an incident grew, report by report, in words."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.growth import change_words, judged_words, label, part_words
from gesta.ledger import Ledger
from gesta.ledger.judgements import people_edges
from gesta.past import world_of
from gesta.resolution.history import Step, history
from gesta.resolution.world import World
from gesta.web.incidents import find_incident
from gesta.web.known import Known, known_of
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of, view_key


def history_of(ledger: Ledger, known: Known, world: World, name: str) -> list[dict[str, Any]]:
    """The steps of one incident, the first report first; raises Missing."""
    incident = find_incident(ledger, name)
    claims = ledger.claims(
        "id IN (SELECT claim FROM incident_claims WHERE incident = ?)", (incident.id,)
    )
    found, origins = [], 0
    for step in history(claims, world, people_edges(ledger.connection, incident.claims)):
        report = None
        if step.report is not None:
            report = {"id": step.report, "outlet": known.outlets.get(step.report),
                      "published": known.published.get(step.report)}  # fmt: skip
        found.append({
            "at": step.day and step.day.isoformat(), "report": report,
            "words": words_of(step, known, origins),
        })  # fmt: skip
        origins = step.origins or origins
    return found


def words_of(step: Step, known: Known, origins: int) -> list[str]:
    """What a report or a person did to the incident; `origins` there were before."""
    if step.edge is not None:
        return [judged_words(step)]
    first = origins == 0
    changes = [f"{label(c)}: {change_words(c, known, first=first)}" for c in step.changes]
    nothing = [] if changes or first else ["it changed nothing"]
    return [part_words(step, origins), *changes, *nothing]


def world_served(served: Served, ledger: Ledger) -> World:
    """What a replay needs to know, looked up once for each view."""
    return served.kept("world", view_key(ledger), lambda: world_of(ledger))


def routes(served: Served) -> APIRouter:
    """The route of histories."""
    router = APIRouter(tags=["incidents"])

    @router.get("/api/incidents/{name}/history", summary="How an incident grew")
    def steps(request: Request, name: str) -> Response:
        with served.ledger() as ledger:
            find_incident(ledger, name)
            world = world_served(served, ledger)
            value = history_of(ledger, known_of(served, ledger), world, name)
            version = version_of(ledger)
        return send(request, packed(value, version))

    return router
