"""`gesta export`: a ledger as JSON lines or CSV, to standard output or a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from gesta.cli.which import find_ledger
from gesta.errors import ExchangeError
from gesta.ledger import Ledger, export_lines
from gesta.ledger.pieces import Record
from gesta.ledger.tables import csv_lines

SQLITE: Final = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""


class Format(StrEnum):
    """What comes out."""

    jsonl = "jsonl"
    csv = "csv"


class TableName(StrEnum):
    """Which CSV table."""

    claims = "claims"
    incidents = "incidents"


def export(
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.")
    ] = None,
    format_: Annotated[
        Format,
        typer.Option("--format", help="jsonl: everything, to import again. csv: a table."),
    ] = Format.jsonl,
    table: Annotated[TableName, typer.Option(help="Which table, for csv.")] = TableName.claims,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: standard output."),
    ] = None,
    originals: Annotated[
        bool, typer.Option(help="Whether the reports' bytes as received come along, for jsonl.")
    ] = True,
    history: Annotated[
        bool,
        typer.Option("--history", help="How each incident changed report by report, for jsonl."),
    ] = False,
) -> None:
    """Write a ledger as JSON lines or CSV.

    The same ledger gives the same bytes. In CSV, cells that a spreadsheet would take for a
    formula have an apostrophe before them. A file is written whole or not at all.

    Example: gesta export war.ledger --format csv --table incidents -o incidents.csv
    """
    path = find_ledger(ledger)
    if output is not None and str(output) != "-":
        _spare(output)
    with Ledger.open(path) as opened:
        lines: Generator[str, None, None]
        if format_ is Format.csv:
            lines = csv_lines(opened, table.value)
        else:
            lines = export_lines(opened, originals=originals, added=_added(opened, history))
        # Closed before the ledger, also where the reader of a pipe goes away half-way.
        with closing(lines):
            if output is None or str(output) == "-":
                _print(lines)
            else:
                write_whole(lines, output)


def _added(ledger: Ledger, history: bool) -> Callable[[Iterator[Record]], Iterator[Record]]:
    """What puts the wanted further fields into the records."""
    if not history:
        return iter
    from gesta.past import history_lines

    return lambda records: history_lines(records, ledger)


def _spare(output: Path) -> None:
    """Raise ExchangeError where the output would take the place of a ledger."""
    try:
        with open(output, "rb") as stream:
            taken = stream.read(len(SQLITE)) == SQLITE
    except OSError:
        return  # `write_whole` says what is wrong, if anything is
    if taken:
        raise ExchangeError(
            f"{output} is a ledger or another SQLite file, and the export would take its place. "
            f"Name another file after -o, such as {output.with_suffix('.jsonl')}."
        )


def _print(lines: Iterable[str]) -> None:
    """As bytes, so that no locale changes them."""
    stream = sys.stdout.buffer
    for line in lines:
        stream.write(line.encode("utf-8"))
    stream.flush()


def write_whole(lines: Iterable[str], path: Path) -> None:
    """Write a file under another name beside it, then rename: whole or not at all.

    Raises ExchangeError in words where it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with open(handle, "wb") as stream:
                stream.writelines(line.encode("utf-8") for line in lines)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be written: {error.strerror}. Nothing was left behind; choose another "
            "folder or free some space."
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
