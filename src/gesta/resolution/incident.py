"""An incident as a view over its claims: the best-supported value of every field, the rest kept.

Nothing is averaged. A value is supported by the independent voices whose claims give it or give
a coarser value that contains it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from gesta.codebook import EVENT_TYPES
from gesta.identity import hashed
from gesta.resolution.disputes import disputes
from gesta.resolution.facts import days_of, spots_of
from gesta.resolution.stance import doers, grade
from gesta.resolution.tolls import numbers_of, toll
from gesta.resolution.voices import independent, voice
from gesta.resolution.world import Spot, World, distance_km
from gesta.types import Claim, Dispute, Incident, Party, When


def incident_of(claims: Sequence[Claim], world: World) -> Incident:
    """The incident of claims that speak of one happening; at least one claim.

    Denied claims are part of it and of its disputes, but give no values unless all are denied.
    The id rests on the smallest claim id and stays as larger ones join.
    """
    claims = sorted(claims, key=lambda c: c.id)
    telling = [c for c in claims if grade(c) != "denied"] or claims
    killed, wounded = numbers_of(telling, world)
    contradictions = disputes(claims, world, (killed, wounded))
    types = Counter(c.type for c in telling)
    return Incident(
        id=hashed("i", claims[0].id),
        type=min(types, key=lambda t: (-types[t], _rank(t), t)),
        claims=tuple(c.id for c in claims),
        modes=_common(m for c in telling for m in c.modes),
        time=_time(telling, world),
        place=_place(telling, world),
        actors=_parties((p for c in telling for p in doers(c)), world),
        recipients=_parties((p for c in telling for p in c.recipients), world),
        targets=_targets(telling),
        weapons=_common(w.weapon_class for c in telling for w in c.weapons if w.weapon_class),
        killed=toll(killed),
        wounded=toll(wounded),
        status=status(claims, contradictions, world),
        disputes=contradictions,
        origins=independent(claims, world),
    )


def status(claims: Sequence[Claim], found: Sequence[Dispute], world: World) -> str:
    """Where an incident stands, by who says what.

    planned: no claim says that it happened (also where all are hypothetical). denied: all claims
    deny it. disputed: its claims contradict each other in some field. claimed: only the doer's
    side says so. corroborated: two or more independent origins. Else reported.
    """
    grades = {grade(c) for c in claims}
    if grades <= {"planned", "hypothetical"}:
        return "planned"
    if grades == {"denied"}:
        return "denied"
    if found:
        return "disputed"
    if grades == {"claimed"}:
        return "claimed"
    return "corroborated" if independent(claims, world) >= 2 else "reported"


def _rank(event_type: str) -> int:
    return EVENT_TYPES.index(event_type) if event_type in EVENT_TYPES else len(EVENT_TYPES)


def _common(values: Iterable[str]) -> tuple[str, ...]:
    """The values, the most frequent first."""
    values = list(values)
    if len(values) < 2:
        return tuple(values)
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))


def _time(claims: Sequence[Claim], world: World) -> When | None:
    """The time that most voices support; of equals the shorter, then the earlier."""
    if len(claims) == 1:
        return claims[0].time
    dated = [(c, days) for c in claims if (days := days_of(c, world)) is not None]
    if not dated:
        return next((c.time for c in claims if c.time is not None), None)

    def support(days: tuple[int, int]) -> int:
        return len({voice(c, world) for c, d in dated if d[0] <= days[0] and days[1] <= d[1]})

    best = min(dated, key=lambda row: (-support(row[1]), row[1][1] - row[1][0], row[1], row[0].id))
    return best[0].time


def _place(claims: Sequence[Claim], world: World) -> str | None:
    """The place that most voices support, then most claims; of equals the finer, the smaller id."""
    rows = [(spot, claim) for claim in claims for spot in spots_of(claim, world)]
    told = Counter(spot for spot, _ in rows)
    if not told:
        return min((p.place for c in claims for p in c.places if p.place), default=None)
    if len(told) == 1:
        return rows[0][0].id
    said: dict[Spot, set[str]] = defaultdict(set)
    for spot, claim in rows:
        said[spot].add(voice(claim, world))

    def support(spot: Spot) -> int:
        return len(set().union(*(v for other, v in said.items() if _covers(other, spot))))

    return min(said, key=lambda s: (-support(s), -_claims_of(s, told), s.radius, s.id)).id


def _claims_of(spot: Spot, told: Counter[Spot]) -> int:
    """How many claims give the place or a wider one that holds it."""
    return sum(times for other, times in told.items() if _covers(other, spot))


def _covers(wide: Spot, fine: Spot) -> bool:
    if wide.id == fine.id:
        return True
    km = distance_km(wide, fine)
    return km is not None and wide.radius > fine.radius and km <= wide.radius


def _parties(parties: Iterable[Party], world: World) -> tuple[str, ...]:
    """Actor ids, the most claimed first; descriptions only where nobody is named."""
    ids = [world.aliases.get(p.actor, p.actor) for p in parties if p.actor]
    if len(ids) < 2:
        return tuple(ids)
    counted = Counter(ids)
    named = {actor: n for actor, n in counted.items() if world.is_specific(actor)}
    kept = named or counted
    return tuple(sorted(kept, key=lambda a: (-kept[a], a)))


def _targets(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The words for what was hit, one of each spelling, the most frequent first."""
    told = [target.text for claim in claims for target in claim.targets]
    if len(told) < 2:
        return tuple(told)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for text in told:
        spelled[" ".join(text.casefold().split())][text] += 1
    ordered = sorted(spelled, key=lambda key: (-sum(spelled[key].values()), key))
    return tuple(min(spelled[key], key=lambda t: (-spelled[key][t], t)) for key in ordered)
