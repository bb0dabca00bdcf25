"""`gesta review`: the queue of claims to look at, and decisions on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from gesta.cli.actors import By, LedgerFirst, Why, ledger_named
from gesta.cli.listing import print_records, print_table
from gesta.cli.paper import grid, paper
from gesta.cli.review_add import add
from gesta.cli.review_files import export, import_
from gesta.cli.review_making import ledger_of, make
from gesta.errors import LedgerError
from gesta.ledger import Ledger

HELP = """Decide on the claims of a ledger: accept, reject, correct, add, undo; the queue and the log.

A decision changes no claim. It is kept with who, when and why, holds wherever the claim is asked
for, is exported and imported with the ledger, and can be undone. Corrections go out as training
passages, and to Label Studio and brat and back. Without LEDGER: $GESTA_LEDGER, or the only .ledger
file of this folder."""
EPILOG = 'Example: gesta review war.ledger correct c0123456789ab killed --words "at least 12"'
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, by its id.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")]


def queue(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Option(help="Only one of claim, incident, pair.", metavar="KIND")
    ] = None,
    limit: Annotated[int, typer.Option(help="The most rows to show; 0 shows all.", min=0)] = 30,
    as_json: AsJson = False,
) -> None:
    """List what to review, the most important first, with the reasons.

    Important is what is doubtful (an unsure reader, values in dispute) and weighs much (many
    reports, many dead). What somebody decided on is left out.

    Example: gesta review war.ledger list --kind claim --limit 10
    """
    from gesta.ledger.review_queue import KINDS, Queue, item_records

    if kind is not None and kind not in KINDS:
        raise LedgerError(f"--kind {kind!r}: say one of {', '.join(KINDS)}.")
    with Ledger.open(ledger_of(ctx)) as ledger, ledger.snapshot():
        made = Queue()
        made.refresh(ledger)
        total = made.count(kind)
        rows = item_records(ledger, made.top(limit or total, kind))
    if as_json:
        print_records(rows)
        return
    table = grid("kind", "why", "words", "id", fixed=("kind", "id"))
    lines = ((row["kind"], "; ".join(row["why"]), row["words"], row["id"]) for row in rows)
    print_table(paper(), table, lines, of=total, what="item")


def log(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List all decisions on claims and judgements of incidents, oldest first.

    Example: gesta review war.ledger log
    """
    from gesta.ledger.review_log import log as logged

    with Ledger.open(ledger_of(ctx)) as ledger, ledger.snapshot():
        rows = logged(ledger)
    if as_json:
        print_records(rows)
        return
    table = grid("when", "who", "on", "decision", "why", "state", "id", fixed=("on", "id"))
    lines = (
        (row["at"][:16].replace("T", " "), row["by"], row["claim"] or row["subject"], row["words"],
         row["reason"], "undone" if row["undone"] else "", row["id"])
        for row in rows
    )  # fmt: skip
    print_table(paper(), table, lines, of=len(rows), what="decision")


def accept(ctx: typer.Context, claim: Claim, by: By = None, reason: Why = None) -> None:
    """Say that a claim is right as it now stands; a rejected one is brought back.

    Example: gesta review war.ledger accept c0123456789ab
    """
    _decide(ctx, by, reason, claim, "accept")


def reject(
    ctx: typer.Context,
    claim: Claim,
    field: Annotated[
        str | None, typer.Argument(metavar="[FIELD]", help="Only what this field says is wrong.")
    ] = None,
    by: By = None,
    reason: Why = None,
) -> None:
    """Say that a report does not claim this, or not what one field says.

    A rejected claim leaves its incident, the lists and the exports; the exchange file keeps it.

    Example: gesta review war.ledger reject c0123456789ab --reason "a film, not an attack"
    """
    from gesta.ledger.review_value import Given

    _decide(ctx, by, reason, claim, "reject", None if field is None else Given(field))


def correct(
    ctx: typer.Context,
    claim: Claim,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="Such as type, place, actor, killed, time.")
    ],
    words: Annotated[
        str | None, typer.Option("--words", "-w", help="The words of the report that say it.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="The same by place in the text.", metavar="START:END")
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            "--value",
            "-v",
            help="What it is: a word of the codebook, an actor or place by name or id, a class of "
            "weapon, a number (12, 10-20, 12-), a day or days (2024-09-25..2024-09-27).",
        ),
    ] = None,
    item: Annotated[
        int | None, typer.Option(help="Which of several values is meant, from 0 on.", min=0)
    ] = None,
    by: By = None,
    reason: Why = None,
) -> None:
    """Correct a field of a claim.

    Words of the report are understood as reading would have: a name becomes its actor or place, a
    date its days, a number its range. A value without words is kept as the reviewer's own.

    Example: gesta review war.ledger correct c0123456789ab place --words "Deir al-Balah"
    """  # fmt: skip
    from gesta.cli.review_given import given_of

    path = ledger_of(ctx)
    with Ledger.open(path) as ledger:
        given = given_of(ledger, claim, field, words=words, at=at, value=value, item=item)
    _decide(ctx, by, reason, claim, "correct", given)


def undo(
    ctx: typer.Context,
    decision: Annotated[
        str | None,
        typer.Argument(metavar="[DECISION]", help="The id of the decision; default: your last."),
    ] = None,
    by: By = None,
    reason: Why = None,
) -> None:
    """Take back a decision on a claim; taking back an undo brings it back.

    A claim that a person added is gone when that is taken back.

    Example: gesta review war.ledger undo v0123456789ab
    """
    from gesta.ledger.review import undo as take_back

    make(ctx, by, reason, lambda ledger, editor: take_back(ledger, editor, decision))


VERBS: dict[str, Callable[..., Any]] = {
    "list": queue, "log": log, "accept": accept, "reject": reject, "correct": correct,
    "add": add, "undo": undo, "export": export, "import": import_,
}  # fmt: skip


def _decide(
    ctx: typer.Context, by: str | None, reason: str | None, claim: str, kind: str, given: Any = None
) -> None:
    from gesta.ledger.review import decide

    make(ctx, by, reason, lambda ledger, editor: decide(ledger, editor, claim, kind, given))


def group(register: Callable[[typer.Typer, Callable[..., Any], str], None]) -> typer.Typer:
    """The verbs under `gesta review`; `register` adds one with its example."""
    app = typer.Typer(
        name="review", help=HELP, epilog=EPILOG, no_args_is_help=True, rich_markup_mode=None,
        cls=LedgerFirst, callback=ledger_named,
    )  # fmt: skip
    for name, verb in VERBS.items():
        register(app, verb, name)
    return app
