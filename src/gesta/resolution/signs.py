"""What two groups of claims of different reports have in common, as named bins without a weight.

A sign says which feature was looked at, in which bin the two fall, and the same in words for
readers. The weights of the bins are learned (`resources/resolution/weights.toml`, made by
`training/resolution.py`); a feature that one of the two does not fill gives no sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gesta.resolution.facts import Facts, Range
from gesta.resolution.features import actor_name, nearness, overlaps, say_range
from gesta.resolution.kinds import classes_of, may_be_one
from gesta.resolution.stories import Alike
from gesta.resolution.world import Spot, World, distance_km

_DOUBTFUL = frozenset({"claimed", "alleged", "denied"})


@dataclass(frozen=True, slots=True)
class Sign:
    """One look at a pair: the feature, its bin, and what was seen in words."""

    feature: str
    bin: str
    words: str


def _bin(value: float, bounds: Sequence[tuple[float, str]], above: str) -> str:
    """The name of the first bound that the value does not exceed."""
    return next((name for bound, name in bounds if value <= bound), above)


_LENGTHS = ((1, "same day"), (3, "within 3 days"), (8, "within a week"), (31, "within a month"))
_GAPS = ((1, "a day apart"), (7, "days apart"), (60, "weeks apart"), (365, "months apart"))


def date_sign(a: Facts, b: Facts) -> Sign | None:
    """How well the dates agree, given how exactly each is known."""
    if a.days is None or b.days is None:
        return None
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if gap > 0:
        words = f"the dates are {gap} day{'s' * (gap > 1)} apart"
        return Sign("date", _bin(gap, _GAPS, "years apart"), words)
    longest = max(a.length, b.length)
    if a.days == b.days and longest > _LENGTHS[1][0]:
        return Sign("date", "same span", f"the same {longest} days")
    name = _bin(longest, _LENGTHS, "within months")
    same = "the same day" if longest == 1 else f"the dates agree within {longest} days"
    return Sign("date", name, same)


_AFTER = ((1, "next day"), (4, "days later"), (14, "two weeks later"), (60, "two months later"))
_BESIDE = (
    (1, "same days"),
    (4, "within days"),
    (14, "within two weeks"),
    (60, "within two months"),
)


def published_sign(a: Facts, b: Facts) -> Sign | None:
    """Whether the days of publication fit, where a date is not said: evidence, never a date."""
    if a.days is not None and b.days is not None:
        return None
    if a.days is None and b.days is None:
        if a.told is None or b.told is None:
            return None
        gap = max(0, max(a.told[0], b.told[0]) - min(a.told[1], b.told[1]))
        words = f"published {gap} days apart, neither says when"
        return Sign("published", "both undated, " + _bin(gap, _BESIDE, "later"), words)
    dated, other = (a, b) if a.days is not None else (b, a)
    if dated.days is None or other.told is None:
        return None
    after = other.told[0] - dated.days[1]
    if after < -1:
        return Sign(
            "published", "before it happened", "one was published before the other happened"
        )
    words = f"the undated one was published {max(0, after)} days after the date"
    return Sign("published", _bin(after, _AFTER, "much later"), words)


def place_sign(a: Facts, b: Facts) -> Sign | None:
    """How well the places agree, given how wide each is; of several places the two nearest."""
    if not a.spots or not b.spots:
        return None
    found = [_place_pair(x, y) for x, y in product(_finest(a), _finest(b))]
    return min(found, key=lambda row: (_PLACES.index(row.bin), row.words))


_MOST_SPOTS = 6
# A site is told by its town, whose point on the map may lie this far from it.
_TOWN_KM = 10.0
# From the best agreement down.
_PLACES = (
    "same town", "same district", "near by", "same region", "in one region", "same country",
    "in one country", "unmeasured", "under 50 km apart", "under 150 km apart", "far apart",
    "two countries",
)  # fmt: skip
_WIDTHS = ((12.0, "same town"), (60.0, "same district"), (150.0, "same region"))
_NEAR = ((60.0, "near by"), (150.0, "in one region"))
_FAR = ((50.0, "under 50 km apart"), (150.0, "under 150 km apart"))


def _finest(facts: Facts) -> list[Spot]:
    return sorted(facts.spots, key=lambda s: (s.radius, s.id))[:_MOST_SPOTS]


def _place_pair(one: Spot, two: Spot) -> Sign:
    wide = max(one.radius, two.radius)
    if one.id == two.id:
        return Sign("place", _bin(wide, _WIDTHS, "same country"), f"the same place, {one.name}")
    names = " and ".join(sorted((one.name, two.name)))
    apart = distance_km(one, two)
    countries = {one.country, two.country} - {None}
    if "country" in (one.precision, two.precision) and len(countries) == 2:
        return Sign("place", "two countries", f"{names} are in two countries")
    if apart is None:
        return Sign("place", "unmeasured", f"{names} cannot be measured apart")
    if apart <= wide + _TOWN_KM:
        words = f"{names} lie within {wide + _TOWN_KM:.0f} km"
        return Sign("place", _bin(wide, _NEAR, "in one country"), words)
    return Sign("place", _bin(apart - wide, _FAR, "far apart"), f"{names} are {apart:.0f} km apart")


def party_sign(a: Facts, b: Facts, role: str, world: World) -> Sign | None:
    """How well the parties in one role agree, through names, ties and descriptions."""
    left, right = (a.actors, b.actors) if role == "actor" else (a.recipients, b.recipients)
    if not left or not right:
        return None
    rows = ((nearness(x, y, world), (x, y)) for x in sorted(left) for y in sorted(right))
    best, pair = max(rows)
    if best >= 1.0:
        return Sign(role, "same", f"the same {role}, {actor_name(pair[0], world)}")
    if best > 0.0:
        named = any(map(world.is_specific, pair))
        kind = "name and description" if named else "same words" if pair[0] == pair[1] else "alike"
        names = " and ".join(sorted(actor_name(one, world) for one in pair))
        return Sign(role, kind, f"the {role}s may be one: {names}")
    if not (any(map(world.is_specific, left)) and any(map(world.is_specific, right))):
        return Sign(role, "described differently", f"the {role}s are described differently")
    doubtful = role == "actor" and bool((a.certainties | b.certainties) & _DOUBTFUL)
    names = " and ".join(sorted((actor_name(min(left), world), actor_name(min(right), world))))
    return Sign(role, "another, in doubt" if doubtful else "another", f"another {role}: {names}")


def target_sign(a: Facts, b: Facts) -> Sign | None:
    """Whether the things hit are described with the same words."""
    if not a.targets or not b.targets:
        return None
    shared = a.targets & b.targets
    if not shared:
        return Sign("target", "no word shared", "the targets share no word")
    name = "one word shared" if len(shared) == 1 else "words shared"
    return Sign("target", name, "both name the target " + " ".join(sorted(shared)))


def weapon_sign(a: Facts, b: Facts) -> Sign | None:
    """Whether the weapons are of one class."""
    if not a.weapons or not b.weapons:
        return None
    shared = a.weapons & b.weapons
    if shared:
        return Sign("weapon", "same", "the same weapon, " + ", ".join(sorted(shared)))
    names = " and ".join(sorted((min(a.weapons), min(b.weapons))))
    return Sign("weapon", "another", f"another weapon: {names}")


def toll_sign(what: str, left: Range | None, right: Range | None) -> Sign | None:
    """Whether the numbers of dead or wounded agree; a large number that agrees says most."""
    if left is None or right is None:
        return None
    if left == right:
        size = "one" if left[0] <= 1 else "few" if left[0] < 5 else "many"
        return Sign(what, f"same, {size}", f"the same number {what}, {say_range(left)}")
    said = sorted((left, right), key=lambda r: (r[0], -1 if r[1] is None else r[1]))
    words = f"{say_range(said[0])} and {say_range(said[1])} {what}"
    if overlaps(left, right):
        return Sign(what, "may agree", words + " agree")
    low, high = sorted((left[0], right[0]))
    name = "other" if (1 + high) / (1 + low) <= 2.5 else "far other"
    return Sign(what, name, words + " do not agree")


def trigger_sign(a: Facts, b: Facts) -> Sign:
    """Whether the words for the happening are one word or of one class."""
    shared = a.lemmas & b.lemmas
    if shared:
        name = "same word" if len(shared) == 1 else "same words"
        return Sign("trigger", name, f"the same word, {min(shared)}")
    words = " and ".join(sorted((min(a.lemmas), min(b.lemmas))))
    left, right = classes_of(a.lemmas), classes_of(b.lemmas)
    if may_be_one(left, right):
        return Sign("trigger", "one kind", f"words of one kind: {words}")
    if "casualty" in left | right:
        return Sign("trigger", "deed and outcome", f"a deed and its outcome: {words}")
    return Sign("trigger", "different", f"different words: {words}")


_SHARES = ((0.0, "none"), (0.1, "under 10%"), (0.2, "under 20%"), (0.35, "under 35%"))


def wording_sign(a: Facts, b: Facts) -> Sign | None:
    """How many of the telling words the sentences share."""
    if not a.words or not b.words:
        return None
    part = len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words))
    words = f"the sentences share {part:.0%} of their words"
    return Sign("wording", _bin(part, _SHARES, "over 35%"), words)


def nature_signs(a: Facts, b: Facts) -> Iterator[Sign]:
    """Type, mode and outcome, and whether one report tells both."""
    if a.type != b.type:
        names = " and as ".join(sorted((a.type, b.type)))
        yield Sign("type", "another", f"told as {names}")
    if a.modes and b.modes:
        if a.modes & b.modes:
            yield Sign("mode", "same", "the same mode, " + min(a.modes & b.modes))
        else:
            names = " and ".join(sorted((min(a.modes), min(b.modes))))
            yield Sign("mode", "another", f"another mode: {names}")
    if a.outcomes and b.outcomes and not a.outcomes & b.outcomes:
        names = " and ".join(sorted((min(a.outcomes), min(b.outcomes))))
        yield Sign("outcome", "another", names)
    if a.reports & b.reports:
        yield Sign("report", "one", "one report tells them apart")


# Likeness of two reports in steps of a fiftieth.
_STORY_STEP, _STORY_TOP = 0.02, 15


UNKNOWN = "unknown"


def story_signs(alike: Alike) -> Iterator[Sign]:
    """How many rare words, and how many names, the two reports share.

    A round-up shares the names of one of its many happenings, and does not say of which.
    """
    rivals = str(min(MOST_RIVALS, alike.rivals))
    yield Sign("rivals", rivals, f"one report tells of {alike.rivals} other days or places")
    if alike.outlet:
        yield Sign("outlet", "same", "one outlet printed both, and repeats its own words")
    if alike.rivals >= MOST_RIVALS:
        return
    if not alike.known:
        yield Sign("story", UNKNOWN, "too few reports to tell which words are rare")
        return
    step = min(_STORY_TOP, int(alike.part / _STORY_STEP))
    said = "both reports have the words " + ", ".join(alike.shared)
    yield Sign("story", f"{step:02d}", said if alike.shared else "no rare word is in both reports")
    names = alike.names
    words = "both reports name " + ", ".join(names[:3]) if names else "no rare name in both reports"
    yield Sign("names", str(min(5, len(names))), words)


# From so many on a report is a round-up; chosen on gva_incidents train among 3, 4 and none.
MOST_RIVALS = 4


# Features whose bins are steps of one scale, from the lowest up.
ORDERED: dict[str, tuple[str, ...]] = {
    "story": tuple(f"{step:02d}" for step in range(_STORY_TOP + 1)),
    "names": tuple(str(count) for count in range(6)),
    "rivals": tuple(str(count) for count in range(MOST_RIVALS + 1)),
}


def signs(a: Facts, b: Facts, world: World, alike: Alike | None) -> list[Sign]:
    """Every sign between two groups, in a fixed order."""
    found = [
        date_sign(a, b),
        published_sign(a, b),
        place_sign(a, b),
        party_sign(a, b, "actor", world),
        party_sign(a, b, "recipient", world),
        target_sign(a, b),
        weapon_sign(a, b),
        toll_sign("killed", a.killed, b.killed),
        toll_sign("wounded", a.wounded, b.wounded),
        trigger_sign(a, b),
        wording_sign(a, b),
        *nature_signs(a, b),
        *(story_signs(alike) if alike is not None else ()),
    ]
    return [sign for sign in found if sign is not None]
