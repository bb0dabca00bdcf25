"""`gesta verify`: re-check every receipt of a ledger."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gesta.cli.which import find_ledger
from gesta.ledger import Ledger
from gesta.ledger import verify as verify_ledger
from gesta.phrases import plain

FAULTY = 1
"""The exit code where something does not hold."""


def verify(
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check that everything in a ledger stands on the words it names.

    Every span against the kept text, the kept text against the original bytes, those against
    their SHA-256, every record against its receipt, the receipts against their chain. What does
    not hold is named, and the exit code is then 1.

    Example: gesta verify war.ledger
    """
    path = find_ledger(ledger)
    with Ledger.open(path) as opened:
        found = verify_ledger(opened)
    if as_json:
        typer.echo(json.dumps({"ledger": str(path), "sound": found.sound, "checked": found.checked,
                               "faults": [asdict(fault) for fault in found.faults]},
                              ensure_ascii=False))  # fmt: skip
    else:
        for fault in found.faults:
            typer.echo(plain(fault))
        counts = ", ".join(f"{number:,} {name}" for name, number in found.checked.items() if number)
        verdict = "all hold" if found.sound else f"{len(found.faults):,} do not hold"
        typer.echo(f"{path}: {verdict} (checked: {counts or 'nothing'})")
    if not found.sound:
        raise typer.Exit(FAULTY)
