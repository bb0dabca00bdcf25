"""Names to actors: by plain key, then by transliteration or Arabic letters, then by likeness.

A key is asked of the next level only where the one before it knows nothing, so that a wider key
never overrules a closer one. The widest, which levels language, word order and script, stands for
an actor only where no other actor has a name of that key.
"""

from __future__ import annotations

import re
from typing import Final

from gesta.grounding.actors.texts import Name
from gesta.grounding.actors.vocabulary import TITLES
from gesta.grounding.likeness import bag, sounds
from gesta.grounding.names import fold, has_arabic, is_acronym, plain, skeleton, words
from gesta.types import Actor

# Acronyms that are English words in small letters.
COMMON: Final = frozenset(
    "us is it who so as be he or in on no an are can all may was at am i id mine sad arm art".split()
)

_SMALL = re.compile("[a-z]")
_LOOSE: Final = ("person", "media")  # types that lend no name to a mention of another type


class NameIndex:
    """The names of a registry's actors under three keys."""

    def __init__(self) -> None:
        self._plain: dict[str, list[Actor]] = {}
        self._fold: dict[str, list[Actor]] = {}
        self._skeleton: dict[str, list[Actor]] = {}
        self._bag: dict[str, list[Actor]] = {}
        self._latin: list[tuple[str, Actor]] = []
        self._sounds: dict[str, list[Actor]] = {}  # of `_latin`, made when first asked
        self._shared: set[tuple[str, str]] = set()

    def add(self, name: Name, actor: Actor) -> None:
        """Enters a name of an actor."""
        if has_arabic(name.text):
            _enter(self._skeleton, skeleton(name.text), actor)
        else:
            _enter(self._plain, plain(name.text), actor)
            if not is_acronym(name.text):
                _enter(self._fold, fold(name.text), actor)
                _enter(self._bag, bag(name.text), actor)
                self._latin.append((name.text, actor))
        if name.shared:
            self._shared.add((plain(name.text), actor.id))

    def bearers(self, name: str) -> tuple[Actor, ...]:
        """All actors that bear the name at the closest key that knows it."""
        if has_arabic(name):
            return tuple(self._skeleton.get(skeleton(name)) or self._sounding_like(name))
        key = plain(name)
        if not key or self.is_common(name):
            return ()
        found = self._plain.get(key) or self._fold.get(fold(name))
        if found or is_acronym(name) or _is_common_speech(name):
            return tuple(found or ())
        return _only(self._bag, bag(name))

    def _sounding_like(self, name: str) -> tuple[Actor, ...]:
        while self._latin:
            latin, actor = self._latin.pop()
            _enter(self._sounds, sounds(latin), actor)
        return _only(self._sounds, sounds(name))

    def is_common(self, name: str) -> bool:
        """Whether the name is an English word in small letters (`us`), not an acronym (`US`)."""
        key = plain(name)
        return key in COMMON and bool(_SMALL.search(name))

    def is_shared(self, name: str, actor: Actor) -> bool:
        """Whether the actor's row marks the name as one of several actors."""
        return (plain(name), actor.id) in self._shared

    def is_safe(self, name: str, actor: Actor, type: str | None, country: str | None) -> bool:
        """Whether a name stands for the actor: a shared one only where type or country say so."""
        if not self.is_shared(name, actor):
            return True
        return type == actor.type and country in (None, actor.country)


def _is_common_speech(name: str) -> bool:
    """Whether no word of the name is written large and no title: `Secretary-General`."""
    return all(
        part == part.lower() or all(word in TITLES for word in words(part)) for part in name.split()
    )


def _only(table: dict[str, list[Actor]], key: str) -> tuple[Actor, ...]:
    """The actor of a wide key where it is the only one."""
    found = tuple(table.get(key, ())) if key else ()
    return found if len(found) == 1 else ()


def _enter(table: dict[str, list[Actor]], key: str, actor: Actor) -> None:
    if key:
        bearers = table.setdefault(key, [])
        if actor not in bearers:
            bearers.append(actor)


def fits(actor: Actor, name: str, type: str | None) -> bool:
    """Whether a mention of the type may name the actor.

    Persons and outlets lend their names only to their own kind or to the untyped, as their names
    are also common words (Dawn, Today); a long person's name is one whatever its type. A single
    word typed person is no state or body (Israel, Amal) unless it is an acronym.
    """
    if type is None or type == actor.type:
        return True
    many = " " in plain(name)
    if type == "person" and name.isupper() and len(name) > 2:
        return actor.type != "person"
    if actor.type == "person":
        return many
    if type == "media":
        return actor.type == "media" or (actor.type != "government" and (many or name.isupper()))
    if actor.type == "media":
        arabic = "-" in name  # `Al-Arabiya` is no common word
        return type == "organisation" or arabic or (many and type != "person")
    if type == "person":
        return many
    return True
