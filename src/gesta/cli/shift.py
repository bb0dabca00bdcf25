"""`gesta shift`: did attacks move to another target, actor or area."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED
from gesta.cli.filters import day, given


class Of(StrEnum):
    """What may have changed."""

    target = "target"
    recipient = "recipient"
    actor = "actor"
    area = "area"
    place = "place"
    mode = "mode"


def shift(
    ledger: asking.LedgerFile = None,
    of: Annotated[
        Of, typer.Option("--of", help="The shares of what. target: what was hit, by kind.")
    ] = Of.target,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            callback=given,
            metavar="DATE",
            help="The first day after. Default: the last 28 days against all before.",
        ),
    ] = None,
    actor: asking.Actor = None,
    recipient: asking.Recipient = None,
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
    """Say whether attacks moved to another target, recipient, actor, area, place or mode.

    The shares before and from a day on are compared; whole weeks are permuted, so that a burst of
    alike attacks counts as one.

    Example: gesta shift war.ledger --actor Houthis --of target --at 2024-01-12
    """
    from gesta.analysis.ask import shift as answer

    asked = asking.filters(actor, place, since, until, type_, status)
    first = day("at", at)
    with asking.opened(ledger, events) as source:
        found = answer(
            source, asked, of=of.value, at=first, recipient=recipient, draws=draws, seed=seed
        )
    asking.give(found, as_json=as_json, plot=plot)
