"""An index of the words of all reports by their keys, built beside the server's other work.

It is a temporary file of SQLite's and goes with the server. Reports are only ever added to a
ledger, so the index only grows.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from typing import Final

import apsw

from gesta.ledger import Ledger
from gesta.web.fold import Keys, text_keys

BATCH: Final = 200
"""Reports taken in one go; a search waits for one such."""


class Texts:
    """The index; asked and filled by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = apsw.Connection("")
        self._connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5(keys, content='', tokenize='ascii')"
        )
        self._ids: list[str] = []
        self._known: set[str] = set()

    def fill(self, ledger: Ledger) -> None:
        """Take the reports that are not in the index yet."""
        rows = ledger.connection.execute("SELECT id FROM reports ORDER BY id")
        missing = [name for row in rows if (name := str(row[0])) not in self._known]
        for first in range(0, len(missing), BATCH):
            among = json.dumps(missing[first : first + BATCH])
            found = ledger.connection.execute(
                "SELECT id, title, text FROM reports WHERE id IN (SELECT value FROM json_each(?)) "
                "ORDER BY id", (among,),
            )  # fmt: skip
            self._add([
                (str(name), text_keys(" . ".join(str(part) for part in parts if part)))
                for name, *parts in found
            ])  # fmt: skip

    def _add(self, reports: list[tuple[str, str]]) -> None:
        """Reports with the keys of their words, in one transaction."""
        with self._lock, self._connection:
            for name, folded in reports:
                if name in self._known:
                    continue
                self._ids.append(name)
                self._known.add(name)
                self._connection.execute(
                    "INSERT INTO words (rowid, keys) VALUES (?, ?)", (len(self._ids), folded)
                )

    def find(self, phrases: Iterable[Sequence[Keys]], limit: int) -> tuple[list[str], int]:
        """The reports that hold all phrases of one of the alternatives, the best first, and how
        many there are."""
        asked = " OR ".join(f"({' AND '.join(map(_phrase, one))})" for one in phrases if one)
        if not asked:
            return [], 0
        with self._lock:
            rows = self._connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid", (asked,)
            ).fetchall()
        return [self._ids[int(str(row[0])) - 1] for row in rows[:limit]], len(rows)


def _phrase(keys: Keys) -> str:
    # Keys are ASCII letters and digits, so nothing in them is an operator once quoted.
    return '"' + " ".join(keys) + '"'
