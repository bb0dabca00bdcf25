"""Voices and organs of known actors: an office, a ministry, a spokesman.

They are never the body itself. A ministry is the same however its words are turned (`Russia's
defence ministry`, `the Russian Ministry of Defense`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gesta.grounding.actors.generic import describe_voice, organ, spoken_of
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.vocabulary import ORGANS, VOICES
from gesta.types import Actor

_OFFICES: Final = frozenset({"office", "bureau", "headquarters", "mission"})
_SMALL: Final = frozenset({"of", "in", "for", "and", "affairs"})


def organ_of(tokens: Sequence[str], kind: str, registry: Registry) -> Actor | None:
    """The organ that the tokens name, of a state or another known actor; None where none is."""
    spoken = spoken_of(tokens)
    if kind == "media":
        return None
    if "ministry" in spoken:
        return _ministry(spoken, kind, registry)
    for at in range(len(tokens) - 1, 0, -1):
        if not ORGANS.intersection(spoken_of(tokens[at:])):
            continue
        owner = _owner(tokens[:at], registry)
        rest = [part for part in spoken_of(tokens[at:]) if part]
        if owner is not None and not any(part in VOICES for part in rest):
            type_ = "organisation" if _OFFICES.intersection(rest) else kind
            return organ(
                owner, owner.name, tokens[at:], type_ if kind != "person" else "organisation"
            )
    return None


def voice_of(tokens: Sequence[str], kind: str, registry: Registry) -> Actor | None:
    """The unnamed voice of a named body: `Hamas official`, `Israeli military spokesman`.

    A state's officials are left to the description rule.
    """
    for at in range(len(tokens) - 1, 0, -1):
        rest = spoken_of(tokens[at:])
        if not rest or not (VOICES.intersection(rest) or kind == "person"):
            continue
        owner = _owner(tokens[:at], registry)
        if owner is not None and owner.type not in ("government", "person"):
            return describe_voice(owner, tokens[at:], kind)
    return None


def _owner(tokens: Sequence[str], registry: Registry) -> Actor | None:
    name = " ".join(tokens)
    if found := registry.find(name):
        return found
    here = registry.states.prefix(spoken_of(tokens))
    if here is None or here.length != len(spoken_of(tokens)):
        return None
    return registry.get(f"a-{here.state.id}")


def _ministry(spoken: tuple[str, ...], kind: str, registry: Registry) -> Actor | None:
    """A ministry from its topic and its country; the registry's own where it knows one."""
    place, topic = _place_and_topic(spoken, registry)
    if not place:
        return None
    here = registry.states.prefix(place)
    bare = " ".join(topic)
    shown = [" ".join(place)]
    if here is not None and here.length == len(place):
        shown += [here.state.name, *(name.text for name in here.state.adjectives[:1])]
    for at in dict.fromkeys(shown):
        for name in (f"{at} {bare} ministry", f"{at} ministry of {bare}",
                     f"{bare} ministry in {at}", f"ministry of {bare} of {at}"):  # fmt: skip
            if found := registry.find(name, type=kind):
                return found
    if here is None or here.length != len(place) or not topic:
        return None
    state = registry.get(f"a-{here.state.id}")
    people = here.state.adjectives[0].text if here.state.adjectives else here.state.name
    return organ(state, people, [*topic, "ministry"], "government") if state else None


def _place_and_topic(
    spoken: tuple[str, ...], registry: Registry
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`Russian defense ministry`, `ministry of defense of Russia` → (russian, defense)."""
    at = spoken.index("ministry")
    before, after = spoken[:at], spoken[at + 1 :]
    place: tuple[str, ...] = ()
    if after[:1] == ("of",):
        topic, cut = after[1:], len(after) - 1
        for index, part in enumerate(topic):
            if part in ("of", "in"):
                cut = index
                break
        place = before or topic[cut + 1 :]
        topic = topic[:cut]
    else:
        here = registry.states.prefix(before)
        length = here.length if here else 1
        place, topic = before[:length], before[length:]
        if after[:1] == ("in",):
            place, topic = after[1:], before
    if not topic and len(place) == 1 and registry.states.prefix(place) is None:
        return (), place
    return place, tuple(part for part in topic if part not in _SMALL)
