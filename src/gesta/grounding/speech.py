"""Who speaks, where the reading alone does not say: sources beside the cue, statements, first persons.

… according to an article at NAME          → the source is NAME
GROUP issued a statement on Monday. … the statement said   → the source is GROUP's statement
“We will strike,” the statement said       → we are GROUP
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gesta.codebook import ACTOR_TYPES
from gesta.types import Actor, Attribution, Mention, Reading, Sentence

STATEMENTS = (
    "statement|report|article|announcement|communique|communiqué|declaration|message|release"
)
_BEFORE_CUE = re.compile(
    rf"\b(?:the|its|his|their|this|that|a)\s+(?P<noun>{STATEMENTS})(?:,[^,.]+,)?\s+"
    r"(?:also\s+|further\s+)?$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"^(?:according to|as reported by|citing|quoting)\b", re.IGNORECASE)
_NOUN = re.compile(rf"\b(?:{STATEMENTS})s?\b", re.IGNORECASE)
# `the statement` goes back to one that was brought up before.
_BROUGHT_UP = re.compile(rf"(?<!\bthe )(?<!\bthis )(?<!\bthat )\b(?:{STATEMENTS})\b", re.IGNORECASE)
_FIRST_PERSON = frozenset("i we us our ours me my mine ourselves myself".split())
_CARRIED = re.compile(r"\s+(?:at|in|by|from|on)\s+(?:the\s+)?")
_INDEFINITE = re.compile(r"\ban? $", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")
AFTER_CUE = 60  # characters behind `according to` in which its source is looked for
BEFORE_CUE = 100  # before a cue in which its `statement`, and what commas set off behind it, stand


def complete_sources(reading: Reading, text: str) -> Reading:
    """The reading with a source for attributions that name one beside their cue.

    New mentions are added at the end, so that indexes into the reading stay right.
    """
    mentions = list(reading.mentions)
    attributions = [
        said if said.source is not None else _with_source(said, reading, text, mentions)
        for said in reading.attributions
    ]
    return replace(reading, mentions=tuple(mentions), attributions=tuple(attributions))


def _with_source(
    said: Attribution, reading: Reading, text: str, mentions: list[Mention]
) -> Attribution:
    if _ACCORDING.match(text[said.cue.start : said.cue.end]):
        for index, mention in enumerate(reading.mentions):
            if mention.type not in ACTOR_TYPES:
                continue
            near = said.cue.end <= mention.start <= said.cue.end + AFTER_CUE
            if near and not _SENTENCE_END.search(text, said.cue.end, mention.start):
                return replace(said, source=index)
        return said
    start = max(0, said.cue.start - BEFORE_CUE)
    if found := _BEFORE_CUE.search(text[start : said.cue.start]):
        mentions.append(
            Mention(
                start + found.start("noun"), start + found.end("noun"), "organisation", said.score
            )
        )
        return replace(said, source=len(mentions) - 1)
    return said


def name_speakers(
    reading: Reading, text: str, actors: Sequence[Actor | None]
) -> list[Actor | None]:
    """The actors of the mentions, with statements given to who issued them and first persons in
    what is said to who says it."""
    named = list(actors)
    for index, mention in enumerate(reading.mentions):
        if named[index] is None and is_statement(mention, text):
            issuer = _carrier(mention, reading, text)
            if issuer is None and not _INDEFINITE.search(
                text[max(0, mention.start - 4) : mention.start]
            ):
                issuer = issued(mention, reading, text, named)
            named[index] = named[issuer] if issuer is not None else None
    for index, mention in enumerate(reading.mentions):
        if text[mention.start : mention.end].lower() in _FIRST_PERSON:
            speaker = _speaker_of(mention, reading, named) or _doer_of(index, reading, named)
            named[index] = speaker or named[index]
    return named


def _carrier(mention: Mention, reading: Reading, text: str) -> int | None:
    """The outlet that a report stands in: `an article at NAME`."""
    found = _CARRIED.match(text, mention.end)
    if found is None:
        return None
    at = found.end()
    return next((i for i, other in enumerate(reading.mentions) if other.start == at), None)


def is_statement(mention: Mention, text: str) -> bool:
    """Whether the mention is a bare `statement`, `report` and the like."""
    return _NOUN.fullmatch(text[mention.start : mention.end]) is not None


def issued(
    mention: Mention, reading: Reading, text: str, actors: Sequence[Actor | None]
) -> int | None:
    """The mention of who issued a statement: in the nearest sentence up to here that brings one
    up, the last named actor before that word."""
    for sentence in reversed(_up_to(reading.sentences, mention.start)):
        end = min(sentence.end, mention.start)
        nouns = [found.start() for found in _BROUGHT_UP.finditer(text, sentence.start, end)]
        for noun in nouns[:1]:
            before = [
                index
                for index, other in enumerate(reading.mentions)
                if sentence.start <= other.start < noun and _is_named(actors[index])
            ]
            if before:
                return max(before, key=lambda index: reading.mentions[index].start)
    return None


def _is_named(actor: Actor | None) -> bool:
    return actor is not None and not actor.generic


def _up_to(sentences: Sequence[Sentence], offset: int) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.start <= offset]


def _speaker_of(mention: Mention, reading: Reading, actors: Sequence[Actor | None]) -> Actor | None:
    """The source of the narrowest saying that holds the mention."""
    holding = [
        (part.end - part.start, said.source)
        for said in reading.attributions
        for part in said.content
        if said.source is not None and part.start <= mention.start and mention.end <= part.end
    ]
    known = [(length, actors[source]) for length, source in sorted(holding) if actors[source]]
    return known[0][1] if known else None


def _doer_of(index: int, reading: Reading, actors: Sequence[Actor | None]) -> Actor | None:
    """The source of the events that the mention takes part in, where one is known."""
    for event in reading.events:
        if any(argument.mention == index for argument in event.arguments):
            sources = [reading.attributions[i].source for i in event.said_by]
            known = [actors[source] for source in sources if source is not None and actors[source]]
            if known:
                return known[-1]
    return None
