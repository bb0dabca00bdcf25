"""The built page: where it lies, and how it is handed out."""

from __future__ import annotations

import gzip
import mimetypes
import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gesta.web.faults import fault
from gesta.web.sending import LONG, Packed

STATIC: Final = Path(os.environ.get("GESTA_PAGE") or Path(__file__).parent / "static")
"""The built page; $GESTA_PAGE names another build of it, for work on the page."""

# What a system's own table of file types may lack or have wrong.
TYPES: Final = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}  # fmt: skip


WRITTEN: Final = frozenset({".html", ".js", ".mjs", ".css", ".json", ".svg", ".txt"})
"""What is worth compressing."""
LEVEL: Final = 6


class Files(StaticFiles):
    """The files of a folder, each read and compressed when first asked for, and kept.

    A file is sent in one piece, and not at all where the browser has it as it is.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True)
        self._kept: dict[str, tuple[tuple[int, int], Packed]] = {}

    def file_response(
        self, full_path: os.PathLike[str] | str, stat_result: os.stat_result, scope: Scope,
        status_code: int = 200,
    ) -> Response:  # fmt: skip
        """A file as an answer."""
        path = Path(full_path)
        held = self._held(path, stat_result)
        asked = Headers(scope=scope)
        headers = {"ETag": held.tag, "Vary": "Accept-Encoding"}
        if status_code == 200 and held.tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        data = held.plain
        if held.zipped is not None and "gzip" in asked.get("accept-encoding", ""):
            data, headers["Content-Encoding"] = held.zipped, "gzip"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Response(data, status_code, headers, kind)

    def _held(self, path: Path, found: os.stat_result) -> Packed:
        state = (found.st_mtime_ns, found.st_size)
        known = self._kept.get(str(path))
        if known is not None and known[0] == state:
            return known[1]
        data = path.read_bytes()
        long = len(data) >= LONG and path.suffix in WRITTEN
        zipped = gzip.compress(data, LEVEL, mtime=0) if long else None
        held = Packed(data, zipped, f'"{sha256(data).hexdigest()[:16]}"')
        self._kept[str(path)] = (state, held)
        return held


def serve_page(app: FastAPI, folder: Path) -> None:
    """Hand out the page of a folder; words where it is not built."""
    for ending, kind in TYPES.items():
        mimetypes.add_type(kind, ending)
    if (folder / "index.html").is_file():
        app.mount("/", Files(folder), name="page")
        return

    @app.get("/", include_in_schema=False)
    def unbuilt() -> Response:
        return fault(
            404,
            f"The page is not built ({folder.name}/index.html is not there). In a checkout: "
            "`npm ci && npm run build` in page/. The API is at /api/openapi.json.",
        )
