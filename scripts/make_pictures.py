"""Make the pictures of the README: docs/pictures/*.svg, after `make demo` has made the packages.

The pictures are what the demo's commands print, drawn by rich; nothing in them is set by hand.
Run `.venv/bin/python scripts/make_pictures.py`.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from demo_disputes import most_disputed, shortened
from rich.console import Console
from rich.text import Text

from gesta.ledger import Ledger

ROOT = Path(__file__).parents[1]
LEDGER = Path("demo/pictures.ledger")
PICTURES = ROOT / "docs/pictures"
WIDTH = 110


def printed(*arguments: str) -> str:
    """What a command prints on a wide colour terminal, escapes and all."""
    gesta = Path(sys.executable).with_name("gesta")
    environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "LINES": "200"}
    done = subprocess.run(
        [gesta, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def draw(name: str, *arguments: str) -> None:
    """One picture of one command."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(shortened(printed(*arguments)))))
    title = " ".join(("gesta", *arguments))
    console.save_svg(str(PICTURES / name), title=title, unique_id=name.removesuffix(".svg"))


def main() -> None:
    """Read the samples anew and draw the summary and the most disputed incident."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    ledger = ROOT / LEDGER
    ledger.parent.mkdir(exist_ok=True)
    for file in ledger.parent.glob(ledger.name + "*"):
        file.unlink()
    draw("summary.svg", "read", "samples/reports", "--ledger", str(LEDGER), "--quiet")
    with Ledger.open(ledger) as opened:
        incident = most_disputed(opened)[0].id
    draw("incident.svg", "show", str(LEDGER), "incident", incident)


if __name__ == "__main__":
    main()
