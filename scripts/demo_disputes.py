"""Show two disputed incidents of a ledger, and where to look next: the end of `make demo`.

The two are those with the most independent origins among incidents whose claims do not agree, at
two different places.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gesta.ledger import Ledger
from gesta.types import Incident

SHOWN = 2
LINES = 48
"""Lines of each view that are printed here; the command printed above it shows them all."""


def most_disputed(ledger: Ledger) -> list[Incident]:
    """The incidents to show, the most widely reported first."""
    disputed = [incident for incident in ledger.incidents() if incident.disputes]
    disputed.sort(key=lambda i: (-i.origins, -len(i.disputes), -len(i.claims), i.id))
    chosen: list[Incident] = []
    for incident in disputed:
        if len(chosen) < SHOWN and incident.place not in {other.place for other in chosen}:
            chosen.append(incident)
    return chosen


def shortened(text: str) -> list[str]:
    """The first lines of a view, and how many were left out."""
    lines = text.rstrip().splitlines()
    left = len(lines) - LINES
    return lines if left <= 0 else [*lines[:LINES], f"… {left} more lines"]


def main(path: Path) -> int:
    """Print them as `gesta show` does; 1 where the ledger has no dispute to show."""
    gesta = Path(sys.executable).with_name("gesta")
    with Ledger.open(path) as ledger:
        chosen = most_disputed(ledger)
    for incident in chosen:
        print(f"\n$ gesta show {path} incident {incident.id}", flush=True)
        view = subprocess.run(
            [gesta, "show", str(path), "incident", incident.id],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        print("\n".join(shortened(view.stdout)))
    print(f"""
Look around:
  .venv/bin/gesta show {path} incidents --status disputed
  .venv/bin/gesta show {path} claims --actor hezbollah
  .venv/bin/gesta show {path} ties
  .venv/bin/gesta export {path} --format jsonl -o demo/gesta.jsonl""")
    return 0 if len(chosen) == SHOWN else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
