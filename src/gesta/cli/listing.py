"""What a list command was asked, and how its rows come out: a table or JSON lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from gesta.cli.paper import cell
from gesta.errors import LedgerError
from gesta.ledger.exchange import line_of
from gesta.ledger.find import Filter
from gesta.ledger.pieces import Record
from gesta.phrases import many


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, the most rows to show (0: all) and whether as JSON lines."""

    filter: Filter
    limit: int = 0
    as_json: bool = False

    def only(self, what: str, *allowed: str) -> None:
        """Raise LedgerError for a filter that means nothing for this list."""
        for name in Filter.__slots__:
            if getattr(self.filter, name) is not None and name not in allowed:
                takes = ", ".join(f"--{word}" for word in allowed) or "none"
                raise LedgerError(f"--{name} does not apply to {what}. Filters for it: {takes}.")

    def cut(self, rows: list[Any]) -> list[Any]:
        """The rows to show."""
        return rows[: self.limit or None]


def print_records(records: Iterable[Record]) -> None:
    """One JSON line each."""
    for record in records:
        typer.echo(line_of(record), nl=False)


def print_table(
    console: Console, table: Table, rows: Iterable[tuple[object, ...]], *, of: int, what: str
) -> None:
    """The table, and how much of the whole it shows."""
    for row in rows:
        table.add_row(*(cell(value) for value in row))
    shown = len(table.rows)
    if shown:
        console.print(table)
    whole = many(of, what)
    console.print(cell(f"{shown:,} of {whole}; --limit 0 shows all" if shown < of else whole))
