"""Links from aggregates to what they cover, for the incidents that were clustered anew alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import apsw

from gesta.joining.filed import Filed
from gesta.joining.known import AMONG
from gesta.joining.writing import write_edges
from gesta.ledger import reading
from gesta.ledger.receipts import Chain
from gesta.resolution.covers import COVERS, MOST, Filing, filing, link
from gesta.resolution.facts import Facts, pool
from gesta.types import Edge

Pair = tuple[str, str]


class Linking:
    """One renewal of links. `members` gives the claims of an incident by its first claim."""

    def __init__(
        self, connection: apsw.Connection, view: Chain, filed: Filed,
        members: Callable[[str], Iterable[str] | None],
    ) -> None:  # fmt: skip
        self._connection, self._view, self._filed = connection, view, filed
        self._joins = filed.joins
        self._members = members
        # A `Lazy` that asks its owner would tie a knot that the search for cycles has to find.
        self._held: dict[str, Facts] = {}
        self._lines: dict[int, Sequence[tuple[str, bool]]] = {}

    def _facts(self, group: str) -> Facts:
        if group not in self._held:
            self._held[group] = self._pooled(group)
        return self._held[group]

    def _pooled(self, group: str) -> Facts:
        claims = self._members(group)
        if claims is None:
            raise KeyError(group)
        cores = [core for claim in claims if (core := self._filed.find(claim)) is not None]
        return pool(cores)

    def run(self, gone: Iterable[str], new: Iterable[str], judged: Iterable[Pair]) -> None:
        """Link the incidents of `new` in the place of those of `gone`, both by first claims."""
        gone, new = set(gone), set(new)
        made = {name: found for name in sorted(new) if (found := self._filing(name)) is not None}
        own = gone | new
        most = MOST + 1 + sum(len(self._joins.lines(name)) for name in own)
        full = self._full(own, made, most)
        touched = {(a, b) for line in sorted(full) for a, b in self._pairs_on(line, most)}
        for name in sorted(own):
            self._joins.drop_lines(name)
        self._joins.put_lines(
            (line, name, one.sums) for name, one in made.items() for line in one.lines
        )
        touched |= {(a, b) for line in sorted(full) for a, b in self._pairs_on(line, most)}
        met: set[Pair] = set()
        for name, one in made.items():
            for line in one.lines:
                for other, sums in self._open(line):
                    if sums != one.sums:
                        met.add((name, other) if one.sums else (other, name))
        met |= {pair for pair in touched if self._meet(*pair)}
        touched |= met
        links = [edge for pair in sorted(met) if (edge := self._link(*pair)) is not None]
        apart = set(judged)
        old = self._old(own, touched)
        write_edges(
            self._connection, self._view, old,
            [edge for edge in links if (edge.left, edge.right) not in apart],
        )  # fmt: skip

    def _filing(self, group: str) -> Filing | None:
        return filing(self._facts(group), self._filed.world)

    def _full(self, own: Iterable[str], made: Mapping[str, Filing], most: int) -> set[int]:
        """The lines that become full or are so no more."""
        change = Counter(line for one in made.values() for line in one.lines)
        change.subtract(line for name in own for line in self._joins.lines(name))
        before = self._joins.lengths(change, most)
        return {
            n for n, more in change.items() if (before[n] <= MOST) != (before[n] + more <= MOST)
        }

    def _open(self, line: int) -> Sequence[tuple[str, bool]]:
        """Who is on a line as it is filed now; nobody where it is full."""
        if line not in self._lines:
            members = self._joins.on_line(line, MOST + 1)
            self._lines[line] = members if len(members) <= MOST else ()
        return self._lines[line]

    def _pairs_on(self, line: int, most: int) -> Iterable[Pair]:
        """(aggregate, single) of a line, whether it is full or not."""
        members = self._joins.on_line(line, most)
        for (one, sums), (two, other) in combinations(members, 2):
            if sums != other:
                yield (one, two) if sums else (two, one)

    def _meet(self, aggregate: str, single: str) -> bool:
        """Whether the two are there and share a line that is not full."""
        shared = set(self._joins.lines(aggregate)) & set(self._joins.lines(single))
        return any(self._open(line) for line in sorted(shared))

    def _link(self, aggregate: str, single: str) -> Edge | None:
        return link(self._facts(aggregate), self._facts(single), self._filed.world)

    def _old(self, own: set[str], touched: set[Pair]) -> list[Edge]:
        """The links that are written anew: of the incidents that changed, and those looked at."""
        ends = json.dumps(sorted(own))
        others = json.dumps(sorted(pair for pair in touched if own.isdisjoint(pair)))
        found: list[Edge] = []
        for where, args in (
            (f'"left" {AMONG} OR "right" {AMONG}', (ends, ends)),
            ('("left", "right") IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))', (others,)),
        ):
            found += reading.edges(self._connection, f"judgement = '{COVERS}' AND ({where})", args)
        return found
