"""Check every receipt of a ledger and name what does not hold.

Four kinds of checks, each independent of the others:
- the file: SQLite's own check, the schema as this version writes it, foreign keys;
- the records: each against its digest, the digests against their chain;
- the words: each span against the kept text, the kept text against the original bytes, those
  against their SHA-256, ids against what they are hashes of;
- the references: every id that a record names is there.

A changed byte that changes anything stored is found. Bytes that hold nothing (free pages, gaps
inside pages, counters of the file's header) may change unseen. Nothing here raises on damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gesta.ledger.checks import COUNTED, RecordChecks
from gesta.ledger.fault import DAMAGE, Fault, said
from gesta.ledger.store import Ledger
from gesta.ledger.words import WordChecks


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was checked, and what does not hold."""

    checked: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.faults


def verify(ledger: Ledger) -> Verification:
    """Check the whole ledger. Never raises on damage: it is in `faults`."""
    check = RecordChecks(ledger, dict.fromkeys(COUNTED, 0))
    words_check = WordChecks(ledger, check)
    stages: list[tuple[str, Callable[[], Iterator[Fault]]]] = [
        ("file", check.file),
        ("receipts", check.chains),
        ("reports", words_check.reports),
        ("actors and places", check.loose),
        ("refusals", check.refusals),
        ("reviews", check.reviews),
        ("view", check.view),
        ("records", check.counts),
        ("references", check.references),
    ]
    faults: list[Fault] = []
    for name, stage in stages:
        try:
            faults.extend(stage())
        except DAMAGE as error:
            words = f"cannot be read: {said(error)}"
            faults.append(Fault("ledger", str(ledger.path), name, words))
    return Verification(check.checked, tuple(faults))
