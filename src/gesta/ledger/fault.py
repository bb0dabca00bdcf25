"""What does not hold in a ledger, and what damaged rows may raise while they are read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import apsw

from gesta.errors import LedgerError

# What damaged rows can raise while they are turned into values.
DAMAGE = (apsw.Error, LedgerError, ValueError, TypeError, KeyError, IndexError, AttributeError,
          OverflowError, RecursionError, MemoryError, zlib.error)  # fmt: skip


def said(error: BaseException) -> str:
    """What a damaged row raised, without the advice of a `LedgerError` around it."""
    first = error.__cause__ or error
    return str(first) or type(first).__name__


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: of which record, in which field, at which offset, and what."""

    kind: str
    id: str
    field: str
    words: str
    offset: int | None = None

    def __str__(self) -> str:
        at = "" if self.offset is None else f" at {self.offset}"
        return f"{self.kind} {self.id}, {self.field}{at}: {self.words}"
