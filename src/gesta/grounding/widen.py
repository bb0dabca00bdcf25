"""Mentions widened to the known name, word or count that they are part of.

The reader now and then marks `Hezbollah` in `Kata'ib Hezbollah`, or `Islamic Resistance in` before
`Iraq`. Where the words around a mention make a longer name that the registry knows, the mention
is that name: a part of a group's name must never stand for another group.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors import Registry
from gesta.types import Actor, Mention, Reading

# Words that may be missing on either side; names of more are found by their acronyms.
LEFT, RIGHT = 3, 5
REACH = 90  # characters looked at on each side
_WORD = re.compile(r"[^\s,;:.!?()“”\"]+")
_ARTICLES = frozenset(("The", "A", "An"))
_CUT_WORD = re.compile(r"[^\W\d_]+['’ʼ‘`]$")
_CUT_END = re.compile(r"(?<=-)old\b", re.IGNORECASE)
_MORE_OR_LESS = re.compile(r"(?:more|fewer|less) than\b", re.IGNORECASE)
_NO = re.compile(r"\bno[t]? $", re.IGNORECASE)
_SMALL_END = re.compile(r"\s+(?:in|of|for|and|the|to|on|at|by|from|with)$", re.IGNORECASE)


def widen(reading: Reading, text: str, registry: Registry) -> Reading:
    """The reading with actor mentions spanning the whole of a registry's name."""
    mentions = []
    for mention in reading.mentions:
        if mention.type in ACTOR_TYPES:
            mention = _widened(mention, text, registry)
        elif mention.type == "number":
            mention = _with_no(mention, text)
        mentions.append(mention)
    return replace(reading, mentions=tuple(mentions))


def _with_no(mention: Mention, text: str) -> Mention:
    """`no more than 50`, where the reader marked `more than 50`."""
    if not _MORE_OR_LESS.match(text, mention.start):
        return mention
    no = _NO.search(text[max(0, mention.start - REACH) : mention.start])
    return replace(mention, start=mention.start - len(no.group())) if no else mention


def _widened(mention: Mention, text: str, registry: Registry) -> Mention:
    starts = _starts(mention, text)
    ends = _ends(mention, text)
    own = registry.bearers(text[mention.start : mention.end])
    best = mention
    for start in starts:
        for end in ends:
            longer = end - start > best.end - best.start
            if longer and _is_other_name(text[start:end], own, registry):
                best = replace(mention, start=start, end=end)
    return best if best is not mention else _trimmed(_whole_word(mention, text), text)


def _starts(mention: Mention, text: str) -> list[int]:
    """Where a longer name may begin: the capitalised words before the mention, on its line."""
    low = max(text.rfind("\n", 0, mention.start) + 1, mention.start - REACH)
    before = list(_WORD.finditer(text, low, mention.start))[-LEFT:]
    starts = [mention.start]
    end = mention.start
    for word in reversed(before):
        if text[word.end() : end].strip() or not word.group()[:1].isupper():
            break
        if word.group() not in _ARTICLES:
            starts.append(word.start())
        end = word.start()
    return starts


def _ends(mention: Mention, text: str) -> list[int]:
    """Where a longer name may end: after some of the words that follow without a stop."""
    line = text.find("\n", mention.end)
    high = min(len(text) if line < 0 else line, mention.end + REACH)
    ends = [mention.end]
    at = mention.end
    for word in _WORD.finditer(text, mention.end, high):
        if text[at : word.start()].strip(' ”"“') or len(ends) > RIGHT:
            break
        at = word.end()
        ends.append(at)
    return ends


def _is_other_name(words: str, own: tuple[Actor, ...], registry: Registry) -> bool:
    """Whether the words name one actor, and not the one that the mention names already."""
    if not (words[-1:].isalnum() and words[:1].isalnum()):
        return False
    bearers = registry.bearers(words)
    return len(bearers) == 1 and bearers != own


def _whole_word(mention: Mention, text: str) -> Mention:
    """The mention from the start of a word that an apostrophe cuts: `Shi’ite`, not `ite`, to the end of
    an age: `12-year-old`."""
    if tail := _CUT_END.match(text, mention.end):
        mention = replace(mention, end=tail.end())
    head = _CUT_WORD.search(text[max(0, mention.start - REACH) : mention.start])
    return replace(mention, start=mention.start - len(head.group())) if head else mention


def _trimmed(mention: Mention, text: str) -> Mention:
    """The mention without a preposition left hanging at its end."""
    words = text[mention.start : mention.end]
    short = _SMALL_END.sub("", words)
    return replace(mention, end=mention.start + len(short)) if short else mention
