"""The ties of a ledger on a day: which hold, what they rest on, and which are contested.

A tie is stated or it is not: none is inferred, least of all an alliance from a shared enemy. A tie
without days is taken to hold on any day, and said to be undated. Where one tie of a pair speaks
against another (`part-of` against `distinct-from`), or one claim denies what another tells, both
sides are kept with their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gesta.analysis.sides import FIRM, Key
from gesta.analysis.under import Tenure, is_told
from gesta.resolution.world import World
from gesta.types import Tie, TieClaim

BETWEEN = (
    "part-of", "backed-by", "allied-with", "linked-to", "alias-of", "leads", "speaks-for",
    "opposed-to", "distinct-from",
)  # fmt: skip
"""Ties between two actors, in the order in which they are listed."""

_AGAINST = {
    "opposed-to": frozenset({"part-of", "backed-by", "allied-with", "alias-of"}),
    "distinct-from": frozenset({"part-of", "alias-of"}),
}
_DENIED = "denied"
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Held:
    """A stated tie between two actors, under the ids of their main names."""

    id: str
    type: str
    source: str
    target: str
    tenure: Tenure = Tenure()
    registry: bool = False
    reports: int = 0  # that tell it, copies aside
    words: tuple[str, ...] = ()  # of the reports
    contested: tuple[str, ...] = ()  # the words that speak against it

    @property
    def dated(self) -> bool:
        """Whether a first or a last day is stated."""
        return self.tenure.since is not None or self.tenure.until is not None

    @property
    def firm(self) -> bool:
        """Whether the registry or two reports state it."""
        return self.registry or self.reports >= FIRM

    @property
    def basis(self) -> str:
        """What it rests on, in words."""
        told = f"{self.reports} report{'s' * (self.reports != 1)}" if self.reports else ""
        return ", ".join(words for words in ("registry" if self.registry else "", told) if words)


def held_ties(
    ties: Iterable[Tie], world: World, registry: Collection[Key] = ()
) -> list[Held]:  # fmt: skip
    """All stated ties between two different actors, one for each type and pair.

    `registry` are the ties that the registry states too.
    """
    found: dict[tuple[str, str, str], Held] = {}
    for tie in sorted(ties, key=lambda t: t.id):
        source, target = (world.aliases.get(one, one) for one in (tie.source, tie.target))
        if tie.type not in BETWEEN or source == target or not is_told(tie):
            continue
        told = [c for c in tie.claims if c.certainty != _DENIED]
        denials = [c for c in tie.claims if c.certainty == _DENIED]
        one = Held(
            tie.id, tie.type, source, target, Tenure(tie.since, tie.until),
            tie.basis == "registry" or (tie.type, tie.source, tie.target) in registry,
            len({world.root(c.report) for c in told}),
            tuple(_quote(c, tie.type) for c in told), tuple(_quote(c, tie.type) for c in denials),
        )  # fmt: skip
        key = (tie.type, source, target)
        found[key] = one if key not in found else _both(found[key], one)
    return sorted(found.values(), key=lambda t: (BETWEEN.index(t.type), t.source, t.target))


def _both(one: Held, two: Held) -> Held:
    """Two names' ties as one: what is known of days and words of both."""
    tenure = one.tenure if one.dated else two.tenure
    return replace(
        one, tenure=tenure, registry=one.registry or two.registry,
        reports=one.reports + two.reports, words=one.words + two.words,
        contested=one.contested + two.contested,
    )  # fmt: skip


def on_day(ties: Iterable[Held], day: date | None) -> list[Held]:
    """Those that hold on a day (None: whenever), the contested ones with the words against them."""
    held = [tie for tie in ties if day is None or tie.tenure.holds(day)]
    pairs: dict[frozenset[str], list[Held]] = defaultdict(list)
    for tie in held:
        pairs[frozenset((tie.source, tie.target))].append(tie)
    return [
        replace(tie, contested=tie.contested + _against(tie, pairs[frozenset((tie.source, tie.target))]))
        for tie in held
    ]  # fmt: skip


def _against(tie: Held, others: Iterable[Held]) -> tuple[str, ...]:
    return tuple(
        words
        for other in others
        if tie.type in _AGAINST.get(other.type, ()) or other.type in _AGAINST.get(tie.type, ())
        for words in (other.words or (f"{other.type}: the registry",))
    )


def distinct_pairs(ties: Iterable[Held]) -> frozenset[frozenset[str]]:
    """The pairs stated to be two different things: neither is counted under the other."""
    return frozenset(frozenset((t.source, t.target)) for t in ties if t.type == "distinct-from")


def _quote(claim: TieClaim, kind: str) -> str:
    """`part-of: "the words" (who says so, report)`."""
    text = " ".join(claim.evidence.text.split())
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    said = [s.text for s in claim.said_by if s.text]
    sure = "" if claim.certainty in ("reported", "attributed") else f", {claim.certainty}"
    return f"{kind}: “{text}” ({', '.join([*said, claim.report])}{sure})"


def below_of(
    ties: Iterable[Held], world: World, *, firm: bool = False
) -> Mapping[str, list[Held]]:  # fmt: skip
    """Umbrella → the ties of its named members that are followed.

    A description such as `fighters` is nobody: it may be of any group. Nobody is part of a person,
    nor of what it is stated to be distinct from. One report's word is a slip of reading too often to
    move whole umbrellas: it is followed (unless `firm`) for a party without members that the
    registry and other reports place nowhere.
    """
    ties = list(ties)
    distinct = distinct_pairs(ties)
    parts = [t for t in ties if t.type == "part-of" and _can_be(t, world, distinct)]
    placed = {end for t in parts if t.firm for end in (t.source, "under " + t.target)}
    found: dict[str, list[Held]] = defaultdict(list)
    for tie in parts:
        lone = tie.source not in placed and "under " + tie.source not in placed
        if tie.firm or (lone and not firm):
            found[tie.target].append(tie)
    return found


def _can_be(tie: Held, world: World, distinct: frozenset[frozenset[str]]) -> bool:
    head = world.actors.get(tie.target)
    return (
        world.is_specific(tie.source)
        and (head is None or head.type != "person")
        and frozenset((tie.source, tie.target)) not in distinct
    )
