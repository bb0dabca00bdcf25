"""Whether a claim tells of one happening or sums up many: `have been killed since`, `most attacks`.

What counts many happenings, also where no date is told with it, is joined to none of them (see
`covers`). What is the first, the third or the worst since then is one happening.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gesta.resolution.kinds import is_plural, sums_up
from gesta.types import Claim

# A span longer than this tells of a stretch of fighting, not of one incident.
LONG_DAYS = 3

# Of one shooting there are fifteen shots and three deaths.
_PARTS = re.compile(
    r"\b(?:shots|gunshots|rounds|bullets|wounds|injuries|deaths|fatalities|casualties)$",
    re.IGNORECASE,
)
_AUX = r"\b(?:(?:has|have|had)|(?:continu(?:e[sd]?|ing)|went on|goes on|kept|keeps)(?:\s+(?:to|on))?)\b"
# `has been killed`, `has died`: of one person, who died once.
_ONE_PERSON = re.compile(r"\bhas(?: been)?\s+(?:\w+ly )?$", re.IGNORECASE)
_ONCE_DONE = re.compile(
    r"killed|wounded|injured|shot|arrested|detained|abducted|kidnapped|died", re.IGNORECASE
)
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_FROM_THEN_ON = re.compile(r"since|so far|to date|until now|up to now", re.IGNORECASE)
# `has killed`, `have so far been killed and injured`, `continued to bomb`: up to a day.
_ONGOING = re.compile(
    _AUX + r"(?:\s+(?!since\b)[\w’'%-]+){0,6}(?<!\bthe)(?<!\ban)(?<!\ba)(?<!\bthis)\s*$",
    re.IGNORECASE,
)
# `The bombardment has killed`: the deed is what goes on.
_GOES_ON = re.compile(
    r"^[^,.]{0,60}?\b(?:has|have|had)\b(?:\s+\w+){0,3}?\s+(?:kill|wound|injur|displac|destroy|damag|"
    r"claim|left|forc|devastat|rais|continu|intensif|escalat|rag)\w*",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|few|couple of|many)"
_UNITS = r"(?:days|weeks|months|years|decades)"
_OVER = re.compile(
    r"\b(?:since|so far|to date|until now|up to now|each (?:day|night|week)|every (?:day|night|week)|"
    rf"(?:in|over|for|during|within|throughout|after)\s+(?:the\s+)?(?:past|last|previous|recent)\s+"
    rf"(?:{_NUMBER}\s+|week|month|year|{_UNITS})|in recent {_UNITS}|"
    rf"(?:for|after|in|during)\s+(?:more than |almost |nearly |over |about )?{_NUMBER} {_UNITS}\b|"
    r"(?:in|during) (?:the|this|its|their) (?:[\w-]+ )?(?:war|conflict(?! zone)|offensive|campaign)\b|this (?:month|year)|(?:near-)?(?:daily|nightly|weekly))",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|last|latest|(?:dead|blood|heavi|bigg|larg|great|strong)i?est|"
    r"worst|most (?:deadly|violent|serious|severe|intense)|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
# Where another clause begins, with events of its own.
_CLAUSE = re.compile(
    r"[;:–—]|(?:,\s*)?\b(?:when|after which|as|while|because|but|although|where)\b|, (?:which|who)\b",
    re.IGNORECASE,
)


# What `_ONGOING` and `_GOES_ON` ask for, to be looked for fast.
_GOING_ON = ("has", "have", "had", "continu", "went", "goes", "kept", "keeps")


@lru_cache(maxsize=8192)
def _may_go_on(sentence: str) -> bool:
    """Whether the words without which nothing is told to go on stand in a sentence."""
    said = sentence.casefold()
    return any(word in said for word in _GOING_ON)


@lru_cache(maxsize=8192)
def sums_over_time(sentence: str, start: int, end: int) -> bool:
    """Whether the clause of the trigger at `start` to `end` of the sentence tells of what went on.

    >>> said = "More than 200 people have been killed since the war began in May."
    >>> sums_over_time(said, 27, 33)
    True
    """
    if not _may_go_on(sentence):
        return False
    begin = max((m.end() for m in _CLAUSE.finditer(sentence, 0, start)), default=0)
    following = _CLAUSE.search(sentence, end)
    stop = following.start() if following else len(sentence)
    before = sentence[begin:start]
    # Asked first, as few clauses pass it and it costs least.
    ongoing = _ONGOING.search(before) or _GOES_ON.search(sentence[end:stop])
    over = _OVER.search(sentence, begin, stop) if ongoing else None
    if over is None or ongoing is None:
        return False
    if _HAD.search(ongoing[0]) and not _FROM_THEN_ON.match(over[0]):
        return False
    if _ONCE_DONE.fullmatch(sentence[start:end]) and _ONE_PERSON.search(before):
        return False
    # `the deadliest attack since May` is one; `since the latest war` says nothing of that.
    early = over.end() <= start
    return not _RANKED.search(
        sentence[over.end() if early else begin : stop if early else over.start()]
    )


def how_many(
    claim: Claim, count: tuple[int, int | None] | None, days: tuple[int, int] | None
) -> str:
    """`one` happening, `many`, or `open` where the words leave it so (`the attacks`).

    `count` are the bounds of what the claim counts, `days` its interval in ordinals.
    """
    span = claim.time is not None and claim.time.precision == "span"
    long = span and days is not None and days[1] - days[0] + 1 > LONG_DAYS
    start, end = (at - claim.evidence.start for at in (claim.trigger.start, claim.trigger.end))
    if _PARTS.search(claim.trigger.text):
        count = None
    if long or (count is not None and count[0] >= 2):
        return "many"
    if start >= 0 and sums_over_time(claim.evidence.text, start, end):
        return "many"
    if count is not None or not is_plural(claim.trigger.text):
        return "one"
    if _PARTS.search(claim.trigger.text):
        return "open"
    # `Most of the attacks failed`, `he directed attacks`: told of many, at no one time.
    return "many" if days is None and sums_up(claim.evidence.text[: max(0, start)]) else "open"
