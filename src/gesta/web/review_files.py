"""Routes of corrections as files: training passages out, Label Studio and brat in and out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gesta.ledger import Ledger
from gesta.ledger.editing import Editor
from gesta.ledger.review_brat import archive
from gesta.ledger.review_brat_in import read_brat
from gesta.ledger.review_labelstudio import read_labelstudio, tasks
from gesta.ledger.review_log import decision_record
from gesta.ledger.review_passages import passages
from gesta.web.faults import missing
from gesta.web.sending import to_json
from gesta.web.served import Served

if TYPE_CHECKING:
    from gesta.web.review import Writers

Kind = Annotated[Literal["labelstudio", "brat"], Query()]
By = Annotated[str, Query(max_length=200)]


def file_routes(router: APIRouter, served: Served, writers: Writers) -> None:
    """The routes."""

    @router.get("/api/review/passages.jsonl", summary="Decisions as training passages")
    def passages_jsonl() -> Response:
        with served.ledger() as ledger:
            made = passages(ledger)
        lines = [
            {"id": p.row["id"], "report": p.report, "claims": p.decided, "by": p.by,
             "complete": p.complete, "compact": p.compact, **p.row}
            for p in made.found
        ]  # fmt: skip
        data = b"".join(to_json(line) + b"\n" for line in lines)
        return _file(data, "application/x-ndjson", "passages.jsonl")

    @router.get("/api/review/passages.txt", summary="The same in the compact form")
    def passages_txt() -> Response:
        with served.ledger() as ledger:
            made = passages(ledger)
        words = "".join(f"{passage.compact}\n\n" for passage in made.found)
        return _file(words.encode(), "text/plain; charset=utf-8", "passages.txt")

    @router.get("/api/review/export", summary="A report with its claims for another tool")
    def exported(kind: Kind, report: Annotated[str, Query(max_length=200)]) -> Response:
        with served.ledger() as ledger:
            if ledger.report(report) is None:
                raise missing("report", report)
            if kind == "brat":
                return _file(archive(ledger, [report]), "application/zip", f"{report}.zip")
            data = json.dumps(list(tasks(ledger, [report])), ensure_ascii=False).encode()
            return _file(data, "application/json", f"{report}.json")

    @router.post("/api/review/import", summary="Corrections made in another tool")
    async def imported(request: Request, kind: Kind, by: By, name: By = "file.ann") -> Response:
        from starlette.concurrency import run_in_threadpool

        data = await request.body()

        def make(ledger: Ledger) -> dict[str, Any]:
            editor = Editor(by, f"{kind}: {name}" if name != "file.ann" else kind)
            if kind == "labelstudio":
                taken = read_labelstudio(ledger, editor, data)
            else:
                taken = read_brat(ledger, editor, data, name=name)
            changed = {incident for made in taken.made for incident in made.incidents}
            return {
                "decisions": [decision_record(made.decision) for made in taken.made],
                "refusals": taken.refusals, "incidents": sorted(changed),
            }  # fmt: skip

        return await run_in_threadpool(writers.write, make)


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(
        data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
