"""Organisations in a text by names known from the keys of other texts.

Names of one text are one organisation where one ends in the other (`salvadoran army`, `army`),
abbreviates it, or two keys and more gave both to one organisation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.muc4 import abbreviates

Key = tuple[str, ...]  # the words of a name, without signs
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9]")
_DATELINE = re.compile(r"^.{0,400}?\[text\]", re.DOTALL)
_LONGEST = 8  # words of a name
_FRONT = 3  # words that name an organisation also without what follows: `… front [short name]`


@dataclass(frozen=True)
class Words:
    """A text's words and signs in lower case, and the number of the sentence of each."""

    words: list[str]
    sentences: list[int]


@dataclass
class Candidate:
    """An organisation of a text: its known names, and where they stand as ranges of words."""

    names: list[Key] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Gazetteer:
    """In how many keys each name was given, in how many texts it stood, how it is written, and
    the pairs of names that were one organisation at least twice."""

    given: Mapping[Key, int]
    stood: Mapping[Key, int]
    written: Mapping[Key, str]
    pairs: frozenset[tuple[Key, Key]]

    def without(self, given: Iterable[Key], stood: Iterable[Key]) -> Gazetteer:
        """The gazetteer as if one text had not been: the names of its key, and those in it."""
        less, seen = dict(self.given), dict(self.stood)
        for name in given:
            less[name] -= 1
            if not less[name]:
                del less[name]
        for name in stood:
            seen[name] -= 1
        return Gazetteer(less, seen, self.written, self.pairs)

    def candidates(self, text: Words) -> list[Candidate]:
        """The organisations of a text, in order of their first place."""
        found: list[Candidate] = []
        for name, start, end in self.places(text):
            one = next((c for c in found if any(self.same(name, n) for n in c.names)), None)
            if one is None:
                one = Candidate()
                found.append(one)
            one.names += [n for n in self.ends(name) if n not in one.names]
            one.places.append((start, end))
        return found

    def places(self, text: Words) -> list[tuple[Key, int, int]]:
        """The known names in a text, the longest at each place."""
        at = [i for i, word in enumerate(text.words) if word[0].isalnum()]
        plain = [text.words[i] for i in at]
        found = []
        place = 0
        while place < len(plain):
            most = min(_LONGEST, len(plain) - place)
            sizes = (n for n in range(most, 0, -1) if tuple(plain[place : place + n]) in self.given)
            size = next(sizes, 0)
            if size:
                name = tuple(plain[place : place + size])
                found.append((name, at[place], at[place + size - 1] + 1))
            place += max(1, size)
        return found

    def ends(self, name: Key) -> list[Key]:
        """The known names that a name ends in, itself among them, and long ones it begins with."""
        size = len(name)
        tails = [name[i:] for i in range(size)]
        fronts = [name[:i] for i in range(_FRONT, size)]
        return [n for n in tails + fronts if n in self.given]

    def same(self, one: Key, other: Key) -> bool:
        """Whether two names of one text name one organisation."""
        short, long = sorted((one, other), key=len)
        if long[-len(short) :] == short or (min(one, other), max(one, other)) in self.pairs:
            return True
        return len(short) == 1 and abbreviates(short[0], long)

    def name(self, candidate: Candidate) -> Key:
        """The name that a key most likely gives a candidate."""

        def worth(name: Key) -> float:
            return float(self.given[name] ** 1.5 / (self.stood[name] + 2))

        return max(candidate.names, key=worth)

    def odds(self, candidate: Candidate) -> float:
        """Log odds that a text with a name of the candidate has it in its key, the best of all."""
        return max(
            math.log((self.given[n] + 0.5) / (self.stood[n] - self.given[n] + 2))
            for n in candidate.names
        )


def words_of(text: str) -> Words:
    """The words of a text behind its dateline."""
    words = _WORD.findall(_DATELINE.sub("", text.lower()))
    sentences, number = [], 0
    for word in words:
        sentences.append(number)
        number += word in (".", "!", "?")
    return Words(words, sentences)


def key_of(name: str) -> Key:
    """The words of a name, without signs.

    >>> key_of('"The Owls" [OWL]')
    ('the', 'owls', 'owl')
    """
    return tuple(word for word in _WORD.findall(name.lower()) if word[0].isalnum())
