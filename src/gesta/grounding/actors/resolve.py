"""The mentions of one report to actors, each in the light of the others.

What the report says about names (`A (B)`, `A is not B`) outranks likeness of letters, and a
registry name outranks what a reader believes to be coreference: a chain lends a pronoun or `the
group` the one actor it names, or the nearest one named before, and never joins two names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gesta.grounding.actors.local import LocalNames, same_family
from gesta.grounding.actors.mention import Seen, read_mention
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.vocabulary import ANAPHORS
from gesta.types import Actor


def resolve_actors(
    mentions: Sequence[tuple[str, str]],
    *,
    chains: Sequence[Sequence[int]] = (),
    aliases: Sequence[tuple[int, int]] = (),
    distinct: Sequence[tuple[int, int]] = (),
    registry: Registry,
) -> list[Actor | None]:
    """The actor of each mention, None for a pronoun or noise that nothing explains.

    Args:
        mentions: surface and codebook type of the report's actor mentions, in order of the text.
        chains: groups of indexes that the reader believes to be one thing; not trusted blindly.
        aliases: pairs of indexes stated to be two names of one actor.
        distinct: pairs of indexes stated to be different actors.
        registry: the known actors.

    Mentions of one actor get equal values: its name and every name that the report used for it.
    """
    seen = [read_mention(surface, kind, registry) for surface, kind in mentions]
    apart = {frozenset(pair) for pair in distinct}
    local = LocalNames(seen, aliases=aliases, apart=apart, chains=chains, registry=registry)
    found = [local.actor_of(index) for index in range(len(seen))]
    _follow_chains(found, seen, chains, apart)
    for index, one in enumerate(seen):
        if found[index] is None and one.kind in ("anaphor", "generic"):
            found[index] = one.actor
    return _with_names(found, seen, local)


def _follow_chains(
    found: list[Actor | None],
    seen: Sequence[Seen],
    chains: Sequence[Sequence[int]],
    apart: set[frozenset[int]],
) -> None:
    """Fills pronouns and anaphors of `found` from the named members of their chains."""
    for chain in chains:
        members = sorted({index for index in chain if 0 <= index < len(seen)})
        named = [index for index in members if found[index] is not None]
        taken: dict[int, Actor] = {}
        for index in members:
            if found[index] is None and seen[index].kind in ("pronoun", "anaphor"):
                fitting = [
                    at
                    for at in named
                    if frozenset((at, index)) not in apart and _fits(seen[index], found[at])
                ]
                actor = _chosen(index, fitting, found) or _described(seen, index, members)
                if actor is not None:
                    taken[index] = actor
        for index, actor in taken.items():
            found[index] = actor


def _chosen(index: int, fitting: Sequence[int], found: Sequence[Actor | None]) -> Actor | None:
    """The one actor of the fitting mentions, or the nearest before where there are several."""
    actors = {actor.id: actor for at in fitting if (actor := found[at]) is not None}
    if len(actors) == 1:
        return next(iter(actors.values()))
    before = [at for at in fitting if at < index]
    return found[before[-1]] if before else None


def _described(seen: Sequence[Seen], index: int, members: Sequence[int]) -> Actor | None:
    """The one description of a chain without a fitting name, or the nearest before the pronoun:
    `gunmen … they`, `Kaseli fighters … armed Kaseli fighters … they`."""
    if seen[index].kind != "pronoun":
        return None
    described = [one.actor if one.kind == "generic" else None for one in seen]
    fitting = [
        at
        for at in members
        if (actor := described[at]) is not None and same_family(seen[index].type, actor.type)
    ]
    return _chosen(index, fitting, described)


def _fits(one: Seen, actor: Actor | None) -> bool:
    """Whether a pronoun or anaphor may stand for the actor."""
    if actor is None or not same_family(one.type, actor.type):
        return False
    if one.country and actor.country and one.country != actor.country:
        return False
    allowed = ANAPHORS.get(one.spoken[-1]) if one.spoken else None
    return not allowed or actor.type in allowed


def _with_names(
    found: Sequence[Actor | None], seen: Sequence[Seen], local: LocalNames
) -> list[Actor | None]:
    """The actors with one value for each id: the name, then the names used, in order of text."""
    first: dict[str, Actor] = {}
    names: dict[str, dict[str, None]] = {}
    for index, actor in enumerate(found):
        if actor is None:
            continue
        kept = first.setdefault(actor.id, actor)
        used = names.setdefault(actor.id, {kept.name: None})
        if seen[index].kind in ("named", "proper") and seen[index].shown:
            used[seen[index].shown] = None
    made = {key: replace(actor, names=tuple(names[key])) for key, actor in first.items()}
    return [made[actor.id] if actor is not None else None for actor in found]
