"""What an analysis counts: attacks with their doubts, and what was left out, by reason.

A `Happening` is an incident of a ledger or a row of a table. Its day is an interval, its numbers
have a low and a high, and it may be the same as another one; `redraw.py` turns these doubts into
draws. Nothing vanishes: what is not a row is in `dropped` or `refused`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

DAY = timedelta(days=1)

LONGEST = 31
"""Days: what is dated no finer than to a longer interval is left out as vague."""

UNDATED, VAGUE, OUTSIDE = "undated", "vague in time", "outside the days covered"
DENIED, PLANNED = "denied", "planned"
SUM, COVERS = "sum over many days", "sum of attacks told one by one"
DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as low, best and high; `low <= best <= high`, all at least 0."""

    low: int
    best: int
    high: int

    @classmethod
    def of(cls, low: int | None, best: int | None, high: int | None) -> Amount | None:
        """The amount of what is known; None where nothing is. A missing bound is the nearest known.

        >>> Amount.of(3, None, None)
        Amount(low=3, best=3, high=3)
        """
        known = [n for n in (best, low, high) if n is not None]
        if not known:
            return None
        best = known[0]
        return cls(min(low if low is not None else best, best), best,
                   max(high if high is not None else best, best))  # fmt: skip


ONE = Amount(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Happening:
    """One attack, or a row that stands for `n` of them. Days inclusive, both ends."""

    id: str
    first: date
    last: date
    precision: str = "day"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    type: str = "ASSAULT"
    modes: tuple[str, ...] = ()
    place: str | None = None
    area: str | None = None  # the country or province, where it is known
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    killed: Amount | None = None
    wounded: Amount | None = None
    n: Amount = ONE
    status: str = "reported"
    origins: int = 1
    first_reported: date | None = None
    belief: float = 1.0  # the share of its sources that do not contradict that it belongs here


@dataclass(frozen=True, slots=True)
class Twin:
    """Two happenings that are one with probability `p`."""

    left: str
    right: str
    p: float


@dataclass(frozen=True, slots=True)
class Split:
    """A part of the happening `id` that is one of its own, on its own days, with probability `p`."""

    id: str
    first: date
    last: date
    p: float


@dataclass(frozen=True, slots=True)
class Happenings:
    """The rows to count in the order of their days, and all that was left out.

    `begin` and `end` (inclusive) are the days that the source covers, whether or not something
    happened on them; None where that is not known because there is no row.
    """

    rows: tuple[Happening, ...]
    begin: date | None
    end: date | None
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # reason → ids
    refused: tuple[str, ...] = ()  # rows of a table that cannot be read, in words
    twins: tuple[Twin, ...] = ()
    splits: tuple[Split, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # actor → what people call it
    words: str = "attacks"  # what the rows are, for questions: "attacks by X on Y"
    source: str = ""
    notes: tuple[str, ...] = ()  # what an answer must warn of, such as days that nobody reported on
    reports: Mapping[str, tuple[date, ...]] = field(
        default_factory=dict
    )  # outlet → publication days

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rows."""
        return tuple(row.id for row in self.rows)

    def name(self, actor: str) -> str:
        """What people call an actor."""
        return self.names.get(actor, actor)

    def left_out(self) -> dict[str, int]:
        """How many were left out, by reason, rows that cannot be read among them."""
        found = {reason: len(ids) for reason, ids in self.dropped.items() if ids}
        return {**found, "unreadable": len(self.refused)} if self.refused else found

    def last(self, days: int) -> Happenings:
        """The same where only the last `days` days matter."""
        if self.begin is None or self.end is None or (self.end - self.begin).days < days:
            return self
        begin = self.end - timedelta(days=days - 1)
        return replace(self.only(lambda row: row.last >= begin), begin=begin)

    def only(self, wanted: Callable[[Happening], bool], *, words: str | None = None) -> Happenings:
        """The rows that are wanted, with their doubts. The others are not dropped: not asked for."""
        kept = {row.id for row in self.rows if wanted(row)}
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.id in kept),
            twins=tuple(t for t in self.twins if t.left in kept and t.right in kept),
            splits=tuple(s for s in self.splits if s.id in kept),
            words=words or self.words,
        )


def covering(
    rows: list[Happening], begin: date | None, end: date | None
) -> tuple[list[Happening], list[str]]:
    """The rows that touch the days from `begin` to `end`, in order, and the ids of the others."""
    inside = [
        row
        for row in rows
        if (end is None or row.first <= end) and (begin is None or row.last >= begin)
    ]
    kept = {row.id for row in inside}
    inside.sort(key=lambda row: (row.first, row.last, row.id))
    return inside, [row.id for row in rows if row.id not in kept]


def joined(parts: Sequence[Happenings]) -> Happenings:
    """Happenings of several kinds from one source as one; each has its own ids."""
    first = parts[0]
    if len(parts) == 1:
        return first
    dropped: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for reason, ids in part.dropped.items():
            dropped[reason] = dropped.get(reason, ()) + ids
    rows = {row.id: row for part in parts for row in part.rows}
    return replace(
        first, rows=tuple(sorted(rows.values(), key=lambda r: (r.first, r.last, r.id))),
        dropped=dropped, refused=tuple(dict.fromkeys(w for p in parts for w in p.refused)),
        twins=tuple(t for p in parts for t in p.twins), splits=tuple(s for p in parts for s in p.splits),
        words=" or ".join(p.words for p in parts),
    )  # fmt: skip
