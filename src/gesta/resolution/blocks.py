"""Which pairs of groups are worth judging: near in time and place, or in time and actor.

A group is filed under each day and each half-degree cell that it may lie in; a vague one (longer
than a week, wider than a town's district) is filed under month or country and met there by the
others. Blocks that grow large are walked in windows over several orders, so that the number of
pairs grows with the number of groups and not with its square.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from gesta.resolution.facts import Facts
from gesta.resolution.kinds import PLACED
from gesta.resolution.world import Spot, World

SHORT_DAYS = 8
NARROW_KM = 60.0
CELL = 0.5  # degrees
_KM_PER_DEGREE = 111.0
_REACH_KM = 10.0  # two towns' points this far apart may be one town told differently
# Blocks up to this size are compared in full; above it each group meets its nearest in each order.
FULL = 48
WINDOW = 12
_PART = 100_000  # groups whose blocks are held at once
_MONTHS = 13  # a vaguer date than a year is no date


def blockable(group: Facts) -> str | None:
    """Why a group cannot be compared across reports, None where it can."""
    if group.days is None:
        return "no date: joined within its report only"
    if group.type in PLACED and group.spot is None:
        return "no place: joined within its report only"
    if group.type not in PLACED and not group.actors:
        return "no actor: joined within its report only"
    return None


def pairs(
    groups: Sequence[Facts], world: World, *, also: Iterable[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Indexes (i < j) of the groups worth judging, in order, each pair once.

    `also` are further pairs to judge. Pairs are held as one number each and blocks in parts, so
    that a million groups take some hundred megabytes here.
    """
    size = len(groups)
    codes = array("q", (i * size + j for i, j in also))
    parts = 1 + size // _PART
    for part in range(parts):
        blocks: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for index, group in enumerate(groups):
            if blockable(group) is None:
                for key in _keys(group, world, part, parts):
                    blocks[key].append(index)
        for key, members in blocks.items():
            if len(members) > 1:
                codes.extend(i * size + j for i, j in _within_block(key, members, groups))
        codes = array("q", np.unique(np.frombuffer(codes, dtype=np.int64)).tobytes())
    for code in codes:
        yield divmod(code, size)


def _vague(group: Facts, key: tuple[Hashable, ...]) -> bool:
    """Whether the group is one of those for which the block of this key is kept."""
    slow = key[1] == "month" and group.length > SHORT_DAYS
    wide = key[2] == "area" and group.spot is not None and group.spot.radius > NARROW_KM
    return slow or wide


def _within_block(
    key: tuple[Hashable, ...], members: Sequence[int], groups: Sequence[Facts]
) -> Iterator[tuple[int, int]]:
    if key[1] == "day" and key[2] != "area":
        yield from _near_pairs(members, groups)
        return
    vague = {i for i in members if _vague(groups[i], key)}
    if vague:
        for i, j in _near_pairs(members, groups):
            if i in vague or j in vague:
                yield i, j


def _near_pairs(members: Sequence[int], groups: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """All pairs of a small block, the neighbours in several orders of a large one."""
    if len(members) <= FULL:
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                yield (i, j) if i < j else (j, i)
        return
    for order in _ORDERS:
        line = sorted(members, key=lambda i: (order(groups[i]), groups[i].id))
        for at, i in enumerate(line):
            for j in line[at + 1 : at + 1 + WINDOW]:
                yield (i, j) if i < j else (j, i)


def _killed(group: Facts) -> tuple[int, int]:
    """The killed as numbers that sort: an open upper bound counts as the lower one."""
    low, high = group.killed or (-1, -1)
    return low, low if high is None else high


def _spot_id(group: Facts) -> str:
    return group.spot.id if group.spot else ""


_ORDERS: tuple[Callable[[Facts], tuple[Hashable, ...]], ...] = (
    lambda g: (g.type, _spot_id(g), min(g.lemmas), _killed(g)),
    lambda g: (g.killed[0] if g.killed else -1, _spot_id(g), g.type),
    lambda g: (min(g.actors, default=""), min(g.recipients, default=""), _spot_id(g)),
    lambda g: (min(g.targets, default=""), _spot_id(g), g.type),
)


def _keys(
    group: Facts, world: World, part: int = 0, parts: int = 1
) -> Iterator[tuple[Hashable, ...]]:
    """(kind, level of time, level of what, time, what) under which a group is filed.

    Only the keys of one of the parts into which time is cut.
    """
    times = [(level, when) for level, when in _times(group) if when % parts == part]
    if not times:
        return
    if group.type in PLACED and group.spot is not None:
        whats: list[tuple[str, Hashable]] = list(_cells(group.spot))
    else:
        whats = [("actor", world.aliases.get(a, a)) for a in sorted(group.actors)]
    for level, when in times:
        for what, where in whats:
            yield group.kind, level, what, when, where


def _times(group: Facts) -> Iterator[tuple[str, int]]:
    if group.days is None:
        return
    first, last = group.days
    if group.length <= SHORT_DAYS:
        # One day more, so that groups a day apart meet.
        for day in range(first, last + 2):
            yield "day", day
    start, end = date.fromordinal(first), date.fromordinal(last)
    low, high = start.year * 12 + start.month, end.year * 12 + end.month
    if high - low <= _MONTHS:
        for month in range(low, high + 1):
            yield "month", month


def _cells(spot: Spot) -> Iterator[tuple[str, Hashable]]:
    """The half-degree cells around a narrow place, and its country (or a wide cell) for all."""
    if spot.lat is None or spot.lon is None:
        yield "cell", ("id", spot.id)
        yield "area", spot.country or ("id", spot.id)
        return
    if spot.radius <= NARROW_KM:
        reach = (min(spot.radius, NARROW_KM) + _REACH_KM) / _KM_PER_DEGREE
        wide = reach / max(0.2, math.cos(math.radians(spot.lat)))
        for row in range(_cell(spot.lat - reach), _cell(spot.lat + reach) + 1):
            for column in range(_cell(spot.lon - wide), _cell(spot.lon + wide) + 1):
                yield "cell", (row, column)
    yield "area", spot.country or (int(spot.lat // 5), int(spot.lon // 5))


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)
