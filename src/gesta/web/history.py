"""How an incident grew, report by report, in words."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger
from gesta.ledger.judgements import people_edges
from gesta.past import world_of
from gesta.phrases import many, plain, toll_words, when_words
from gesta.resolution.history import Change, Step, history
from gesta.resolution.world import World
from gesta.types import Toll, When
from gesta.web.incidents import find_incident
from gesta.web.known import Known, known_of
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of, view_key

LABELS: Final = {
    "time": "when", "place": "where", "actors": "by", "recipients": "against",
    "disputes": "disputed",
}  # fmt: skip


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
        edge = step.edge
        said = "one happening" if edge.judgement == "same" else "two happenings"
        why = "; ".join(reason.words for reason in edge.reasons)
        return [f"{edge.by} judged {edge.left} and {edge.right} to be of {said}: {why}"]
    first, claims = origins == 0, many(len(step.claims), "claim")
    changes = [_changed(change, known, first=first) for change in step.changes]
    if first:
        return [f"first reported it ({claims})", *changes]
    voice = "an independent origin" if step.origins > origins else "no further origin"
    nothing = [] if changes else ["it changed nothing"]
    return [f"told of it too ({claims}): {voice}", *changes, *nothing]


def _changed(change: Change, known: Known, *, first: bool) -> str:
    before, after = (
        _value(change.field, value, known) or "nothing" for value in (change.before, change.after)
    )
    label = LABELS.get(change.field, change.field)
    return f"{label}: {after}" if first else f"{label}: {before} → {after}"


def _value(field: str, value: object, known: Known) -> str:
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, Toll):
        return toll_words(value)
    if field == "place" and isinstance(value, str):
        return known.place(value)
    if isinstance(value, tuple):
        names = (known.actor(str(one)) for one in value)
        return ", ".join(names if field in ("actors", "recipients") else map(str, value))
    return plain(value)


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
