"""What the reports of a ledger were read with (`gesta.stamp`), kept in `meta`, each stamp once.

The exchange format does not carry it: an imported ledger knows none.
"""

from __future__ import annotations

from gesta.ledger.receipts import EVIDENCE
from gesta.ledger.store import Ledger

KEY = "read with"


def note_reader(ledger: Ledger, stamp: str) -> None:
    """Keep that reports are read with what `stamp` names. Raises LedgerError as `Ledger.add`."""
    with ledger.transaction(EVIDENCE):
        known = read_with(ledger)
        if stamp not in known:
            ledger.connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
                (KEY, "\n".join((*known, stamp))),
            )


def read_with(ledger: Ledger) -> tuple[str, ...]:
    """The stamps of what reports were read with, oldest first."""
    rows = ledger.connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchall()
    return tuple(line for (value,) in rows for line in str(value).split("\n"))
