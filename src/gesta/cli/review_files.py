"""`gesta review export` and `import`: training passages, Label Studio, brat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from gesta.cli.actors import By, Here, Why, user
from gesta.cli.which import find_ledger
from gesta.errors import LedgerError
from gesta.ledger import Ledger

FORMATS: Final = ("passages", "labelstudio", "brat")
KINDS: Final = ("labelstudio", "brat")
FAILED: Final = 1


def export(
    ctx: typer.Context,
    format_: Annotated[str, typer.Option("--format", "-f", help="passages, labelstudio or brat.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", help="Only this report, by its id; may be repeated."),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="Passages also where not every claim of theirs was decided on."),
    ] = False,
    interface: Annotated[
        bool, typer.Option("--interface", help="The tool's own configuration for these labels.")
    ] = False,
) -> None:
    """Write decisions as training passages, or reports with their claims for other tools.

    Passages are in the compact form of docs/passages.md. Label Studio gets one JSON file of tasks
    (its labelling interface: --interface), brat a ZIP of .txt and .ann files.

    Example: gesta review war.ledger export --format passages -o corrected.passages
    """
    if format_ not in FORMATS:
        raise LedgerError(f"--format {format_!r}: say one of {', '.join(FORMATS)}.")
    path = ctx.obj.path if isinstance(ctx.obj, Here) else find_ledger(None)
    with Ledger.open(path) as ledger, ledger.snapshot():
        data = _exported(ledger, format_, reports or [], every=every, interface=interface)
    if out is not None:
        out.write_bytes(data)
        typer.echo(f"wrote {out}", err=True)
    elif format_ == "brat" and not interface:
        raise LedgerError("brat files come as a ZIP: name it with --out FILE.zip.")
    else:
        typer.echo(data.decode("utf-8"), nl=False)


def _exported(
    ledger: Ledger, format_: str, reports: list[str], *, every: bool, interface: bool
) -> bytes:
    from gesta.ledger import review_brat, review_labelstudio
    from gesta.ledger.review_passages import passages

    if interface:
        words = review_brat.config() if format_ == "brat" else review_labelstudio.config()
        return words.encode()
    if format_ == "passages":
        made = passages(ledger)
        for words in made.refusals:
            typer.echo(f"left out of {words}", err=True)
        chosen = [p for p in made.found if p.complete or every]
        chosen = [p for p in chosen if not reports or p.report in reports]
        typer.echo(f"{len(chosen):,} of {len(made.found):,} passages", err=True)
        return "".join(f"{p.compact}\n\n" for p in chosen).encode()
    ids = reports or [str(r) for (r,) in ledger.connection.execute(
        "SELECT id FROM reports WHERE id IN (SELECT report FROM claims) ORDER BY id"
    )]  # fmt: skip
    if format_ == "brat":
        return review_brat.archive(ledger, ids)
    tasks = list(review_labelstudio.tasks(ledger, ids))
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The JSON, ZIP or .ann file.")],
    kind: Annotated[
        str | None, typer.Option(help="labelstudio or brat; default: by the file's name.")
    ] = None,
    by: By = None,
    reason: Why = None,
) -> None:
    """Read corrections made in Label Studio (JSON) or brat (ZIP, or .ann beside its .txt).

    Each claim that people marked is accepted, corrected where they changed it, or rejected where
    they took it away; an event that no claim matches is added. What cannot be taken is said line by
    line, and the rest is taken.

    Example: gesta review war.ledger import project.json --by "Dana"
    """
    from gesta.ledger.editing import Editor
    from gesta.ledger.review_brat_in import read_brat, with_text
    from gesta.ledger.review_labelstudio import read_labelstudio

    kind = kind or ("labelstudio" if file.suffix == ".json" else "brat")
    if kind not in KINDS:
        raise LedgerError(f"--kind {kind!r}: say one of {', '.join(KINDS)}.")
    path = ctx.obj.path if isinstance(ctx.obj, Here) else find_ledger(None)
    editor = Editor(by or user("decides"), reason or f"{kind}: {file.name}")
    with Ledger.open(path) as ledger:
        if kind == "labelstudio":
            taken = read_labelstudio(ledger, editor, file.read_bytes())
        else:
            taken = read_brat(ledger, editor, with_text(file), name=file.name)
    for words in taken.refusals:
        typer.echo(words, err=True)
    typer.echo(f"{len(taken.made):,} decisions made, {len(taken.refusals):,} refused")
    if taken.refusals and not taken.made:
        raise typer.Exit(FAILED)
