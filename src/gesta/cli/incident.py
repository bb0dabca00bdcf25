"""`gesta show LEDGER incident ID`: who says what, in the reports' own words, and what is disputed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gesta.cli.covered import print_covered
from gesta.cli.judgements import print_judged
from gesta.cli.listing import print_records
from gesta.cli.names import Names
from gesta.cli.paper import cell, grid
from gesta.errors import LedgerError
from gesta.ledger import Ledger, records
from gesta.ledger.judgements import edges_at
from gesta.phrases import chain_words, many, plain, toll_words, value_words, when_words
from gesta.types import Claim, Dispute, Incident, Report


def show_incident(ledger: Ledger, name: str, console: Console, *, as_json: bool = False) -> None:
    """One incident with its claims. Raises LedgerError where there is none of this id."""
    incident = next(ledger.incidents("id = ?", (name,)), None)
    if incident is None:
        raise LedgerError(
            f"{ledger.path} has no incident {name!r}. `gesta show {ledger.path} incidents` lists "
            "them."
        )
    claims = {c.id: c for c in ledger.claims(
        "id IN (SELECT claim FROM incident_claims WHERE incident = ?)", (name,)
    )}  # fmt: skip
    notes: dict[str, list[str]] = {}
    for note in ledger.notes(
        "claim IN (SELECT claim FROM incident_claims WHERE incident = ?)", (name,)
    ):
        notes.setdefault(note.claim, []).append(note.words)
    if as_json:
        _print_lines(ledger, incident, claims, notes)
        return
    reports = {k.report.id: k.report for k in ledger.kept_reports(
        "r.id IN (SELECT report FROM claims WHERE id IN "
        "(SELECT claim FROM incident_claims WHERE incident = ?))", (name,)
    )}  # fmt: skip
    names = Names(ledger)
    _print_head(incident, len(reports), names, console)
    print_judged(ledger, incident, console)
    print_covered(ledger, incident, names, console)
    for dispute in incident.disputes:
        _print_dispute(dispute, claims, reports, names, console)
    console.print()
    for claim in sorted(claims.values(), key=lambda c: _order(c, reports[c.report])):
        print_claim(claim, reports[claim.report], names, console, notes.get(claim.id, ()))


def _print_lines(
    ledger: Ledger, incident: Incident, claims: dict[str, Claim], notes: dict[str, list[str]]
) -> None:
    """The incident, its claims with their notes, and the judged pairs that they are part of."""
    print_records([records.incident_record(incident)])
    for name in incident.claims:
        record = records.claim_record(claims[name], incident=incident.id)
        print_records([{**record, "notes": notes[name]} if name in notes else record])
    print_records(map(records.edge_record, edges_at(ledger.connection, incident.claims)))


def _order(claim: Claim, report: Report) -> tuple[str, str, int, int]:
    published = report.published.isoformat() if report.published else "~"
    return (published, report.id, claim.evidence.start, claim.trigger.start)


def _print_head(incident: Incident, reports: int, names: Names, console: Console) -> None:
    modes = f" ({', '.join(incident.modes)})" if incident.modes else ""
    head = Text(f"{incident.type}{modes}", style="bold")
    head.append(f"  {incident.status}", style=_STATUS_STYLE.get(incident.status, ""))
    head.append(f"  {plain(incident.id)}", style="dim")
    console.print(head)
    for label, words in (
        ("when", when_words(incident.time)),
        ("where", names.place(incident.place)),
        ("by", names.actors(incident.actors)),
        ("against", names.actors(incident.recipients)),
        ("target", ", ".join(incident.targets)),
        ("with", ", ".join(incident.weapons)),
        ("killed", toll_words(incident.killed)),
        ("wounded", toll_words(incident.wounded)),
        ("told by", f"{many(len(incident.claims), 'claim')} in {many(reports, 'report')} of "
                    f"{many(incident.origins, 'independent origin')}"),
    ):  # fmt: skip
        if words:
            console.print(Text(f"  {label:<8} ", style="dim").append(plain(words), style="none"))


_STATUS_STYLE = {
    "corroborated": "green", "disputed": "yellow", "denied": "red", "planned": "cyan",
}  # fmt: skip


def _print_dispute(
    dispute: Dispute,
    claims: dict[str, Claim],
    reports: dict[str, Report],
    names: Names,
    console: Console,
) -> None:
    console.print()
    console.print(Text(f"Disputed: {plain(dispute.field)}", style="bold yellow"))
    table = grid("value", "who says so", "claims")
    for value in dispute.values:
        speakers = dict.fromkeys(
            chain_words(reports[claims[c].report].outlet, claims[c].said_by)
            for c in value.claims
            if c in claims
        )
        words = names.end(value.value)
        table.add_row(cell(words), cell("; ".join(speakers)), cell(", ".join(value.claims)))
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def print_claim(
    claim: Claim, report: Report, names: Names, console: Console, notes: Sequence[str] = ()
) -> None:
    """A claim: speakers, certainty and values; the sentence with its trigger; where it stands."""
    head = Text(chain_words(report.outlet, claim.said_by), style="bold")
    head.append(f"  {claim.certainty}", style="cyan")
    values = "; ".join(part for part in (value_words(claim), *_roles(claim, names)) if part)
    head.append(f"  {values}" if values else "", style="none")
    console.print(head)
    console.print(Padding(_sentence(claim), (0, 0, 0, 2), expand=False))
    for note in notes:
        console.print(Padding(Text(plain(note), style="yellow"), (0, 0, 0, 2), expand=False))
    details = (report.title, report.outlet, report.published, f"report {report.id}",
               f"claim {claim.id}")  # fmt: skip
    origin = " · ".join(plain(words) for words in details if words)
    console.print(Padding(Text(origin, style="dim"), (0, 0, 1, 2), expand=False))


def _roles(claim: Claim, names: Names) -> list[str]:
    filled = (
        ("by", names.parties(claim.actors)),
        ("against", names.parties(claim.recipients)),
        ("target", ", ".join(t.text for t in claim.targets)),
        ("with", ", ".join(w.text for w in claim.weapons)),
        ("at", names.locations(claim.places)),
        ("from", names.locations(claim.origins)),
        ("on", when_words(claim.time) if claim.time else ""),
    )
    return [f"{label} {plain(words)}" for label, words in filled if words]


def _sentence(claim: Claim) -> Text:
    """The sentence in quotation marks, its trigger underlined."""
    words, start = claim.evidence.text, claim.trigger.start - claim.evidence.start
    end = start + len(claim.trigger.text)
    sentence = Text("“")
    if not 0 <= start < end <= len(words):
        return sentence.append(plain(words)).append("”")
    for part, style in ((words[:start], ""), (words[start:end], "underline"), (words[end:], "")):
        lead = " " if part[:1].isspace() else ""
        tail = " " if part[-1:].isspace() and part.strip() else ""
        sentence.append(lead + plain(part) + tail, style=style)
    sentence.rstrip()
    return sentence.append("”")
