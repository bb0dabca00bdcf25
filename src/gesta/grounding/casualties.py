"""Deaths and wounds that the reader overlooked, added to its reading as events of their own.

The codebook makes `died` and `was pronounced dead` triggers of ASSAULT; the reader often keeps to
the shooting itself. An event is added only in a report that tells of an assault that happened,
only where the sentence says whose death it is or how many died, and never for a death by
accident, illness or old age, or one that is denied, feared or only possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesta.fates import fate_of, is_gerund, is_noun, is_self
from gesta.grounding.heads import is_dated
from gesta.grounding.numerals import NUMERAL
from gesta.grounding.victims import victims_of
from gesta.types import Argument, EventMention, Mention, Reading, Sentence, Span

SCORE = 0.5  # what an event found by rule is given where the reader gives its own certainty
_DONE = frozenset(("reported", "attributed", "claimed", "alleged"))
_WORD = re.compile(
    r"\b(?:pronounced dead|declared dead|die[sd]|(?<=is )dead|(?<=are )dead|(?<=was )dead|(?<=were )dead"
    r"|dead(?= (?:on|at) (?:the )?(?:scene|arrival))|succumbed|passed away|perished"
    r"|fatally(?: (?:shot|wounded|injured|stabbed|struck))?|(?:shot|stabbed|beaten) (?:dead|to death)"
    r"|(?:claimed|took|lost) (?:the|his|her|their) (?:own )?li(?:fe|ves)"
    r"|turned (?:the|his|her|a) \w+ on (?:himself|herself)|deceased"
    r"|(?:suffer(?:ed|ing)|sustain(?:ed|ing)|with) (?:\w+[ -]){0,4}injur(?:y|ies)"
    r"|commit(?:s|ted|ting) suicide|hospitali[sz]ed"
    r"|(?:(?<=was )|(?<=were )|(?<=been )|(?<=also ))(?:struck|hit)"
    r"(?= by (?:\w+ ){0,2}(?:bullets?|gunfire|shrapnel|gunshots?|shots))"
    r"|killed|wounded|injured|gunshot wounds?|(?:stab|bullet|shrapnel) wounds?|dead|hurt)\b",
    re.IGNORECASE,
)
_IN_ROW = re.compile(r"\b(?:dead|hurt|shot|killed|injured|wounded), $", re.IGNORECASE)
_PARENT = re.compile(r"\b(?:father|mother|dad|mom|parents?|grand\w+) of $", re.IGNORECASE)
# Behind a noun that is done to someone.
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_BESIDE = 5  # characters between two words for one fate
_NEXT_NUMBER = re.compile(rf"\b(?:{NUMERAL})\b", re.IGNORECASE)
_UNSAID = re.compile(
    r"\b(?:not|n['’]t|no one|nobody|none|no|never|could|would|may|might|can|if|whether|unless|"
    r"fear(?:ed|s)?|nearly|almost|without|other than|presumed|played|how many|who else|until)\b"
    r"[^.;!?\n]{0,60}$",
    re.IGNORECASE,
)
_OTHER_CAUSE = re.compile(
    r"\b(?:cancer|illness|natural causes|heart attack|disease|old age|overdose|crash(?:ed)?|car accident|"
    r"drown(?:ed|ing)|years? ago|last year|in (?:19|20)\d\d|sorry|covid\S*|stroke)\b",
    re.IGNORECASE,
)
_PEOPLE = (
    "people|persons?|m[ae]n|wom[ae]n|victims?|teen(?:ager)?s?|child(?:ren)?|boys?|girls?|civilians?|"
    "soldiers?|officers?|fighters?|policem[ae]n|villagers?|militants?|students?|residents?|adults?"
)
# No age (`Skinner, 26, was`), no year, no share of a period: those stand behind other words.
_NUMBER_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(“\"—-]))(?<!aged )(?<!age )(?<!in )(?<!since )"
    rf"(?P<number>(?:at least |more than |up to |about |nearly |as many as |some )?"
    rf"(?:another |the |all )?(?!(?:19|20)\d\d\b)(?:{NUMERAL}|both|several|dozens|hundreds|scores)|another)"
    rf"(?: (?:of them|of whom|more|other|others|(?:other )?(?:{_PEOPLE})))?"
    r"(?: (?:is|are|was|were|have been|has been|had been|being|got|left|have|had|has))? ?$",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(
    rf"\s+(?P<number>(?:at least |more than |up to |about |nearly |as many as |some )?(?:another |the |all )?"
    rf"(?!(?:19|20)\d\d\b)(?:{NUMERAL}|several|dozens|hundreds|scores))(?!-|\w|%|[.:,]\d| (?:times|"
    r"days?|weeks?|hours?|months?|years?|minutes?|percent|shots?|rounds?|a\.m|p\.m|met(?:er|re)s?|"
    r"miles?|feet|foot|yards?|km|kilomet(?:er|re)s?|blocks?)\b)",
    re.IGNORECASE,
)
# A subject that the reader marked as no mention.
# What says by itself that someone did it to them.
_VIOLENT = re.compile(
    r"\b(?:gunshot wounds?|fatally shot|shot (?:dead|to death|and killed)|stab wounds?)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:an?|the|another|his|her) ", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[\s(“\"—,]))(?P<who>he|she|(?:an?|the|another|his|her) "
    rf"(?:(?!(?:an?|the|another|his|her|sa(?:id|ys)|that) )[\w’'-]+ ){{0,4}}?(?:{_PEOPLE}|"
    r"toddler|infant|baby|youth|son|daughter|father|mother|brother|sister|wife|husband|suspect|gunman)"
    r"|(?:(?:an?|the) )?\d{1,2}[- ](?:year|month)[- ]old(?: (?!(?:is|was|has|had)\b)\w+)?)"
    r" (?:(?:is|was|has|had|later|also|been|being|accidentally|both|"
    r"suffer(?:ed|ing|s)|sustain(?:ed|ing)|receiv(?:ed|ing)|with|from|an?|\w+-inflicted|apparent|single|"
    r"multiple|several|\w+ly) ){0,5}$",
    re.IGNORECASE,
)


def with_casualties(reading: Reading, text: str) -> Reading:
    """The reading with the casualty events that it lacks, and with the victims of those it has."""
    told = any(e.type == "ASSAULT" and e.certainty in _DONE for e in reading.events)
    if not told and not _VIOLENT.search(text):
        return reading
    mentions, added = list(reading.mentions), []
    for sentence in reading.sentences:
        if sentence.kind == "question" or _OTHER_CAUSE.search(text, sentence.start, sentence.end):
            continue
        for word in _overlooked(sentence, reading, text):
            event = _event(word, sentence, reading, text, mentions)
            if event is not None:
                added.append(event)
    known = tuple(_with_victims(event, reading, text, mentions) for event in reading.events)
    return replace(reading, events=(*known, *added), mentions=tuple(mentions))


def _with_victims(
    event: EventMention, reading: Reading, text: str, mentions: list[Mention]
) -> EventMention:
    """The event with its recipients, where the reader tied none to a word that has some, or others
    than the person right before the word (`friends of a boy shot in Homs`)."""
    tied = [a for a in event.arguments if a.role == "recipient"]
    if event.type != "ASSAULT":
        return event
    sentence = next((s for s in reading.sentences if s.start <= event.start < s.end), None)
    word = Span(event.start, event.end)
    if sentence is None or fate_of(word.of(text)) is None:
        return event
    if is_noun(word.of(text)):
        return event if tied else _with_objects(event, word, sentence, reading, text)
    if tied:
        people = _right_before(tied, word, sentence, text, mentions)
        if not people:
            return event
    else:
        people = victims_of(word, Span(sentence.start, sentence.end), reading, text)
        people = _not_doers(word, people, reading, text)
        people = people or _unmarked(word, sentence, text, mentions)
    kept = [a for a in event.arguments if not people or a.role != "recipient"]
    added = (Argument("recipient", i, None, SCORE) for i in people)
    return replace(event, arguments=(*kept, *added))


def _with_objects(
    event: EventMention, word: Span, sentence: Sentence, reading: Reading, text: str
) -> EventMention:
    """A noun with whom it was done to: `the shooting of a boy`, `arrested for shooting a boy`."""
    is_verb = is_gerund(text, sentence.start, word.start)
    if not is_verb and _OF.match(text, word.end) is None:
        return event
    people = victims_of(word, Span(sentence.start, sentence.end), reading, text)
    behind = [i for i in people if reading.mentions[i].start >= word.end]
    added = (Argument("recipient", i, None, SCORE) for i in behind)
    return replace(event, arguments=(*event.arguments, *added))


def _right_before(
    tied: Sequence[Argument], word: Span, sentence: Sentence, text: str, mentions: list[Mention]
) -> list[int]:
    """The person that stands right before the word, where those tied to it are others before that."""
    people = [mentions[a.mention] for a in tied if a.mention is not None]
    who = _plain_subject(word, sentence, text)
    if who is None or who.of(text).lower() in ("he", "she"):
        return []
    if not people or any(person.end > who.start for person in people):
        return []
    return _unmarked(word, sentence, text, mentions)


def _overlooked(sentence: Sentence, reading: Reading, text: str) -> Iterator[Span]:
    """Casualty words of a sentence that are no event's trigger and are said to have happened."""
    taken = [e for e in reading.events if e.start < sentence.end and sentence.start < e.end]
    for found in _WORD.finditer(text, sentence.start, sentence.end):
        word = Span(found.start(), found.end())
        near = any(_is_beside(word, Span(e.start, e.end), text) for e in taken)
        if not near and not _UNSAID.search(text[sentence.start : word.start]):
            yield word


def _is_beside(word: Span, other: Span, text: str) -> bool:
    """Whether two words tell of one fate: `shot and killed`, but not `1 dead, 3 shot`."""
    gap = max(word.start, other.start) - min(word.end, other.end)
    between = text[min(word.end, other.end) : max(word.start, other.start)]
    return gap <= _BESIDE and not _NEXT_NUMBER.search(between)


def _event(
    word: Span, sentence: Sentence, reading: Reading, text: str, mentions: list[Mention]
) -> EventMention | None:
    """The event of a casualty word; a number that is no mention yet is added to `mentions`."""
    fate = fate_of(word.of(text), text[word.end : word.end + 30], text[sentence.start : word.start])
    if fate is None:
        return None
    role = "killed" if fate == "killed" else "wounded"
    number = number_before(word.start, sentence.start, text) or number_behind(word.end, text)
    taken = {
        a.mention for e in reading.events for a in e.arguments if a.role in ("killed", "wounded")
    }
    arguments = []
    if number is not None:
        index = _mention_at(number, mentions)
        if index in taken:
            return None
        arguments.append(Argument(role, index))
    people = _not_doers(word, victims_of(word, Span(sentence.start, sentence.end), reading, text),
                        reading, text)  # fmt: skip
    if number is not None and number.start > word.end:
        people = [index for index in people if mentions[index].start > word.end]
    if not people and number is None:
        people = _unmarked(word, sentence, text, mentions)
    arguments += [Argument("recipient", index) for index in people]
    if not arguments:
        return None
    said = _said_by(word, reading)
    grade = "attributed" if said else "reported"
    return EventMention(
        word.start, word.end, "ASSAULT", grade,
        arguments=tuple(arguments), said_by=said, score=SCORE,
    )  # fmt: skip


def number_before(at: int, least: int, text: str) -> Span | None:
    """The number that stands right before a casualty word: `13 were injured`, `one fatally`."""
    line = max(least, at - 80)
    found = _NUMBER_BEFORE.search(text[line:at])
    if found is None:
        return None
    start = line + found.start("number")
    if _PARENT.search(text, max(0, start - 20), start):
        return None
    if is_dated(text, start) and not _IN_ROW.search(text, max(0, start - 12), start):
        return None
    return Span(start, line + found.end("number"))


def _not_doers(word: Span, people: list[int], reading: Reading, text: str) -> list[int]:
    """The people less those who do what the report tells, unless they do it to themselves."""
    doers = {a.mention for e in reading.events for a in e.arguments if a.role == "actor"}
    return [i for i in people if i not in doers or is_self((word.start, word.end), text)]


def number_behind(at: int, text: str) -> Span | None:
    """The number of the people that a verb has for its object: `wounded at least 12`."""
    found = _NUMBER_BEHIND.match(text, at)
    return Span(found.start("number"), found.end("number")) if found else None


def _unmarked(word: Span, sentence: Sentence, text: str, mentions: list[Mention]) -> list[int]:
    """A mention made of a subject that the reader marked as none: `he died`."""
    who = _plain_subject(word, sentence, text)
    if who is None:
        return []
    mentions.append(Mention(who.start, who.end, "civilian", SCORE))
    return [len(mentions) - 1]


def _plain_subject(word: Span, sentence: Sentence, text: str) -> Span | None:
    """The words right before a casualty word that stand for one person, less their article."""
    line = max(sentence.start, word.start - 80)
    found = _SUBJECT.search(text[line : word.start])
    if found is None:
        return None
    start = line + found.start("who")
    article = _ARTICLE.match(found["who"])
    return Span(start + (article.end() if article else 0), line + found.end("who"))


def _mention_at(number: Span, mentions: list[Mention]) -> int:
    for index, mention in enumerate(mentions):
        if mention.type == "number" and mention.start < number.end and number.start < mention.end:
            return index
    mentions.append(Mention(number.start, number.end, "number", SCORE))
    return len(mentions) - 1


def _said_by(word: Span, reading: Reading) -> tuple[int, ...]:
    """The attributions whose content holds the word, the outermost (longest) first."""
    holding = [
        (part.start - part.end, index)
        for index, said in enumerate(reading.attributions)
        for part in said.content
        if part.start <= word.start and word.end <= part.end
    ]
    return tuple(dict.fromkeys(index for _, index in sorted(holding)))
