"""Keys under which words of any transliteration and script meet, and where they stand in a text.

A key is one plain word up to transliteration (`gesta.grounding.names`). Scripts without short vowels
meet the others by their consonants alone, which is asked of names only: too much of a text would
meet so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from anyascii import anyascii

from gesta.grounding.names import fold_word, skeleton, words

Keys: TypeAlias = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’‘ʼʻ`´.&][^\W_]+)*")
_OTHER: Final = re.compile("[\u0370-\u06ff]")
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_SOUNDS: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("kh|x", "h"), ("gh", "g"), ("ph", "f"), ("q|c(?!h)", "k"), ("p", "b"), ("v", "f"),
        (r"[^a-z]", ""),
    )
)  # fmt: skip
_VOWELS: Final = re.compile("[aeiouwy]")


@lru_cache(maxsize=400_000)
def keys(text: str) -> Keys:
    """The keys of some words, in order.

    >>> keys("Kata'ib Hizballah") == keys("kataeb Hezbollah")
    True
    """
    return tuple(fold_word(word) for word in words(text))


def stands(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of every word; a word of two keys gives two with the same span."""
    for found in _WORD.finditer(text):
        for key in keys(found.group()):
            yield found.start(), found.end(), key


@lru_cache(maxsize=400_000)
def _joined(word: str) -> str:
    return " ".join(keys(word))


def text_keys(text: str) -> str:
    """The keys of all words of a text, in order, with a space between."""
    return " ".join(filter(None, map(_joined, _WORD.findall(text))))


def other_script(text: str) -> bool:
    """Whether the text has letters of another script than Latin."""
    return _OTHER.search(text) is not None


@lru_cache(maxsize=100_000)
def bones(name: str) -> Keys:
    """The consonants of each word of a name, the same in every script as far as they go.

    >>> bones("Hodeidah") == bones("الحديدة")
    True
    """
    if other_script(name):
        parts = anyascii(skeleton(name) or name).lower().split()
    else:
        parts = [fold_word(word) for word in words(name)]
    return tuple(bone for part in parts if (bone := _bone(part)))


def _bone(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    bare = _VOWELS.sub("", word)
    return bare[:-1] if len(bare) > 1 and bare.endswith("h") and not bare.endswith("sh") else bare


def within(part: Keys, whole: Keys, *, begun: bool = False) -> bool:
    """Whether keys stand in others one after the other; `begun`: the last may be unfinished."""
    size = len(part)
    for at in range(len(whole) - size + 1):
        if whole[at : at + size - 1] != part[:-1]:
            continue
        last = whole[at + size - 1]
        if last == part[-1] or (begun and last.startswith(part[-1])):
            return True
    return False
