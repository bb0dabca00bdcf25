"""Towns that share a name within a country: which of them a report of elsewhere means."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.grounding.place_mention import KNOWN
from gesta.grounding.place_rank import Ask

_GREAT, _GREATER = 200_000, 20  # people, and how many times as many as the smaller namesake
_SMALL = 15_000  # people: a smaller town far from all others of the report is seldom meant
_REACH_KM = 161.0


def better_known(ask: Ask, chosen: Candidate, others: Sequence[Candidate]) -> Candidate:
    """The great city of the name in the same country, where nothing else tells for the small one.

    `Portland` among the cities of Texas is not Portland in Texas, unless a place near it is named.
    """
    if chosen.layer or chosen.kind != "city" or ask.enclosures or chosen.population >= KNOWN:
        return chosen
    great = [
        c
        for c in ask.candidates
        if c.country == chosen.country and c.kind == "city" and not c.how
        and c.population >= max(_GREAT, _GREATER * chosen.population)
    ]  # fmt: skip
    return chosen if not great or has_near(chosen, others) else great[0]


def has_near(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether another place of the report, no region or country, lies within 161 km."""
    return any(
        o is not one and o.precision in ("site", "town", "district")
        and distance_km(one.lat, one.lon, o.lat, o.lon) <= _REACH_KM
        for o in others
    )  # fmt: skip


def are_firm(asks: Sequence[Ask], chosen: Sequence[Candidate]) -> list[bool]:
    """Whether each choice is large, of the layer, told by its words or near another choice."""
    return [
        c.layer or c.population >= _SMALL or c.kind != "city" or bool(ask.enclosures)
        or has_near(c, chosen)
        for ask, c in zip(asks, chosen, strict=True)
    ]  # fmt: skip
