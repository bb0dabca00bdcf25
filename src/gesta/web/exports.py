"""The exports of the command line, honouring the filter of the page; links lead to this page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from gesta.errors import ExchangeError, LedgerError
from gesta.export import FORMATS, Extract, Format, Options, pieces
from gesta.ledger.find import Filter
from gesta.web.asked import Asked
from gesta.web.faults import Missing, WebError
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of

IN_MEMORY: Final = 8 << 20
"""Bytes of an export that are not put into a temporary file."""
CHUNK: Final = 256 << 10
TABLES: Final = "^(claims|incidents)$"


def find_format(name: str) -> Format:
    """The format of a name; raises Missing with those there are."""
    if name not in FORMATS:
        raise Missing(f"{name[:80]!r} is no format. Take one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def written(served: Served, name: str, asked: Filter, options: Options) -> IO[bytes]:
    """A whole export, so that a fault is said in words and not in half a file."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (`chunks` closes it)
    try:
        with served.writing() as ledger:  # `pieces` takes a snapshot of its own
            for piece in pieces(name, Extract(ledger, asked, options)):
                file.write(piece)
    except (ExchangeError, LedgerError) as error:
        file.close()
        raise WebError(str(error)) from error
    except BaseException:
        file.close()
        raise
    return file


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning; closed at its end."""
    with file:
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def routes(served: Served) -> APIRouter:
    """The routes of exports."""
    router = APIRouter(tags=["exports"])

    @router.get("/api/exports", summary="The formats there are")
    def formats(request: Request) -> Response:
        with served.ledger() as ledger:
            version = version_of(ledger)
        value = [{"name": f.name, "suffix": f.suffix, "words": f.words} for f in FORMATS.values()]
        return send(request, packed(value, version))

    @router.get("/api/exports/{name}", summary="What the filter keeps, as a file")
    def export(
        request: Request, name: str, asked: Asked,
        table: Annotated[str, Query(pattern=TABLES)] = "claims",
        originals: bool = False,
    ) -> Response:  # fmt: skip
        chosen = find_format(name)
        base = f"{request.url.scheme}://{request.url.netloc}/#/incident/"
        file = written(served, name, asked, Options(table=table, originals=originals, base=base))
        return StreamingResponse(
            chunks(file), media_type=chosen.media,
            headers={"Content-Disposition": f'attachment; filename="{_file(served, chosen)}"'},
        )  # fmt: skip

    return router


def _file(served: Served, chosen: Format) -> str:
    """A name of ASCII letters, so that no header is broken by it."""
    stem = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in served.path.stem
    )
    return f"{stem or 'ledger'}-{chosen.name}{chosen.suffix}"
