"""`gesta actors`: a person's edits of a ledger's actors, logged and undoable."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from gesta.cli.listing import print_table
from gesta.cli.paper import grid, paper
from gesta.cli.which import find_ledger
from gesta.codebook import ACTOR_TYPES
from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.phrases import plain

HELP = """Edit the actors of a ledger: add, merge, split, alias, undo, log.

An edit changes no claim. It is kept with who, when and why, holds for reports that are read
later too, is exported and imported with the ledger, and can be undone. Without LEDGER:
$GESTA_LEDGER, or the only .ledger file of this folder."""
EPILOG = "Example: gesta actors war.ledger merge 'Hashd forces' 'Popular Mobilization Forces'"
VARIABLE = "GESTA_USER"

By = Annotated[
    str | None,
    typer.Option(help="Who edits; default: $GESTA_USER, else the name you are logged in with."),
]
Why = Annotated[str | None, typer.Option("--reason", "-r", help="Why, for the log.")]
Later = Annotated[
    bool,
    typer.Option("--later", help="Do not join the incidents anew now; the next edit or read does."),
]
Type = Annotated[str | None, typer.Option("--type", help=f"One of {', '.join(ACTOR_TYPES)}.")]
Country = Annotated[
    str | None, typer.Option(metavar="CODE", help="The country, such as IRQ (ISO 3166-1).")
]


class LedgerFirst(TyperGroup):
    """A group whose first word is the ledger; it may be left out or follow the verb."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the ledger first."""
        if args and args[0] in self.commands and not {"-h", "--help"} & set(args):
            if len(args) > 1 and not args[1].startswith("-") and Path(args[1]).is_file():
                args = [args[1], args[0], *args[2:]]
            else:
                args = [str(find_ledger(None)), *args]
        elif args and args[0] in self.commands:
            args = ["LEDGER", *args]
        return super().parse_args(ctx, args)


@dataclass(frozen=True, slots=True)
class Here:
    """The ledger of the command line."""

    path: Path


def ledger_named(
    ctx: typer.Context,
    ledger: Annotated[Path, typer.Argument(metavar="[LEDGER]", help="The ledger file.")],
) -> None:
    """Keep the ledger's path for the verb."""
    ctx.obj = Here(ledger)


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The actor's main name.")],
    type_: Annotated[str, typer.Option("--type", help=f"One of {', '.join(ACTOR_TYPES)}.")],
    country: Country = None,
    also: Annotated[
        list[str] | None, typer.Option("--name", "-n", help="Another name; may be repeated.")
    ] = None,
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Add an actor; whatever report says one of its names means it.

    Example: gesta actors war.ledger add "Zubar Brigades" --type group --country IRQ --name ZB
    """
    from gesta.ledger import editing

    _edit(ctx, by, reason, later, lambda ledger, editor: editing.add(
        ledger, editor, name, type=type_, country=country, names=also or ()
    ))  # fmt: skip


def merge(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="The name or id of the one that goes.")],
    into: Annotated[str, typer.Argument(help="The name or id of the one that stays.")],
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Make one actor of two.

    Example: gesta actors war.ledger merge a-hashd-forces a-popular-mobilization-forces
    """
    from gesta.ledger import editing

    _edit(ctx, by, reason, later, lambda ledger, editor: editing.merge(ledger, editor, actor, into))


def split(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="The name or id of the one that is two.")],
    off: Annotated[str, typer.Argument(help="The other: a name or id, or a new name.")],
    names: Annotated[
        list[str] | None, typer.Option("--name", "-n", help="A name that goes with the other.")
    ] = None,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", help="The id of a report that means the other throughout."),
    ] = None,
    type_: Type = None,
    country: Country = None,
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Make two actors of one: some of its names, or its mentions in some reports, are another's.

    Example: gesta actors war.ledger split al-Shabaab "Al-Shabab of Yemen" --report r0123456789ab
    """
    from gesta.ledger import editing

    _edit(ctx, by, reason, later, lambda ledger, editor: editing.split(
        ledger, editor, actor, off,
        names=names or (), reports=reports or (), type=type_, country=country,
    ))  # fmt: skip


def alias(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="The name or id of the actor.")],
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Its further names.")],
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Give an actor more names; whatever report says one of them means it.

    Example: gesta actors war.ledger alias "Popular Mobilization Forces" "Hashd forces"
    """
    from gesta.ledger import editing

    _edit(
        ctx, by, reason, later, lambda ledger, editor: editing.alias(ledger, editor, actor, names)
    )


def undo(
    ctx: typer.Context,
    edit: Annotated[
        str | None, typer.Argument(metavar="[EDIT]", help="The id of the edit; default: the last.")
    ] = None,
    by: By = None,
    reason: Why = None,
    later: Later = False,
) -> None:
    """Take back an edit; taking back an undo brings the edit back.

    Example: gesta actors war.ledger undo v0123456789ab
    """
    from gesta.ledger import editing

    _edit(ctx, by, reason, later, lambda ledger, editor: editing.undo(ledger, editor, edit))


def log(
    ctx: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Lines of the exchange format instead of a table.")
    ] = False,
) -> None:
    """List all edits, oldest first, with who, when and why.

    Example: gesta actors war.ledger log
    """
    from gesta.grounding.actors.edits import in_force
    from gesta.ledger import editing, records
    from gesta.ledger.exchange import line_of

    with Ledger.open(_path(ctx)) as ledger:
        edits = editing.log(ledger)
        reviews = {review.id: review for review in ledger.reviews()}
    if as_json:
        for edit in edits:
            typer.echo(line_of(records.review_record(reviews[edit.id])), nl=False)
        return
    held = {edit.id for edit in in_force(edits)}
    table = grid("when", "who", "edit", "why", "state", "id", fixed=("id",))
    rows = (
        (edit.at[:16].replace("T", " "), edit.by, _words(edit), edit.reason,
         "" if edit.kind == "undo" else "in force" if edit.id in held else "undone", edit.id)
        for edit in edits
    )  # fmt: skip
    print_table(paper(), table, rows, of=len(edits), what="edit")


VERBS: dict[str, Callable[..., Any]] = {
    "add": add, "merge": merge, "split": split, "alias": alias, "undo": undo, "log": log,
}  # fmt: skip


def _path(ctx: typer.Context) -> Path:
    return ctx.obj.path if isinstance(ctx.obj, Here) else find_ledger(None)


def _words(edit: Any) -> str:
    """An edit in words."""
    names = ", ".join(json.dumps(plain(name), ensure_ascii=False) for name in edit.names)
    at = f" in {', '.join(edit.reports)}" if edit.reports else ""
    other = "" if edit.actor is None else edit.actor.id
    return {
        "add": f"add {other}: {names}",
        "merge": f"merge {edit.subject} into {other}",
        "split": f"split {names or 'all'}{at} off {edit.subject} as {other}",
        "alias": f"alias {edit.subject}: {names}",
        "undo": f"undo {edit.subject}",
    }[str(edit.kind)]


def _edit(
    ctx: typer.Context,
    by: str | None,
    reason: str | None,
    later: bool,
    make: Callable[[Ledger, Any], Any],
) -> None:
    """Make one edit, join the incidents anew and say what was done."""
    from gesta.ledger.editing import Editor
    from gesta.lock import sole_reader

    path = _path(ctx)
    if not path.exists():
        Ledger.open(path).close()  # says so, before a lock beside it is made
    with sole_reader(path), Ledger.open(path) as ledger:
        edit = make(ledger, Editor(by or user(), reason))
        typer.echo(f"{edit.id}: {_words(edit)}")
        if not later:
            from gesta.view import rebuild_view

            rebuild_view(ledger)
            typer.echo(f"{ledger.count('incidents'):,} incidents joined anew", err=True)


def user(does: str = "edits") -> str:
    """Who acts: $GESTA_USER, or the name the person is logged in with; LedgerError without one."""
    if named := os.environ.get(VARIABLE, "").strip():
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise LedgerError(
            f"Who {does}? Nobody is logged in by name; give --by NAME or set {VARIABLE}."
        ) from error


def group(register: Callable[[typer.Typer, Callable[..., Any], str], None]) -> typer.Typer:
    """The verbs under `gesta actors`; `register` adds one with its example."""
    app = typer.Typer(
        name="actors", help=HELP, epilog=EPILOG, no_args_is_help=True, rich_markup_mode=None,
        cls=LedgerFirst, callback=ledger_named,
    )  # fmt: skip
    for name, verb in VERBS.items():
        register(app, verb, name)
    return app
