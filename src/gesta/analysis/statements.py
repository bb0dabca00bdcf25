"""Who says what of an incident: one value for each claim, ready to be compared with the others.

The speaker is the innermost named party of the chain of who says so, a spokesman being his body;
without one the claim is the own word of its voice: the outlet, or the original outlet of a copy,
outlets of one owner being one voice (`gesta.resolution.voices`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gesta.analysis.doubts import SURE
from gesta.analysis.sides import Sides, registry_keys
from gesta.ledger import Ledger
from gesta.ledger.find import Filter, called, find_incidents
from gesta.past import world_of
from gesta.resolution.stance import doers, grade
from gesta.resolution.voices import source, voice
from gesta.resolution.world import World
from gesta.types import Claim, Incident

HAPPENED, DENIED = "happened", "denied"
CLAIMS, ATTRIBUTES, REPORTS, DENIES = "claims", "attributes", "reports", "denies"
ACTS = (CLAIMS, ATTRIBUTES, REPORTS, DENIES)
PLANNED, COPIED, NAMELESS = "planned or hypothetical", "duplicate", "in reports without an outlet"

_NOT_YET = frozenset({"planned", "hypothetical"})
_NAMED = "those named"
_HIT, _STOPPED = "hit", "stopped"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as a statement. `doers` are compared by equality: names that agree are one."""

    claim: str
    incident: str
    speaker: str
    voice: str
    source: str | None = None  # the named party it rests on, None for the voice's own word
    stance: str = HAPPENED
    act: str = REPORTS
    doers: frozenset[str] = frozenset()
    outcome: str | None = None
    belongs: frozenset[str] = frozenset()  # the speaker and its bodies
    near: frozenset[str] = frozenset()  # and those tied to them
    carrier: frozenset[str] = frozenset()  # the voice and its bodies


@dataclass(frozen=True, slots=True)
class Join:
    """Two claims of an incident that are of one happening with probability `p`."""

    left: str
    right: str
    p: float


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements on the incidents asked for, and what was left out, by reason."""

    said: tuple[Said, ...]
    joins: Mapping[str, tuple[Join, ...]] = field(default_factory=dict)  # incident → doubtful joins
    days: Mapping[str, date | None] = field(default_factory=dict)  # incident → its first day
    names: Mapping[str, str] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    words: str = "attacks"

    def name(self, speaker: str) -> str:
        """What people call a speaker."""
        known = self.names.get(speaker)
        return known or speaker.partition(":")[2] or speaker


def statements(ledger: Ledger, asked: Filter) -> Statements:
    """What was said of the incidents that a filter asks for; ASSAULT where it names no type."""
    asked = replace(asked, actor=None, type=asked.type or "ASSAULT")
    incidents = find_incidents(ledger, asked).shown
    world = world_of(ledger)
    sides = Sides.of(list(ledger.ties()), world, registry_keys(ledger))
    ids = json.dumps([claim for i in incidents for claim in i.claims])
    claims = {c.id: c for c in ledger.claims("id IN (SELECT value FROM json_each(?))", (ids,))}
    said: list[Said] = []
    dropped: dict[str, int] = defaultdict(int)
    for incident in incidents:
        own = [claims[name] for name in incident.claims if name in claims]
        told = [c for c in own if grade(c) not in _NOT_YET]
        dropped[PLANNED] += len(own) - len(told)
        dropped[COPIED] += sum(c.report in world.copies for c in told)
        said += _of_incident(incident, told, world, sides)
    dropped[NAMELESS] += sum(s.speaker.startswith("report:") for s in said)
    at = f" at {called(ledger, asked.place)}" if asked.place else ""
    return Statements(
        tuple(said), _joins(ledger, incidents, claims),
        {i.id: i.time.start or i.time.end if i.time else None for i in incidents},
        _names(said, world), {why: n for why, n in dropped.items() if n},
        ("attacks" if asked.type == "ASSAULT" else f"events of type {asked.type}") + at,
    )  # fmt: skip


def _of_incident(
    incident: Incident, claims: Sequence[Claim], world: World, sides: Sides
) -> Iterable[Said]:
    named = _doers(incident, claims, world)
    for claim in claims:
        told, through = source(claim, world), voice(claim, world)
        speaker = sides.body(told) if told else through
        belongs = sides.belongs(speaker) | (sides.belongs(told) if told else frozenset())
        stance = DENIED if grade(claim) == "denied" else HAPPENED
        yield Said(
            claim.id, incident.id, speaker, through, told, stance,
            _act(claim, stance, belongs, world), named[claim.id], _outcome(claim), belongs,
            sides.near(belongs), sides.belongs(through),
        )  # fmt: skip


def _act(claim: Claim, stance: str, belongs: frozenset[str], world: World) -> str:
    if stance == DENIED:
        return DENIES
    named = _specific(claim, world)
    if claim.certainty == "claimed" or named & belongs:
        return CLAIMS
    return ATTRIBUTES if named else REPORTS


def _specific(claim: Claim, world: World) -> frozenset[str]:
    ids = {world.aliases.get(p.actor, p.actor) for p in doers(claim) if p.actor}
    return frozenset(actor for actor in ids if world.is_specific(actor))


def _doers(
    incident: Incident, claims: Sequence[Claim], world: World
) -> dict[str, frozenset[str]]:  # fmt: skip
    """For each claim the doers it names, those that do not contradict each other under one name.

    The incident's own dispute over its actors says which do; a denial is matched to the doers
    that it is near to.
    """
    named = {claim.id: _specific(claim, world) for claim in claims}
    rivals = next((d.values for d in incident.disputes if d.field == "actors"), ())
    groups: dict[str, set[str]] = {value.value: {value.value} for value in rivals}
    happened = [c.id for c in claims if grade(c) != "denied"]
    if not groups and any(named[c] for c in happened):
        groups = {_NAMED: {actor for c in happened for actor in named[c]}}
    held = {v.value: set(v.claims) for v in rivals} or {_NAMED: {c for c in happened if named[c]}}
    found: dict[str, frozenset[str]] = {}
    for claim in claims:
        own = {group for group, ids in held.items() if claim.id in ids and group in groups}
        if not own:
            own = {
                next((g for g, ids in groups.items() if _is_one_of(actor, ids, world)), actor)
                for actor in named[claim.id]
            }
        found[claim.id] = frozenset(own)
    return found


def _is_one_of(actor: str, group: Iterable[str], world: World) -> bool:
    return any(world.nearness(actor, other) > 0.0 for other in group)


def _outcome(claim: Claim) -> str | None:
    return None if claim.outcome is None else _HIT if claim.outcome == "hit" else _STOPPED


def _joins(
    ledger: Ledger, incidents: Iterable[Incident], claims: Mapping[str, Claim]
) -> dict[str, tuple[Join, ...]]:
    """The joins of each incident that has doubtful ones; what a person judged is not in doubt."""
    owner = {claim: i.id for i in incidents for claim in i.claims}
    found: dict[str, list[Join]] = defaultdict(list)
    for edge in ledger.edges("judgement = 'same'"):
        left, right = claims.get(edge.left), claims.get(edge.right)
        if left is None or right is None or owner[edge.left] != owner[edge.right]:
            continue
        sure = edge.by != "gesta" or left.report == right.report or edge.score >= SURE
        found[owner[edge.left]].append(Join(edge.left, edge.right, 1.0 if sure else edge.score))
    return {
        name: tuple(joins) for name, joins in found.items() if any(join.p < 1.0 for join in joins)
    }


def _names(said: Iterable[Said], world: World) -> dict[str, str]:
    """What people call the speakers and voices."""
    outlets = {
        "outlet:" + slug: name for slug, name in _outlets(world.outlets.values())
    }  # fmt: skip
    ids = {one for s in said for one in (s.speaker, s.voice)}
    found = {one: world.actors[one].name for one in ids if one in world.actors}
    return {**{one: outlets[one] for one in ids if one in outlets}, **found}


def _outlets(names: Iterable[str | None]) -> Iterable[tuple[str, str]]:
    from gesta.identity import slug

    return ((slug(name), name) for name in sorted({n for n in names if n}, reverse=True))
