"""`gesta respond`: what followed strikes or statements, and what they followed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gesta import codebook
from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED
from gesta.cli.filters import given

if TYPE_CHECKING:
    from gesta.analysis.answer import Answer
    from gesta.analysis.happenings import Happenings


class How(StrEnum):
    """What is compared."""

    days = "days"
    wakes = "wakes"
    waits = "waits"


After = Annotated[
    str,
    typer.Option("--after", callback=given, metavar="NAME", help="What followed the actions of this actor or those under it."),
]  # fmt: skip
AfterType = Annotated[
    list[str] | None,
    typer.Option(
        "--after-type", metavar="TYPE",
        help="Actions of this type; may be given again. Default: ASSAULT, strikes. Statements: "
             "THREATEN, DEMAND, REJECT, ACCUSE.",
    ),
]  # fmt: skip
AfterOn = Annotated[
    str | None,
    typer.Option(
        "--after-recipient", callback=given, metavar="NAME", help="Actions on this actor only."
    ),
]
HowCompared = Annotated[
    How,
    typer.Option(
        "--how",
        help="days: the 7 days after against history. wakes: around places of actions, matched. "
             "waits: how soon the next attack comes.",
    ),
]  # fmt: skip
Instrument = Annotated[
    str | None,
    typer.Option("--instrument", metavar="FILE/COLUMN",
                 help="A daily table's column that moves the actions and nothing else: a natural experiment."),
]  # fmt: skip
Control = Annotated[
    list[str] | None,
    typer.Option("--control", metavar="COLUMN", help="With --instrument: a column to allow for."),
]
Lagged = Annotated[
    list[str] | None,
    typer.Option("--lagged", metavar="COLUMN", help="With --instrument: a column whose last 14 days to allow for."),
]  # fmt: skip


def respond(
    ledger: asking.LedgerFile = None,
    *,
    after: After,
    actor: asking.Actor = None,
    recipient: asking.Recipient = None,
    after_type: AfterType = None,
    after_recipient: AfterOn = None,
    how: HowCompared = How.days,
    instrument: Instrument = None,
    control: Control = None,
    lagged: Lagged = None,
    place: asking.At = None,
    since: asking.Since = None,
    until: asking.Until = None,
    type_: asking.Type = None,
    status: asking.Status = None,
    events: asking.Events = None,
    as_json: asking.AsJson = False,
    plot: asking.Plot = None,
    draws: asking.DrawCount = DRAWS,
    seed: asking.Seed = SEED,
) -> None:
    """Say whether strikes or statements were followed by fewer or more attacks, and the reverse.

    Attacks are those of --actor; actions those of --after. Both directions are answered: what
    followed the actions, and what followed the attacks. The plot is of the first.

    Example: gesta respond war.ledger --actor Houthis --after "United States"
    """
    from gesta.analysis.ask import sides

    asked = asking.filters(actor, place, since, until, type_, status)
    with asking.opened(ledger, events) as source:
        attacks, actions = sides(
            source, asked, after=after, after_types=_types(after_type, events),
            after_recipient=after_recipient, recipient=recipient,
        )  # fmt: skip
    if instrument is not None:
        answers = [_with_instrument(attacks, actions, instrument, control, lagged, draws, seed)]
    elif control or lagged:
        raise typer.BadParameter("goes with --instrument only.", param_hint="--control, --lagged")
    else:
        answers = _answers(how, attacks, actions, draws=draws, seed=seed)
    for number, answer in enumerate(answers):
        asking.give(answer, as_json=as_json, plot=plot if number == 0 else None)
        if not as_json and number + 1 < len(answers):
            typer.echo("\nThe other direction\n")


def _types(asked: Iterable[str] | None, events: Path | None) -> list[str]:
    """The types of the actions; none is what the source takes for attacks. A table has its own."""
    kinds = list(asked or ())
    for kind in kinds:
        if events is None and kind not in codebook.EVENT_TYPES:
            raise typer.BadParameter(
                f"{kind!r} is none of {', '.join(codebook.EVENT_TYPES)}.", param_hint="--after-type"
            )
    return kinds


def _answers(how: How, attacks: Happenings, actions: Happenings, *, draws: int, seed: int) -> list[Answer]:  # fmt: skip
    """What followed the actions, and but for wakes what followed the attacks."""
    from gesta.analysis.ask import followed

    ways = [(attacks, actions), (actions, attacks)]
    if how is How.wakes:
        ways = ways[:1]
    return [followed(a, b, how=how.value, draws=draws, seed=seed) for a, b in ways]


def _with_instrument(
    attacks: Happenings, actions: Happenings, where: str, control: list[str] | None,
    lagged: list[str] | None, draws: int, seed: int,
) -> Answer:  # fmt: skip
    from gesta.analysis.daily import read_daily
    from gesta.analysis.instrument import with_instrument

    file, slash, name = where.rpartition("/")
    if not (file and slash and name):
        raise typer.BadParameter(
            f"{where!r} is no FILE/COLUMN, such as weather.csv/gusts.", param_hint="--instrument"
        )
    table = read_daily(Path(file), [name, *(control or ()), *(lagged or ())])
    return with_instrument(attacks, actions, table, name, controls=control or (),
                           lagged=lagged or (), draws=draws, seed=seed)  # fmt: skip
