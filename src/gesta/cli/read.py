"""`gesta read`: articles in, a ledger out, with a progress bar on stderr."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from gesta.cli.totals import quick_total
from gesta.flow import Step, Summary, read_into
from gesta.grounding.gazetteer_home import choose, in_use
from gesta.worker import PEACEFUL

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files (.txt .md .html .csv .jsonl .zip), folders, or - for standard input.",
        ),
    ],
    ledger: Annotated[
        Path, typer.Option("--ledger", "-l", help="The ledger file; made where there is none.")
    ],
    outlet: Annotated[
        str | None, typer.Option(help="The outlet of all these reports, before what they say.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Their day of publication, as 2024-09-26."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; default: the cores, at most 4.")
    ] = None,
    gazetteer: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="A gazetteer made by `gesta gazetteer`; `built-in`: the package's own. Default: "
            "$GESTA_GAZETTEER, else the user's, where there is one.",
        ),
    ] = None,
    skip_peaceful: Annotated[
        bool,
        typer.Option(
            "--skip-peaceful",
            help="For broad feeds: pass over reports without an event of conflict, by their lead "
            "and their words. They stay listed under refusals.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary as one JSON object.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Read reports into a ledger.

    What cannot be read is recorded with its reason. A stop loses at most the articles in hand;
    the same command goes on where it was.

    Example: gesta read reports/ --ledger war.ledger --published 2024-09-26
    """
    day = _day(published)
    screen = Console(stderr=True)
    choose(gazetteer)
    if (own := in_use()) and not quiet:
        screen.print(f"Gazetteer: {own}", markup=False, highlight=False, soft_wrap=True)
    try:
        with _progress(paths, screen, shown=not quiet) as heard:
            summary = read_into(
                ledger, paths, outlet=outlet, published=day, jobs=jobs,
                skip_peaceful=skip_peaceful, progress=heard,
            )  # fmt: skip
    except KeyboardInterrupt as stop:
        screen.print(_how_to_go_on(ledger), markup=False, highlight=False)
        raise typer.Exit(INTERRUPTED) from stop
    if as_json:
        typer.echo(json.dumps(asdict(summary), ensure_ascii=False, sort_keys=True))
    else:
        print_summary(summary, Console())


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise typer.BadParameter(
            f"{published!r} is no day. Write it as year-month-day, such as 2024-09-26.",
            param_hint="--published",
        ) from error


def _how_to_go_on(ledger: Path) -> str:
    return (
        f"\nStopped. {ledger} holds every report that was done. Run the same command again to go "
        "on; incidents are joined when it comes to its end."
    )


class RateColumn(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        """The rate of late, or of the whole run when it is over."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s", style="progress.data.speed")


@contextmanager
def _progress(
    paths: list[str], screen: Console, *, shown: bool
) -> Iterator[Callable[[Step], None]]:
    """A bar that the flow's steps move; a silent one where nobody watches."""
    if not shown or not screen.is_terminal:
        yield lambda step: None
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        RateColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
        TextColumn("{task.fields[path]}", style="dim"),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("Reading", total=quick_total(paths), path="")

        def heard(step: Step) -> None:
            name = os.path.basename(step.path)[-40:].replace("[", "(")
            words = "Joining" if step.stage == "joining" else "Reading"
            bar.update(task, completed=step.done, description=words, path=name)

        yield heard


def print_summary(summary: Summary, console: Console) -> None:
    """The summary as a small table, with where to look next."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    for number, words in _summary_rows(summary):
        table.add_row(f"{number:,}", words)
    console.print(table)
    ledger = summary.ledger
    console.print(f"\nin {summary.seconds:.1f} s → ", Text(ledger), sep="", highlight=False)
    console.print(f"Look next: gesta show {ledger} incidents", markup=False, highlight=False)
    if summary.refused:
        console.print(f"           gesta show {ledger} refusals", markup=False, highlight=False)
    if summary.undated:
        console.print(_undated(summary), markup=False, highlight=False, soft_wrap=True)


def _undated(summary: Summary) -> str:
    """What a missing day of publication costs, and what to do."""
    which = (
        "The report has"
        if summary.reports == 1
        else f"{summary.undated:,} of {summary.reports:,} reports {'has' if summary.undated == 1 else 'have'}"
    )
    return (
        f"{which} no day of publication: words such as `Monday` and `last week` give no date there. "
        "Where you know the day, read it with --published."
    )


def _summary_rows(summary: Summary) -> Iterator[tuple[int, str]]:
    yield summary.read, "reports read" if summary.read != 1 else "report read"
    if summary.already:
        yield summary.already, "already there"
    for reason, number in summary.refused.items():
        yield number, "passed over as peaceful" if reason == PEACEFUL else f"refused: {reason}"
    of_all = f" (of {summary.reports:,} reports)" if summary.reports != summary.read else ""
    yield summary.copies, f"copies of another report{of_all}"
    yield summary.claims, "claims"
    yield summary.assessments, "assessments"
    yield summary.actors, "actors"
    yield summary.places, "places"
    yield summary.ties, "ties"
    yield summary.incidents, "incidents"
    yield summary.disputes, "disputes"
