"""`gesta nowcast`: how much of the last two weeks is still unreported."""

from __future__ import annotations

from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED


def nowcast(
    ledger: asking.LedgerFile = None,
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
    """Say how many attacks of the last 14 days are still to be reported.

    Tried on the past first: where reports do not take as long as before, the answer is refused.

    Example: gesta nowcast war.ledger --actor Houthis --plot nowcast.svg
    """
    from gesta.analysis.ask import nowcast as answer

    asked = asking.filters(actor, place, since, until, type_, status)
    with asking.opened(ledger, events) as source:
        found = answer(source, asked, recipient=recipient, draws=draws, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
