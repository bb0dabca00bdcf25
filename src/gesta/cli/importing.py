"""`gesta import`: JSON lines of the exchange format into a new ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from gesta.errors import ExchangeError
from gesta.ledger import import_lines


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines, or - for standard input.")
    ],
    ledger: Annotated[Path, typer.Option("--ledger", "-l", help="The new ledger file.")],
) -> None:
    """Make a ledger of exported JSON lines.

    Either every line is taken or none; a bad line is named with its number and field.

    Example: gesta import war.jsonl --ledger copy.ledger
    """
    if file == "-":
        number = _import(sys.stdin.buffer, ledger)
    else:
        with open(file, "rb") as stream:
            number = _import(stream, ledger)
    typer.echo(f"{ledger}: {number:,} lines imported", err=True)


def _import(stream: BinaryIO, ledger: Path) -> int:
    return import_lines((_text(line, number) for number, line in enumerate(stream, 1)), ledger)


def _text(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"line {number}: byte {error.start} is no UTF-8. Give `gesta import` a file that "
            "`gesta export --format jsonl` wrote; nothing was imported."
        ) from error
