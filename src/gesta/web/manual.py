"""`/api/docs`: the API's own description as a plain page, without a script or a style."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gesta: API</title></head>'
    "<body><main><h1>API of this ledger</h1><p>JSON over HTTP, for this machine. Every fault is "
    "<code>{&quot;error&quot;: &quot;words&quot;}</code> with a status. Offsets count Unicode code "
    'points, days are ISO 8601. <a href="/api/openapi.json">OpenAPI</a> has the same for programs.'
    "</p>"
)


def serve_manual(app: FastAPI) -> None:
    """Add the page; it describes the routes that there are when it is asked for."""

    @app.get("/api/docs", include_in_schema=False)
    def manual() -> HTMLResponse:
        return HTMLResponse(HEAD + "".join(sections(app.openapi())) + "</main></body></html>")


def sections(description: dict[str, Any]) -> Iterator[str]:
    """A heading for each tag, an entry for each route."""
    routes: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, route in methods.items():
            tag = (route.get("tags") or ["other"])[0]
            routes.setdefault(tag, []).append(_entry(method.upper(), path, route))
    for tag, entries in routes.items():
        yield f"<h2>{escape(tag.capitalize())}</h2><dl>{''.join(entries)}</dl>"


def _entry(method: str, path: str, route: dict[str, Any]) -> str:
    asked = [one["name"] for one in route.get("parameters", ()) if one["in"] == "query"]
    words = escape(route.get("summary", ""))
    more = (
        f"<br>Takes {', '.join(f'<code>{escape(name)}</code>' for name in asked)}." if asked else ""
    )
    return f"<dt><code>{method} {escape(path)}</code></dt><dd>{words}{more}</dd>"
