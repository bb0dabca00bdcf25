"""`gesta export`: a ledger, or the part of it that a filter keeps, in a format of choice."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from gesta.cli.filters import (
    ActorOption,
    CertaintyOption,
    OutletOption,
    PlaceOption,
    SinceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    filter_of,
)
from gesta.cli.which import find_ledger
from gesta.errors import ExchangeError
from gesta.export import FORMATS, Extract, Format, Options, find_format, pieces
from gesta.export.extract import BASE
from gesta.ledger import Ledger

SQLITE: Final = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""

FormatName = StrEnum("FormatName", list(FORMATS))  # type: ignore[misc]


class TableName(StrEnum):
    """Which CSV table."""

    claims = "claims"
    incidents = "incidents"


def export(
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.")
    ] = None,
    format_: Annotated[
        FormatName,
        typer.Option("--format", help="; ".join(f"{f.name}: {f.words}" for f in FORMATS.values())),
    ] = FormatName("jsonl"),
    table: Annotated[TableName, typer.Option(help="Which table, for csv.")] = TableName.claims,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: standard output."),
    ] = None,
    actor: ActorOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type_: TypeOption = None,
    status: StatusOption = None,
    certainty: CertaintyOption = None,
    outlet: OutletOption = None,
    link: Annotated[
        str,
        typer.Option("--link", metavar="URL", help="What links begin with; the id follows."),
    ] = BASE,
    originals: Annotated[
        bool, typer.Option(help="Whether the reports' bytes as received come along, for jsonl.")
    ] = True,
    history: Annotated[
        bool,
        typer.Option("--history", help="How each incident changed report by report, for jsonl."),
    ] = False,
) -> None:
    """Write a ledger, or what the filters keep of it, in one of many formats.

    The same ledger gives the same bytes. Cells that a spreadsheet would take for a formula have an
    apostrophe before them. Places are given to the town, with their radius. A file is written whole
    or not at all.

    Example: gesta export war.ledger --format xlsx --place Eilat --since 2024-09-01 -o eilat.xlsx
    """
    asked = filter_of(
        actor=actor, place=place, since=since, until=until, type_=type_, status=status,
        certainty=certainty, outlet=outlet,
    )  # fmt: skip
    chosen = find_format(format_.value)
    path = find_ledger(ledger)
    to_file = output is not None and str(output) != "-"
    if output is not None and to_file:
        spare(output, chosen.suffix)
    elif chosen.binary and sys.stdout.isatty():
        raise ExchangeError(
            f"{chosen.name} is no text for a terminal. Name a file, such as -o export{chosen.suffix}."
        )
    with Ledger.open(path) as opened:
        options = Options(table.value, originals, history, link)
        extract = Extract(opened, asked, options)
        # Closed before the ledger, also where the reader of a pipe goes away half-way.
        with closing(pieces(chosen.name, extract)) as written:
            if output is not None and to_file:
                write_whole(written, output)
            else:
                print_bytes(written)
        _say(chosen, extract.left_out)


def _say(chosen: Format, left_out: Counter[str]) -> None:
    """What the format has no room for, to standard error."""
    for words, number in sorted(left_out.items()):
        typer.echo(f"left out of {chosen.name}: {words}: {number:,}", err=True)


def spare(output: Path, suffix: str) -> None:
    """Raise ExchangeError where the output would take the place of a ledger."""
    try:
        with open(output, "rb") as stream:
            taken = stream.read(len(SQLITE)) == SQLITE
    except OSError:
        return  # `write_whole` says what is wrong, if anything is
    if taken:
        raise ExchangeError(
            f"{output} is a ledger or another SQLite file, and the export would take its place. "
            f"Name another file after -o, such as {output.with_suffix(suffix)}."
        )


def print_bytes(written: Iterable[bytes]) -> None:
    """As bytes, so that no locale changes them."""
    stream = sys.stdout.buffer
    for piece in written:
        stream.write(piece)
    stream.flush()


def write_whole(written: Iterable[bytes], path: Path) -> None:
    """Write a file under another name beside it, then rename: whole or not at all.

    Raises ExchangeError in words where it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with open(handle, "wb") as stream:
                stream.writelines(written)
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
