"""Which ledger a command means when none is named."""

from __future__ import annotations

import os
from pathlib import Path

from gesta.errors import LedgerError

VARIABLE = "GESTA_LEDGER"


def find_ledger(named: str | Path | None) -> Path:
    """The ledger named, else $GESTA_LEDGER, else the one `*.ledger` file of this folder."""
    if named is not None:
        return Path(named)
    set_to = os.environ.get(VARIABLE)
    if set_to:
        return Path(set_to)
    here = sorted(Path.cwd().glob("*.ledger"))
    if len(here) == 1:
        return here[0].relative_to(Path.cwd())
    found = "no .ledger file" if not here else f"{len(here)} .ledger files"
    raise LedgerError(
        f"Which ledger? This folder has {found}. Name one, such as `gesta show war.ledger "
        f"incidents`, or set {VARIABLE}."
    )
