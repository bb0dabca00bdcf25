"""What the analysis verbs share: their options, where the happenings come from, how answers go out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gesta import codebook
from gesta.cli.filters import filter_of, given
from gesta.cli.which import find_ledger
from gesta.ledger import Ledger
from gesta.ledger.find import Filter

if TYPE_CHECKING:
    from gesta.analysis.answer import Answer
    from gesta.analysis.ask import Source

DRAWS = 400
SEED = 1

LedgerFile = Annotated[
    Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.", show_default=False)
]
Actor = Annotated[
    str | None,
    typer.Option(
        "--actor", callback=given, metavar="NAME", help="By this actor or those under it."
    ),
]
Recipient = Annotated[
    str | None,
    typer.Option(
        "--recipient", callback=given, metavar="NAME", help="On this actor or those under it."
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--place", callback=given, metavar="NAME", help="At this place, or in this country."
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", callback=given, metavar="DATE", help="From this day on.")
]  # fmt: skip
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        callback=given,
        metavar="DATE",
        help="Up to this day. Default: the last day covered.",
    ),
]
Type = Annotated[
    str | None, typer.Option("--type", callback=given, help="Of this type. Default: ASSAULT.")
]
Status = Annotated[
    str | None,
    typer.Option(
        "--status", callback=given, help=f"Of this status: {', '.join(codebook.STATUSES)}."
    ),
]
Events = Annotated[
    Path | None,
    typer.Option("--events", metavar="FILE.csv",
                 help="A table of events (date, actor, recipient, place, lat, lon, n, reported) or "
                      "an export of UCDP GED or ACLED, instead of a ledger."),
]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="The whole answer as one line of JSON.")]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.svg", help="Draw it as .svg or .png.")
]
DrawCount = Annotated[
    int, typer.Option("--draws", min=20, max=20_000, help="How often doubts are settled by chance.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same answer.")]


def filters(
    actor: str | None, place: str | None, since: str | None, until: str | None,
    type_: str | None, status: str | None,
) -> Filter:  # fmt: skip
    """The filter that the options ask for; raises BadParameter in words. Whoever answers says which
    types and statuses there are."""
    days = filter_of(
        actor=None, place=None, since=since, until=until, type_=None, status=None,
        certainty=None, outlet=None,
    )  # fmt: skip
    return replace(days, actor=actor, place=place, type=type_, status=status)


@contextmanager
def opened(ledger: Path | None, events: Path | None = None) -> Iterator[Source]:
    """What is asked: a table of events, or else a ledger as it is at this moment."""
    if events is None:
        with Ledger.open(find_ledger(ledger)) as found, found.snapshot():
            yield found
    elif ledger is None:
        yield events
    else:
        raise typer.BadParameter(
            f"{ledger} is a ledger too. Give a ledger or --events, not both.",
            param_hint="--events",
        )


def give(answer: Answer, *, as_json: bool, plot: Path | None) -> None:
    """Print an answer, and draw its plot to a file where asked."""
    from gesta.analysis.answer import to_json, to_text

    if plot is not None and answer.plot is not None:
        from gesta.analysis.plots import save

        save(answer, plot)
    typer.echo(to_json(answer) if as_json else to_text(answer), nl=as_json)
    if plot is not None:
        words = f"wrote {plot}" if answer.plot is not None else f"no plot: {answer.words}"
        typer.echo(words, err=True)
