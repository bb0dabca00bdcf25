"""What the answers about a network rest on, read from a ledger once: ties, parties, attacks, draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.acts import Acts, acts
from gesta.analysis.from_ledger import from_ledger
from gesta.analysis.happenings import Happenings
from gesta.analysis.redraw import redraw
from gesta.analysis.sides import Sides, registry_keys
from gesta.analysis.ties_on import Held, below_of, distinct_pairs, held_ties, on_day
from gesta.analysis.umbrella import is_under, tenures
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.past import world_of
from gesta.resolution.world import World

Ints: TypeAlias = NDArray[np.int64]
_Below: TypeAlias = Mapping[str, Sequence[Held]]


@dataclass(frozen=True, slots=True)
class Known:
    """`ties` are all that are stated, `held` those that hold on the day; `below` and `firm` are the
    members of each umbrella at any time. `there[draw, column]` says which attacks took place,
    `column_of` which row each column is of, `rows_of` the attacks that an actor did."""

    world: World
    ties: tuple[Held, ...]
    held: tuple[Held, ...]
    distinct: frozenset[frozenset[str]]
    below: _Below
    firm: _Below
    day: date | None
    happenings: Happenings
    there: NDArray[np.bool_]
    column_of: Ints
    rows_of: Mapping[str, Sequence[int]]
    acts: Acts

    @staticmethod
    def of(ledger: Ledger, asked: Filter, *, day: date | None, draws: int, seed: int) -> Known:
        """Read a ledger; the day defaults to the last that its reports cover."""
        world, registry = world_of(ledger), registry_keys(ledger)
        stated = list(ledger.ties())
        ties = tuple(held_ties(stated, world, registry))
        happenings = from_ledger(ledger, asked)
        there, column_of = _drawn(happenings, draws, seed)
        rows_of: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(happenings.rows):
            for actor in row.actors:
                rows_of[actor].append(index)
        day = day or happenings.end
        return Known(
            world, ties, tuple(on_day(ties, day)), distinct_pairs(ties), below_of(ties, world),
            below_of(ties, world, firm=True), day, happenings, there, column_of, rows_of,
            acts(ledger, happenings, world, Sides.of(stated, world, registry)),
        )  # fmt: skip

    def name(self, actor: str) -> str:
        """What people call an actor."""
        known = self.world.actors.get(actor)
        return known.name if known else actor

    def under(self, heads: Iterable[str], *, firm: bool = False) -> set[int]:
        """The attacks of those who stood under one of the heads when they took place, by index."""
        rows = self.happenings.rows
        found: set[int] = set()
        for head in heads:
            held = tenures(head, self.firm if firm else self.below, self.distinct)
            mine = {index for actor in held for index in self.rows_of.get(actor, ())}
            found |= {index for index in mine if is_under(rows[index], held)}
        return found

    def count(self, rows: Iterable[int]) -> Ints:
        """How many of these attacks took place in each draw, each counted once."""
        columns = np.isin(self.column_of, list(rows))
        return np.asarray(self.there[:, columns].sum(axis=1), dtype=np.int64)

    def present(self) -> list[set[str]]:
        """The ids of the attacks that took place in each draw."""
        ids = self.happenings.ids
        return [{ids[self.column_of[k]] for k in np.flatnonzero(row)} for row in self.there]

    def when(self) -> str:
        """The day in words."""
        return f"on {self.day}" if self.day else "on any day"


def _drawn(happenings: Happenings, draws: int, seed: int) -> tuple[NDArray[np.bool_], Ints]:
    """Which columns took place in each draw, inside the days covered, and the row of each."""
    if happenings.begin is None or happenings.end is None:
        return np.zeros((draws, 0), dtype=bool), np.zeros(0, dtype=np.int64)
    drawn = redraw(happenings, draws=draws, seed=seed)
    inside = (drawn.days >= 0) & (drawn.days < drawn.length)
    return inside & (drawn.number > 0), drawn.rows
