"""Where the actors of a network stand: drawn by forces, the same every time.

Each connected part is laid out by itself (Fruchterman & Reingold 1991) from a start on a spiral,
what still lies on each other is moved apart, and the parts are set side by side in rings, the
largest in the middle, so that the many pairs do not push the large web apart. Nothing is drawn by
chance.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Spot: TypeAlias = tuple[float, float]

STEPS: Final = 100
WORK: Final = 100 * 1500**2  # pairs looked at in all: larger parts get fewer steps
LEAST: Final = 1e-4
GOLDEN: Final = math.pi * (3 - math.sqrt(5))
GAP: Final = 1.2  # between parts, in lengths of a tie
DIGITS: Final = 2
ROOM: Final = 0.2
"""Half the room of a node, in lengths of a tie; by `ROOM_OF_TIE` times the root of its ties it is
more, as the page draws nodes. Of 192 actors on a screen then 10 pairs overlap, without it 30."""
ROOM_OF_TIE: Final = 0.15
ROUNDS: Final = 20  # of moving apart; the rest is then seen by zooming in


def layout(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, Spot]:
    """x and y of each node; a tie is about one long. Ends of `edges` must be among `nodes`.

    >>> layout(["a"], [])
    {'a': (0.0, 0.0)}
    """
    near: dict[str, set[str]] = {node: set() for node in sorted(nodes)}
    for one, other in edges:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    parts = [(part, _forces(part, near)) for part in _parts(near)]
    return {
        name: (round(float(x), DIGITS) + 0.0, round(float(y), DIGITS) + 0.0)
        for (part, spots), middle in zip(parts, _middles([s for _, s in parts]), strict=True)
        for name, (x, y) in zip(part, spots + middle, strict=True)
    }


def _parts(near: Mapping[str, set[str]]) -> list[list[str]]:
    """The connected parts, the largest first, each in the order of ids."""
    seen: set[str] = set()
    found = []
    for node in near:
        if node in seen:
            continue
        part, wave = {node}, [node]
        while wave:
            wave = [other for one in wave for other in sorted(near[one]) if other not in part]
            part.update(wave)
        seen |= part
        found.append(sorted(part))
    return sorted(found, key=lambda part: (-len(part), part))


def _forces(part: Sequence[str], near: Mapping[str, set[str]]) -> Floats:
    """The spots of one part about its own middle."""
    # The best tied start in the middle of the spiral.
    order = sorted(range(len(part)), key=lambda i: (-len(near[part[i]]), part[i]))
    rank = np.empty(len(part))
    rank[order] = np.arange(len(part))
    spots = np.sqrt(rank + 0.5)[:, None] * np.column_stack(
        [np.cos(rank * GOLDEN), np.sin(rank * GOLDEN)]
    )
    at = {name: i for i, name in enumerate(part)}
    # In order, for sums in another order end elsewhere.
    pairs = [(at[one], at[other]) for one in part for other in sorted(near[one]) if one < other]
    if not pairs:
        return np.zeros((len(part), 2))
    left, right = np.array(pairs).T
    heat = math.sqrt(len(part)) / 4
    steps = max(min(STEPS, WORK // len(part) ** 2), STEPS // 5)
    for step in range(steps):
        push = _apart(spots)
        gap = spots[left] - spots[right]
        pull = gap * np.linalg.norm(gap, axis=1)[:, None]
        np.add.at(push, left, -pull)
        np.add.at(push, right, pull)
        length = np.maximum(np.linalg.norm(push, axis=1), 1e-9)
        spots = (
            spots + push / length[:, None] * np.minimum(length, heat * (1 - step / steps))[:, None]
        )
    ties = np.array([len(near[name]) for name in part])
    spots = _loosened(spots, ROOM + ROOM_OF_TIE * np.sqrt(ties))
    return np.asarray(spots - spots.mean(axis=0))


def _loosened(spots: Floats, room: Floats) -> Floats:
    """The spots with those moved apart that are closer than their rooms allow."""
    wide = room[:, None] + room[None, :]
    for _ in range(ROUNDS):
        one, other = np.nonzero(np.triu(_squares(spots) < wide**2, 1))
        if not len(one):
            break
        gap = spots[one] - spots[other]
        far = np.maximum(np.linalg.norm(gap, axis=1), 1e-6)
        step = gap * ((wide[one, other] - far) / far / 2)[:, None]
        moved = np.zeros_like(spots)
        np.add.at(moved, one, step)
        np.add.at(moved, other, -step)
        spots = spots + moved
    return spots


def _squares(spots: Floats) -> Floats:
    """The squared distance of every two spots."""
    square = (spots**2).sum(axis=1)
    return np.asarray(square[:, None] + square[None, :] - 2 * (spots @ spots.T))


def _apart(spots: Floats) -> Floats:
    """The push of every node on every other: the gap over its square, summed."""
    apart = np.maximum(_squares(spots), LEAST)
    np.fill_diagonal(apart, np.inf)
    weight = 1 / apart
    return np.asarray(spots * weight.sum(axis=1)[:, None] - weight @ spots)


def _middles(parts: Sequence[Floats]) -> list[Floats]:
    """Where the middle of each part goes: the first in the middle, the others in rings about it."""
    radius = [float(np.linalg.norm(spots, axis=1).max(initial=0.0)) + GAP / 2 for spots in parts]
    middles: list[Floats] = []
    ring, reach, angle = 0.0, 0.0, 0.0
    for own in radius:
        if not middles:
            middles.append(np.zeros(2))
            ring = reach = own
            continue
        # The parts come in order of size, so a ring is as wide as its first.
        if angle == 0.0 or angle + _share(own, ring) > 2 * math.pi:
            ring, angle = reach + own, 0.0
            reach = ring + own
        half = _share(own, ring) / 2
        middles.append(ring * np.array([math.cos(angle + half), math.sin(angle + half)]))
        angle += 2 * half
    return middles


def _share(own: float, ring: float) -> float:
    """The angle that a part takes of a ring."""
    return 2 * math.asin(min(1.0, own / max(ring, own)))


def degrees(edges: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """How many others each is tied to."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    return {name: len(others) for name, others in near.items()}
