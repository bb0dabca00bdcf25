"""Make the pictures of the README from the demo's ledger: docs/pictures/*.svg.

Run `make demo` first, then `.venv/bin/python scripts/make_pictures.py`. The pictures are what the
commands print, drawn by rich; nothing in them is set by hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from demo_disputes import most_disputed
from gesta.ledger import Ledger

ROOT = Path(__file__).parents[1]
LEDGER = Path("demo/gesta.ledger")
PICTURES = ROOT / "docs/pictures"
WIDTH = 110


def printed(*arguments: str) -> str:
    """What a command prints on a wide colour terminal, escapes and all."""
    gesta = Path(sys.executable).with_name("gesta")
    environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "LINES": "200"}
    done = subprocess.run(
        [gesta, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def draw(name: str, *arguments: str) -> None:
    """One picture of one command."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), force_terminal=True)
    console.print(Text.from_ansi(printed(*arguments)))
    title = " ".join(("gesta", *arguments))
    console.save_svg(str(PICTURES / name), title=title, unique_id=name.removesuffix(".svg"))


def main() -> None:
    """Draw them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Ledger.open(ROOT / LEDGER) as ledger:
        incident = most_disputed(ledger)[0].id
    draw("incident.svg", "show", str(LEDGER), "incident", incident)
    draw("summary.svg", "read", "samples/reports", "--ledger", str(LEDGER))


if __name__ == "__main__":
    main()
