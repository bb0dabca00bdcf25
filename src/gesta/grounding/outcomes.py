"""What came of an attack, and to how many of its weapons, where the trigger itself says it.

    shot down two drones                        → intercepted, two
    three rockets, one of which was intercepted → intercepted, one
    foiled a bombing                            → thwarted

The reader's own outcome stands wherever it gives one.
"""

from __future__ import annotations

import re

from gesta.grounding.counts import parse_count
from gesta.grounding.numerals import NUMERAL
from gesta.types import Count, EventMention

_REACH = 60  # characters on either side of the trigger
_OUTCOMES = {
    "intercepted": re.compile(
        r"intercept(?:s|ed|ing|ions?)?|(?:shot|shoots?|shooting|brought) down|shootdown|downed|downing",
        re.IGNORECASE,
    ),
    "thwarted": re.compile(r"(?:thwart|foil)(?:s|ed|ing)?|averted|disrupted", re.IGNORECASE),
    "failed": re.compile(
        r"fail(?:s|ed|ing|ures?)?|misfired|fell short|malfunctioned", re.IGNORECASE
    ),
}
_MANY = (
    rf"(?:(?:at least|more than|up to|about|some|nearly|as many as|all but) )?"
    rf"(?:(?:another|all) )?(?:{NUMERAL}|both|several|dozens|most|none)"
)
_WEAPONS = r"(?:drones?|uavs?|missiles?|rockets?|projectiles?|shells?|warheads?|munitions?|aircraft|helicopters?)"
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(“\"]))(?P<many>{_MANY})(?: of (?:which|them|those|these|the [\w-]+))?"
    rf"(?: (?:[\w-]+ ){{0,2}}{_WEAPONS})?(?: (?:was|were|had been|have been|has been|being))? $",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s+(?P<many>(?:an? (?=(?:[\w-]+ ){{0,2}}{_WEAPONS})|{_MANY}))\s*(?:of (?:them|the)\b|(?:[\w-]+ ){{0,3}}{_WEAPONS})",
    re.IGNORECASE,
)


def outcome_told(event: EventMention, text: str) -> str | None:
    """The outcome of an ASSAULT: the reader's, else what its trigger says, else None."""
    if event.outcome is not None or event.type != "ASSAULT":
        return event.outcome
    word = text[event.start : event.end]
    return next((name for name, words in _OUTCOMES.items() if words.fullmatch(word)), None)


def outcome_count(event: EventMention, text: str) -> Count | None:
    """How many came to the outcome that the trigger says, None where no number stands by it."""
    word = text[event.start : event.end]
    if event.type != "ASSAULT" or not any(w.fullmatch(word) for w in _OUTCOMES.values()):
        return None
    line = max(text.rfind("\n", 0, event.start) + 1, event.start - _REACH)
    found = _BEFORE.search(text[line : event.start]) or _BEHIND.match(
        text, event.end, min(len(text), event.end + _REACH)
    )
    return parse_count(found["many"].strip()) if found else None
