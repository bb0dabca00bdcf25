"""Which incidents an aggregate sums up: `more than 100 attacks since October 7` and each of them.

An aggregate never joins the incidents that it counts; it is linked to them. It covers a single
incident of its type that lies whole in its interval and does not differ from it in doer, victim,
place, weapon or mode; what neither names a doer nor a place covers nothing. Aggregates and single
incidents meet on lines (type, doer or country, month); on one of which more is told than `MOST`
nobody is linked, as everything would be to everything. The invariants: a link leads from an
aggregate to a single incident, no incident is joined by it, and whether there is one is for the
two and their lines alone to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import product

from gesta.resolution.facts import Facts
from gesta.resolution.world import Spot, World, distance_km
from gesta.types import Edge, Reason

COVERS = "covers"
# A line with more aggregates and single incidents than this links none of them.
MOST = 200
# An aggregate of more months than this is filed under the last of them.
_MONTHS = 36
# Two towns' points this far apart may be one place told differently.
_SLACK_KM = 10.0


@dataclass(frozen=True, slots=True)
class Filing:
    """An aggregate (`sums`) or a single incident, and the numbers of its lines."""

    group: Facts
    sums: bool
    lines: frozenset[int]


def filing(group: Facts, world: World) -> Filing | None:
    """Where a group is filed; None for one that neither sums up nor is summed up."""
    if group.kind != "done" or group.days is None or group.number not in ("one", "many"):
        return None
    sums = group.number == "many"
    first = date.fromordinal(group.days[0])
    last = date.fromordinal(group.days[1]) if sums else first
    low, high = first.year * 12 + first.month, last.year * 12 + last.month
    months = range(max(low, high - _MONTHS + 1), high + 1)
    keys = _sum_keys(group, world) if sums else _single_keys(group, world)
    lines = frozenset(_number((group.type, key, month)) for key, month in product(keys, months))
    return Filing(group, sums, lines) if lines else None


def _number(line: Hashable) -> int:
    """A line as a number of 62 bits."""
    return int.from_bytes(blake2b(repr(line).encode(), digest_size=8).digest(), "little") >> 2


def _single_keys(single: Facts, world: World) -> set[tuple[str, str]]:
    """The doers and what they are part of, and the places."""
    found: set[tuple[str, str]] = set()
    for actor in _named(single.actors, world):
        name = world.aliases.get(actor, actor)
        found |= {("actor", name), *(("actor", up) for up in world.above.get(name, ()))}
    return found | _place_keys(single)


def _sum_keys(group: Facts, world: World) -> set[tuple[str, str]]:
    """The doers; without them the places."""
    doers = _named(group.actors, world)
    return {("actor", world.aliases.get(a, a)) for a in doers} or _place_keys(group)


def _place_keys(group: Facts) -> set[tuple[str, str]]:
    return {("country", s.country) if s.country else ("place", s.id) for s in group.spots}


def covers(groups: Iterable[Facts], world: World) -> list[Edge]:
    """The links from aggregates to what they cover, `left` the aggregate, each once."""
    lines: dict[int, list[Filing]] = defaultdict(list)
    for group in groups:
        filed = filing(group, world)
        for line in filed.lines if filed else ():
            if len(lines[line]) <= MOST and filed:
                lines[line].append(filed)
    edges: dict[tuple[str, str], Edge] = {}
    for members in lines.values():
        if len(members) <= MOST:
            for edge in _links(members, world):
                edges[edge.left, edge.right] = edge
    return [edges[key] for key in sorted(edges)]


def _links(members: Iterable[Filing], world: World) -> Iterator[Edge]:
    """The links on one line."""
    sums = [filed.group for filed in members if filed.sums]
    singles = [filed.group for filed in members if not filed.sums]
    for group, single in product(sums, singles):
        found = link(group, single, world)
        if found is not None:
            yield found


def link(group: Facts, single: Facts, world: World) -> Edge | None:
    """The link of an aggregate to a single incident; None where it does not cover it."""
    reasons = _reasons(group, single, world)
    return None if reasons is None else Edge(group.id, single.id, COVERS, 1.0, reasons)


# ---------------------------------------------------------------- judging


def _reasons(group: Facts, single: Facts, world: World) -> tuple[Reason, ...] | None:
    """Why the aggregate covers the single incident, None where it does not."""
    if group.days is None or single.days is None:
        return None
    if single.days[0] < group.days[0] or single.days[1] > group.days[1]:
        return None
    if not _agree(group.modes, single.modes) or not _agree(group.weapons, single.weapons):
        return None
    found = [Reason("date", 0.0, f"within the {group.length} days that are summed up")]
    for part in (
        world.kept(_parties, "actor", group.actors, single.actors),
        world.kept(_parties, "recipient", group.recipients, single.recipients),
        _places(group.spots, single.spots),
    ):
        if part is None:
            return None
        found += part
    return tuple(found)


_Part = tuple[Reason, ...]
"""Why a part agrees, nothing where an aggregate leaves it open."""


def _parties(role: str, ours: frozenset[str], theirs: frozenset[str], world: World) -> _Part | None:
    """Whether the parties of a single incident are those of an aggregate, None where they are not."""
    ours, theirs = _named(ours, world), _named(theirs, world)
    if not ours:
        return ()
    if any(_is_of(y, x, world) for x, y in product(ours, theirs)):
        return (Reason(role, 0.0, f"the same {role}, or a part of it"),)
    return None if role == "actor" or theirs else ()


@lru_cache(maxsize=50_000)
def _places(ours: frozenset[Spot], theirs: frozenset[Spot]) -> _Part | None:
    """Whether a place of a single incident lies in one of an aggregate, None where none does."""
    if not ours:
        return ()
    inside = [y.name for x, y in product(ours, theirs) if _holds(x, y)]
    return (
        (Reason("place", 0.0, f"{min(inside)} lies where they are summed up"),) if inside else None
    )


def _named(actors: Iterable[str], world: World) -> frozenset[str]:
    return frozenset(actor for actor in actors if world.is_specific(actor))


def _agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one of the two is not said or they share a value."""
    return not left or not right or not left.isdisjoint(right)


def _is_of(part: str, whole: str, world: World) -> bool:
    """Whether the first is the second or belongs to it."""
    one, two = world.aliases.get(part, part), world.aliases.get(whole, whole)
    return one == two or two in world.above.get(one, ())


def _holds(wide: Spot, fine: Spot) -> bool:
    """Whether the fine place lies in the wide one, as far as can be told."""
    if wide.id == fine.id:
        return True
    if wide.precision == "country":
        return wide.country is not None and wide.country == fine.country
    if fine.radius > wide.radius + _SLACK_KM:
        return False
    km = distance_km(wide, fine)
    return km is not None and km <= wide.radius + _SLACK_KM
