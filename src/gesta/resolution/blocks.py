"""Which pairs of groups are worth judging: near in time and place, or in time and actor.

A group is filed under each day and each half-degree cell that it may lie in; a vague one (longer
than a week, wider than a town's district) is met under month or country by the others. Two groups
are judged where they share a key under which few are filed; each key comes with finer ones, of
those that also agree on the word, the number of dead, a party, the target or the very place, for
days and towns of which much is told. So the number of pairs grows with the number of groups and
not with its square, and whether two are judged is for the groups under their keys alone to say.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from gesta.resolution.facts import Facts
from gesta.resolution.kinds import PLACED
from gesta.resolution.world import Spot, World

SHORT_DAYS = 8
NARROW_KM = 60.0
CELL = 0.5  # degrees
_KM_PER_DEGREE = 111.0
_REACH_KM = 10.0  # two towns' points this far apart may be one town told differently
# Under a key of more groups than this nobody meets; they do under its finer keys.
FULL = 48
_MONTHS = 13  # a vaguer date than a year is no date
_EACH = 3  # parties, words and targets that a group is filed under

Key = tuple[int, bool]
"""The number of a key, and whether any two filed so meet there or only where either is vague."""


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

    `also` are further pairs to judge. Keys and pairs are held as numbers.
    """
    size = len(groups)
    codes = array("q", (i * size + j for i, j in also))
    for members, meeting in _blocks(groups, world):
        for at, i in enumerate(members):
            for j in range(at + 1, len(members)):
                if meeting[at] or meeting[j]:
                    one, two = i, members[j]
                    codes.append(one * size + two if one < two else two * size + one)
    for code in np.unique(np.frombuffer(codes, dtype=np.int64)).tolist():
        yield divmod(code, size)


def _blocks(groups: Sequence[Facts], world: World) -> Iterator[tuple[list[int], list[bool]]]:
    """The groups under each key of 2 to `FULL`, and which of them meet any other there."""
    numbers, indexes, meeting = array("q"), array("i"), array("b")
    for index, group in enumerate(groups):
        for number, meets in keys(group, world):
            numbers.append(number)
            indexes.append(index)
            meeting.append(meets)
    if not numbers:
        return
    filed = np.frombuffer(numbers, dtype=np.int64)
    order = np.argsort(filed, kind="stable")
    starts = np.flatnonzero(np.diff(filed[order], prepend=filed[order[0]] - 1))
    held: npt.NDArray[np.int32] = np.frombuffer(indexes, dtype=np.int32)[order]
    flags: npt.NDArray[np.int8] = np.frombuffer(meeting, dtype=np.int8)[order]
    sizes = np.diff(np.append(starts, len(order)))
    for start, count in zip(starts.tolist(), sizes.tolist(), strict=True):
        if 1 < count <= FULL:
            members = held[start : start + count].tolist()
            yield members, [bool(flag) for flag in flags[start : start + count].tolist()]


def keys(group: Facts, world: World) -> list[Key]:
    """Under what a group is filed, each key once; nothing where it cannot be compared."""
    if blockable(group) is not None:
        return []
    if group.type in PLACED and group.spot is not None:
        whats = list(_cells(group.spot))
    else:
        whats = [("actor", world.aliases.get(a, a)) for a in sorted(group.actors)]
    finer = _finer(group, world)
    found: dict[int, bool] = {}
    for level, when in _times(group):
        for what, where in whats:
            base = (group.kind, level, what, when, where)
            meets = _meets(group, level, what)
            found[_number(base)] = meets
            # Days in a town and months of a country are where much is told.
            if (level == "day") == (what != "area"):
                found.update((_number((*base, *sub)), meets) for sub in finer)
    return list(found.items())


def _number(key: Hashable) -> int:
    """A key as a number of 62 bits."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "little") >> 2


def _meets(group: Facts, level: str, what: str) -> bool:
    """Whether the group meets any other under keys of this level: days in a cell, or it is vague."""
    if level == "day" and what != "area":
        return True
    slow = level == "month" and group.length > SHORT_DAYS
    return slow or (what == "area" and group.spot is not None and group.spot.radius > NARROW_KM)


def _finer(group: Facts, world: World) -> list[tuple[Hashable, ...]]:
    """What groups under one key may agree on besides."""
    at = group.spot.id if group.spot else ""
    lemmas = sorted(group.lemmas)[:_EACH]
    actors = sorted({world.aliases.get(a, a) for a in group.actors})[:_EACH]
    hit = sorted({world.aliases.get(a, a) for a in group.recipients})[:_EACH]
    found: list[tuple[Hashable, ...]] = [("at", group.type, at)]
    found += [("word", at, lemma) for lemma in lemmas]
    found += [("doer", at, actor) for actor in actors]
    found += [("hit", at, recipient) for recipient in hit]
    found += [("word of", at, lemma, actor) for lemma in lemmas[:1] for actor in actors[:1]]
    found += [("target", word) for word in sorted(group.targets)[:_EACH]]
    if group.killed is not None and group.killed[0]:
        found.append(("killed", group.killed[0]))
    return found


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
