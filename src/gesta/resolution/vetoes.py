"""What two claims of one happening can never be, whatever else agrees.

Each veto gives its reason in words. A veto holds between any two claims of two groups, so that a
chain of agreeable claims cannot carry an aggregate into a single incident.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from gesta.resolution.facts import Facts, Range
from gesta.resolution.kinds import related
from gesta.resolution.world import Spot, World, distance_km, in_one_country
from gesta.types import Reason

# Reports date the events of a night by either of its days.
DAYS_SLACK = 1
# Places are grounded to the town; beyond the wider radius and this many km they are two.
KM_SLACK = 100.0
# A toll of so many that is also so many times another's is not of the same incident.
WAR_TOLL = 1000
# Of fewer dead a report tells by parts: of five killed it names two.
MANY_DEAD = 50
OTHER_ORDER = 10

_NEVER = -20.0

DOUBTFUL = frozenset({"claimed", "alleged", "denied"})
"""Grades with which somebody is said to have done it, but not by the report itself."""


def veto(a: Facts, b: Facts) -> Reason | None:
    """The first reason why `a` and `b` cannot be one happening, None where there is none."""
    if a.kind != b.kind:
        return Reason("certainty", _NEVER, f"one is {a.kind}, the other {b.kind}")
    if not related(a.type, b.type):
        return Reason("type", _NEVER, f"{a.type} and {b.type} are not one happening")
    return _dates(a, b) or _numbers(a, b) or _places(a, b)


def other_doer(a: Facts, b: Facts, world: World) -> Reason | None:
    """Why two deeds that one report tells of are two: named doers that have nothing in common.

    Not where one of them is only said to have done it, since then the report tells of a dispute.
    """
    if not a.actors or not b.actors or not DOUBTFUL.isdisjoint(a.certainties | b.certainties):
        return None
    return world.kept(_two_doers, a.actors, b.actors)


def _two_doers(one: frozenset[str], two: frozenset[str], world: World) -> Reason | None:
    left, right = (frozenset(filter(world.is_specific, actors)) for actors in (one, two))
    if not left or not right:
        return None
    if any(world.nearness(x, y) > 0.0 for x in left for y in right):
        return None
    names = f"{world.actors[min(left)].name} and {world.actors[min(right)].name}"
    return Reason("actor", _NEVER, f"the report names two doers, {names}")


def other_toll(a: Facts, b: Facts) -> Reason | None:
    """Why two tolls that one report gives are of two happenings: many dead, and twice as many."""
    if a.killed is None or b.killed is None:
        return None
    small, large = sorted((a.killed, b.killed), key=_least)
    most = small[0] if small[1] is None else small[1]
    if small[0] < MANY_DEAD or large[0] < 2 * most:
        return None
    return Reason("killed", _NEVER, f"the report gives two tolls, {most:,} and {large[0]:,} killed")


_AGE = re.compile(r"\b(\d{1,3})[- ](year|month|week|day)s?[- ]old\b")
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}
# Reports of one week give ages that are a birthday apart.
_BIRTHDAY = 1.0


def other_victim(a: Facts, b: Facts, world: World) -> Reason | None:
    """Why two groups tell of two people: each of one victim, whose ages are not the same."""
    if not a.recipients or not b.recipients:
        return None
    left, right = _only_age(a, world), _only_age(b, world)
    if left is None or right is None or abs(left[0] - right[0]) <= _BIRTHDAY:
        return None
    words = " and ".join(sorted((left[1], right[1])))
    return Reason("recipient", _NEVER, f"the one victim of each is of another age: {words}")


def tells_age(name: str) -> bool:
    """Whether somebody is called by an age, which tells two victims apart."""
    return _AGE.search(name) is not None


def _only_age(facts: Facts, world: World) -> tuple[float, str] | None:
    """The age in years, and in words, where one victim alone is described by one."""
    if any(toll is not None and toll[0] > 1 for toll in (facts.killed, facts.wounded)):
        return None
    return world.kept(_one_age, facts.recipients)


def _one_age(recipients: frozenset[str], world: World) -> tuple[float, str] | None:
    named = (world.actors[r].name if r in world.actors else r for r in recipients)
    found = {(_YEARS[m[2]] * int(m[1]), m[0]) for name in named for m in _AGE.finditer(name)}
    return min(found) if len({age for age, _ in found}) == 1 else None


def _dates(a: Facts, b: Facts) -> Reason | None:
    if a.days is None or b.days is None:
        return None
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if gap <= DAYS_SLACK:
        return None
    years = [(date.fromordinal(f.days[0]).year, date.fromordinal(f.days[1]).year)
             for f in (a, b) if f.days]  # fmt: skip
    if years[0][1] < years[1][0] or years[1][1] < years[0][0]:
        return Reason("date", _NEVER, f"different years, {years[0][0]} and {years[1][0]}")
    return Reason("date", _NEVER, f"the dates are {gap} days apart")


def _numbers(a: Facts, b: Facts) -> Reason | None:
    if a.number != b.number and "many" in (a.number, b.number):
        many, other = (a, b) if a.number == "many" else (b, a)
        if other.number == "one":
            return Reason("count", _NEVER, "one tells of a single incident, the other of several")
        if many.days is None or many.length > 1:
            return Reason("count", _NEVER, "one sums up several incidents over time")
    return _sums_of_a_war(a, b)


def _sums_of_a_war(a: Facts, b: Facts) -> Reason | None:
    """Whether one toll is that of a whole war: 33,000 killed is no other count of seven."""
    if a.killed is None or b.killed is None:
        return None
    small, large = sorted((a.killed, b.killed), key=_least)
    most = small[0] if small[1] is None else small[1]
    if large[0] >= WAR_TOLL and large[0] >= OTHER_ORDER * max(1, most):
        return Reason("killed", _NEVER, f"{large[0]:,} killed sum up more than {most:,}")
    return None


def _least(toll: Range) -> int:
    return toll[0]


def _places(a: Facts, b: Facts) -> Reason | None:
    """Whether each place of the one is too far from each of the other."""
    if a.spot is None or b.spot is None or not _all_far(a.spots, b.spots):
        return None
    return Reason("place", _NEVER, f"{a.spot.name} and {b.spot.name} are too far apart")


@lru_cache(maxsize=50_000)
def _all_far(one: frozenset[Spot], two: frozenset[Spot]) -> bool:
    return bool(one and two) and all(_far(x, y) for x in one for y in two)


def _far(one: Spot, two: Spot) -> bool:
    near = one.id == two.id or in_one_country(one, two)
    apart = None if near else distance_km(one, two)
    return apart is not None and apart > max(one.radius, two.radius) + KM_SLACK
