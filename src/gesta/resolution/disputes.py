"""The fields on which the claims of an incident contradict each other, each value with its claims.

Only real contradictions count. No dispute is: a coarser value that contains the finer one (a
month and a day in it, a region and a town in it), `at least 12` and 14, a description and a
name, an umbrella and its member, two parties that one claim names together, targets that differ
in words only, and a number that its own voice corrected later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from gesta.resolution.facts import (
    as_range,
    days_of,
    finest,
    recipients_of,
    spots_of,
    words,
)
from gesta.resolution.features import overlaps, say_range
from gesta.resolution.kinds import MUTUAL
from gesta.resolution.stance import doers, grade
from gesta.resolution.tolls import Numbers, Stance, number_of
from gesta.resolution.world import Spot, World, distance_km, in_one_country
from gesta.types import Claim, Dispute, DisputedValue, Party

# Places nearer than this beyond their radius are one place told with different care.
_SAME_PLACE_KM = 15.0

# What a target is, by a word of its description; targets of one kind differ in words only.
_TARGET_KINDS = {
    "military": "base airbase barrack position post headquarters launcher tunnel outpost bunker "
    "checkpoint depot arsenal troop tank radar battery command",
    "dwelling": "home house apartment building residence flat neighbourhood neighborhood tent",
    "care": "hospital clinic ambulance",
    "school": "school university college",
    "worship": "mosque church shrine temple",
    "trade": "market shop bakery factory mall",
    "vehicle": "convoy vehicle car truck bus motorcycle",
    "sea": "ship vessel tanker port boat harbour harbor",
    "air": "airport airfield runway",
    "open": "open area field desert wasteland empty",
}
KIND_OF_TARGET = {word: kind for kind, row in _TARGET_KINDS.items() for word in row.split()}

Pair = tuple[str, str]


def disputes(
    claims: Sequence[Claim], world: World, numbers: Iterable[Numbers]
) -> tuple[Dispute, ...]:
    """All disputes of an incident, in a fixed order of fields; `claims` in order of ids, `numbers`
    what those of them that deny nothing say of the killed and of the wounded."""
    if len(claims) == 1:
        return ()  # nobody contradicts himself: every field below asks for two claims
    happened = [c for c in claims if grade(c) != "denied"]
    found = [
        _parties("actors", happened, doers, world),
        _recipients(happened, world),
        _targets(happened),
        *(_numbers(said, happened, world) for said in numbers if happened),
        _places(happened, world),
        _times(happened, world),
        _outcomes(happened),
        _denials(claims),
    ]
    return tuple(dispute for dispute in found if dispute is not None)


def _dispute(field: str, values: Iterable[tuple[str, str]]) -> Dispute | None:
    """A dispute of (value, claim id) rows; None where there are fewer than two values."""
    rows: dict[str, set[str]] = defaultdict(set)
    for value, claim in values:
        rows[value].add(claim)
    if len(rows) < 2:
        return None
    ordered = sorted(rows.items(), key=lambda r: (-len(r[1]), r[0]))
    return Dispute(field, tuple(DisputedValue(v, tuple(sorted(ids))) for v, ids in ordered))


def _named(parties: Iterable[Party], world: World) -> list[str]:
    ids = {world.aliases.get(p.actor, p.actor) for p in parties if p.actor}
    return sorted(actor for actor in ids if world.is_specific(actor))


def _parties(
    field: str, claims: Sequence[Claim], pick: Callable[[Claim], tuple[Party, ...]], world: World
) -> Dispute | None:
    """Named parties that no claim names together and no tie brings near each other."""
    given = {c.id: _named(pick(c), world) for c in claims}
    everyone = sorted({actor for row in given.values() for actor in row})
    group = {actor: actor for actor in everyone}

    def unite(left: str, right: str) -> None:
        keep, drop = sorted((group[left], group[right]))
        for actor, held in group.items():
            if held == drop:
                group[actor] = keep

    for left, right in combinations(everyone, 2):
        if world.nearness(left, right) > 0.0:
            unite(left, right)
    for claim in claims:
        together = [*given[claim.id], *_other_side(claim, world)]
        together = [actor for actor in together if actor in group]
        for actor in together[1:]:
            unite(together[0], actor)
    return _dispute(field, ((group[a], c) for c, row in given.items() for a in row))


def _other_side(claim: Claim, world: World) -> list[str]:
    """The recipients of a clash: who is named as actor there says nothing."""
    lemmas = {w.casefold().rstrip("s") for w in claim.trigger.text.split()}
    stems = {w.removesuffix("ed").removesuffix("ing").removesuffix("e") for w in lemmas}
    return _named(claim.recipients, world) if (lemmas | stems) & MUTUAL else []


def _recipients(claims: Sequence[Claim], world: World) -> Dispute | None:
    """Whether the same dead or wounded are fighters or civilians.

    Other differences add to each other: three soldiers and two villagers may both have died.
    """
    rows: list[tuple[str, Claim]] = []
    for claim in claims:
        ids = {p.actor for p in claim.recipients if p.actor is not None}
        types = {world.actors[actor].type for actor in ids if actor in world.actors}
        sides = {"civilian" if t == "civilian" else "fighters" for t in types
                 if t in ("civilian", "group", "force")}  # fmt: skip
        if len(sides) == 1:
            rows.append((min(sides), claim))
    same = any(
        one[0] != two[0] and _same_people(one[1], two[1]) for one, two in combinations(rows, 2)
    )
    return _dispute("recipients", ((side, claim.id) for side, claim in rows)) if same else None


def _same_people(a: Claim, b: Claim) -> bool:
    pairs = ((a.killed, b.killed), (a.wounded, b.wounded))
    return any(
        x is not None and x[0] > 0 and x == y
        for x, y in ((as_range(one), as_range(two)) for one, two in pairs)
    )


def _targets(claims: Sequence[Claim]) -> Dispute | None:
    """Targets of different kinds, given by claims that have no target in common."""
    rows: list[tuple[str, frozenset[str], frozenset[str], str]] = []
    for claim in claims:
        for target in claim.targets:
            said = words(target.text)
            kinds = frozenset(KIND_OF_TARGET[w] for w in said if w in KIND_OF_TARGET)
            rows.append((target.text, said, kinds, claim.id))
    against = any(
        a[3] != b[3] and a[2] and b[2] and not a[1] & b[1] and not a[2] & b[2]
        for a, b in combinations(rows, 2)
    )
    together = any(len(c.targets) > 1 for c in claims)
    if not against or together:
        return None
    return _dispute("targets", ((text, claim) for text, _, _, claim in rows))


def _numbers(numbers: Numbers, claims: Sequence[Claim], world: World) -> Dispute | None:
    """Numbers of the same people that no one number satisfies."""
    against = any(
        not overlaps(a.value, b.value) and _same_side(a, b, world)
        for a, b in combinations(numbers.said, 2)
    )
    if not against:
        return None
    values = ((c, number_of(c, numbers.what)) for c in claims)
    return _dispute(numbers.what, ((say_range(v), c.id) for c, v in values if v is not None))


def _same_side(a: Stance, b: Stance, world: World) -> bool:
    """Whether two numbers may count the same people: a side untold, or sides that are near."""
    left, right = recipients_of(a.claim), recipients_of(b.claim)
    if not left or not right or left & right:
        return True
    types = [{world.actors[x].type for x in side if x in world.actors} for side in (left, right)]
    near = any(world.nearness(x, y) > 0.0 for x in left for y in right)
    return near or bool(types[0] & types[1]) or not types[0] or not types[1]


def _places(claims: Sequence[Claim], world: World) -> Dispute | None:
    spots = [(finest(spots_of(c, world)), c.id) for c in claims]
    known = [(spot, claim) for spot, claim in spots if spot is not None]
    if not any(_apart(a, b) for a, b in combinations({spot for spot, _ in known}, 2)):
        return None
    return _dispute("place", ((spot.id, claim) for spot, claim in known))


def _apart(a: Spot, b: Spot) -> bool:
    km = None if in_one_country(a, b) else distance_km(a, b)
    return km is not None and km > max(a.radius, b.radius) + _SAME_PLACE_KM


def _times(claims: Sequence[Claim], world: World) -> Dispute | None:
    """Dates without a day in common; an interval that contains the other is no contradiction."""
    known = [(c, days) for c in claims if (days := days_of(c, world)) is not None]
    said = {(days, c.report, _is_whole_day(c)) for c, days in known}
    if not any(_other_day(a, b) for a, b in combinations(said, 2)):
        return None
    return _dispute("time", ((_say_time(c), c.id) for c, _ in known))


_Said = tuple[tuple[int, int], str, bool]


def _other_day(one: _Said, two: _Said) -> bool:
    """Whether the days differ; the two days of one night, or of one report, are no contradiction."""
    (a, first, exact), (b, second, too) = (one, two) if one[0] <= two[0] else (two, one)
    gap = b[0] - a[1]
    return gap > 1 or (gap == 1 and first != second and exact and too)


def _is_whole_day(claim: Claim) -> bool:
    return claim.time is not None and claim.time.precision == "day"


def _say_time(claim: Claim) -> str:
    time = claim.time
    first = time.start or time.end if time else None
    last = time.end or time.start if time else None
    return f"{first}" if first == last else f"{first}/{last}"


def _outcomes(claims: Sequence[Claim]) -> Dispute | None:
    rows = [(c.outcome, c.id) for c in claims if c.outcome]
    hit = {outcome == "hit" for outcome, _ in rows}
    return _dispute("outcome", rows) if len(hit) == 2 else None


def _denials(claims: Sequence[Claim]) -> Dispute | None:
    rows = (("denied" if grade(c) == "denied" else "happened", c.id) for c in claims)
    return _dispute("denied", rows)
