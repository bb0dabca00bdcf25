"""Who speaks in a report whose outlet is a party's: its own words are that party's claims.

An army's bulletin, or the channel of a militia, is no witness of its own deeds. What such a report
says without a source of its own is said by the party: `claimed` where the party or its side did
it, or where its own bulletin names no doer; `attributed` where somebody else did it. What the text
gives to a source of its own stays with that source, as does what is denied, planned or alleged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gesta.grounding.actors import Registry
from gesta.types import Actor, Assessment, Claim, Report, Speaker, TieClaim


@dataclass(frozen=True, slots=True)
class Mouthpiece:
    """The party that speaks in a report's outlet; `own` where the outlet is its very bulletin.

    `outlet` is the outlet's name as the report gives it, None where only its address is known.
    """

    party: Actor
    own: bool
    outlet: str | None
    registry: Registry

    @property
    def speaker(self) -> Speaker:
        """The party as who says so: named by the outlet, at no place of the text."""
        return Speaker(self.outlet, self.party.id)

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims with the party as the speaker of what the report says by itself."""
        return tuple(self._claim(claim) for claim in claims)

    def ties(self, ties: Iterable[TieClaim]) -> tuple[TieClaim, ...]:
        """The ties with the party as the speaker of those that the report states by itself."""
        return tuple(
            tie if tie.said_by else replace(tie, said_by=(self.speaker,), certainty="attributed")
            for tie in ties
        )

    def assessments(self, found: Iterable[Assessment]) -> tuple[Assessment, ...]:
        """The assessments with the party as the speaker of the report's own."""
        return tuple(a if a.said_by else replace(a, said_by=(self.speaker,)) for a in found)

    def _claim(self, claim: Claim) -> Claim:
        if claim.said_by:
            return claim
        certainty = claim.certainty
        if certainty == "reported":
            certainty = "claimed" if self._is_doer(claim) else "attributed"
        return replace(claim, said_by=(self.speaker,), certainty=certainty)

    def _is_doer(self, claim: Claim) -> bool:
        if not claim.actors:
            return self.own
        return any(
            one.actor is not None and self.registry.is_side_of(one.actor, self.party.id)
            for one in claim.actors
        )


def mouthpiece_of(report: Report, registry: Registry) -> Mouthpiece | None:
    """The party whose outlet the report comes from, by the outlet's name, else by its address."""
    for outlet in (report.outlet, report.url):
        found = registry.mouthpiece(outlet) if outlet and outlet.strip() else None
        if found is not None:
            party = registry.get(found[0])
            if party is None:
                return None
            return Mouthpiece(party, found[1], (report.outlet or "").strip() or None, registry)
        if outlet and registry.outlet(outlet) is not None:
            return None  # an outlet that is known and nobody's party
    return None
