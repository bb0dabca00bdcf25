"""The names of one report: stated aliases, shared names and short names, settled once for all.

A name means one thing throughout a report, so what is settled hangs on the name's fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gesta.grounding.actors.mention import Seen
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.vocabulary import DESCRIPTIONS, LEADS, SORTS
from gesta.grounding.names import fold_word, initials, words
from gesta.types import Actor

_PEOPLE = frozenset({"person", "civilian"})
_STATE_FORCES = {"army": "armed-forces", "military": "armed-forces", "police": "police"}


class LocalNames:
    """What each name of a report stands for in it."""

    def __init__(
        self,
        seen: Sequence[Seen],
        *,
        aliases: Iterable[tuple[int, int]],
        apart: set[frozenset[int]],
        chains: Sequence[Sequence[int]],
        registry: Registry,
    ) -> None:
        self._seen = seen
        self._registry = registry
        self._meant: dict[str, Actor] = {}
        self._apart = apart
        self._mates = _mates(chains)
        self._apart_keys = {
            frozenset((seen[a].key, seen[b].key))
            for a, b in (tuple(pair) for pair in apart if len(pair) == 2)
            if 0 <= a < len(seen) and 0 <= b < len(seen)
        }
        for first, second in aliases:
            if 0 <= first < len(seen) and 0 <= second < len(seen):
                self._take_alias(seen[first], seen[second])
        self._names = [one for one in seen if one.kind in ("named", "proper") and one.key]
        self._take_same_names()
        self._take_shared_names()
        self._take_short_names()
        self._take_local_persons()

    def actor_of(self, index: int) -> Actor | None:
        """The actor that the mention names; None for pronouns, anaphors and descriptions."""
        one = self._seen[index]
        if one.kind in ("named", "proper"):
            return self._meant.get(one.key, one.actor) if one.key else one.actor
        if one.base:
            return self._of_members(one)
        return self._of_anaphor(index, one) if one.kind == "anaphor" else None

    def _of_members(self, one: Seen) -> Actor | None:
        """`Foo fighters` are Foo where the report elsewhere names a Foo."""
        named = next((x for x in self._names if x.key == one.base), None)
        if named is None or not _same_family(one, named):
            return None
        return self._meant.get(named.key, named.actor)

    def _are_apart(self, one: Seen, other: Seen) -> bool:
        return frozenset((one.key, other.key)) in self._apart_keys

    def _take_alias(self, one: Seen, other: Seen) -> None:
        """A stated alias; of two registry actors only an acronym of the other's words yields."""
        pair = [one, other]
        if any(x.kind not in ("named", "proper") or not x.key or x.actor is None for x in pair):
            return
        if one.key == other.key or self._are_apart(one, other) or not _same_family(one, other):
            return
        short, long = sorted(pair, key=lambda x: (x.kind == "named", len(x.spoken), len(x.shown)))
        if one.kind == other.kind == "named":
            short, long = sorted(pair, key=lambda x: len(x.shown))
            if not _is_acronym(short.shown, long.shown):
                return
        meant = self._meant.get(long.key, long.actor)
        if meant is not None:
            self._meant.setdefault(short.key, meant)

    def _take_same_names(self) -> None:
        """A name that is known under one of its types is known: `Sistani` once typed media."""
        known = {one.key: one.actor for one in self._names if one.kind == "named" and one.actor}
        for one in self._names:
            actor = known.get(one.key) if one.kind == "proper" else None
            if actor and (actor.type == "person" or same_family(one.type, actor.type)):
                self._meant.setdefault(one.key, actor)

    def _take_shared_names(self) -> None:
        """A name that several registry actors bear is the one of them that the report names."""
        present = {one.actor.id for one in self._names if one.kind == "named" and one.actor}
        for one in self._names:
            if one.kind == "proper" and one.key not in self._meant:
                bearers = [x for x in self._registry.bearers(one.shown) if x.id in present]
                if len(bearers) == 1 and same_family(one.type, bearers[0].type):
                    self._meant[one.key] = bearers[0]

    def _take_short_names(self) -> None:
        """A name unknown to the registry that is part of exactly one longer name is that actor."""
        unknown = {one.key: one for one in self._names if one.kind == "proper"}
        longest_first = sorted(unknown.values(), key=lambda x: (-len(x.spoken), x.key))
        for one in longest_first:
            if one.key not in self._meant:
                longer = self._longer(one, self._names) or self._bearers(one)
                if len(longer) > 1:
                    longer = self._in_chains(one, longer)
                if len(longer) == 1:
                    self._meant[one.key] = next(iter(longer.values()))

    def _bearers(self, one: Seen) -> dict[str, Actor]:
        """Persons whose surname `one` is though it was typed as a body (`the Sistani statement`)."""
        if len(one.spoken) != 1 or one.type == "force":
            return {}
        surname = fold_word(one.spoken[0])
        people = [x for x in self._names if x.type == "person" and len(x.spoken) > 1 and x.actor]
        found = [x for x in people if fold_word(x.spoken[-1]) == surname]
        actors = [self._meant.get(x.key, x.actor) for x in found if not self._are_apart(one, x)]
        return {actor.id: actor for actor in actors if actor is not None}

    def _take_local_persons(self) -> None:
        """A surname of the registry's is another's where the report names only that other."""
        for one in self._names:
            if one.kind == "named" and one.type == "person" and len(one.spoken) == 1:
                full = [x for x in self._names if x.actor == one.actor and len(x.spoken) > 1]
                longer = {} if full else self._longer(one, self._names)
                if len(longer) == 1:
                    self._meant.setdefault(one.key, next(iter(longer.values())))

    def _longer(self, one: Seen, names: Iterable[Seen]) -> dict[str, Actor]:
        """The actors of longer names of which `one` is a short form, by id."""
        found: dict[str, Actor] = {}
        for other in names:
            if other.key == one.key or other.actor is None or self._are_apart(one, other):
                continue
            if _same_family(one, other) and _is_short(one, other):
                actor = self._meant.get(other.key, other.actor)
                found[actor.id] = actor
        return found

    def _in_chains(self, one: Seen, longer: dict[str, Actor]) -> dict[str, Actor]:
        """Those of `longer` that the reader ties to a mention of `one`."""
        mates = {
            mate
            for index, x in enumerate(self._seen)
            if x.key == one.key
            for mate in self._mates.get(index, ())
        }
        tied = {a.id for m in mates if m < len(self._seen) and (a := self._seen[m].actor)}
        return {key: actor for key, actor in longer.items() if key in tied} or longer

    def _of_anaphor(self, index: int, one: Seen) -> Actor | None:
        """`the Brigades`, `the Health Ministry`: the one such name before; `the army` likewise."""
        before = [x for x in self._seen[:index] if x.kind in ("named", "proper")]
        if len(one.spoken) > 1 or (one.shown[:1].isupper() and index):
            longer = self._longer(one, [x for x in before if x.key])
            if len(longer) == 1:
                return next(iter(longer.values()))
        part = _STATE_FORCES.get(one.spoken[0]) if len(one.spoken) == 1 else None
        if part is None or one.type != "force":
            return None
        forces = {
            x.actor.id: x.actor
            for x in before
            if x.actor is not None and self._registry.is_state_force(x.actor, part)
        }
        return next(iter(forces.values())) if len(forces) == 1 else None


def _mates(chains: Sequence[Sequence[int]]) -> dict[int, set[int]]:
    mates: dict[int, set[int]] = {}
    for chain in chains:
        for index in chain:
            mates.setdefault(index, set()).update(at for at in chain if at >= 0)
    return mates


def same_family(one: str, other: str) -> bool:
    """Whether mentions of two types may be one actor: people are no bodies."""
    return (one in _PEOPLE) == (other in _PEOPLE)


def _same_family(one: Seen, other: Seen) -> bool:
    return same_family(one.type, other.actor.type if other.actor else other.type)


def _is_acronym(short: str, long: str) -> bool:
    letters = "".join(words(short))
    return short.isupper() and len(letters) > 1 and letters == initials(long)


def _is_short(one: Seen, other: Seen) -> bool:
    """Whether `one` is a short form of `other`: a surname, a run of its words, its acronym."""
    if one.kind == "proper" and len(one.shown) > 2 and _is_acronym(one.shown, other.shown):
        return True
    canonical = words(other.actor.name) if other.actor else ()
    short = tuple(fold_word(part) for part in one.spoken)
    for long in (other.spoken, canonical):
        folded = tuple(fold_word(part) for part in long)
        if len(short) < len(folded) and _is_part(short, folded, one, other):
            return True
    return False


def _is_part(short: tuple[str, ...], long: tuple[str, ...], one: Seen, other: Seen) -> bool:
    if long[-len(short) :] == short:
        return True
    if one.type in _PEOPLE or one.kind == "anaphor":
        return False
    if all(part in DESCRIPTIONS or part in SORTS or part in LEADS for part in one.spoken):
        return False
    if other.actor is not None and other.actor.type not in ("group", "force"):
        return False  # `Gaza` is not the Gaza Health Ministry
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short)))
