"""`gesta trend`: are attacks rising."""

from __future__ import annotations

from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED


def trend(
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
    """Say whether attacks are rising or falling: the last 14 days against the 56 before.

    Recent days that are not fully reported yet are filled in, or the answer is refused.

    Example: gesta trend war.ledger --actor Houthis --plot trend.svg
    """
    from gesta.analysis.ask import trend as answer

    asked = asking.filters(actor, place, since, until, type_, status)
    with asking.opened(ledger, events) as source:
        found = answer(source, asked, recipient=recipient, draws=draws, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
