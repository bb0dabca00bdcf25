"""The days on which a tie holds, and whether anybody says that it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gesta.types import Tie

DEEPEST = 4
"""Steps from a unit up to its umbrella's umbrella."""

_TOLD = frozenset({"reported", "attributed", "claimed", "alleged"})


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
