"""Whom a casualty word speaks of: the people it is done to, by where they stand in the sentence.

a 16-year-old boy died        → the subject before an intransitive word or a passive
killing two brothers          → the object behind it
the death of Isabella Moss    → behind `of`
he shot himself               → the subject, once more
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.fates import is_passive, is_self
from gesta.grounding.heads import PEOPLE, list_of
from gesta.types import Mention, Reading, Span

_REACH = 110  # characters between a subject and its word
_STOP = (
    "when|after|before|by|in|into|on|at|as|while|during|with|and|who|near|from|to|for|that|because|"
    "since|inside|outside|is|are|was|were|has|had|have|it|if|but|or|a\\.m|p\\.m"
)
_TO_OBJECT = re.compile(rf"\s+(?:of\s+)?(?:(?!(?:{_STOP})\b)[\w’'.-]+,?\s+){{0,5}}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[.;:!?\n“”\"]\s|\n|\b(?:by|that|when|after|while|as|if|because|said|says|told|killing|"
    r"wounding|injuring|shooting|shot|killed|injured|wounded|arrested|charged|suspected|accused)\b",
    re.IGNORECASE,
)


def victims_of(word: Span, within: Span, reading: Reading, text: str) -> list[int]:
    """Indexes of the mentions of the people that the casualty word at `word` speaks of, in one
    list; empty where the sentence `within` names none in a place that fits."""
    speakers = {said.source for said in reading.attributions}
    people = [
        index
        for index, mention in enumerate(reading.mentions)
        if mention.type in PEOPLE
        and within.start <= mention.start
        and mention.end <= within.end
        and index not in speakers
        and not text.startswith(("'s ", "’s "), mention.end)
    ]
    people.sort(key=lambda index: reading.mentions[index].start)
    if not is_passive(text[within.start : word.start]) and not is_self(
        (word.start, word.end), text
    ):
        found = _behind(word, people, reading.mentions, text)
        if found:
            return found
    return _before(word, people, reading.mentions, text)


def _behind(word: Span, people: list[int], mentions: Sequence[Mention], text: str) -> list[int]:
    """The object: people right behind the word, with those listed after them."""
    later = [index for index in people if mentions[index].start >= word.end]
    if not later or not _TO_OBJECT.fullmatch(text, word.end, mentions[later[0]].start):
        return []
    row = list_of([mentions[index] for index in later], text)
    return [index for index in later if mentions[index] in row]


def _before(word: Span, people: list[int], mentions: Sequence[Mention], text: str) -> list[int]:
    """The subject: the nearest people before the word, with those listed before them."""
    earlier = [index for index in people if mentions[index].end <= word.start]
    if not earlier:
        return []
    last = mentions[earlier[-1]]
    gap = text[last.end : word.start]
    if len(gap) > _REACH or _BETWEEN.search(gap):
        return []
    for at in range(len(earlier)):
        row = list_of([mentions[index] for index in earlier[at:]], text)
        if last in row:
            return [index for index in earlier[at:] if mentions[index] in row]
    return [earlier[-1]]
