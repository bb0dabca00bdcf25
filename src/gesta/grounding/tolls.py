"""How many an event killed or wounded, from the numbers and the people that its words give.

In this order, the first that says a number: the number right before the casualty word, a number
that the reader tied to the event, one that stands before its recipients, the recipients
themselves. The event's own word overrules the reader on which of the two it is:

    13 were injured and one killed    → wounded: 13; killed: one
    harmed thousands of fighters      → wounded: thousands
    two women and a man were killed   → killed: 3
    nine people were shot             → wounded: nine, of whom other words may say that they died
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from gesta.fates import Fate, done_to, fate_of, is_noun, is_passive
from gesta.grounding.casualties import number_before, number_behind
from gesta.grounding.counts import parse_count
from gesta.grounding.heads import LONGEST, PEOPLE, head_count, list_of
from gesta.grounding.no_tolls import is_no_toll
from gesta.grounding.numerals import NUMERAL
from gesta.types import Count, EventMention, Mention

Role = Literal["killed", "wounded"]
_ROLE_OF: dict[Fate, Role] = {"killed": "killed", "wounded": "wounded", "hit": "wounded"}
_AROUND = 40  # characters on either side of a trigger that tell the end of those who were hit
_AFTER_AGE = re.compile(r",| and \d+\b| years old| of ", re.IGNORECASE)
_NO_HARM = re.compile(
    r"captur(?:ed|es|ing)|abduct(?:ed|s|ing|ions?)|kidnap\w*|arrest(?:ed|s|ing)?|detain(?:ed|s|ing)|"
    r"(?:went |gone |go )?missing|disappear(?:ed|ances?)|displac(?:ed|ing)|evacuated|released|rescued",
    re.IGNORECASE,
)
_ELSE = r"(?:killed|killing|wounded|wounding|injured|injuring|captured|capturing|missing|arrested)"
_OR_ELSE = re.compile(
    rf" (?:or {_ELSE}|and {_ELSE}(?!\s+(?:(?:at least|more than|up to|about|another|some) )?(?:an?\b|\d|"
    rf"{NUMERAL}|several|dozens|scores|many|others?)))(?![\w-])",
    re.IGNORECASE,
)
_ELSE_OR = re.compile(rf"\b{_ELSE} or $", re.IGNORECASE)
# A number before it counts shots, not people.
_SHOTS = re.compile(
    r"(?:(?:gun)?shots?|rounds?|bullets?)(?: (?:was|were|being))? (?:fired|rang|heard)\b", re.I
)
_AND_SELF = re.compile(
    r"[^.;!?\n]{0,30}?\band (?:then )?(?:killed )?(?:himself|herself)\b", re.IGNORECASE
)
# Between the number and the people: `thousands of`, `16 key`, nothing that begins another phrase.
_BETWEEN = re.compile(r" +(?:of +)?(?:(?:the|its|their) +)?(?:[\w’'-]+ +){0,2}")
# The number of a noun phrase, right before its noun.
_NUMBER_OF = re.compile(rf"\b(?:{NUMERAL})(?=[ -](?:[\w’'-]+ ){{0,2}}$)", re.IGNORECASE)
_VERB = re.compile(
    r"(?:kill|wound|injur|shoot|stabb?|hitt?|strik|graz|maim|murder)(?:s|es|ed|ing)?|shot|struck",
    re.I,
)
_OTHER_CLAUSE = re.compile(r"\b(?:when|after|as|while|before|because|by)\s", re.IGNORECASE)
_ONE_WAS = re.compile(
    r"(?:^|[\s(“\"—,])(?P<who>he|she) (?:(?:was|is|had|has|been|got|also|later|\w+ly|shot and|stabbed and) ){0,4}$",
    re.IGNORECASE,
)


def toll_of(
    role: Role, event: EventMention, mentions: Sequence[Mention], text: str
) -> Count | None:
    """The number killed or wounded (the role) in an event, None where its words give none."""
    tied = [
        mentions[a.mention]
        for a in event.arguments
        if a.mention is not None
        and told_role(a.role, event, text) == role
        and not _is_age(mentions[a.mention], text)
        and not _is_no_toll(mentions[a.mention], text)
    ]
    fate = event_fate(event, text)
    if _SHOTS.match(text, event.start) or _shares_number(event, text):
        return None
    if fate is None or _ROLE_OF[fate] != role:
        return _first(tied, text)
    people = _done_to(event, mentions, text)
    count = _beside(event, text) or _object(event, text)
    if count is None and (one := _ONE_WAS.search(text, _line(event, text), event.start)):
        return None if fate == "hit" else Count(one["who"], 1, None)
    if count is None:
        count = _first(
            _of_these(tied, people, event, text) or _before(people, event, mentions, text), text
        )
    # Of those who were hit some may have died: without a number nothing is said of either.
    heads = head_count(_whole_list(people, event, mentions, text), text) if fate != "hit" else None
    if count is None or (heads is not None and _is_part(count, heads)):
        count = heads
    return count if count is None or not people else _with_self(count, people, event, text)


def _with_self(count: Count, people: Sequence[Mention], event: EventMention, text: str) -> Count:
    """The count and the doer too, who did it to himself after: `killed two girls and himself`."""
    at = text.find(count.text, event.end)
    found = _AND_SELF.match(text, people[-1].end) if people[-1].start >= event.end else None
    if found is None or count.low is None or not 0 <= at < people[-1].end:
        return count
    high = None if count.high is None else count.high + 1
    return Count(text[at : found.end()], count.low + 1, high)


def _shares_number(event: EventMention, text: str) -> bool:
    """Whether the event counts other people, or shares its number with another fate: `captured`,
    `killed or wounded` (codebook: such a number is neither of the two)."""
    word = text[event.start : event.end]
    before = text[max(0, event.start - _AROUND) : event.start]
    plain = re.fullmatch(_ELSE, word, re.IGNORECASE) is not None  # `shot and killed` is one fate
    shared = plain and (_OR_ELSE.match(text, event.end) or _ELSE_OR.search(before)) is not None
    return _NO_HARM.fullmatch(word) is not None or shared


def _is_age(number: Mention, text: str) -> bool:
    """Whether a number stands where an age does: `two teenagers, 17 and 19, were`."""
    return text.endswith(", ", 0, number.start) and _AFTER_AGE.match(text, number.end) is not None


def _is_no_toll(mention: Mention, text: str) -> bool:
    """Whether a number, or that of some people, is no toll: `home to 2 million people`."""
    if mention.type == "number":
        return is_no_toll(mention.start, mention.end, text)
    number = _NUMBER_OF.search(text, max(0, mention.start - _AROUND), mention.start)
    return number is not None and is_no_toll(number.start(), number.end(), text)


def _done_to(event: EventMention, mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Those of the event's recipients to whom its word was done."""
    people = [
        mentions[a.mention]
        for a in event.arguments
        if a.mention is not None
        and a.role == "recipient"
        and not _is_no_toll(mentions[a.mention], text)
    ]
    starts = [(p.start, p.end) for p in people]
    kept = done_to(starts, (event.start, event.end), text)
    return [people[at] for at in kept]


def _whole_list(
    people: Sequence[Mention], event: EventMention, mentions: Sequence[Mention], text: str
) -> Sequence[Mention]:
    """The recipients with those listed before them: `ten children and five women`, where the
    reader tied the women alone."""
    if not people:
        return people
    first = min(people, key=lambda p: p.start)
    # Of a verb's objects none stands before the verb.
    least = max(first.start - LONGEST, event.end if first.start >= event.end else 0)
    near = [m for m in mentions if m.type in PEOPLE and least <= m.start <= first.start]
    near.sort(key=lambda m: m.start)
    for at in range(len(near) - 1):
        if first in list_of(near[at:], text):
            return [*near[at:-1], *people]
    return people


def _first(numbers: Iterable[Mention], text: str) -> Count | None:
    """The first of the numbers that says how many."""
    counts = (parse_count(text[number.start : number.end]) for number in numbers)
    return next((count for count in counts if count is not None), None)


def _beside(event: EventMention, text: str) -> Count | None:
    """The number right before the event's word."""
    found = number_before(event.start, _line(event, text), text)
    return parse_count(found.of(text)) if found else None


def _object(event: EventMention, text: str) -> Count | None:
    """The number that an active verb has for its object: `killing two of them`."""
    word = text[event.start : event.end]
    before = text[_line(event, text) : event.start]
    if _VERB.fullmatch(word) is None or is_passive(before):
        return None
    found = number_behind(event.end, text)
    return parse_count(found.of(text)) if found else None


def _of_these(
    tied: Sequence[Mention], people: Sequence[Mention], event: EventMention, text: str
) -> Sequence[Mention]:
    """The numbers tied to the event, less those of another clause: behind `when` or `after`, and
    before a verb whose people stand behind it (`three were hurt before he shot a guard`)."""
    tied = [n for n in tied if not _OTHER_CLAUSE.search(text, event.end, n.start)]
    if not people or any(person.start < event.end for person in people):
        return tied
    return [number for number in tied if number.start >= event.end]


def _before(
    people: Sequence[Mention], event: EventMention, mentions: Sequence[Mention], text: str
) -> list[Mention]:
    """The numbers that stand right before the event's recipients and fill no role of it."""
    taken = {a.mention for a in event.arguments}
    return [
        number
        for index, number in enumerate(mentions)
        if number.type == "number"
        and index not in taken
        and not _is_no_toll(number, text)
        and any(_BETWEEN.fullmatch(text, number.end, person.start) for person in people)
    ]


def _is_part(count: Count, heads: Count) -> bool:
    """Whether a number counts only some of the people of a list: `two` in `two women and a man`."""
    return count.text in heads.text and (heads.low or 0) > (count.low or 0)


def _line(event: EventMention, text: str) -> int:
    """Where the line of an event begins, or the stretch before it that is looked at."""
    return max(text.rfind("\n", 0, event.start) + 1, event.start - 2 * _AROUND)


def event_fate(event: EventMention, text: str) -> Fate | None:
    """What became of the recipients by the event's own word and those around it."""
    if event.type != "ASSAULT":
        return None
    word = text[event.start : event.end].lower()
    if is_noun(word) and "shoot" in word and number_behind(event.end, text) is None:
        return None  # the reader's role stands: `a shooting that left three dead`
    after = text[event.end : event.end + _AROUND]
    return fate_of(text[event.start : event.end], after, text[_line(event, text) : event.start])


def told_role(role: str, event: EventMention, text: str) -> str:
    """The role of a toll that was read as `role`: the other one where the event's word says so
    (`harmed` kills nobody); any other role stays. `burned` may mean either."""
    fate = event_fate(event, text)
    if role not in ("killed", "wounded") or fate is None:
        return role
    return _ROLE_OF[fate]
