"""What a report says about names in so many words: `X, also known as Y`, `X (Y)`, `X is not Y`.

Such words are ties of their own and outrank any likeness of letters, so they are read by rule
besides what the reader finds. A bracket tells another name only where it can be one: letters of
the name before it, or capitals that nobody else bears (`Zubar Brigades (Hamas)` is no alias).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors.local import same_family
from gesta.grounding.actors.registry import Registry
from gesta.grounding.names import initials, plain, tidy, words
from gesta.types import Mention, Reading, TieMention

REACH: Final = 80  # characters between two names that one phrase ties
LONGEST_ACRONYM: Final = 6
_KNOWN_AS: Final = re.compile(
    r"""[\s,;(–—-]*(?:(?:which|who)\s+(?:is|are|was|were)\s+|(?:is|are|was|were)\s+)?
    (?:(?:also|better|formerly|previously|once|now|commonly|otherwise|sometimes|locally|widely|
    originally|and|or)\s+)*
    (?:(?:known|referred\s+to|called|named|renamed|styled)(?:\s+(?:as|by))?
      (?:\s+(?:its|his|her|their|the|an?)(?:\s+\w+)?\s+(?:acronym|initials|name|alias|abbreviation|
      nickname|nom\s+de\s+guerre)(?:\s+of)?,?)?
    |alias|aka|a\.k\.a\.|a/k/a|real\s+name|nom\s+de\s+guerre)
    [\s:,]*(?:the\s+)?["“'‘]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_THAN: Final = re.compile(
    r"""[\s,;(–—-]*(?:(?:which|who)\s+)?(?:(?:is|are|was|were)\s+)?
    (?:not\s+(?:to\s+be\s+confused\s+with|the\s+same\s+(?:\w+\s+)?as|identical\s+(?:to|with))
    |(?:a\s+)?(?:different|distinct|separate)\s+(?:\w+\s+)?from|as\s+distinct\s+from
    |(?:no\s+relation|unrelated)\s+to)
    \s*(?:the\s+)?["“'‘]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACKET: Final = re.compile(r"[\"”'’]?\s*\(\s*(?:the\s+|or\s+)?[\"“'‘]?", re.IGNORECASE)
_BRACKET_END: Final = re.compile(r"[\"”'’]?\s*[),;]")
_AND: Final = re.compile(r"\s*,?\s+and\s+(?:the\s+)?[\"“'‘]?", re.IGNORECASE)
_ARE_TWO: Final = re.compile(
    r"""[\"”'’]?\s+are\s+(?:not\s+(?:the\s+same|one)\b
    |(?:two\s+)?(?:different|distinct|separate)\s+(?:\w+\s+)?
    (?:groups|organi[sz]ations|movements|bodies|things|people|men|parties|militias|factions)\b)""",
    re.IGNORECASE | re.VERBOSE,
)


def with_stated_names(reading: Reading, text: str, registry: Registry) -> Reading:
    """The reading with a tie for each pair of names that the text says are one, or are not."""
    found = list(_stated(reading.mentions, text, registry))
    apart = {_pair(tie) for tie in found if tie.type == "distinct-from"}
    kept = [t for t in reading.ties if _pair(t) not in apart or t.type not in ("alias-of", "same")]
    have = {(t.type, _pair(t)) for t in kept}
    new = [tie for tie in found if (tie.type, _pair(tie)) not in have]
    if not new and len(kept) == len(reading.ties):
        return reading
    return replace(reading, ties=(*kept, *new))


def _pair(tie: TieMention) -> frozenset[int]:
    return frozenset((tie.head, tie.tail))


def _stated(mentions: Sequence[Mention], text: str, registry: Registry) -> Iterator[TieMention]:
    """Ties between each actor mention and the next one; the later name leads to the earlier."""
    order = sorted(
        (i for i, m in enumerate(mentions) if m.type in ACTOR_TYPES),
        key=lambda i: (mentions[i].start, mentions[i].end),
    )
    for earlier, later in zip(order, order[1:], strict=False):
        one, other = mentions[earlier], mentions[later]
        if not 0 < other.start - one.end <= REACH or not same_family(one.type, other.type):
            continue
        if kind := _said_between(one, other, text, registry):
            yield TieMention(kind, later, earlier)


def _said_between(one: Mention, other: Mention, text: str, registry: Registry) -> str | None:
    gap, after = text[one.end : other.start], text[other.end : other.end + REACH]
    if _OTHER_THAN.fullmatch(gap) or (_AND.fullmatch(gap) and _ARE_TWO.match(after)):
        return "distinct-from"
    first, second = tidy(text[one.start : one.end]), tidy(text[other.start : other.end])
    if not plain(first) or not any(letter.isupper() or not letter.islower() for letter in second):
        return None
    if _KNOWN_AS.fullmatch(gap):
        return "alias-of"
    if _BRACKET.fullmatch(gap) and _BRACKET_END.match(after):
        return "alias-of" if _can_be_short(second, first, registry) else None
    return None


def _can_be_short(short: str, name: str, registry: Registry) -> bool:
    """Whether what stands in brackets can be another name of the name before them."""
    bearers = {actor.id for actor in registry.bearers(short)}
    if bearers & {actor.id for actor in registry.bearers(name)}:
        return True
    letters = "".join(words(short))
    if " " in short or not short.isupper() or not 2 <= len(letters) <= LONGEST_ACRONYM:
        return False
    if letters == initials(name) or _in_order(letters, "".join(words(name))):
        return True
    return not bearers  # capitals of a name in another language: PKK


def _in_order(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in their order, the first at its head."""
    rest = iter(name)
    return name[:1] == letters[:1] and all(letter in rest for letter in letters)
