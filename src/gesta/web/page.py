"""The built page: where it lies, and how it is handed out."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from gesta.web.faults import fault

STATIC: Final = Path(os.environ.get("GESTA_PAGE") or Path(__file__).parent / "static")
"""The built page; $GESTA_PAGE names another build of it, for work on the page."""

# What a system's own table of file types may lack or have wrong.
TYPES: Final = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}  # fmt: skip


def serve_page(app: FastAPI, folder: Path) -> None:
    """Hand out the page of a folder; words where it is not built."""
    for ending, kind in TYPES.items():
        mimetypes.add_type(kind, ending)
    if (folder / "index.html").is_file():
        app.mount("/", StaticFiles(directory=folder, html=True), name="page")
        return

    @app.get("/", include_in_schema=False)
    def unbuilt() -> Response:
        return fault(
            404,
            f"The page is not built ({folder.name}/index.html is not there). In a checkout: "
            "`npm ci && npm run build` in page/. The API is at /api/openapi.json.",
        )
