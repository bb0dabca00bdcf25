"""What two groups of claims of different reports have in common, as named bins without a weight.

A sign says which feature was looked at, in which bin the two fall, and the same in words for
readers. The weights of the bins are learned (`resources/resolution/weights.toml`, made by
`training/resolution.py`); a feature that one of the two does not fill gives no sign. What pairs are
compared by repeats from pair to pair (days, places, words), so the looks at two values are kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from gesta.resolution.facts import Facts, Range
from gesta.resolution.features import actor_name, nearness, overlaps, say_range
from gesta.resolution.kinds import classes_of, may_be_one
from gesta.resolution.place_sign import place_sign
from gesta.resolution.sign import KEPT, Sign, bin_of
from gesta.resolution.stories import Alike
from gesta.resolution.world import World

_DOUBTFUL = frozenset({"claimed", "alleged", "denied"})

Days = tuple[int, int]
Set = frozenset[str]


_LENGTHS = ((1, "same day"), (3, "within 3 days"), (8, "within a week"), (31, "within a month"))
_GAPS = ((1, "a day apart"), (7, "days apart"), (60, "weeks apart"), (365, "months apart"))


@lru_cache(maxsize=KEPT)
def date_sign(a: Days | None, b: Days | None) -> Sign | None:
    """How well the dates agree, given how exactly each is known."""
    if a is None or b is None:
        return None
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap > 0:
        words = f"the dates are {gap} day{'s' * (gap > 1)} apart"
        return Sign("date", bin_of(gap, _GAPS, "years apart"), words)
    longest = max(a[1] - a[0], b[1] - b[0]) + 1
    if a == b and longest > _LENGTHS[1][0]:
        return Sign("date", "same span", f"the same {longest} days")
    name = bin_of(longest, _LENGTHS, "within months")
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
        return Sign("published", "both undated, " + bin_of(gap, _BESIDE, "later"), words)
    dated, other = (a, b) if a.days is not None else (b, a)
    if dated.days is None or other.told is None:
        return None
    after = other.told[0] - dated.days[1]
    if after < -1:
        return Sign(
            "published", "before it happened", "one was published before the other happened"
        )
    words = f"the undated one was published {max(0, after)} days after the date"
    return Sign("published", bin_of(after, _AFTER, "much later"), words)


def party_sign(a: Facts, b: Facts, role: str, world: World) -> Sign | None:
    """How well the parties in one role agree, through names, ties and descriptions."""
    left, right = (a.actors, b.actors) if role == "actor" else (a.recipients, b.recipients)
    if not left or not right:
        return None
    doubtful = role == "actor" and not _DOUBTFUL.isdisjoint(a.certainties | b.certainties)
    return world.kept(_party_sign, left, right, role, doubtful)


def _party_sign(left: Set, right: Set, role: str, doubtful: bool, world: World) -> Sign:
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
    names = " and ".join(sorted((actor_name(min(left), world), actor_name(min(right), world))))
    return Sign(role, "another, in doubt" if doubtful else "another", f"another {role}: {names}")


@lru_cache(maxsize=KEPT)
def target_sign(a: Set, b: Set) -> Sign | None:
    """Whether the things hit are described with the same words."""
    if not a or not b:
        return None
    shared = a & b
    if not shared:
        return Sign("target", "no word shared", "the targets share no word")
    name = "one word shared" if len(shared) == 1 else "words shared"
    return Sign("target", name, "both name the target " + " ".join(sorted(shared)))


@lru_cache(maxsize=KEPT)
def weapon_sign(a: Set, b: Set) -> Sign | None:
    """Whether the weapons are of one class."""
    if not a or not b:
        return None
    shared = a & b
    if shared:
        return Sign("weapon", "same", "the same weapon, " + ", ".join(sorted(shared)))
    names = " and ".join(sorted((min(a), min(b))))
    return Sign("weapon", "another", f"another weapon: {names}")


@lru_cache(maxsize=KEPT)
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


@lru_cache(maxsize=KEPT)
def trigger_sign(a: Set, b: Set) -> Sign:
    """Whether the words for the happening are one word or of one class."""
    shared = a & b
    if shared:
        name = "same word" if len(shared) == 1 else "same words"
        return Sign("trigger", name, f"the same word, {min(shared)}")
    words = " and ".join(sorted((min(a), min(b))))
    left, right = classes_of(a), classes_of(b)
    if may_be_one(left, right):
        return Sign("trigger", "one kind", f"words of one kind: {words}")
    if "casualty" in left | right:
        return Sign("trigger", "deed and outcome", f"a deed and its outcome: {words}")
    return Sign("trigger", "different", f"different words: {words}")


_SHARES = ((0.0, "none"), (0.1, "under 10%"), (0.2, "under 20%"), (0.35, "under 35%"))


def wording_sign(a: Facts, b: Facts) -> Sign | None:
    """How many of the telling words the sentences share."""
    if not a.telling or not b.telling:
        return None
    shared = len(a.words.intersection(b.telling))
    part = shared / math.sqrt(len(a.telling) * len(b.telling))
    words = f"the sentences share {part:.0%} of their words"
    return Sign("wording", bin_of(part, _SHARES, "over 35%"), words)


def nature_signs(a: Facts, b: Facts) -> Iterator[Sign]:
    """Type, mode and outcome, and whether one report tells both."""
    if a.type != b.type:
        names = " and as ".join(sorted((a.type, b.type)))
        yield Sign("type", "another", f"told as {names}")
    if a.modes and b.modes:
        yield _mode_sign(a.modes, b.modes)
    if a.outcomes and b.outcomes and not a.outcomes & b.outcomes:
        names = " and ".join(sorted((min(a.outcomes), min(b.outcomes))))
        yield Sign("outcome", "another", names)
    if not a.reports.isdisjoint(b.reports):
        yield Sign("report", "one", "one report tells them apart")


@lru_cache(maxsize=KEPT)
def _mode_sign(a: Set, b: Set) -> Sign:
    if a & b:
        return Sign("mode", "same", "the same mode, " + min(a & b))
    names = " and ".join(sorted((min(a), min(b))))
    return Sign("mode", "another", f"another mode: {names}")


# Likeness of two reports in steps of a fiftieth.
_STORY_STEP, _STORY_TOP = 0.02, 15


UNKNOWN = "unknown"


@lru_cache(maxsize=KEPT)
def story_signs(alike: Alike) -> tuple[Sign, ...]:
    """How many rare words, and how many names, the two reports share.

    A round-up shares the names of one of its many happenings, and does not say of which.
    """
    return tuple(_story_signs(alike))


def _story_signs(alike: Alike) -> Iterator[Sign]:
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
        date_sign(a.days, b.days),
        published_sign(a, b),
        place_sign(a.spots, b.spots),
        party_sign(a, b, "actor", world),
        party_sign(a, b, "recipient", world),
        target_sign(a.targets, b.targets),
        weapon_sign(a.weapons, b.weapons),
        toll_sign("killed", a.killed, b.killed),
        toll_sign("wounded", a.wounded, b.wounded),
        trigger_sign(a.lemmas, b.lemmas),
        wording_sign(a, b),
        *nature_signs(a, b),
        *(story_signs(alike) if alike is not None else ()),
    ]
    return [sign for sign in found if sign is not None]
