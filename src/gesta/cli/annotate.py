"""`gesta annotate`: a report as annotated passages, for a person to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gesta.types import Refusal

FAILED = 2


def annotate(
    paths: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Files as `gesta read` takes them.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write here instead of standard output.")
    ] = None,
) -> None:
    """Print a report as passages, annotated in the compact form by the reader, to be corrected.

    Every mention, event, source, tie and kind of sentence that the reader finds stands in the text
    between marks; docs/passages.md explains them. Corrected passages measure the reader with
    `gesta evaluate`, and teach it when they lie in training/passages/.

    Example: gesta annotate report.txt -o report.passages
    """
    from gesta.passages import drafts, render
    from gesta.reader import Reader
    from gesta.reports import parse, sources

    reader = Reader()
    written: list[str] = []
    refused = 0
    for source in sources(paths):
        report = source if isinstance(source, Refusal) else parse(source)
        if isinstance(report, Refusal):
            refused += 1
            typer.echo(f"{report.path}: not read ({report.reason}): {report.detail}", err=True)
            continue
        written += [render(row) for row in drafts(report, reader.read(report))]
    text = "\n\n".join(written) + "\n" if written else ""
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(f"{len(written):,} passages in {out}; correct them, then gesta evaluate {out}")
    if refused and not written:
        raise typer.Exit(FAILED)
