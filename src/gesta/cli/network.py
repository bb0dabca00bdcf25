"""`gesta network`: who is with whom, under whose umbrella, and whether acts have structure."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from gesta.cli import asking, filters
from gesta.cli.asking import DRAWS, SEED
from gesta.cli.which import find_ledger
from gesta.ledger import Ledger
from gesta.ledger.find import actor_ids


def network(
    ledger: asking.LedgerFile = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day. Default: the last day covered."),
    ] = None,
    umbrella: Annotated[
        str | None,
        typer.Option("--umbrella", metavar="NAME", help="Who stands under this actor."),
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
    from gesta.analysis.known_network import Known
    from gesta.analysis.network import network as whole
    from gesta.analysis.network import umbrella as under

    asked = asking.of_ledger(asking.filters(None, place, since, until, type_, status))
    day = filters.day("--on", on)
    with Ledger.open(find_ledger(ledger)) as opened, opened.snapshot():
        heads = json.loads(actor_ids(opened, umbrella)) if umbrella else []
        known = Known.of(opened, asked, day=day, draws=draws, seed=seed)
    found = under(known, umbrella, heads) if umbrella else whole(known, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
