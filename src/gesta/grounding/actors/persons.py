"""The name of a person without what stands before it: `US Secretary of State Antony Blinken`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gesta.grounding.actors.generic import is_large
from gesta.grounding.actors.states import States
from gesta.grounding.actors.vocabulary import LEADS, PREPOSITIONS, TITLES
from gesta.grounding.names import words

# Titles that are kept before a single name: `King Abdullah`, `Mullah Omar`.
_KEPT: Final = frozenset(
    "king queen prince princess emir sultan mullah pope sheikh shaykh imam sayyid ayatollah".split()
)
_LINKS: Final = frozenset({"of", "the", "and", "for"})
_PARTICLES: Final = frozenset("al bin ibn ben abu abd umm van von de da der el van den".split())


def person_name(tokens: Sequence[str], states: States) -> tuple[str, ...]:
    """The tokens of the name, empty where there is a role alone (`the foreign minister`)."""
    tokens = _before_comma(tokens)
    start = _behind_titles(tokens)
    name = tuple(tokens[start:])
    if start and tokens[start - 1].lower() in _LINKS or (name and name[0].lower() in PREPOSITIONS):
        name = _behind_state(name, states)  # `governor of Kandahar`, `President of Iran Jane Doe`
    while name and _is_adjective(name[0], states):
        name = name[1:]
    if not name or not is_large(name[-1]):
        return ()
    if any(not is_large(token) and not _is_particle(token) for token in name):
        return ()
    if len(name) == 1 and start and tokens[start - 1].lower() in _KEPT:
        return (tokens[start - 1], *name)
    return name


def _behind_titles(tokens: Sequence[str]) -> int:
    """Where the name begins: behind the last title, and the links that follow it."""
    start = 0
    for at, token in enumerate(tokens):
        link = token.lower() in _LINKS and start != at
        surname = at + 1 == len(tokens) and start < at and is_large(token)  # `Kirsty Judge`
        if not link and _is_title(token) and not surname:
            start = at + 1
    return start


def _behind_state(name: tuple[str, ...], states: States) -> tuple[str, ...]:
    while name and name[0].lower() in _LINKS:
        name = name[1:]
    here = states.prefix(words(" ".join(name)))
    return name[here.length :] if here and not here.adjective else ()


def _before_comma(tokens: Sequence[str]) -> Sequence[str]:
    for at, token in enumerate(tokens):
        if token.endswith(",") and at:
            return [*tokens[:at], token.rstrip(",")]
    return tokens


def _is_title(token: str) -> bool:
    spoken = words(token)
    return bool(spoken) and all(
        part in TITLES or part in LEADS or (not part.isalpha()) for part in spoken
    )


def _is_adjective(token: str, states: States) -> bool:
    here = states.prefix(words(token))
    return here is not None and here.adjective


def _is_particle(token: str) -> bool:
    return all(part in _PARTICLES for part in words(token))
