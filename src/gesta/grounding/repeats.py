"""How many attacks a claim tells of, where the reader tied no number to it.

two airstrikes hit a depot    → at `airstrikes` and at `hit`: two
an airstrike struck a bunker  → one
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.grounding.counts import parse_count
from gesta.grounding.numerals import NUMERAL
from gesta.types import Count, EventMention

_REACH = 90  # characters before the trigger that are looked at, within its sentence
_ATTACKS = (
    r"(?:air ?|drone |missile |rocket |artillery |mortar |suicide |car |truck |bomb )?"
    r"(?:strikes?|attacks?|raids?|bombings?|airstrikes?|shellings?|explosions?|blasts?|ambush(?:es)?)"
)
_MANY = (
    rf"(?:(?:at least|more than|up to|about|some|nearly|as many as|a series of) )?"
    rf"(?:an?|another|(?:{NUMERAL})|several|dozens of|multiple)"
)
_WORD = re.compile(rf"(?P<many>{_MANY}) (?:[\w-]+ ){{0,3}}$", re.IGNORECASE)
# The subject of the verb: no comma, no other clause between the two.
_SUBJECT = re.compile(
    rf"(?:^|(?<=[\s(“\"]))(?P<many>{_MANY}) (?:[\w-]+ ){{0,2}}?{_ATTACKS}(?: (?:also|then|later))? $",
    re.IGNORECASE,
)
_NOUN = re.compile(_ATTACKS, re.IGNORECASE)


def attacks_told(event: EventMention, others: Sequence[EventMention], text: str) -> Count | None:
    """The number of attacks before an ASSAULT's trigger, None where none stands there; a verb
    takes that of its subject, unless its subject is an event of its own (`others`)."""
    if event.type != "ASSAULT":
        return None
    line = max(text.rfind("\n", 0, event.start) + 1, event.start - _REACH)
    before = text[line : event.start]
    noun = _NOUN.fullmatch(text[event.start : event.end])
    found = (_WORD if noun else _SUBJECT).search(before)
    if found is None or any(line + found.start() <= o.start < event.start for o in others):
        return None
    return parse_count(found["many"])
