"""Who stands under an actor: the members of an umbrella, and theirs, on a given day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gesta.ledger import Ledger
from gesta.types import Tie

DEEPEST = 4
"""Steps from a unit up to its umbrella's umbrella."""

_TOLD = frozenset({"reported", "attributed", "claimed", "alleged"})
_BELOW = frozenset({"part-of", "alias-of"})


@dataclass(frozen=True, slots=True)
class Tenure:
    """The days on which an actor stands under another; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it stands under it on this day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def within(self, other: Tenure) -> Tenure | None:
        """The days of both; None where they share none."""
        starts = [d for d in (self.since, other.since) if d is not None]
        ends = [d for d in (self.until, other.until) if d is not None]
        both = Tenure(max(starts, default=None), min(ends, default=None))
        empty = both.since is not None and both.until is not None and both.since > both.until
        return None if empty else both


def is_told(tie: Tie) -> bool:
    """Whether somebody says that the tie is there: not only denied, planned or imagined."""
    return tie.basis == "registry" or any(claim.certainty in _TOLD for claim in tie.claims)


def under(ledger: Ledger, heads: Iterable[str]) -> dict[str, list[Tenure]]:
    """The actors that are one of `heads` or stand under one (`part-of`, `alias-of`), and when.

    A tie of the ledger counts where a report or the registry has it, in the days it is dated to.
    """
    below: dict[str, list[tuple[str, Tenure]]] = defaultdict(list)
    for tie in ledger.ties():
        if tie.type in _BELOW and is_told(tie):
            below[tie.target].append((tie.source, Tenure(tie.since, tie.until)))
            if tie.type == "alias-of":
                below[tie.source].append((tie.target, Tenure(tie.since, tie.until)))
    found: dict[str, list[Tenure]] = {head: [Tenure()] for head in heads}
    edge = [(head, Tenure()) for head in found]
    for _ in range(DEEPEST):
        edge = [
            (lower, both)
            for upper, tenure in edge
            for lower, own in below[upper]
            if (both := tenure.within(own)) is not None and both not in found.get(lower, [])
        ]
        for lower, tenure in edge:
            found.setdefault(lower, []).append(tenure)
    return found
