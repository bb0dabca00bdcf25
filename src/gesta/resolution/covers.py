"""Which incidents an aggregate sums up: `more than 100 attacks since October 7` and each of them.

An aggregate never joins the incidents that it counts; it is linked to them. It covers a single
incident of its type that lies whole in its interval and does not differ from it in doer, victim,
place, weapon or mode; what neither names a doer nor a place covers nothing. The invariant: a link
leads from an aggregate to a single incident, and no incident is joined by it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from gesta.resolution.facts import Facts
from gesta.resolution.features import say_range
from gesta.resolution.world import Spot, World, distance_km
from gesta.types import Edge, Note, Reason

COVERS = "covers"
# An aggregate of a whole war would be linked to each of its incidents; a note says where more match.
MOST = 100
# Singles looked at for one aggregate, so that the cost grows with the number of aggregates alone.
_LOOKED_AT = 2_000
# Two towns' points this far apart may be one place told differently.
_SLACK_KM = 10.0

Links = tuple[list[Edge], list[Note]]


def covers(groups: Sequence[Facts], world: World) -> Links:
    """The links from aggregates to what they cover, `left` the aggregate, and notes where not all
    are linked. The score of a link is the share of those that match which the aggregate counts."""
    filed = _filed(filter(_is_single, groups), world)
    edges: list[Edge] = []
    notes: list[Note] = []
    for group in groups:
        if not _is_aggregate(group):
            continue
        found = list(islice(_matches(group, filed, world), MOST + 1))
        if len(found) > MOST:
            notes.append(
                Note(group.id, f"sums up more than {MOST} told incidents, {MOST} are linked")
            )
        edges += _edges(group, found[:MOST])
    return edges, notes


def _edges(group: Facts, found: Sequence[tuple[Facts, tuple[Reason, ...]]]) -> Iterator[Edge]:
    most = group.count[1] if group.count is not None else None
    share = 1.0 if most is None else min(1.0, most / max(1, len(found)))
    for single, reasons in found:
        if share < 1.0 and group.count is not None:
            words = f"{len(found)} match and {say_range(group.count)} are counted"
            reasons = (*reasons, Reason("count", 0.0, words))
        yield Edge(group.id, single.id, COVERS, round(share, 6), reasons)


def _is_aggregate(group: Facts) -> bool:
    return group.number == "many" and group.kind == "done" and group.days is not None


def _is_single(group: Facts) -> bool:
    return group.number == "one" and group.kind == "done" and group.days is not None


# ---------------------------------------------------------------- finding


class _Line:
    """Singles in the order of their first day."""

    def __init__(self, singles: Iterable[tuple[int, str, Facts]]) -> None:
        rows = sorted(singles, key=lambda row: row[:2])
        self._days = [row[0] for row in rows]
        self._singles = [row[2] for row in rows]

    def between(self, days: tuple[int, int]) -> Sequence[Facts]:
        """Those that begin on one of the days."""
        start, end = bisect_left(self._days, days[0]), bisect_right(self._days, days[1])
        return self._singles[start : min(end, start + _LOOKED_AT)]


def _filed(singles: Iterable[Facts], world: World) -> Mapping[Hashable, _Line]:
    """Singles under type and doer, and what the doer is part of, and under type and place."""
    rows: dict[Hashable, list[tuple[int, str, Facts]]] = defaultdict(list)
    for single in singles:
        first = single.days[0] if single.days else 0
        for key in _keys(single, world):
            rows[single.type, key].append((first, single.id, single))
    return {key: _Line(found) for key, found in rows.items()}


def _keys(single: Facts, world: World) -> set[Hashable]:
    found: set[Hashable] = set()
    for actor in _named(single.actors, world):
        name = world.aliases.get(actor, actor)
        found |= {("actor", name), *(("actor", up) for up in world.above.get(name, ()))}
    for spot in single.spots:
        found.add(("country", spot.country) if spot.country else ("place", spot.id))
    return found


def _matches(
    group: Facts, filed: Mapping[Hashable, _Line], world: World
) -> Iterator[tuple[Facts, tuple[Reason, ...]]]:
    """What the aggregate covers, by first day, each once, with the reasons."""
    doers = _named(group.actors, world)
    keys: set[Hashable] = {("actor", world.aliases.get(a, a)) for a in doers}
    if not doers:
        keys = {
            ("country", spot.country) if spot.country else ("place", spot.id)
            for spot in group.spots
        }
    lines = (filed.get((group.type, key)) for key in keys)
    near = {s.id: s for line in lines if line for s in line.between(group.days or (0, -1))}
    for single in sorted(near.values(), key=lambda s: (s.days, s.id)):
        reasons = _reasons(group, single, world)
        if reasons is not None:
            yield single, reasons


# ---------------------------------------------------------------- judging


def _reasons(group: Facts, single: Facts, world: World) -> tuple[Reason, ...] | None:
    """Why the aggregate covers the single incident, None where it does not."""
    if group.days is None or single.days is None or single.days[1] > group.days[1]:
        return None
    if not _agree(group.modes, single.modes) or not _agree(group.weapons, single.weapons):
        return None
    found = [Reason("date", 0.0, f"within the {group.length} days that are summed up")]
    for role, ours, theirs in (
        ("actor", group.actors, single.actors),
        ("recipient", group.recipients, single.recipients),
    ):
        ours, theirs = _named(ours, world), _named(theirs, world)
        if ours and not any(_is_of(y, x, world) for x, y in product(ours, theirs)):
            if role == "actor" or theirs:
                return None
        elif ours:
            found.append(Reason(role, 0.0, f"the same {role}, or a part of it"))
    if group.spots:
        inside = [y for x, y in product(group.spots, single.spots) if _holds(x, y)]
        if not inside:
            return None
        name = min(spot.name for spot in inside)
        found.append(Reason("place", 0.0, f"{name} lies where they are summed up"))
    return tuple(found)


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
