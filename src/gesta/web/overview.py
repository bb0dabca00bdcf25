"""What is in the ledger: counts, the days it covers, what was refused, what read it."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger
from gesta.ledger.read_with import read_with
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of

TABLES: Final = (
    "reports", "claims", "incidents", "actors", "places", "ties", "assessments", "refusals",
    "reviews",
)  # fmt: skip
BORDERS: Final = (
    "Borders are those of Natural Earth (public domain), simplified, as controlled on the ground; "
    "they take no position on any dispute. Places are given to the town, with their radius."
)


def ledger_of(ledger: Ledger, *, readonly: bool) -> dict[str, Any]:
    """What is in the ledger."""
    counts = {table: ledger.count(table) for table in TABLES}
    one = ledger.connection.execute(
        "SELECT (SELECT count(*) FROM incidents WHERE status = 'disputed'), "
        "min(published), max(published) FROM reports"
    ).fetchall()[0]
    copies = ledger.count("copies")
    refusals = sorted(ledger.refusals(), key=lambda r: (r.path, r.stage, r.id))
    return {
        "name": ledger.path.name, "version": version_of(ledger), "readonly": readonly,
        "counts": {**counts, "disputed": one[0], "copies": copies},
        "read_with": list(read_with(ledger)), "published": [one[1], one[2]],
        "refusals": [
            {"id": r.id, "path": r.path, "stage": r.stage, "reason": r.reason, "detail": r.detail}
            for r in refusals
        ],
        "note_on_borders": BORDERS,
    }  # fmt: skip


def ledger_answer(served: Served, ledger: Ledger) -> Packed:
    """The overview, counted once for each state of the ledger."""

    def build() -> Packed:
        value = ledger_of(ledger, readonly=served.readonly)
        return packed(value, value["version"])

    return served.kept("ledger", heads(ledger), build)


def routes(served: Served) -> APIRouter:
    """The route of the overview."""
    router = APIRouter(tags=["ledger"])

    @router.get("/api/ledger", summary="What is in the ledger")
    def ledger(request: Request) -> Response:
        with served.ledger() as opened:
            return send(request, ledger_answer(served, opened))

    return router
