"""Lines that name their speaker: `IDF: …` before what is said, `… : monitor` behind it.

A bulletin opens with its body and a colon, or with `Joint X and Y announcement:`; in the annotated
training passages 9 of the 11 events of the first sentence behind are said by it (how much further
it speaks the annotation is not of one mind: 11 of 27). A headline ends with its source, without
an article; it stands in titles, seldom in passages.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from gesta.types import Attribution, EventMention, Mention, Reading, Span

SURE: Final = 0.7
HEADLINE: Final = 150  # characters, at most
_BODIES: Final = frozenset({"group", "force", "government", "organisation", "media"})
# A country or a group and a colon are as often what a headline is about.
_ALONE: Final = frozenset({"force"})
_OPENING: Final = re.compile(
    r"^(?:The )?(?P<who>[^.:!?\n“\"]{2,90}?)"
    r"(?P<kind> (?:[Aa]nnouncement|[Ss]tatement|[Bb]ulletin|[Cc]ommuniqu[eé]|[Pp]ress [Rr]elease))?"
    r"(?P<colon>:)(?=\s*[A-Z“\"])",
    re.MULTILINE,
)
_SENTENCE: Final = re.compile(r".+?(?:[.!?](?=[\s”\"]|$)|$)", re.MULTILINE)
# By the codebook, sources without a name; whoever is not here is a person.
_KINDS: Final = {
    **dict.fromkeys("police army military".split(), "force"),
    **dict.fromkeys("ministry official officials".split(), "government"),
    **dict.fromkeys("activist activists medics residents witness witnesses".split(), "civilian"),
    **dict.fromkeys("media tv agency report reports".split(), "media"),
    **dict.fromkeys("un ngo observatory".split(), "organisation"),
}
# Whom headlines name behind a colon or a dash, in the words that stand for nobody else there.
_TAIL: Final = re.compile(
    r"(?:: | [-–—] )(?P<who>(?:(?-i:[A-Z])\w+ |state )?(?:monitors?|observatory|activists?|officials?"
    r"|police|army|military|ministry|media|TV|reports?|sources?|medics|residents|witness(?:es)?"
    r"|spokes(?:man|woman|person)|UN|NGO|agency))(?=\.?\s*$|\. (?-i:[A-Z]))",
    re.MULTILINE | re.IGNORECASE,
)


def with_lines(text: str, reading: Reading) -> Reading:
    """The reading of `text`, the events in such lines that nobody outside them is read to tell being
    told by whom the line names; what was told as the report's own is `attributed` then."""
    events = sorted(event.start for event in reading.events)

    def tells(content: Span) -> bool:
        return bisect_left(events, content.start) < bisect_left(events, content.end)

    for cue, sources, content in _opened(text, reading, tells):
        reading = told_by(reading, cue, sources, content, outer=True)
    for who, content in filter(lambda found: tells(found[1]), _closed(text, reading)):
        kind = _KINDS.get(who.of(text).lower().split()[-1], "person")
        reading = told_by_name(reading, who, who, content, kind)
    return reading


def told_by(
    reading: Reading,
    cue: Span,
    sources: Sequence[int],
    content: Span,
    *,
    outer: bool = False,
) -> Reading:
    """The reading with its events in `content` that nobody tells told by `sources`, mentions; where
    these are `outer` to all that the content itself names as sources, with the events of those too.
    As it is where there are no such events."""

    def inner(event: EventMention) -> bool:
        cues = [reading.attributions[i].cue for i in event.said_by]
        free = outer and all(map(content.contains, cues))
        return content.start <= event.start < content.end and (free or not cues)

    if not any(map(inner, reading.events)):
        return reading
    added = tuple(Attribution(source, cue, (content,), SURE) for source in sources)
    by = tuple(range(len(reading.attributions), len(reading.attributions) + len(added)))
    events = tuple(
        replace(
            event,
            said_by=(*by, *event.said_by),
            certainty="attributed" if event.certainty == "reported" else event.certainty,
        )
        if inner(event)
        else event
        for event in reading.events
    )
    return replace(reading, attributions=(*reading.attributions, *added), events=events)


def told_by_name(reading: Reading, cue: Span, name: Span, content: Span, kind: str) -> Reading:
    """The same, told by the mention in `name`; where there is none, the name becomes one of this
    type, the last, so that indexes hold."""
    source = next((i for i, m in enumerate(reading.mentions) if _in(name, m.start, m.end)), None)
    if source is not None:
        return told_by(reading, cue, [source], content)
    told = told_by(reading, cue, [len(reading.mentions)], content)
    if told is reading:
        return reading
    return replace(told, mentions=(*told.mentions, Mention(name.start, name.end, kind, SURE)))


def _opened(
    text: str, reading: Reading, tells: Callable[[Span], bool]
) -> Iterator[tuple[Span, list[int], Span]]:
    """The cue of a line that opens with a body, the mentions that are such bodies, and the sentence
    behind, where it `tells` of an event."""
    for line in _OPENING.finditer(text):
        said = _SENTENCE.search(text, line.end())
        if said is None or not tells(Span(*said.span())):
            continue
        who = Span(*line.span("who"))
        named = [i for i, m in enumerate(reading.mentions) if _in(who, m.start, m.end)]
        kind = line["kind"]
        bodies = [i for i in named if reading.mentions[i].type in (_BODIES if kind else _ALONE)]
        ends = [(reading.mentions[i].start, reading.mentions[i].end) for i in bodies]
        if bodies if kind else ends == [(who.start, who.end)]:
            start, end = line.span("kind" if kind else "colon")
            yield Span(start + (kind is not None), end), bodies, Span(*said.span())


def _closed(text: str, reading: Reading) -> Iterator[tuple[Span, Span]]:
    """Whom a headline names at its end, and the headline."""
    starts = [0, *(s.start for s in reading.sentences)]
    for line in _TAIL.finditer(text):
        who = Span(*line.span("who"))
        start = starts[bisect_right(starts, line.start()) - 1]
        start = max(start, text.rfind("\n", 0, line.start()) + 1)
        if line.start() - start <= HEADLINE:
            yield who, Span(start, line.start())


def _in(outer: Span, start: int, end: int) -> bool:
    return outer.start <= start and end <= outer.end
