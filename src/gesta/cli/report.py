"""`gesta show LEDGER report ID`: a report's details, where each was found, and its claims."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gesta.cli.incident import print_claim
from gesta.cli.listing import print_records
from gesta.cli.names import Names
from gesta.errors import LedgerError
from gesta.ledger import Ledger, records
from gesta.ledger.records import KeptReport
from gesta.phrases import chain_words, many, plain


def show_report(ledger: Ledger, name: str, console: Console, *, as_json: bool = False) -> None:
    """One report. Raises LedgerError where there is none of this id."""
    kept = next(ledger.kept_reports("r.id = ?", (name,)), None)
    if kept is None:
        raise LedgerError(
            f"{ledger.path} has no report {name!r}. `gesta show {ledger.path} reports` lists them."
        )
    claims = ledger.claims_of(name)
    if as_json:
        print_records([records.report_record(kept)])
        print_records(records.claim_record(claim) for claim in claims)
        return
    _print_details(kept, console)
    names = Names(ledger)
    console.print(Text(f"\n{many(len(claims), 'claim')}", style="bold"))
    for claim in claims:
        print_claim(claim, kept.report, names, console)
    _print_assessments(ledger, kept, console)


def _print_details(kept: KeptReport, console: Console) -> None:
    report = kept.report
    console.print(Text(plain(report.title) or "(no title)", style="bold"))
    published = f"{report.published} ({report.published_from})" if report.published else "unknown"
    for label, words in (
        ("outlet", _found(report.outlet, "outlet", report.found)),
        ("published", published),
        ("author", _found(report.author, "author", report.found)),
        ("url", report.url),
        ("path", report.path),
        ("format", f"{report.format}, {report.encoding}, {len(report.text):,} characters kept"),
        ("sha256", report.sha256),
        ("copy of", report.duplicate_of),
        ("actors", ", ".join(actor.name for actor in kept.actors)),
        ("places", ", ".join(place.name for place in kept.places)),
        ("id", report.id),
    ):
        if words:
            console.print(Text(f"  {label:<10} ", style="dim").append(plain(words), style="none"))


def _found(value: str | None, field: str, found: dict[str, str]) -> str | None:
    where = found.get(field)
    return f"{value} ({where})" if value and where else value


def _print_assessments(ledger: Ledger, kept: KeptReport, console: Console) -> None:
    found = list(ledger.assessments("report = ?", (kept.report.id,)))
    if not found:
        return
    console.print(Text(many(len(found), "assessment"), style="bold"))
    for value in sorted(found, key=lambda v: v.evidence.start):
        console.print(Text(chain_words(kept.report.outlet, value.said_by), style="bold"))
        console.print(Padding(Text(f"“{plain(value.evidence.text)}”"), (0, 0, 1, 2), expand=False))
