"""The queue of review as a route: computed once, then brought up to date after each decision."""

from __future__ import annotations

import threading
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gesta.ledger.review_queue import Queue, item_records
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of

Kind = Annotated[Literal["", "claim", "incident", "pair"], Query()]
Limit = Annotated[int, Query(ge=1, le=1_000)]


def queue_routes(router: APIRouter, served: Served) -> None:
    """The route of the queue; one queue is kept for the ledger."""
    queue, turn = Queue(), threading.Lock()

    @router.get("/api/review/queue", summary="What to review, the most important first")
    def read_queue(request: Request, limit: Limit = 100, kind: Kind = "") -> Response:
        with turn, served.ledger() as ledger:
            queue.refresh(ledger)
            items = queue.top(limit, kind or None)
            return send(request, packed(item_records(ledger, items), version_of(ledger)))
