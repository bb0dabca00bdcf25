"""How many were killed or wounded, where the event's own word says which of the two.

The reader may find the people and not tie the number, or tie it to the wrong one of the two roles:

    harmed thousands of fighters      → wounded: thousands
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.types import EventMention, Mention

_VERBS = {
    "killed": re.compile(
        r"kill(?:s|ed|ing)?|died|slain|slew|eliminat(?:e[sd]?|ing)|assassinat(?:e[sd]?|ing)"
        r"|murder(?:s|ed|ing)?|massacred|executed|beheaded|martyred"
    ),
    "wounded": re.compile(
        r"wound(?:s|ed|ing)?|injur(?:es?|ed|ing)|harm(?:s|ed|ing)?|hurt|maim(?:s|ed|ing)?|burned"
    ),
}
# Between the number and the people: `thousands of`, `16 key`, nothing that begins another phrase.
_BETWEEN = re.compile(r"\s+(?:of\s+)?(?:(?:the|its|their)\s+)?(?:[\w’'-]+\s+){0,2}")


def told_role(role: str, event: EventMention, text: str) -> str:
    """The role of a toll that was read as `role`: the other one where the event's word says so
    (`harmed` kills nobody); any other role stays. `burned` may mean either."""
    other = {"killed": "wounded", "wounded": "killed"}.get(role)
    word = text[event.start : event.end].lower()
    if other is None or word == "burned" or not _VERBS[other].fullmatch(word):
        return role
    return other


def number_beside(
    role: str, event: EventMention, mentions: Sequence[Mention], text: str
) -> int | None:
    """The number mention that stands right before an event's recipient, if the event's own word
    says that people were `killed` or `wounded` (the role) and no role has taken the number."""
    if not _VERBS[role].fullmatch(text[event.start : event.end].lower()):
        return None
    taken = {a.mention for a in event.arguments}
    people = [
        mentions[a.mention]
        for a in event.arguments
        if a.role == "recipient" and a.mention is not None
    ]
    for index, mention in enumerate(mentions):
        if mention.type != "number" or index in taken:
            continue
        if any(_BETWEEN.fullmatch(text, mention.end, person.start) for person in people):
            return index
    return None
