"""Pairs of actors of whom each attacked the other: of whom `respond` may have an answer.

What followed what can only be told of two sides that both act, so a pair counts as often as the one
of the two who attacked less.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from gesta.analysis.from_ledger import ATTACK
from gesta.analysis.respond import LEAST_ACTIONS
from gesta.web.facts import Facts
from gesta.web.known import Known
from gesta.web.ties import Ties

MOST: Final = 3
"""Pairs named; each is asked in both directions, and an answer takes seconds."""


def pairs_of(facts: Facts, ties: Ties, known: Known) -> list[dict[str, Any]]:
    """Both directions of the pairs that attacked each other most, as `respond` is asked: what
    followed attacks of `after` on `actor`, in attacks of `actor` on `after`.

    Nobody is a pair with those above. Of pairs with too few attacks for an answer only the first is named, so that it says so.
    """
    attacks = Counter(
        (doer, done_to)
        for incident in facts.incidents
        if incident.type == ATTACK
        for doer in dict.fromkeys(incident.actors)
        for done_to in dict.fromkeys(incident.recipients)
        if doer != done_to and _is_one(doer, known) and _is_one(done_to, known)
    )
    mutual = [
        (one, other) for one, other in attacks
        if one < other and attacks[other, one]
        and one not in ties.over(other) and other not in ties.over(one)
    ]  # fmt: skip
    mutual.sort(key=lambda p: (-min(attacks[p], attacks[p[::-1]]), -attacks[p], p))
    enough = [p for p in mutual if min(attacks[p], attacks[p[::-1]]) >= LEAST_ACTIONS]
    return [
        {
            "after": one, "actor": other, "after_name": known.actor(one),
            "actor_name": known.actor(other), "actions": attacks[one, other],
            "attacks": attacks[other, one],
        }
        for pair in enough[:MOST] or mutual[:1]
        for one, other in sorted((pair, pair[::-1]), key=lambda p: (-attacks[p], p))
    ]  # fmt: skip


def values_of(pair: dict[str, Any]) -> dict[str, str]:
    """The options of `respond` that ask for a pair, in the order of an address."""
    after, actor = pair["after"], pair["actor"]
    return {"actor": actor, "after": after, "after-recipient": actor, "recipient": after}


def _is_one(name: str, known: Known) -> bool:
    """Whether an id is an actor, and not people in general."""
    actor = known.actors.get(name)
    return actor is not None and not actor.generic
