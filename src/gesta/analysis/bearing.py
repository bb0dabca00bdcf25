"""Whether an origin independent of a speaker bears out what it says of an incident.

A statement is what one speaker holds of one incident, however often and through whomever it is
told. Another origin is independent of it where it shares neither voice nor source nor side with
the speaker. Silence is not denial: what no other origin speaks of is open, not false.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.statements import DENIED, HAPPENED, Join, Said, Statements

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

BORNE, CONTESTED, AGAINST, REFUSED, EVENT, OPEN = (
    "borne out", "contested", "contradicted", "denied", "only the event", "open",
)  # fmt: skip
STANDINGS = (BORNE, CONTESTED, AGAINST, REFUSED, EVENT, OPEN)
_FOR = "for"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker holds of an incident and how it stands; `others` are the claims that say so."""

    speaker: str
    incident: str
    stance: str
    act: str
    standing: str
    claims: tuple[str, ...]
    others: tuple[str, ...] = ()


def standing(own: Sequence[Said], others: Iterable[Said]) -> tuple[str, tuple[str, ...]]:
    """How a statement stands and the claims of independent origins that decide it.

    `own` are the claims of one speaker and stance on one happening, `others` all other claims on
    it. Where the statement names a doer, an origin that names none bears out only the event.
    """
    quoted = {s.source for s in others if s.voice in {o.voice for o in own} and s.source}
    found: dict[str, list[str]] = defaultdict(list)
    for other in others:
        if _is_independent(other, own, quoted):
            word = _bears(own, other)
            if word is not None:
                found[word].append(other.claim)
    against = [*found[AGAINST], *found[REFUSED]]
    if found[_FOR]:
        word = CONTESTED if against else BORNE
        return word, tuple(sorted(found[_FOR] + against))
    for word in (AGAINST, REFUSED, EVENT):
        if found[word]:
            return word, tuple(sorted(against or found[word]))
    return OPEN, ()


def _is_independent(other: Said, own: Sequence[Said], quoted: Collection[str | None]) -> bool:
    """No voice, source or side in common. An outlet's own word rests on no party that the other's
    report quotes, and one that quotes the speaker does not bear him out in words of its own."""
    side = own[0].near or frozenset({own[0].speaker})
    if side & ({other.speaker} | other.belongs | other.carrier):
        return False
    if other.source is None:
        return all(s.voice != other.voice for s in own)
    if other.source in {s.source for s in own}:
        return False
    if any(s.source is None for s in own) and other.source in quoted:
        return False
    return any(s.voice != other.voice for s in own)


def _bears(own: Sequence[Said], other: Said) -> str | None:
    """What an independent claim says of a statement: `for`, against it, only the event, nothing."""
    doers = frozenset[str]().union(*(s.doers for s in own))
    both = bool(doers and other.doers)
    agree = bool(doers & other.doers)
    if own[0].stance == HAPPENED:
        if other.stance == DENIED:
            return None if both and not agree else REFUSED
        outcomes = {s.outcome for s in own if s.outcome}
        if (both and not agree) or (outcomes and other.outcome and other.outcome not in outcomes):
            return AGAINST
        return EVENT if doers and not other.doers else _FOR
    if other.stance == DENIED:
        return None if both and not agree else _FOR
    if not doers or agree:
        return AGAINST
    return _FOR if other.doers else EVENT


def settle(said: Sequence[Said]) -> list[Statement]:
    """The statements on one happening, each with its standing, in order of speakers."""
    units: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        units[one.speaker, one.stance].append(one)
    found = []
    for (speaker, stance), own in sorted(units.items()):
        mine = {s.claim for s in own}
        word, by = standing(own, [s for s in said if s.claim not in mine])
        act = min((s.act for s in own), key=_rank)
        claims = tuple(sorted(mine))
        found.append(Statement(speaker, own[0].incident, stance, act, word, claims, by))
    return found


def _rank(act: str) -> int:
    return ("denies", "claims", "attributes", "reports").index(act)


def by_incident(told: Statements) -> dict[str, list[Said]]:
    """The claims of each incident."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in told.said:
        found[one.incident].append(one)
    return found


def all_settled(told: Statements) -> list[Statement]:
    """All statements as the ledger has its incidents."""
    return [one for said in by_incident(told).values() for one in settle(said)]


def one_speaker(
    told: Statements, picks: Collection[str], name: str, *, outlet: bool = False
) -> Statements:
    """The statements with the claims `picks` as one speaker's, called `name`.

    Its side is that of all who speak in them, or, as an outlet's, that of the outlet alone.
    """
    chosen = [s for s in told.said if s.claim in picks]
    belongs = frozenset[str]({name}).union(*(s.carrier if outlet else s.belongs for s in chosen))
    near = belongs if outlet else belongs.union(*(s.near for s in chosen))
    said = tuple(
        replace(s, speaker=name, belongs=belongs, near=near) if s.claim in picks else s
        for s in told.said
    )
    return replace(told, said=said)


def redrawn(told: Statements, speakers: Sequence[str], *, draws: int, seed: int) -> Ints:
    """`[draws, speaker, standing]`: statements of each speaker, with doubtful joins of claims made
    or taken apart by chance. A claim that is taken apart can no longer bear out the others."""
    rng = np.random.default_rng(seed)
    row = {name: index for index, name in enumerate(speakers)}
    counts = np.zeros((draws, len(speakers), len(STANDINGS)), dtype=np.int64)
    sure = np.zeros(counts.shape[1:], dtype=np.int64)
    for incident, said in sorted(by_incident(told).items()):
        joins = told.joins.get(incident, ())
        doubtful = [join for join in joins if join.p < 1.0]
        if not doubtful:
            for cell in _cells([said], row):
                sure[cell] += 1
            continue
        held = rng.random((draws, len(doubtful))) < np.array([j.p for j in doubtful])
        kinds, which = np.unique(held, axis=0, return_inverse=True)
        for kind, made in enumerate(kinds):
            where = np.flatnonzero(which.reshape(-1) == kind)
            for cell in _cells(_parts(said, joins, doubtful, made), row):
                counts[(where, *cell)] += 1
    return counts + sure


def _cells(parts: Iterable[Sequence[Said]], row: Mapping[str, int]) -> list[tuple[int, int]]:
    """(speaker, standing) of each statement on the parts of an incident."""
    return [
        (row[one.speaker], STANDINGS.index(one.standing))
        for part in parts
        if any(s.speaker in row for s in part)
        for one in settle(part)
        if one.speaker in row
    ]


def _parts(
    said: Sequence[Said], joins: Sequence[Join], doubtful: Sequence[Join], made: NDArray[np.bool_]
) -> list[list[Said]]:
    """The claims of an incident in the parts that the joins which hold leave together."""
    broken = {
        (join.left, join.right) for join, holds in zip(doubtful, made, strict=True) if not holds
    }
    if not broken:
        return [list(said)]
    group: dict[str, str] = {}

    def top(claim: str) -> str:
        while group.setdefault(claim, claim) != claim:
            claim = group[claim]
        return claim

    for join in joins:
        if (join.left, join.right) not in broken:
            group[top(join.left)] = top(join.right)
    linked = {end for join in joins for end in (join.left, join.right)}
    parts: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        parts[top(one.claim) if one.claim in linked else ""].append(one)
    return list(parts.values())
