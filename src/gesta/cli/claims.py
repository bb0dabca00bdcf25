"""`gesta claims`: who claims, attributes and denies what, and whose claims are borne out."""

from __future__ import annotations

from typing import Annotated

import typer

from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED
from gesta.cli.filters import given


def claims(
    ledger: asking.LedgerFile = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            callback=given,
            metavar="NAME",
            help="What this actor says, and those who speak for it.",
        ),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet", callback=given, metavar="NAME", help="What is told by this outlet."
        ),
    ] = None,
    place: asking.At = None,
    since: asking.Since = None,
    until: asking.Until = None,
    type_: asking.Type = None,
    status: asking.Status = None,
    as_json: asking.AsJson = False,
    plot: asking.Plot = None,
    draws: asking.DrawCount = DRAWS,
    seed: asking.Seed = SEED,
) -> None:
    """Say who claims, attributes and denies what, and what independent origins bear out.

    Copies count as their original, outlets of one owner as one voice, a party and those who speak
    for it as one side. What nobody else speaks of is open, not false. --json has every statement.

    Example: gesta claims war.ledger --actor Houthis --plot claims.svg
    """
    from gesta.analysis.ask import claims as answer

    asked = asking.filters(actor, place, since, until, type_, status)
    with asking.opened(ledger) as source:
        found = answer(source, asked, outlet=outlet, draws=draws, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
