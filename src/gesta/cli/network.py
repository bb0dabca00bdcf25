"""`gesta network`: who is with whom, under whose umbrella, and whether acts have structure."""

from __future__ import annotations

from typing import Annotated

import typer

from gesta.cli import asking, filters
from gesta.cli.asking import DRAWS, SEED
from gesta.cli.filters import given


def network(
    ledger: asking.LedgerFile = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", callback=given, metavar="DATE", help="The day. Default: the last day covered."
        ),
    ] = None,
    umbrella: Annotated[
        str | None,
        typer.Option(
            "--umbrella", callback=given, metavar="NAME", help="Who stands under this actor."
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
    """Say who is with whom on a day by stated ties, and count events under umbrellas once each.

    Who acts with whom and who hits back is compared with random networks in which each acts as
    often. Nobody is called allied for having the same enemy. --json has every tie with its words.

    Example: gesta network war.ledger --umbrella "Axis of Resistance" --on 2024-01-15
    """
    from gesta.analysis.ask import network as answer

    asked = asking.filters(umbrella, place, since, until, type_, status)
    day = filters.day("on", on)
    with asking.opened(ledger) as source:
        found = answer(source, asked, on=day, draws=draws, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
