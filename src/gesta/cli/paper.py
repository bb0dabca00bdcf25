"""What tables and views are drawn on: widths and cells."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gesta.phrases import plain

NARROWEST, WIDEST = 80, 160
WITHOUT_TERMINAL = 120


def paper() -> Console:
    """Standard output, 80 to 160 columns wide; $COLUMNS decides where there is no terminal."""
    if sys.stdout.isatty():
        width = Console().width
    else:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() else WITHOUT_TERMINAL
    return Console(width=min(max(width, NARROWEST), WIDEST), highlight=False, soft_wrap=False)


def cell(words: object, style: str = "") -> Text:
    """Words as they stand: brackets in them are no markup."""
    return Text(plain(words), style=style)


def grid(*columns: str, numbers: Iterable[str] = (), fixed: Iterable[str] = ()) -> Table:
    """An empty table; `numbers` are set to the right, `fixed` columns are never folded."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    numbers, fixed = set(numbers), set(fixed)
    for name in columns:
        table.add_column(
            name,
            justify="right" if name in numbers else "left",
            no_wrap=name in fixed or name in numbers,
            overflow="fold",
        )
    return table
