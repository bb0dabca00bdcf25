"""`gesta review add`: an event that the reader missed."""

from __future__ import annotations

from typing import Annotated

import typer

from gesta.cli.actors import By, Why
from gesta.cli.review_making import ledger_of, make
from gesta.ledger import Ledger


def add(
    ctx: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report, by its id.")],
    type_: Annotated[
        str, typer.Argument(metavar="TYPE", help="The type of event, such as ASSAULT.")
    ],
    words: Annotated[
        str | None, typer.Option("--words", "-w", help="The word of the report that tells of it.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="The same by place in the text.", metavar="START:END")
    ] = None,
    roles: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="FIELD=WORDS",
            help="Words of the report for a field (actor, recipient, target, weapon, place, origin, "
            "time, killed, wounded, count, said_by), or START:END; may be repeated.",
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            "-v",
            metavar="FIELD=VALUE",
            help="What a field is (modes, certainty, outcome, or as for `correct`); may be repeated.",
        ),
    ] = None,
    by: By = None,
    reason: Why = None,
) -> None:
    """Add an event that the reader missed.

    Its words are understood as reading would have; from then on it is a claim like others, kept
    with who added it. `undo` takes it away again.

    Example: gesta review war.ledger add r0123456789ab ASSAULT -w shelled --role place=Baghdad
    """  # fmt: skip
    from gesta.cli.review_given import missed_of
    from gesta.ledger.review_add import add as put

    with Ledger.open(ledger_of(ctx)) as ledger:
        missed = missed_of(
            ledger, report, type_, words=words, at=at, roles=roles or (), values=values or ()
        )
    make(ctx, by, reason, lambda ledger, editor: put(ledger, editor, missed))
