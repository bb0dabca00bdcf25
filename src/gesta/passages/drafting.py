"""A reading as annotated passages: a first draft for a person to correct."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase

from gesta.passages.compact import Row
from gesta.types import EventMention, Reading, Report, Span

WORDS = 90  # a passage is closed after the sentence with which it has this many words


def drafts(report: Report, reading: Reading) -> Iterator[Row]:
    """The report's text as passages of whole sentences, with what was read in each.

    What joins two passages (a tie, a source, an actor named before) is left out: a passage stands
    by itself.
    """
    for number, (first, last) in enumerate(_cuts(report, reading), 1):
        start, end = reading.sentences[first].start, reading.sentences[last - 1].end
        kinds = [s.kind for s in reading.sentences[first:last]]
        row = _row(report.text, reading, Span(start, end), kinds)
        yield {"id": f"{report.id}-{number}", "origin": "draft", **row}


def _cuts(report: Report, reading: Reading) -> Iterator[tuple[int, int]]:
    first = words = 0
    for at, sentence in enumerate(reading.sentences, 1):
        words += len(report.text[sentence.start : sentence.end].split())
        if words >= WORDS or at == len(reading.sentences):
            yield first, at
            first, words = at, 0


def _row(text: str, reading: Reading, part: Span, kinds: list[str]) -> Row:
    mentions = dict(
        zip(
            (i for i, m in enumerate(reading.mentions) if part.contains(Span(m.start, m.end))),
            _names(),
            strict=False,
        )
    )
    events = {
        i: f"e{n}"
        for n, i in enumerate(
            (i for i, e in enumerate(reading.events) if part.contains(Span(e.start, e.end))), 1
        )
    }
    return {
        "text": part.of(text),
        "mentions": [
            {"id": name, "type": reading.mentions[i].type, **_placed(reading.mentions[i], part)}
            for i, name in mentions.items()
        ],
        "events": [
            _event(reading.events[i], name, part, mentions, events) for i, name in events.items()
        ],
        "attributions": list(_attributions(reading, part, mentions)),
        "ties": [
            {"type": t.type, "from": mentions[t.head], "to": mentions[t.tail]}
            for t in reading.ties
            if t.head in mentions and t.tail in mentions
        ],
        "sentences": kinds,
    }


def _placed(span: object, part: Span) -> dict[str, int]:
    start, end = span.start - part.start, span.end - part.start  # type: ignore[attr-defined]
    return {"start": start, "end": end}


def _event(
    event: EventMention, name: str, part: Span, mentions: dict[int, str], events: dict[int, str]
) -> Row:
    args = [
        {"role": a.role, "mention": mentions[a.mention]}
        for a in event.arguments
        if a.mention is not None and a.mention in mentions
    ]
    args += [
        {"role": a.role, "mention": events[a.event]}
        for a in event.arguments
        if a.event is not None and a.event in events
    ]
    return {
        "id": name, "type": event.type, "mode": list(event.modes), "certainty": event.certainty,
        "outcome": event.outcome, "trigger": _placed(event, part), "args": args,
    }  # fmt: skip


def _attributions(reading: Reading, part: Span, mentions: dict[int, str]) -> Iterator[Row]:
    for said in reading.attributions:
        if not part.contains(said.cue):
            continue
        source = said.source if said.source in mentions else None
        yield {
            "source": None if source is None else mentions[source],
            "cue": _placed(said.cue, part),
            "content": [_placed(c, part) for c in said.content if part.contains(c)],
        }


def _names() -> Iterator[str]:
    """a, b … z, then aa, ab …"""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
