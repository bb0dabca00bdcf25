"""The server of one ledger: routes, guard and page put together."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from gesta import __version__
from gesta.errors import GestaError
from gesta.renew import held_world
from gesta.web import (
    actors,
    answers,
    exports,
    history,
    incidents,
    network,
    overview,
    reports,
    review,
    search,
    sources,
    table,
)
from gesta.web.faults import handle_faults
from gesta.web.guard import Guard
from gesta.web.manual import serve_manual
from gesta.web.page import STATIC, serve_page
from gesta.web.served import Served

ROUTES: Final = (
    overview.routes, table.routes, incidents.routes, history.routes, reports.routes, actors.routes,
    network.routes, sources.routes, search.routes, answers.routes, exports.routes,
    review.review_routes,
)  # fmt: skip


def create_app(
    ledger: Path,
    *,
    page: Path | None = None,
    token: str | None = None,
    readonly: bool = False,
    names: Iterable[str] = (),
) -> FastAPI:
    """The server of a ledger; raises LedgerError where it cannot be opened.

    `page` is the folder of the built page. `names` are further names of this machine under which
    the page may be opened; `token` is asked of everyone where it is given.
    """
    served = Served(ledger, readonly=readonly)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=prepare, args=(served,), daemon=True).start()
        yield
        served.close()

    app = FastAPI(
        title="Gesta", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan,
        openapi_url="/api/openapi.json",
        description="One ledger: incidents, claims, reports, actors and ties, each with its source.",
    )  # fmt: skip
    app.state.served = served
    handle_faults(app)
    for routes in ROUTES:
        app.include_router(routes(served))
    serve_manual(app)
    serve_page(app, page or STATIC)
    app.add_middleware(Guard, names=[*names], token=token)
    return app


def prepare(served: Served) -> None:
    """Make the long answers before anyone asks; a fault is said to whoever asks."""
    with suppress(GestaError), served.ledger() as ledger:
        overview.ledger_answer(served, ledger)
        table.table_answer(served, ledger)
        reports.reports_answer(served, ledger)
        actors.actors_answer(served, ledger)
        search.search_of(served, ledger)
        if not served.readonly:
            held_world(ledger)  # what the first decision of a review asks for
