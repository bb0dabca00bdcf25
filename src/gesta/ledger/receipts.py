"""Receipts: a digest of each record, and a head over all of a layer, so no change goes unseen.

Two layers: `evidence`, only ever added to, is chained in the order written, so that taking
records off its end is seen too; `view`, computed from it, is summed, so that a part of it can be
replaced without going through the rest, and so that the same view has the same head however it
came about. The heads stand in `meta`.
"""

from __future__ import annotations

import hashlib
from typing import cast

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


def summed(head: str, kind: str, name: str, record_digest: bytes, *, sign: int = 1) -> str:
    """The head of the view after one more receipt, or with `sign` -1 without it."""
    own = hashlib.sha256(f"{kind}\n{name}\n{record_digest.hex()}".encode()).hexdigest()
    return f"{(int(head, 16) + sign * int(own, 16)) % (1 << 256):064x}"


STEPS = {EVIDENCE: link, VIEW: summed}
"""How the head of each layer goes on from one receipt to the next."""


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
        self._head = STEPS[self._layer](self._head, kind, name, value)
        self._rows.append((self._layer, kind, name, value))
        if len(self._rows) >= 10_000:  # bounds the memory of an import
            self._write()

    def remove(self, kind: str, name: str) -> None:
        """Forget a record of the view, which is about to be replaced; evidence never goes."""
        self._write()
        rows = self._connection.execute(
            "DELETE FROM receipts WHERE kind = ? AND id = ? AND layer = ? RETURNING digest",
            (kind, name, VIEW),
        )
        for (value,) in rows.fetchall():
            self._head = summed(self._head, kind, name, cast(bytes, value), sign=-1)

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
