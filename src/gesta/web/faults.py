"""What goes wrong between the page and the ledger, in words and with a status of HTTP.

Every fault has one shape, `{"error": "what, which value, next step"}`; no trace of the program
goes out.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from gesta.errors import GestaError, LedgerError

_LOG = logging.getLogger("gesta.web")


class WebError(GestaError):
    """A request that cannot be met; `status` is that of HTTP."""

    status = 422


class Missing(WebError):
    """There is no record of this id."""

    status = 404


def missing(kind: str, name: str) -> Missing:
    """No record of a kind has the id `name`."""
    return Missing(
        f"This ledger has no {kind} {name[:80]!r}. It may have changed since the link was made; "
        f"look for it in the list or by search."
    )


def fault(status: int, words: str) -> JSONResponse:
    """A fault as an answer."""
    return JSONResponse({"error": words}, status_code=status)


def _said(status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        return fault(status, str(error))

    return answer


async def _web(request: Request, error: Exception) -> Response:
    return fault(error.status if isinstance(error, WebError) else 422, str(error))


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return fault(500, "The server failed.")
    words = {
        404: f"There is nothing at {request.url.path[:200]}. /api/docs lists what there is.",
        405: f"{request.method} is not for {request.url.path[:200]}. /api/docs lists what is.",
    }.get(error.status_code, str(error.detail))
    return fault(error.status_code, words)


async def _validation(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        return fault(422, str(error))
    faults = [
        f"{'.'.join(str(part) for part in found['loc'][1:]) or found['loc'][0]}: {found['msg']}"
        for found in error.errors()
    ]
    return fault(422, f"The request cannot be understood: {'; '.join(faults)}.")


def unforeseen(method: str, path: str, error: Exception) -> JSONResponse:
    """A fault of the program itself: its trace goes to the log, words to the page."""
    _LOG.error("%s %s failed", method, path, exc_info=error)
    return fault(
        500,
        "The server failed on this request, and the ledger was not changed by it. Its terminal "
        "says why; please report it.",
    )


def handle_faults(app: FastAPI) -> None:
    """Give every fault its words and status."""
    app.add_exception_handler(WebError, _web)
    app.add_exception_handler(LedgerError, _said(503))
    app.add_exception_handler(GestaError, _said(422))
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
