"""Descriptions and names that the registry does not know, as actors of their own.

A description (`Iranian-backed groups`) keeps its words and its country and is marked generic; it
is never taken for a named group. An unknown name has the id of its fold, so that two reports'
spellings of it meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gesta.grounding.actors.states import States
from gesta.grounding.actors.vocabulary import (
    CREEDS,
    DESCRIPTIONS,
    LEADS,
    OFFICES,
    PATRONAGE,
    PREPOSITIONS,
    SORTS,
    TITLES,
    TOPICS,
)
from gesta.grounding.names import SPELLED, fold, fold_word, is_acronym, without_plural, words
from gesta.identity import hashed, slug
from gesta.types import Actor

LONGEST_ID: Final = 60
_SHOWN: Final = {
    "hizbula": "hezbollah", "huthi": "houthi", "qaida": "qaeda", "usama": "osama",
}  # fmt: skip
_OF_GOD: Final = re.compile(r"(?<=[a-z]{4})ula$|^ula$")
# Words that are written together with the next, or the one before, as often as apart.
_GLUED_BEHIND: Final = frozenset(("abdul", "abu", "ansar", "nasr", "saif", "nur"))
_GLUED_BEFORE: Final = frozenset(("ula", "din"))
_COMMON: Final = DESCRIPTIONS | SORTS | LEADS | PREPOSITIONS | PATRONAGE


def spoken_of(tokens: Sequence[str]) -> tuple[str, ...]:
    """The plain words of all tokens."""
    return words(" ".join(tokens))


def is_large(token: str) -> bool:
    """Whether a token is written as a name: a capital in it, or a script that has none."""
    return any(letter.isupper() or (letter.isalpha() and not letter.islower()) for letter in token)


def without_leads(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens without numbers, articles and the like before them: `16 key commanders`."""
    at = 0
    while at < len(tokens) and all(part in LEADS or part.isdigit() for part in words(tokens[at])):
        if is_large(tokens[at]) and at + 1 < len(tokens) and is_large(tokens[at + 1]):
            break  # `First Brigade`, `New Syrian Army`: part of the name
        at += 1
    return tuple(tokens[at:])


def head_of(tokens: Sequence[str]) -> str:
    """The token that says what the phrase is: the last one before a preposition."""
    for at, token in enumerate(tokens):
        if at and token.lower() in PREPOSITIONS:
            return tokens[at - 1]
    return tokens[-1] if tokens else ""


def is_description(tokens: Sequence[str], kind: str, states: States) -> bool:
    """Whether the tokens describe someone (`Iraqi factions`) rather than name (`Liwa Thawra`).

    A small head noun that is common describes; so does a phrase in which, states and creeds
    apart, no word is written large, or only its first one and that one common.
    """
    head, spoken = head_of(tokens), spoken_of(tokens)
    if not spoken:
        return False
    small_head = not is_large(head) or (head == tokens[0] and _is_plural(head))
    if is_office(spoken) or (kind == "person" and all(part in TITLES for part in spoken)):
        return True
    if small_head and (kind in ("civilian", "person") and len(tokens) > 1):
        return True
    if small_head and (words(head)[-1:] or ("",))[0] in DESCRIPTIONS:
        return True
    large = [at for at, token in enumerate(tokens) if is_large(token)]
    own = [at for at in large if not _belongs_to_people(tokens[at], states)]
    if not own:
        return True
    if "".join(tokens).isupper() and len(tokens) > 1:
        return all(_is_common(token, states) for token in tokens)
    return len(own) == 1 and all(_is_common(token, states) for token in tokens)


def _is_plural(token: str) -> bool:
    """Whether a token that opens a sentence is a common plural: `Members of …`, `Residents`."""
    spoken = words(token)[-1:]
    return bool(spoken) and spoken[0] in DESCRIPTIONS and spoken[0].endswith(("s", "people"))


def is_office(spoken: Sequence[str]) -> bool:
    """Whether the words name an office that every state has: `Interior Ministry`, `Air Force`."""
    ends = {spoken[-1], spoken[0]} if spoken else set()
    return (
        len(spoken) > 1
        and bool(OFFICES & ends)
        and all(part in _COMMON or part in TOPICS or part in OFFICES for part in spoken)
    )


def is_bare(tokens: Sequence[str], kind: str, states: States) -> bool:
    """Whether a description holds no word of a name.

    So is `Iran-backed militias`; `Houthi rebels` is not, nor is `Islamic State group` or `Somalia
    Battalion`, where a word that is no people's is written large inside.
    """
    if not all(_is_common(token, states) for token in tokens):
        return False
    head = words(head_of(tokens))[-1:]
    inside = [token for token in tokens[1:] if is_large(token)]
    return (
        bool(head)
        and head[0] in DESCRIPTIONS
        and all(_belongs_to_people(token, states) for token in inside)
        and is_description(tokens, kind, states)
    )


def is_name(tokens: Sequence[str], states: States) -> bool:
    """Whether every token is written large and none of them is a common word or a people."""
    return all(is_large(token) and not _is_common(token, states) for token in tokens)


def _belongs_to_people(token: str, states: States) -> bool:
    """Whether a token is a creed, a state's adjective, or made of them (`Iranian-backed`)."""
    spoken = words(token)
    if all(part in CREEDS or part.removesuffix("s") in CREEDS | PATRONAGE for part in spoken):
        return True
    here = states.prefix(spoken)
    return here is not None and all(
        part in PATRONAGE or part in CREEDS or part in _COMMON for part in spoken[here.length :]
    )


def _is_common(token: str, states: States) -> bool:
    return _belongs_to_people(token, states) or all(part in _COMMON for part in words(token))


def describe(tokens: Sequence[str], kind: str, states: States) -> Actor:
    """The generic actor of a description; its country is that of a state's name inside."""
    spoken = spoken_of(tokens)
    content = [part for part in spoken if part not in PREPOSITIONS] or list(spoken)
    name = " ".join(tokens)
    return Actor(
        f"a-generic-{_short(content)}", name, (name,), kind, states.country(spoken), generic=True
    )


def describe_voice(owner: Actor, tokens: Sequence[str], kind: str) -> Actor:
    """The unnamed voice of a known actor: `Kata'ib Hezbollah spokesman`."""
    name = f"{owner.name} {' '.join(tokens)}"
    key = f"{owner.id.removeprefix('a-')}-{_short(spoken_of(tokens))}"
    return Actor(f"a-generic-{key}", name, (name,), kind, owner.country, generic=True)


def organ(owner: Actor, title: str, tokens: Sequence[str], kind: str) -> Actor:
    """An organ of a known actor: an office, a ministry, an armed wing."""
    name = f"{title} {' '.join(tokens)}"
    return Actor(f"{owner.id}-{_short(spoken_of(tokens))}", name, (name,), kind, owner.country)


def unknown(tokens: Sequence[str], kind: str, states: States) -> Actor | None:
    """An actor of its own for a name that the registry does not know."""
    name = " ".join(tokens)
    key = own_id(name)
    if not key:
        return None
    country = None if kind == "person" else states.country(words(name))
    return Actor(key, name, (name,), kind, country)


def own_id(name: str) -> str:
    """The id of an unknown name, '' where there is none to make: its fold, made readable.

    Words stay apart but for those that are written together as often (`Abd al-Rahman`). Common
    words of organisations keep their spelling, which is the same everywhere.

    >>> own_id("Kata'ib Khalid al-Foorat"), own_id("Kitaeb Khaled al-Furat")
    ('a-kataib-khalid-furat', 'a-kataib-khalid-furat')
    """
    if not fold(name):
        return ""
    if is_acronym(name):
        return f"a-{_short(words(name))}"
    parts: list[str] = []
    for word in words(name):
        part = _folded(word)
        if parts and (parts[-1] in _GLUED_BEHIND or part in _GLUED_BEFORE):
            parts[-1] += part
        else:
            parts.append(part)
    return f"a-{_short([_readable(part) for part in parts])}"


def _folded(word: str) -> str:
    single = without_plural(word)
    if single in SPELLED or not word.isalpha():
        return single
    return fold_word(word)


def _readable(part: str) -> str:
    """A folded word in letters that people read: `kh`, not `x`; `allah`, not `ula`."""
    if part in SPELLED:
        return part
    if part in _SHOWN:
        return _SHOWN[part]
    return _OF_GOD.sub("allah", part).replace("x", "kh")


def _short(parts: Sequence[str]) -> str:
    """The id of the words; a long one ends in a hash, so that no two names meet by its cut."""
    whole = slug("-".join(parts), longest=500)
    return whole if len(whole) <= LONGEST_ID else f"{whole[:40].strip('-')}-{hashed('', whole)}"
