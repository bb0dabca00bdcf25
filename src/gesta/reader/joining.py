"""Two spans side by side that are one: `besieged | enclave`, `bombing | raids`.

The tagger begins a mention anew where a modifier looks like a mention by itself, and takes a light
verb or the first noun of a compound for a trigger of its own. By the codebook a mention keeps the
modifiers that identify it, and a trigger is the one word that names the event best. Spans only
touch here where no comma and no other word parts them, so lists stay lists.

Of the mentions joined the annotators had one, or the second alone, 85 times in 87 in half of the
training passages and 28 in 29 in those for development; of the triggers dropped the second alone,
or both as one, 27 in 31 and 14 in 15.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from gesta.codebook import MENTION_TYPES
from gesta.reader.decode import Found

Words = Callable[[int, int], str]  # the text of a range of words

_TIME: Final = MENTION_TYPES.index("time")
_PERSON: Final = MENTION_TYPES.index("person")
# What ends a mention that has another beside it: a member of a list, an owner, a count.
_APART: Final = re.compile(
    r"(?:\b(?:and|or|not|its|their|his|her|our|my|your)|[,;:/]|['’]s?|(?:^|\s)[\d.,]+)$", re.I
)
_WHO: Final = re.compile(r"(?:who|whom|which|that|he|she|it|they)\b", re.I)
_MADE: Final = re.compile(r"-\s?(?:\w+ed|made|held|led|run)$")  # Iran-backed, French-made
_VERB: Final = re.compile(
    r"(?:\w+(?:ed|ing)|hits?|struck|kills?|wounds?|injures?|maims?|destroys?|damages?|targets?"
    r"|rocks?|shakes?|shook|shot|sent|left|leaves?|met|held|took|fought|broke|blew|fell)$",
    re.I,
)


def join_mentions(spans: list[Found], words: Words, breaks: Collection[int]) -> list[Found]:
    """The spans, those that are parts of one mention joined. `breaks` are the words that a
    sentence begins with: nothing is joined over them."""
    found: list[Found] = []
    for start, end, kind in spans:
        if found and found[-1][1:] == (start, kind) and start not in breaks:
            first = found[-1][0]
            if _one_mention(kind, words(first, start), words(start, end)):
                found[-1] = (first, end, kind)
                continue
        found.append((start, end, kind))
    return found


def _one_mention(kind: int, first: str, second: str) -> bool:
    if kind == _TIME:
        return True
    if _APART.search(first) or _WHO.match(second):
        return False
    if not any(letter.isupper() for letter in first):
        return True
    if first.endswith("-") or _MADE.search(first):
        return True
    return second[0].islower() or (kind == _PERSON and " " not in first)


def drop_modifiers(spans: list[Found], words: Words, breaks: Collection[int]) -> list[Found]:
    """The triggers but for those that only modify the next, of their type and right behind them:
    an adverb, or whatever stands before a noun (`imposed | sanctions`, not `blast | killed`)."""
    found: list[Found] = []
    for at, (start, end, kind) in enumerate(spans):
        if at + 1 < len(spans) and end not in breaks:
            after, stop, other = spans[at + 1]
            if (after, other) == (end, kind) and _modifies(words(start, end), words(after, stop)):
                continue
        found.append((start, end, kind))
    return found


def _modifies(first: str, second: str) -> bool:
    return first.endswith("ly") or not _VERB.match(second)
