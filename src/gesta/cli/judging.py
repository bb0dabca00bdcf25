"""`gesta merge`, `gesta split`, `gesta undo`: a person's judgements of incidents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gesta.cli.actors import By, Later, Why, user
from gesta.cli.judgements import judgement_words
from gesta.cli.which import find_ledger
from gesta.errors import LedgerError
from gesta.ledger import Ledger

if TYPE_CHECKING:
    from gesta.ledger.editing import Editor
    from gesta.ledger.judgements import Judgement

Make = Callable[[Ledger, "Editor"], "Judgement"]


def merge(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[LEDGER] A B", help="Two incidents or claims, by their ids."),
    ],
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Judge two incidents to be one happening.

    No claim is changed. The judgement is kept with who, when and why, holds for whatever is read
    later, and can be undone. Where another person judged the contrary both are kept and shown,
    and the claims stay apart. Without LEDGER: $GESTA_LEDGER, or the only .ledger file of this
    folder.

    Example: gesta merge war.ledger i0123456789ab ib0123456789a --reason "one convoy"
    """
    from gesta.ledger import judging

    path, rest = _ledger_first(words)
    if len(rest) != 2:
        raise LedgerError(
            "Name the two that are one happening, such as `gesta merge war.ledger i0123456789ab "
            "ib0123456789a`."
        )
    _judge(path, by, reason, later, lambda ledger, who: judging.merge(ledger, who, *rest))


def split(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[LEDGER] INCIDENT CLAIM...",
            help="An incident, and those of its claims that are of another happening.",
        ),
    ],
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Judge claims of an incident to be of another happening than its other claims.

    Kept, shown and undone as `gesta merge` is.

    Example: gesta split war.ledger i0123456789ab c0123456789ab --reason "the strike of May"
    """
    from gesta.ledger import judging

    path, rest = _ledger_first(words)
    if len(rest) < 2:
        raise LedgerError(
            "Name the incident and the claims that are not of it, such as `gesta split war.ledger "
            "i0123456789ab c0123456789ab`."
        )
    incident, *claims = rest
    _judge(path, by, reason, later, lambda ledger, who: judging.split(
        ledger, who, incident, claims
    ))  # fmt: skip


def undo(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LEDGER] [JUDGEMENT]",
            help="The id of the judgement; default: the last. `gesta show LEDGER judgements` "
            "lists them.",
        ),
    ] = None,
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Take back a merge or split; taking back an undo brings the judgement back.

    The incidents are then what they were before it.

    Example: gesta undo war.ledger v0123456789ab
    """
    from gesta.ledger import judging

    path, rest = _ledger_first(words or [])
    if len(rest) > 1:
        raise LedgerError(f"{rest[1]!r} is one word too many: one judgement is undone at a time.")
    wanted = rest[0] if rest else None
    _judge(path, by, reason, later, lambda ledger, who: judging.undo(ledger, who, wanted))


def _ledger_first(words: list[str]) -> tuple[Path, list[str]]:
    """The ledger, which may be left out, and the ids."""
    if words and (Path(words[0]).is_file() or not words[0].isalnum()):
        return find_ledger(words[0]), words[1:]
    return find_ledger(None), words


def _judge(path: Path, by: str | None, reason: str | None, later: bool, make: Make) -> None:
    """Make one judgement, join the incidents anew and say what came of it."""
    from gesta.ledger.editing import Editor
    from gesta.lock import sole_reader

    if not path.exists():
        Ledger.open(path).close()  # says so, before a lock beside it is made
    with sole_reader(path), Ledger.open(path) as ledger:
        made = make(ledger, Editor(by or user("judges"), reason))
        typer.echo(f"{made.id}: {judgement_words(made)}")
        if not later:
            from gesta.view import update_view

            update_view(ledger)
        _say_what_came(ledger, made, later)


def _say_what_came(ledger: Ledger, made: Judgement, later: bool) -> None:
    from gesta.ledger.judging import opponents

    for other in opponents(ledger, made):
        typer.echo(
            f"{other.by} judged the contrary ({other.id}, {judgement_words(other)}). Both are "
            f"kept; what is judged different stays apart. `gesta undo {ledger.path} {other.id}` "
            "takes that one back.",
            err=True,
        )
    if not later and made.kind != "undo":
        ids = {
            str(row[0])
            for claim in (*made.left, *made.right)
            for row in ledger.connection.execute(
                "SELECT incident FROM incident_claims WHERE claim = ?", (claim,)
            )
        }
        typer.echo(f"Now of {', '.join(sorted(ids))}.", err=True)
