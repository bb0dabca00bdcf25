"""The lists about where things come from: sources, reports, assessments, refusals."""

from __future__ import annotations

import json

import typer
from rich.console import Console

from gesta.cli.listing import Asked, print_records, print_table
from gesta.cli.paper import grid
from gesta.ledger import Ledger, records
from gesta.ledger.read_with import read_with
from gesta.phrases import chain_words

OUTLETS = """
SELECT outlet, count(*), sum(copy), sum(claims), min(published), max(published) FROM (
  SELECT r.outlet, r.published, c.report IS NOT NULL AS copy,
    (SELECT count(*) FROM claims k WHERE k.report = r.id) AS claims
  FROM reports r LEFT JOIN copies c ON c.report = r.id)
GROUP BY outlet ORDER BY 4 DESC, 2 DESC, outlet
"""

# A speaker is the actor they were grounded to, else their words.
SPEAKERS = """
SELECT coalesce(a.name, s.text, '(unnamed)'), a.type, count(DISTINCT c.id),
  count(DISTINCT c.report), count(DISTINCT v.id), s.actor
FROM {speakers} s LEFT JOIN actors a ON a.id = s.actor
LEFT JOIN claims c ON c.id = s.owner LEFT JOIN assessments v ON v.id = s.owner
GROUP BY coalesce(s.actor, s.text) ORDER BY 3 DESC, 1
"""


def sources(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Outlets, then the speakers that they quote, with counts."""
    asked.only("sources")
    outlets = ledger.connection.execute(OUTLETS).fetchall()
    speakers = ledger.connection.execute(
        SPEAKERS.format(speakers=ledger.edits().speakers_sql())
    ).fetchall()
    if asked.as_json:
        for name, reports, copies, claims, first, last in asked.cut(outlets):
            typer.echo(_json(source="outlet", name=name, reports=reports, copies=copies,
                             claims=claims, first=first, last=last))  # fmt: skip
        for name, kind, claims, reports, judgements, actor in asked.cut(speakers):
            typer.echo(_json(source="speaker", name=name, type=kind, claims=claims,
                             reports=reports, assessments=judgements, actor=actor))  # fmt: skip
        return
    table = grid("outlet", "reports", "copies", "claims", "from", "to",
                 numbers=("reports", "copies", "claims"))  # fmt: skip
    named = ((row[0] or "(unknown)", *row[1:]) for row in asked.cut(outlets))
    print_table(console, table, named, of=len(outlets), what="outlet")
    console.print()
    table = grid("speaker", "type", "claims", "reports", "assessments", "actor",
                 numbers=("claims", "reports", "assessments"))  # fmt: skip
    print_table(console, table, asked.cut(speakers), of=len(speakers), what="speaker")


def _json(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def reports(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Reports by day of publication."""
    asked.only("reports", "since", "until")
    rows = ledger.connection.execute(
        "SELECT r.published, r.outlet, r.title, r.path, "
        "(SELECT count(*) FROM claims k WHERE k.report = r.id), c.duplicate_of, r.id "
        "FROM reports r LEFT JOIN copies c ON c.report = r.id "
        "WHERE (?1 IS NULL OR r.published >= ?1) AND (?2 IS NULL OR r.published <= ?2) "
        "ORDER BY r.published IS NULL, r.published, r.id",
        (_iso(asked.filter.since), _iso(asked.filter.until)),
    ).fetchall()
    if asked.as_json:
        for row in asked.cut(rows):
            kept = next(ledger.kept_reports("r.id = ?", (row[-1],)))
            print_records([records.report_record(kept)])
        return
    table = grid("published", "outlet", "title", "path", "claims", "copy of", "id",
                 numbers=("claims",), fixed=("published", "id"))  # fmt: skip
    print_table(console, table, asked.cut(rows), of=len(rows), what="report")
    for stamp in read_with(ledger):
        console.print(f"Read with {stamp}.", highlight=False, style="dim")


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def assessments(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Judgements, forecasts and advice, with who gives them."""
    asked.only("assessments")
    found = list(ledger.assessments())
    if asked.as_json:
        print_records(records.assessment_record(value) for value in asked.cut(found))
        return
    heads = {
        str(name): (published, outlet)
        for name, published, outlet in ledger.connection.execute(
            "SELECT id, published, outlet FROM reports"
        )
    }
    found.sort(key=lambda v: (str(heads[v.report][0] or "~"), v.report, v.evidence.start))
    table = grid("published", "who judges", "in the words", "report", fixed=("published", "report"))
    rows = (
        (heads[v.report][0], chain_words(heads[v.report][1], v.said_by), v.evidence.text, v.report)
        for v in asked.cut(found)
    )
    print_table(console, table, rows, of=len(found), what="assessment")


def refusals(ledger: Ledger, asked: Asked, console: Console) -> None:
    """What could not be read, and why."""
    asked.only("refusals")
    found = sorted(ledger.refusals(), key=lambda r: (r.path, r.stage, r.reason, r.id))
    if asked.as_json:
        print_records(records.refusal_record(refusal) for refusal in asked.cut(found))
        return
    table = grid("path", "stage", "reason", "why", fixed=("stage",))
    rows = ((r.path, r.stage, r.reason, r.detail) for r in asked.cut(found))
    print_table(console, table, rows, of=len(found), what="refusal")
