"""The evidence for and against two claims speaking of one happening, each part with its reason.

These weights, in log-odds, are for two claims of one report and set by hand from the meaning of
the codebook's fields; those for two reports are learned (see `signs`). The words are shown to
readers. Negative weights other than the prior are objections. What pairs are compared by repeats
from pair to pair, so the looks at two values are kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gesta.resolution.facts import Facts, Range
from gesta.resolution.kinds import classes_of, may_be_one
from gesta.resolution.vetoes import DOUBTFUL
from gesta.resolution.world import Spot, World, distance_km
from gesta.types import Reason

_KEPT = 50_000  # looks of each kind that are kept

Set = frozenset[str]


@lru_cache(maxsize=_KEPT)
def date_reason(a: tuple[int, int] | None, b: tuple[int, int] | None) -> Reason | None:
    """How well the dates agree, given how exactly each is known."""
    if a is None or b is None:
        return None
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap > 0:
        return Reason("date", -0.9, f"the dates are {gap} day{'s' * (gap > 1)} apart")
    longest = max(a[1] - a[0], b[1] - b[0]) + 1
    if longest == 1:
        return Reason("date", 1.6, "the same day")
    weight = max(0.0, 1.6 - 0.45 * math.log2(longest))
    return Reason("date", weight, f"the dates agree within {longest} days")


@lru_cache(maxsize=_KEPT)
def place_reason(a: frozenset[Spot], b: frozenset[Spot]) -> Reason | None:
    """How well the places agree, given how wide each is; of several places the two that agree best."""
    if not a or not b:
        return None
    reasons = [_place_pair(x, y) for x in _by_id(a) for y in _by_id(b)]
    return max(reasons, key=lambda reason: reason.weight)


def _by_id(spots: Iterable[Spot]) -> list[Spot]:
    """The finest places in a fixed order; more say nothing new."""
    return sorted(spots, key=lambda s: (s.radius, s.id))[:_MOST_SPOTS]


_MOST_SPOTS = 6


def _place_pair(one: Spot, two: Spot) -> Reason:
    wide = max(one.radius, two.radius)
    agree = max(0.1, 2.0 - 0.6 * math.log2(max(1.0, wide / 10.0)))
    if one.id == two.id:
        return Reason("place", agree, f"the same place, {one.name}")
    names = f"{one.name} and {two.name}"
    apart = distance_km(one, two)
    countries = {one.country, two.country} - {None}
    if "country" in (one.precision, two.precision) and len(countries) == 2:
        return Reason("place", -1.5, f"{names} are in two countries")
    if apart is None:
        return Reason(
            "place", 0.1 if len(countries) == 1 else -0.8, f"{names} cannot be measured apart"
        )
    if apart <= wide + _TOWN_KM:
        return Reason("place", 0.6 * agree, f"{names} lie within {wide + _TOWN_KM:.0f} km")
    weight = -0.6 - 1.4 * min(1.0, (apart - wide) / 100.0)
    return Reason("place", weight, f"{names} are {apart:.0f} km apart")


# A site is told by its town, whose point on the map may lie this far from it.
_TOWN_KM = 10.0


def party_reason(a: Facts, b: Facts, role: str, world: World) -> Reason | None:
    """How well the parties in one role agree; descriptions and umbrellas count half."""
    left, right = (a.actors, b.actors) if role == "actor" else (a.recipients, b.recipients)
    if not left or not right:
        return None
    denied = frozenset({"denied"})
    doubtful = role == "actor" and not DOUBTFUL.isdisjoint(a.certainties | b.certainties)
    # Nobody denies what somebody else is said to have done.
    doubtful = doubtful and denied not in (a.certainties, b.certainties)
    return world.kept(_party_reason, left, right, role, doubtful)


def _party_reason(left: Set, right: Set, role: str, doubtful: bool, world: World) -> Reason:
    best, pair = max((nearness(x, y, world), (x, y)) for x in sorted(left) for y in sorted(right))
    full = 1.2 if role == "actor" else 0.9
    if best >= 1.0:
        return Reason(role, full, f"the same {role}, {actor_name(pair[0], world)}")
    if best > 0.0:
        names = f"{actor_name(pair[0], world)} and {actor_name(pair[1], world)}"
        if pair[0] != pair[1] and not any(map(world.is_specific, pair)):
            return Reason(role, full / 8, f"the {role}s may be one: {names}")
        return Reason(role, full / 2, f"the {role}s may be one: {names}")
    named = any(map(world.is_specific, left)) and any(map(world.is_specific, right))
    if not named:
        return Reason(role, -0.3, f"the {role}s are described differently")
    words = f"another {role}: {actor_name(min(left), world)} and {actor_name(min(right), world)}"
    return Reason(role, -0.6 if doubtful else -1.3, words)


def nearness(x: str, y: str, world: World) -> float:
    """How near two parties are, 0 to 1; the same description (`~…`) may be two."""
    if x == y and x.startswith("~"):
        return 0.5
    return world.nearness(x, y)


def actor_name(actor: str, world: World) -> str:
    """What people call an actor, or the description's words."""
    known = world.actors.get(actor)
    return known.name if known else actor.lstrip("~")


@lru_cache(maxsize=_KEPT)
def target_reason(a: Set, b: Set) -> Reason | None:
    """Whether the things hit are described with the same words."""
    if not a or not b:
        return None
    shared = a & b
    if not shared:
        return Reason("target", -0.4, "the targets share no word")
    part = len(shared) / min(len(a), len(b))
    # Two shared words are mostly a name (`Red Hill hospital`), and a name is hit once a day.
    weight = 0.5 + 0.9 * part + 0.3 * min(2, len(shared) - 1)
    return Reason("target", weight, "both name the target " + " ".join(sorted(shared)))


@lru_cache(maxsize=_KEPT)
def weapon_reason(a: Set, b: Set) -> Reason | None:
    """Whether the weapons are of one class."""
    if not a or not b:
        return None
    shared = a & b
    if shared:
        return Reason("weapon", 0.7, "the same weapon, " + ", ".join(sorted(shared)))
    words = f"another weapon: {min(a)} and {min(b)}"
    return Reason("weapon", -0.6, words)


@lru_cache(maxsize=_KEPT)
def toll_reason(what: str, left: Range | None, right: Range | None) -> Reason | None:
    """Whether the numbers of dead or wounded agree; a large number that agrees says most."""
    if left is None or right is None:
        return None
    scale = 1.0 if what == "killed" else 0.6
    if left == right:
        weight = scale * min(1.4, 0.5 + 0.3 * math.log2(1 + left[0]))
        return Reason(what, weight, f"the same number {what}, {say_range(left)}")
    words = f"{say_range(left)} and {say_range(right)} {what}"
    if overlaps(left, right):
        return Reason(what, 0.3 * scale, words + " agree")
    low, high = sorted((left[0], right[0]))
    weight = -0.3 - 0.35 * math.log2((1 + high) / (1 + low))
    return Reason(what, scale * max(-1.6, weight), words + " do not agree")


def overlaps(left: Range, right: Range) -> bool:
    """Whether one number could satisfy both ranges."""
    low = max(left[0], right[0])
    return all(high is None or low <= high for high in (left[1], right[1]))


def say_range(value: Range) -> str:
    """A range in words: `12`, `at least 12`, `10 to 20`."""
    low, high = value
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


@lru_cache(maxsize=_KEPT)
def trigger_reason(a: Set, b: Set) -> Reason:
    """Whether the words for the happening are one word or of one class."""
    shared = a & b
    if shared:
        return Reason("trigger", 0.7, f"the same word, {min(shared)}")
    words = f"{min(a)} and {min(b)}"
    left, right = classes_of(a), classes_of(b)
    if may_be_one(left, right):
        weight = 0.3 if left & right else 0.1
        return Reason("trigger", weight, f"words of one kind: {words}")
    if "casualty" in left | right:
        return Reason("trigger", 0.0, f"a deed and its outcome: {words}")
    weight = -0.5 if left and right else -0.2
    return Reason("trigger", weight, f"different words: {words}")


def other_reasons(a: Facts, b: Facts) -> Iterator[Reason]:
    """Type, mode and outcome."""
    if a.type != b.type:
        yield Reason("type", -0.8, f"told as {a.type} and as {b.type}")
    if a.modes and b.modes:
        yield _mode_reason(a.modes, b.modes)
    if a.outcomes and b.outcomes and not a.outcomes & b.outcomes:
        yield Reason("outcome", -0.2, f"{min(a.outcomes)} and {min(b.outcomes)}")


@lru_cache(maxsize=_KEPT)
def _mode_reason(a: Set, b: Set) -> Reason:
    if a & b:
        return Reason("mode", 0.3, "the same mode, " + min(a & b))
    return Reason("mode", -0.4, f"another mode: {min(a)} and {min(b)}")


def shared_reasons(a: Facts, b: Facts, world: World) -> list[Reason]:
    """Every reason that holds within a report as across reports, in a fixed order."""
    found = [
        party_reason(a, b, "actor", world),
        party_reason(a, b, "recipient", world),
        target_reason(a.targets, b.targets),
        weapon_reason(a.weapons, b.weapons),
        toll_reason("killed", a.killed, b.killed),
        toll_reason("wounded", a.wounded, b.wounded),
        *other_reasons(a, b),
    ]
    return [reason for reason in found if reason is not None]
