"""The ledger that is served: open handles, its version, and what is computed once a version.

Handles are lent to one request at a time, each reading one moment of the ledger, while other
programs go on writing. What is kept is kept by the head of the view and the number of people's
decisions: a `gesta read` under way adds evidence for minutes before it replaces the view, and the
incidents stay what they are until then.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from gesta.ledger import Ledger
from gesta.ledger.receipts import EVIDENCE, VIEW, head_key

T = TypeVar("T")

HANDLES = 8
"""Open handles kept for the next request."""


class Served:
    """One ledger file, asked by many threads."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._free: list[Ledger] = []
        self.file = self._identity()
        self._kept: dict[str, tuple[object, Any]] = {}
        self._building: dict[str, threading.Lock] = {}
        with self.ledger() as ledger:
            self.readonly = readonly or bool(ledger.connection.readonly("main"))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """A handle for one request; all that is read with it is of one moment."""
        handle = self._take()
        try:
            with handle.snapshot():
                yield handle
        except BaseException:
            handle.close()
            raise
        self._give(handle)

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """A handle outside a snapshot, to write with."""
        handle = self._take()
        try:
            yield handle
        except BaseException:
            handle.close()
            raise
        self._give(handle)

    def _identity(self) -> tuple[int, int] | None:
        """Which file the path names: another one may have been put in its place."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _take(self) -> Ledger:
        with self._lock:
            now = self._identity()
            if now != self.file:
                while self._free:
                    self._free.pop().close()
                self.file = now
                self._kept.clear()
            if self._free and now is not None:
                return self._free.pop()
        return Ledger.open(self.path)

    def _give(self, handle: Ledger) -> None:
        with self._lock:
            if len(self._free) < HANDLES and self._identity() == self.file:
                self._free.append(handle)
                return
        handle.close()

    def close(self) -> None:
        """Close the handles that nobody has."""
        with self._lock:
            while self._free:
                self._free.pop().close()

    def kept(self, name: str, key: object, build: Callable[[], T]) -> T:
        """What `build` gives, computed once for a key; one thread computes, the others wait."""
        with self._lock:
            turn = self._building.setdefault(name, threading.Lock())
        with turn:
            known = self._kept.get(name)
            if known is not None and known[0] == key:
                value: T = known[1]
                return value
            value = build()
            self._kept[name] = (key, value)
            return value

    def last(self, name: str) -> Any:
        """What was kept last under a name, of whatever key; None at first."""
        known = self._kept.get(name)
        return None if known is None else known[1]


def heads(ledger: Ledger) -> tuple[str, str]:
    """The heads of evidence and view: they change with every write."""
    rows = ledger.connection.execute("SELECT key, value FROM meta")
    found = {str(key): str(value) for key, value in rows}
    evidence, view = (found.get(head_key(layer), "") for layer in (EVIDENCE, VIEW))
    return evidence, view


def version_of(ledger: Ledger) -> str:
    """A short word for the state of a ledger: the same state has the same word everywhere."""
    return hashlib.sha256("\n".join(heads(ledger)).encode()).hexdigest()[:16]


def view_key(ledger: Ledger) -> tuple[str, int]:
    """What incidents hang on: the head of the view and the number of people's decisions."""
    return heads(ledger)[1], ledger.count("reviews")
