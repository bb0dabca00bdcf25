"""`gesta since`: since when attacks are more or fewer."""

from __future__ import annotations

from gesta.cli import asking
from gesta.cli.asking import DRAWS, SEED


def since(
    ledger: asking.LedgerFile = None,
    actor: asking.Actor = None,
    recipient: asking.Recipient = None,
    place: asking.At = None,
    from_: asking.Since = None,
    until: asking.Until = None,
    type_: asking.Type = None,
    status: asking.Status = None,
    events: asking.Events = None,
    as_json: asking.AsJson = False,
    plot: asking.Plot = None,
    draws: asking.DrawCount = DRAWS,
    seed: asking.Seed = SEED,
) -> None:
    """Say since when attacks are more or fewer than before, and how sure that is.

    The day comes with its 90 % interval; `--since` and `--until` bound the days looked at.

    Example: gesta since war.ledger --actor Houthis --plot since.svg
    """
    from gesta.analysis.ask import since as answer

    asked = asking.filters(actor, place, from_, until, type_, status)
    with asking.opened(ledger, events) as source:
        found = answer(source, asked, recipient=recipient, draws=draws, seed=seed)
    asking.give(found, as_json=as_json, plot=plot)
