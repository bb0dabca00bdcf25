"""Making one decision on the command line, and saying what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gesta.cli.actors import Here, user
from gesta.cli.which import find_ledger
from gesta.ledger import Ledger

if TYPE_CHECKING:
    from gesta.ledger.editing import Editor
    from gesta.ledger.review import Made


def ledger_of(ctx: typer.Context) -> Path:
    """The ledger of the command line."""
    return ctx.obj.path if isinstance(ctx.obj, Here) else find_ledger(None)


def make(
    ctx: typer.Context, by: str | None, reason: str | None,
    decide: Callable[[Ledger, Editor], Made],
) -> None:  # fmt: skip
    """Make one decision and say what came of it."""
    from gesta.ledger.editing import Editor
    from gesta.ledger.review_log import decision_words

    with Ledger.open(ledger_of(ctx)) as ledger:
        made = decide(ledger, Editor(by or user("decides"), reason))
    typer.echo(f"{made.decision.id}: {made.decision.by} {decision_words(made.decision)}")
    if made.decision.kind == "add":
        typer.echo(f"The claim is {made.decision.claim}.", err=True)
    if made.incidents:
        typer.echo(f"Incidents that changed: {', '.join(made.incidents)}.", err=True)
