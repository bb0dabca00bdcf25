"""Reports: the list, and one with its text, marks, and where each detail was found."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger, reading, records
from gesta.ledger.records import KeptReport
from gesta.phrases import chain_words
from gesta.types import TieClaim
from gesta.web.claims import ClaimRecords
from gesta.web.faults import missing
from gesta.web.known import Known, known_of
from gesta.web.marks import marks_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of

LIST = """
SELECT r.id, r.title, r.outlet, r.published, r.language, coalesce(n.claims, 0), c.duplicate_of,
  r.path, r.url
FROM reports r LEFT JOIN copies c ON c.report = r.id
LEFT JOIN (SELECT report, count(*) AS claims FROM claims GROUP BY report) n ON n.report = r.id
ORDER BY r.published IS NULL, r.published, r.id
"""
FIELDS = ("id", "title", "outlet", "published", "language", "claims", "copy_of", "path", "url")


def reports_of(ledger: Ledger) -> list[dict[str, Any]]:
    """All reports in the order of their publication, undated ones last."""
    rows = ledger.connection.execute(LIST)
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def reports_answer(served: Served, ledger: Ledger) -> Packed:
    """The list, made once for each state of the ledger."""
    tag = version_of(ledger)
    return served.kept("reports", heads(ledger), lambda: packed(reports_of(ledger), tag))


def report_of(ledger: Ledger, known: Known, name: str) -> dict[str, Any]:
    """Everything the page says of one report; raises Missing."""
    kept = next(ledger.kept_reports("r.id = ?", (name,)), None)
    if kept is None:
        raise missing("report", name)
    report = kept.report
    claims = ledger.claims_of(name)
    assessments = sorted(
        ledger.assessments("report = ?", (name,)), key=lambda v: (v.evidence.start, v.id)
    )
    ties = [tie for _, tie in reading.tie_claims(ledger.connection, "report = ?", (name,))]
    made = ClaimRecords(ledger, known, claims)
    return {
        "report": details(kept),
        "text": report.text,
        "claims": [made.record(claim, report.outlet) for claim in claims],
        "assessments": [
            {**known.put_names(records.assessment_record(value)),
             "chain": chain_words(report.outlet, value.said_by)}
            for value in assessments
        ],
        "ties": [tie_record(tie, known) for tie in ties],
        "marks": marks_of(report, claims, assessments, ties),
        "original": original(ledger, kept),
        "copies": copies(ledger, name),
    }  # fmt: skip


def details(kept: KeptReport) -> dict[str, Any]:
    """A report without its text; `found` says where each detail stood, `given` what people gave."""
    record = records.report_record(kept)
    names = (
        "id", "source_id", "title", "outlet", "author", "published", "published_from", "language",
        "url", "path", "format", "encoding", "sha256", "found", "given", "dateline",
    )  # fmt: skip
    return {**{name: record[name] for name in names}, "copy_of": record["duplicate_of"]}


def tie_record(tie: TieClaim, known: Known) -> dict[str, Any]:
    """A report's words for a tie."""
    record = known.put_names(records.tie_claim_record(tie))
    ends = {
        end: {"id": name, "name": known.ends.get(name, name)}
        for end, name in (("from", tie.source), ("to", tie.target))
    }
    return {"type": tie.type, **ends, **record}


def original(ledger: Ledger, kept: KeptReport) -> dict[str, Any] | None:
    """Size and hash of the bytes as received; None where they were not kept."""
    rows = ledger.connection.execute(
        "SELECT size FROM originals WHERE report = ?", (kept.report.id,)
    ).fetchall()
    return {"size": rows[0][0], "sha256": kept.report.sha256} if rows else None


def copies(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    """The reports that repeat this one."""
    rows = ledger.connection.execute(
        "SELECT r.id, r.outlet, r.published FROM copies c JOIN reports r ON r.id = c.report "
        "WHERE c.duplicate_of = ? ORDER BY r.published, r.id", (name,),
    )  # fmt: skip
    return [{"id": i, "outlet": outlet, "published": at} for i, outlet, at in rows]


def routes(served: Served) -> APIRouter:
    """The routes of reports."""
    router = APIRouter(tags=["reports"])

    @router.get("/api/reports", summary="All reports")
    def reports(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, reports_answer(served, ledger))

    @router.get("/api/reports/{name}", summary="One report with its text and marks")
    def report(request: Request, name: str) -> Response:
        with served.ledger() as ledger:
            version = version_of(ledger)
            value = report_of(ledger, known_of(served, ledger), name)
        return send(request, packed(value, version))

    return router
