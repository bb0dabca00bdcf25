"""What one mention's words say by themselves, before the rest of the report is looked at.

Asked in this order: a known name; a pronoun; a known name under titles, numbers, members and
adjectives (`16 key Hezbollah commanders` are Hezbollah); a voice or organ of a known actor (its
spokesman is somebody else than the group); a noun that stands for something named before; a
description; an unknown name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gesta.grounding.actors.generic import (
    describe,
    head_of,
    is_bare,
    is_description,
    is_large,
    is_name,
    is_office,
    spoken_of,
    unknown,
    without_leads,
)
from gesta.grounding.actors.organs import organ_of, voice_of
from gesta.grounding.actors.persons import person_name
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.vocabulary import (
    ANAPHORS,
    BODIES,
    CREEDS,
    LARGE_BODIES,
    MEMBERS,
    OUTLET_BODIES,
    PATRONAGE,
    PREPOSITIONS,
    PRONOUNS,
    SORTS,
    STATEMENTS,
)
from gesta.grounding.names import fold, tidy, words
from gesta.types import Actor

LONG_NAME = 4  # words from which on a registry's name is one in small letters too


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention read alone.

    kind: named (a registry actor) | proper (an unknown name) | generic (a description) |
    anaphor (`the group`; `actor` is its description, for want of better) | pronoun | nothing.
    `key` is the fold by which a local alias is known, '' for what is no name (`Hamas fighters`).
    `base` is the fold of a lone unknown word in a description (`Foo fighters`), which is a name
    only if the report uses it as one.
    """

    kind: str
    type: str
    actor: Actor | None = None
    shown: str = ""
    key: str = ""
    spoken: tuple[str, ...] = ()
    country: str | None = None
    base: str = ""


@lru_cache(maxsize=1 << 16)
def read_mention(surface: str, kind: str, registry: Registry) -> Seen:
    """What the surface stands for by itself; `kind` is the codebook's type of the mention."""
    shown = tidy(surface)
    spoken = words(shown)
    if not any(letter.isalpha() for part in spoken for letter in part):
        return Seen("nothing", kind)
    found = registry.find(shown, type=kind)
    if found and not _only_describes(found, shown.split(), kind, registry):
        return Seen("named", kind, found, shown, fold(shown), spoken)
    if _is_pronoun(shown, spoken):
        return Seen("pronoun", kind)
    tokens = _without_link(without_leads(shown.split()))
    if not tokens:
        return Seen("pronoun", kind)
    return _by_parts(tokens, kind, registry)


def _is_pronoun(shown: str, spoken: tuple[str, ...]) -> bool:
    """Whether the words are pronouns; `US` is none, `us` is."""
    country = spoken == ("us",) and shown.isupper()
    return not country and all(part in PRONOUNS for part in spoken)


def _by_parts(tokens: tuple[str, ...], kind: str, registry: Registry) -> Seen:
    if kind == "person" and (name := person_name(tokens, registry.states)):
        return _person(name, registry)
    if kind != "person" and (found := _known_within(tokens, kind, registry)):
        exact, actor = found
        shown = " ".join(tokens) if exact else ""
        return Seen("named", kind, actor, shown, fold(shown), spoken_of(tokens) if exact else ())
    if spoken_for := _statement_of(tokens, registry):
        return Seen("named", kind, spoken_for)
    if made := organ_of(tokens, kind, registry):
        known = registry.get(made.id) is not None
        return Seen("named" if known else "proper", made.type, made, made.name, made.id,
                    words(made.name))  # fmt: skip
    if made := voice_of(tokens, kind, registry):
        return Seen("generic", kind, made, made.name)
    return _unknown(tokens, kind, registry)


def _statement_of(tokens: tuple[str, ...], registry: Registry) -> Actor | None:
    """The known actor whose statement or report the words name: `the IRNA report`."""
    last = spoken_of(tokens[-1:])
    if len(tokens) < 2 or not last or last[-1] not in STATEMENTS:
        return None
    return registry.find(tidy(" ".join(tokens[:-1])))


def _without_link(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without a preposition at the end, where a mention was cut short."""
    while len(tokens) > 1 and tokens[-1].lower() in PREPOSITIONS:
        tokens = tokens[:-1]
    return tokens


def _person(name: tuple[str, ...], registry: Registry) -> Seen:
    shown = " ".join(name)
    actor = registry.find(shown, type="person")
    known = "named" if actor else "proper"
    actor = actor or _own(name, "person", registry)
    return Seen(known, "person", actor, shown, fold(shown), words(shown)) if actor else Seen(
        "nothing", "person"
    )  # fmt: skip


def _unknown(tokens: tuple[str, ...], kind: str, registry: Registry) -> Seen:
    spoken = spoken_of(tokens)
    country = registry.states.country(spoken)
    if spoken and spoken[-1].removesuffix("s") in STATEMENTS and len(spoken) <= 2:
        return Seen("anaphor", kind, None, "", "", spoken, country)
    if is_description(tokens, kind, registry.states):
        core = _core_name(tokens, kind, registry)
        if not core or (len(core) == 1 and kind != "media" and not core[0].isupper()):
            actor = describe(tokens, kind, registry.states)
            stands = "anaphor" if _is_anaphor(tokens, spoken) else "generic"
            base = fold(" ".join(core))
            return Seen(stands, kind, actor, actor.name, "", spoken, country, base)
        tokens, spoken = core, spoken_of(core)
    own = _own(tokens, kind, registry)
    if own is None:
        return Seen("nothing", kind)
    return Seen("proper", kind, own, own.name, fold(own.name), spoken, country)


def _own(tokens: tuple[str, ...], kind: str, registry: Registry) -> Actor | None:
    """An actor for an unknown name, under an id that no known actor has."""
    actor = unknown(tokens, kind, registry.states)
    if actor is not None and registry.get(actor.id) is not None:
        return replace(actor, id=f"{actor.id}-namesake")
    return actor


def _core_name(tokens: tuple[str, ...], kind: str, registry: Registry) -> tuple[str, ...]:
    """The unknown name inside a description (`Liwa Foo fighters`), empty where there is none."""
    core = list(_without_members(tokens, kind))[-1]
    return core if core != tokens and is_name(core, registry.states) else ()


def _is_anaphor(tokens: Sequence[str], spoken: tuple[str, ...]) -> bool:
    head = head_of(tokens) == tokens[-1]
    return is_office(spoken) or (len(tokens) <= 3 and spoken[-1] in ANAPHORS and head)


def _known_within(
    tokens: tuple[str, ...], kind: str, registry: Registry
) -> tuple[bool, Actor] | None:
    """The registry actor inside the tokens, and whether the words left out were only leading.

    An adjective of another country's is not passed over: an Iraqi Hezbollah is not Hezbollah.
    """
    for at, part in enumerate(_without_members(tokens, kind)):
        dropped: list[str] = []
        while part:
            name = " ".join(part)
            found = registry.find(name, type=kind)
            if (
                found
                and _same_country(found, dropped, registry)
                and not _only_describes(found, part, kind, registry)
            ):
                return at == 0 and not dropped, found
            if kind == "civilian" or not _is_modifier(part[0], kind, registry):
                break
            dropped.append(part[0])
            part = part[1:]
    return None


def _only_describes(actor: Actor, tokens: Sequence[str], kind: str, registry: Registry) -> bool:
    """Whether words that a group of the registry bears are a mere description after all.

    A long name written small is still the name: `the Islamic resistance in Iraq`.
    """
    bare = actor.type in ("group", "civilian") and is_bare(tokens, kind, registry.states)
    return bare and len(tokens) < LONG_NAME


def _without_members(tokens: tuple[str, ...], kind: str) -> Iterator[tuple[str, ...]]:
    """The tokens, then with ever more of the words about members and sorts of body left out."""
    yield tokens
    if kind == "civilian":
        return
    if len(tokens) > 2 and _is_member(tokens[0]) and tokens[1].lower() in ("of", "from", "in"):
        tokens = without_leads(tokens[2:])
        yield tokens
    for at, token in enumerate(tokens):
        if at and token.lower() in PREPOSITIONS and _is_member(tokens[at - 1]):
            tokens = tokens[:at]
            yield tokens
            break
    while len(tokens) > 1 and _is_tail(tokens[-1], kind):
        tokens = tokens[:-1]
        yield tokens


def _is_member(token: str) -> bool:
    last = (words(token) or ("",))[-1]
    return last in MEMBERS or last.removesuffix("s") in MEMBERS


def _is_tail(token: str, kind: str) -> bool:
    last = (words(token) or ("",))[-1]
    if kind == "media":
        return last in OUTLET_BODIES
    if is_large(token):
        return last in LARGE_BODIES
    return _is_member(token) or last in BODIES


def _is_modifier(token: str, kind: str, registry: Registry) -> bool:
    """Whether a token before a name only describes: `Lebanese`, `Iran-backed`, `Shiite`, `rebel`."""
    spoken = words(token)
    if not spoken or spoken[-1] in PATRONAGE or all(part in CREEDS for part in spoken):
        return True
    if registry.states.prefix(spoken):
        return True
    small = not is_large(token) or kind == "media"  # `State news agency SANA`
    return small and all(
        part in SORTS or part in BODIES or part in OUTLET_BODIES or part in MEMBERS
        for part in spoken
    )


def _same_country(actor: Actor, dropped: Sequence[str], registry: Registry) -> bool:
    stated = registry.states.country(spoken_of(dropped)) if dropped else None
    return stated is None or actor.country in (None, stated)
