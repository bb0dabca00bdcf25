"""`gesta show LEDGER incident ID --history`: how it changed as reports came in, in words."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gesta.cli.listing import print_records
from gesta.cli.names import Names
from gesta.cli.paper import many, plain, toll_words, when_words
from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.resolution.history import Change, Step
from gesta.types import Report, Toll, When

_LABELS = {
    "time": "when", "place": "where", "actors": "by", "recipients": "against",
    "disputes": "disputed",
}  # fmt: skip


def show_history(ledger: Ledger, name: str, console: Console, *, as_json: bool = False) -> None:
    """The history of one incident. Raises LedgerError where there is none of this id."""
    from gesta.past import Past, step_record

    incident = next(ledger.incidents("id = ?", (name,)), None)
    if incident is None:
        raise LedgerError(
            f"{ledger.path} has no incident {name!r}. `gesta show {ledger.path} incidents` lists "
            "them."
        )
    steps = Past(ledger).of(incident)
    if as_json:
        records = [step_record(step) for step in steps]
        print_records([{"kind": "history", "incident": name, "history": records}])
        return
    reports = {k.report.id: k.report for k in ledger.kept_reports(
        "r.id IN (SELECT report FROM claims WHERE id IN "
        "(SELECT claim FROM incident_claims WHERE incident = ?))", (name,)
    )}  # fmt: skip
    names = Names(ledger)
    head = Text(f"{incident.type}  ", style="bold").append(plain(name), style="dim")
    console.print(head)
    origins = 0
    for step in steps:
        _print_step(step, reports, names, console, first=origins == 0, origins=origins)
        origins = step.origins or origins


def _print_step(
    step: Step, reports: dict[str, Report], names: Names, console: Console, *, first: bool,
    origins: int,
) -> None:  # fmt: skip
    day = Text(f"{str(step.day or 'undated'):<12}", style="dim")
    if step.edge is not None or step.report is None:
        console.print(day.append(plain(_judged(step)), style="cyan"))
        return
    report = reports[step.report]
    day.append(plain(report.outlet) or "a report", style="bold").append(" ")
    console.print(day.append(plain(_part(step, origins, first=first)), style="none"))
    for change in step.changes:
        words = Text(f"{_LABELS.get(change.field, change.field):<9}", style="dim")
        words.append(_words(change, names, first=first), style="none")
        console.print(Padding(words, (0, 0, 0, 12), expand=False))


def _part(step: Step, origins: int, *, first: bool) -> str:
    """What the report did, in a sentence."""
    claims = many(len(step.claims), "claim")
    if first:
        return f"first reported it ({claims}, report {step.report})"
    voice = "an independent origin" if step.origins > origins else "no further origin"
    changed = "" if step.changes else "; it changed nothing"
    return f"told of it too ({claims}, report {step.report}): {voice}{changed}"


def _judged(step: Step) -> str:
    edge = step.edge
    if edge is None:
        return ""
    said = "one happening" if edge.judgement == "same" else "two happenings"
    why = "; ".join(reason.words for reason in edge.reasons)
    return f"{edge.by} judged {edge.left} and {edge.right} to be of {said}: {why}"


def _words(change: Change, names: Names, *, first: bool) -> str:
    before, after = (_value(change.field, v, names) or "nothing"
                     for v in (change.before, change.after))  # fmt: skip
    return plain(after if first else f"{before} → {after}")


def _value(field: str, value: object, names: Names) -> str:
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, Toll):
        return toll_words(value)
    if field == "place" and isinstance(value, str):
        return names.place(value)
    if field in ("actors", "recipients") and isinstance(value, tuple):
        return names.actors(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
