"""One reading at a time into one ledger: a lock that the system drops when its holder dies.

The lock is on a file beside the ledger, never on the ledger itself, whose locks are SQLite's.
Nobody has to clear a stale one: a killed process holds nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gesta.errors import LedgerError

try:
    import fcntl
except ImportError:  # not a POSIX system: SQLite's own locks still keep the file whole
    fcntl = None  # type: ignore[assignment]


@contextmanager
def sole_reader(ledger: Path) -> Iterator[None]:
    """Hold the right to read into `ledger`.

    Raises `LedgerError`, naming the holder's process, when another reading is under way.
    """
    beside = ledger.with_name(ledger.name + "-reading")
    held = _taken(beside, ledger)
    try:
        yield
    finally:
        beside.unlink(missing_ok=True)  # first, so that nobody locks a name about to go
        os.close(held)


def _taken(beside: Path, ledger: Path) -> int:
    """The descriptor of the lock file, locked, with our process id in it."""
    while True:
        try:
            file = os.open(beside, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise LedgerError(
                f"The ledger {ledger} cannot be written: {error.strerror}. "
                "Name a file in a folder that you may write to."
            ) from error
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(file, 20, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise LedgerError(
                f"Another `gesta read` (process {holder}) is reading into {ledger}. "
                "Wait until it is done, or read into another ledger."
            ) from error
        if _still_named(beside, file):
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
            return file
        os.close(file)  # its holder removed the name while we waited to lock it


def _still_named(beside: Path, file: int) -> bool:
    try:
        return os.path.samestat(os.stat(beside), os.fstat(file))
    except FileNotFoundError:
        return False
