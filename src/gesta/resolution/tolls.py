"""Killed and wounded over the claims of an incident: low, best, high (after UCDP GED).

A voice (and, within it, a named source) speaks once: its latest report supersedes its earlier
ones, and of several numbers in one report the largest is the whole of which the others are
parts. What was superseded still counts for low and high.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gesta.resolution.facts import Range, as_range
from gesta.resolution.voices import source, voice
from gesta.resolution.world import World
from gesta.types import Claim, Toll


@dataclass(frozen=True, slots=True)
class Stance:
    """What one voice, quoting one source, last said about a number."""

    claim: Claim
    value: Range
    voice: str
    published: date | None


def number_of(claim: Claim, what: str) -> Range | None:
    """The range a claim gives for `killed` or `wounded`."""
    return as_range(claim.killed if what == "killed" else claim.wounded)


def stances(claims: Sequence[Claim], what: str, world: World) -> list[Stance]:
    """One stance for each voice and source that gives a number, in the order of their claims."""
    held: dict[tuple[str, str | None], list[Stance]] = defaultdict(list)
    for claim in claims:
        value = number_of(claim, what)
        if value is not None:
            own = voice(claim, world)
            published = world.published.get(world.root(claim.report))
            held[own, source(claim, world)].append(Stance(claim, value, own, published))
    last = (max(said, key=_recency) for said in held.values())
    return sorted(last, key=lambda s: s.claim.id)


def _recency(stance: Stance) -> tuple[date, int, int, str]:
    low, high = stance.value
    return (stance.published or date.min, low, high if high is not None else low, stance.claim.id)


def _backs(stance: Stance, number: int) -> bool:
    """Whether a stance gives this number; an open `at least 12` gives 12 and no other."""
    low, high = stance.value
    return low == number if high is None else low <= number <= high


def _number(value: Range) -> int:
    """The number that stands for a range: its lower bound, the upper one where there is no lower."""
    return value[0] or value[1] or 0


def toll(claims: Sequence[Claim], what: str, world: World) -> Toll | None:
    """Low, best and high of `killed` or `wounded`, None where no claim gives a number.

    Best is the number that most independent voices give; of equals the one published last, then
    the larger. Of a range its lower bound stands for it.
    """
    values = [v for v in (number_of(c, what) for c in claims) if v is not None]
    if not values:
        return None
    said = stances(claims, what, world)

    def support(stance: Stance) -> tuple[int, date, int]:
        number = _number(stance.value)
        voices = {s.voice for s in said if _backs(s, number)}
        return len(voices), stance.published or date.min, number

    best = max(support(stance) for stance in said)[2]
    return Toll(
        # `no more than 50` says 50 at most and no least number.
        low=min(map(_number, values)),
        best=best,
        high=max(low if high is None else high for low, high in values),
    )
