"""Receipts: a digest of each record, chained in the order written, so no change goes unseen.

Two layers have each their own chain: `evidence`, only ever added to, and `view`, replaced as a
whole. The head of a chain stands in `meta`; taking records off its end is seen there.
"""

from __future__ import annotations

import hashlib

import apsw

from gesta.identity import canonical
from gesta.ledger.pieces import Record

EVIDENCE = "evidence"
VIEW = "view"
LAYERS = (EVIDENCE, VIEW)
START = "0" * 64  # the head of an empty chain


def digest(record: Record) -> bytes:
    """The SHA-256 of a record's canonical JSON."""
    return hashlib.sha256(canonical(record).encode("utf-8", "surrogatepass")).digest()


def link(head: str, kind: str, name: str, record_digest: bytes) -> str:
    """The head of a chain after one more receipt."""
    return hashlib.sha256(f"{head}\n{kind}\n{name}\n{record_digest.hex()}".encode()).hexdigest()


def head_key(layer: str) -> str:
    """The key of `meta` under which the head of a layer stands."""
    return f"{layer} head"


class Chain:
    """Receipts of one transaction. Take it after BEGIN IMMEDIATE, `close` it before COMMIT."""

    def __init__(self, connection: apsw.Connection, layer: str) -> None:
        self._connection = connection
        self._layer = layer
        rows = connection.execute("SELECT value FROM meta WHERE key = ?", (head_key(layer),))
        found = rows.fetchall()
        self._head: str = str(found[0][0]) if found else START
        self._rows: list[tuple[str, str, str, bytes]] = []

    def add(self, kind: str, name: str, record: Record) -> None:
        """A receipt for a record just written."""
        value = digest(record)
        self._head = link(self._head, kind, name, value)
        self._rows.append((self._layer, kind, name, value))
        if len(self._rows) >= 10_000:  # bounds the memory of an import
            self._write()

    def clear(self) -> None:
        """Forget the whole layer, whose records are about to be replaced."""
        self._connection.execute("DELETE FROM receipts WHERE layer = ?", (self._layer,))
        self._head = START

    def close(self) -> None:
        """Write the receipts and the new head."""
        self._write()
        self._connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (head_key(self._layer), self._head),
        )

    def _write(self) -> None:
        self._connection.executemany(
            "INSERT INTO receipts (layer, kind, id, digest) VALUES (?, ?, ?, ?)", self._rows
        )
        self._rows.clear()
