"""Names inside a mention that say who stands behind it: `X-backed rebels`, `the Y-linked group`.

The tags know one layer of mentions, so the name within is often lost with its tie. The counts
beside each tie are of the annotated passages for training, where name and mention are both marked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gesta.types import Mention, Reading, TieMention

_TIES: Final = {
    "backed": "backed-by",  # 50 of 54
    "sponsored": "backed-by",
    "funded": "backed-by",
    "linked": "linked-to",  # 7 of 7
    "affiliated": "linked-to",  # 5 of 5
    "allied": "allied-with",  # 2 of 2
}
_NAME: Final = re.compile(
    r"(?<![\w.])(?:(?:The|An?|In|On|By|But|And) )?((?:[A-Z][\w.'’]*[ -]){0,4}[A-Z][\w.'’]*)-("
    + "|".join(_TIES)
    + r")\b"
)
_PARTIES: Final = frozenset("government group force organisation".split())
_BEHIND: Final = frozenset("government group organisation person media".split())
_SURE: Final = 0.9


def with_nested(text: str, reading: Reading) -> Reading:
    """The reading of `text` with the names before `-backed` and the like, and their ties; new
    mentions come last, so that indexes hold."""
    mentions, ties = list(reading.mentions), list(reading.ties)
    for match in _NAME.finditer(text):
        inner = _place(mentions, match.start(1), match.end(1))
        if inner is None:
            inner = len(mentions)
            kind = _kind(text, reading, match[1])
            mentions.append(Mention(match.start(1), match.end(1), kind, _SURE))
        outer = _outer(mentions, match)
        if outer is not None and not _tied(ties, outer, inner):
            ties.append(TieMention(_TIES[match[2]], outer, inner, _SURE))
    return replace(reading, mentions=tuple(mentions), ties=tuple(ties))


def _place(mentions: list[Mention], start: int, end: int) -> int | None:
    """The mention that is the name or its last words."""
    return next((i for i, m in enumerate(mentions) if m.end == end and m.start >= start), None)


def _kind(text: str, reading: Reading, name: str) -> str:
    """The type that the name has elsewhere in the report, where it can stand behind somebody."""
    kinds = (m.type for m in reading.mentions if text[m.start : m.end] == name)
    return next((kind for kind in kinds if kind in _BEHIND), "government")


def _outer(mentions: list[Mention], match: re.Match[str]) -> int | None:
    """The party that the name stands behind: the mention around it, or right after it."""
    name, end = match.end(1), match.end()
    for i, m in enumerate(mentions):
        around = m.start <= name and m.end > end
        if m.type in _PARTIES and (around or end <= m.start <= end + 1):
            return i
    return None


def _tied(ties: list[TieMention], one: int, other: int) -> bool:
    return any({t.head, t.tail} == {one, other} and t.type != "same" for t in ties)
