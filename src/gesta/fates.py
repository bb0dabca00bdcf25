"""Words that tell what became of people: killed, wounded, or hit (shot, stabbed) with the end open.

shot, stabbed, gunshot wounds  → hit: dead or wounded, other words of the report say which
shot dead, fatally shot, died  → killed
injured, wounded               → wounded
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Fate = Literal["killed", "wounded", "hit"]

_PLURALS = frozenset(
    "people men women children police crew staff troops personnel folk youths others them they "
    "teens themselves those victims family public crowd group couple".split()
)

_FATAL = r"(?:fatally|mortally)"
_HITS = r"(?:shot|gunned down|stabbed|struck|hit|beaten|wounded|injured|knifed|grazed)"
KILLED = re.compile(
    rf"{_FATAL}(?:[ -](?:{_HITS}|shooting|stabbing|shoots|wounding|injuring|hitting|striking))?"
    rf"|{_HITS} (?:and (?:then )?)?(?:dead|killed|to death|{_FATAL})"
    r"|(?:shooting|stabbing|beating) deaths?|kill(?:s|ed|ing|ings)?"
    r"|die[sd]?|dead|deaths?|(?:los(?:e|es|t|ing)|claim(?:s|ed|ing)|tak(?:es|ing)|took)"
    r" (?:(?:his|her|their|the) )?(?:own )?li(?:fe|ves)"
    r"|pronounced (?:him |her |them )?dead|declared (?:him |her |them )?dead|dying|passed away|succumb(?:s|ed)"
    r"|perish(?:es|ed)|slain|slew|slaying|murder(?:s|ed|ing)?|murder-suicide|homicides?|massacred?|execut(?:ed|es|ing)"
    r"|assassinat(?:ed|es|ing|ion)|eliminat(?:ed|es|ing)|behead(?:ed|ing)|martyred|lynched|gunned down"
    r"|turn(?:s|ed|ing) (?:the|his|her|a|that) \w+ on (?:himself|herself)"
    r"|fatalit(?:y|ies)|death toll|deceased|commit(?:s|ted|ting) suicide",
    re.IGNORECASE,
)
WOUNDED = re.compile(
    r"(?:(?:suffer(?:ed|ing)|sustain(?:ed|ing)|with) (?:\w+[ -]){0,4}injur(?:y|ies))|"
    r"wound(?:ed|ing)|injur(?:es?|ed|ing|y|ies)|harm(?:s|ed|ing)?|hurt(?:s|ing)?|maim(?:s|ed|ing)?"
    r"|graz(?:ed|es|ing)|hospitali[sz]ed",
    re.IGNORECASE,
)
HIT = re.compile(
    r"(?:(?:gunshot|stab|bullet|shrapnel) )?wounds?|shot|shoots?|shooting|stabb(?:ed|ing)|stabs|struck|strik(?:es|ing)|hit|hits|hitting|opened fire on|beaten|knifed"
    r"|(?:accidental|drive-by|double|triple|quadruple) shooting",
    re.IGNORECASE,
)


def fate_of(word: str, after: str = "", before: str = "") -> Fate | None:
    """What a trigger says of its victims; the words around it decide for `shot`.

    >>> fate_of("shot"), fate_of("shot", " and killed in the yard"), fate_of("attack")
    ('hit', 'killed', None)
    """
    if KILLED.fullmatch(word):
        return "killed"
    word = _REFLEXIVE.sub("", word)
    if KILLED.fullmatch(word):
        return "killed"
    if WOUNDED.fullmatch(word):
        return "killed" if _IS_FATAL.search(before) else "wounded"
    if HIT.fullmatch(word) and not _FIRED.match(after):
        return "killed" if _ENDS.match(after) or _IS_FATAL.search(before) else "hit"
    return None


_SELF = r"(?:(?:him|her|it|my|your)self|(?:them|our)selves|self(?!-))"
_GERUND = re.compile(
    r"\b(?:for|after|by|before|of|with|admitt\w+|from)\s+(?:(?:\w+ly|allegedly)\s+)?$",
    re.IGNORECASE,
)
_REFLEXIVE = re.compile(rf"\s+(?:(?:dead|fatally|and killed)\s+)?{_SELF}\b", re.IGNORECASE)
_ENDS = re.compile(
    r"[ ,]+(?:dead|to death|fatally|deaths?)\b|[^.;,!?\n]{1,50}(?<!sentenced)(?<!condemned)(?<!put) to death\b|\s+(?:and|, then)\s+(?:killed|died)\b",
    re.I,
)
_FIRED = re.compile(r"s?,? (?:(?:was|were|being|had been) )?(?:fired|rang|heard)\b", re.IGNORECASE)
_IS_FATAL = re.compile(r"\b(?:fatal(?:ly)?|mortally|deadly)(?: (?:and )?\w+)?\s+$", re.IGNORECASE)


_NOUN = re.compile(
    r"shooting|gunshot|murder(?:-suicide)?|homicides?|deaths?|killings?|slaying|wounds?|injur(?:y|ies)|"
    r"fatalit(?:y|ies)|death toll|\w+ (?:deaths?|wounds?|shooting)|strikes|hits|stabbing",
    re.IGNORECASE,
)


def is_noun(word: str) -> bool:
    """Whether a casualty word is mostly a noun: it has a subject or an object only behind `of`."""
    return _NOUN.fullmatch(word) is not None


def is_plural(noun: str) -> bool:
    """Whether a noun for people (lower case) names more than one, by its form."""
    if noun in _PLURALS:
        return True
    return len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s"))


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got)\s+(?:(?:also|later|both|all|each|then|not|\w+ly)\s+|"
    r"(?:shot|stabbed|beaten|hit)\s+and\s+)*$",
    re.IGNORECASE,
)
# Between the subject and its verb.
_SUBJECT = re.compile(
    r",?\s+(?:(?:\w+ly|then|also|later|who|had|has|may|have|shot\s+and)\s+){0,4}", re.IGNORECASE
)
_AGENT = re.compile(r"\bby\s+(?:[\w’'-]+,?\s+){0,4}$", re.IGNORECASE)
_HIM = re.compile(r"\s+(?:him|them|us|me|you|her(?! [a-z]))\b", re.IGNORECASE)
_BARE = re.compile(r"\b(?:dead|killed|died|injured|wounded|hurt|hospitali[sz]ed)\b", re.IGNORECASE)


_ACCUSED = re.compile(
    r"\b(?:charg(?:ed?|es|ing)|accused|suspected|convicted|arrest(?:ed|s|ing)?|booked|indicted|wanted|"
    r"sought|guilty|jailed|sentenced|questioned|custody|fac(?:es?|ed|ing)|held|detained)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"\b(?:of|for|with|in|to|on|over|from)\s+(?:[\w’'-]+,?\s+){0,6}$|\bcharges?\s+$|\bmurder\s+$|\bfac(?:es?|ed|ing)\s+$",
    re.IGNORECASE,
)


def _is_accused(one: tuple[int, int], word: tuple[int, int], text: str) -> bool:
    """Whether someone is named as the one accused of it: `a man was arrested for murder`, `police
    charged a teen with the killing`."""
    between = text[one[1] : word[0]]
    if one[1] > word[0] or "\n" in between or not _OF_WHICH.search(between):
        return False
    return bool(_ACCUSED.search(between) or _ACCUSED.search(text[max(0, one[0] - 30) : one[0]]))


def is_self(word: tuple[int, int], text: str) -> bool:
    """Whether someone does it to himself: `shot himself`, `killed herself`."""
    inside = _REFLEXIVE.search(text, *word)
    return inside is not None or _REFLEXIVE.match(text, word[1]) is not None


def is_gerund(text: str, start: int, end: int) -> bool:
    """Whether a word in `-ing` behind `text[start:end]` is a verb: `arrested for` shooting a boy."""
    return _GERUND.search(text, start, end) is not None


def is_passive(before: str) -> bool:
    """Whether the words before a verb make its subject the one it is done to."""
    return _PASSIVE.search(before) is not None


def done_to(people: Sequence[tuple[int, int]], word: tuple[int, int], text: str) -> list[int]:
    """Which of the people (start, end), tied to the casualty word by the reader, it was done to.

    No doer behind `by`; of an active verb only those behind it (`a child shot a boy`), none where
    a pronoun stands there (`his sister shot him`); none whose own word comes before this one (`a
    man dead and a boy injured`); of a description and a name set side by side, one.
    """
    start, end = word
    if is_self(word, text):
        return [at for at, one in enumerate(people) if _SUBJECT.fullmatch(text, one[1], start)]
    passive = is_passive(text[max(0, start - 80) : start])
    behind = [p for p in people if p[0] >= end and not _AGENT.search(text[end : p[0]])]
    before = [p for p in people if p[0] < end and not _is_accused(p, word, text)]
    if passive or not behind:
        kept = [] if not passive and _HIM.match(text, end) else [*before, *behind]
    else:
        kept = behind
    found = []
    for at, one in enumerate(people):
        following = people[at + 1] if at + 1 < len(people) else None
        until = (
            min(start, following[0]) if following is not None and following[0] < start else one[1]
        )
        told = one[1] <= until and _BARE.search(text, one[1], until) is not None
        beside = following is not None and not text[one[1] : following[0]].strip()
        if one in kept and not told and not beside:
            found.append(at)
    return found
