"""`gesta show LEDGER incident ID --history`: how it changed as reports came in, in words."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gesta.cli.listing import print_records
from gesta.cli.names import Names
from gesta.errors import LedgerError
from gesta.growth import change_words, judged_words, label, part_words
from gesta.ledger import Ledger
from gesta.phrases import plain
from gesta.resolution.history import Step
from gesta.types import Report


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
        _print_step(step, reports, names, console, origins=origins)
        origins = step.origins or origins


def _print_step(
    step: Step, reports: dict[str, Report], names: Names, console: Console, *, origins: int
) -> None:  # fmt: skip
    day = Text(f"{str(step.day or 'undated'):<12}", style="dim")
    if step.edge is not None or step.report is None:
        console.print(day.append(plain(judged_words(step)), style="cyan"))
        return
    day.append(plain(reports[step.report].outlet) or "a report", style="bold").append(" ")
    nothing = "" if step.changes or origins == 0 else "; it changed nothing"
    part = part_words(step, origins, report=f"report {step.report}")
    console.print(day.append(plain(part + nothing), style="none"))
    for change in step.changes:
        words = Text(f"{label(change):<9}", style="dim")
        words.append(plain(change_words(change, names, first=origins == 0)), style="none")
        console.print(Padding(words, (0, 0, 0, 12), expand=False))
