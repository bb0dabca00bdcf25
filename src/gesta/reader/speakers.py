"""Who says something is a mention, even where the tagger sees none: `whom they said`, `DGP Rao said`.

Right before a verb of saying a pronoun or a name is its subject. Of the pronouns there that the
reader left out of the annotated training passages, those whose cue is annotated are its source all
13 times, names 2 of 2.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from gesta.codebook import ACTOR_TYPES, MENTION_TYPES
from gesta.reader.antecedents import SAYS
from gesta.reader.decode import Found
from gesta.reader.features import Floats

_PRONOUNS: Final = frozenset("he she it they we i".split())
# Behind a name these are nouns as often: `Western reports`, `Hamas claims`, `Israel's alleged …`.
_NOUNS: Final = frozenset("report reports claims alleged believed believes saying reported".split())
_KINDS: Final = [MENTION_TYPES.index(kind) for kind in MENTION_TYPES if kind in ACTOR_TYPES]
_LISTED: Final = frozenset(("and", "or", "&"))  # the last name of a list is not all of it
LONGEST: Final = 6  # words of a name


def with_speakers(
    mentions: list[Found],
    cues: Sequence[Found],
    words: Sequence[str],
    breaks: Collection[int],
    scores: Floats,
) -> list[Found]:
    """The mentions, and those of the words right before `cues` that name who says it.

    `words` are as written, `breaks` the first words of sentences, `scores` `[words, tags]` those of
    the mention tags, which give the type.
    """
    taken = {word for start, end, _ in mentions for word in range(start, end)}
    added = []
    for cue, _, _ in cues:
        first = _subject(words, cue, breaks, taken)
        if first < cue:
            kind = max(_KINDS, key=lambda kind: float(scores[first, 1 + 2 * kind]))
            added.append((first, cue, kind))
    return sorted([*mentions, *added]) if added else mentions


def _subject(words: Sequence[str], verb: int, breaks: Collection[int], taken: set[int]) -> int:
    """The first word of the subject that ends at the verb, or the verb where there is none."""
    said = words[verb].lower()
    if said not in SAYS or verb == 0 or verb in breaks or verb - 1 in taken:
        return verb
    if words[verb - 1].lower() in _PRONOUNS:
        return verb - 1
    if said in _NOUNS:
        return verb
    first = verb
    while _named(words[first - 1]) and first - 1 not in taken and verb - first < LONGEST:
        first -= 1
        if first == 0 or first in breaks:
            break
    listed = first not in breaks and first > 0 and words[first - 1].lower() in _LISTED
    return verb if listed else first


def _named(word: str) -> bool:
    return word[:1].isupper() and word[-1:].isalpha()
