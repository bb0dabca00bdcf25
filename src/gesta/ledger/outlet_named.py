"""Outlets by their name, whole, without regard to case, accents and apostrophes."""

from __future__ import annotations

import json

from rapidfuzz import process

from gesta.errors import LedgerError
from gesta.identity import slug
from gesta.ledger.store import Ledger

NEAREST = 3  # names proposed where none matches


def outlet_names(ledger: Ledger, name: str) -> str:
    """The outlets (a JSON array) that a name means. Raises LedgerError where there is none."""
    rows = ledger.connection.execute(
        "SELECT DISTINCT outlet FROM reports WHERE outlet IS NOT NULL ORDER BY outlet"
    )
    known = [str(row[0]) for row in rows]
    alike = [one for one in known if slug(one) == slug(name)]
    found = [name] if name in known else alike
    if not found:
        near = ", ".join(words for words, *_ in process.extract(name, known, limit=NEAREST))
        raise LedgerError(
            f"{ledger.path} has no report of an outlet called {name!r}."
            + (f" The nearest names: {near}." if near else "")
            + f" `gesta show {ledger.path} sources` lists them."
        )
    return json.dumps(found)
