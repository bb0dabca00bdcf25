"""One-line makers of values for tests: words are found in the text, offsets never typed by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from gesta.identity import hashed
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Grounded,
    Location,
    Party,
    Place,
    Quote,
    Report,
    Segment,
    Source,
    Span,
    Speaker,
    TieClaim,
)


def quote(text: str, words: str) -> Quote:
    """The first place of `words` in `text`."""
    start = text.index(words)
    return Quote(start, start + len(words), words)


def source(text: str, *, path: str = "a.txt", outlet: str | None = None) -> Source:
    """A plain text file's bytes."""
    return Source(path=path, format="txt", data=text.encode(), outlet=outlet)


def report(text: str, *, outlet: str | None = None, **more: Any) -> Report:
    """The report that the plain text `source` gives, all of it kept."""
    given = source(text, outlet=outlet)
    return Report(
        id=given.id,
        path=more.pop("path", given.path),
        sha256=hashlib.sha256(given.data).hexdigest(),
        text=text,
        outlet=outlet,
        segments=(Segment(0, len(text), 0),),
        **more,
    )


def party(text: str, words: str, actor: str | None = None) -> Party:
    """Words of a party and its actor."""
    found = quote(text, words)
    return Party(found.start, found.end, words, actor)


def location(text: str, words: str, place: str | None = None) -> Location:
    """Words of a place and the place."""
    found = quote(text, words)
    return Location(found.start, found.end, words, place)


def speaker(
    text: str, words: str, actor: str | None = None, cue: str = "said", says: tuple[str, ...] = ()
) -> Speaker:
    """A speaker named in the text; with what it says also where its cue stands, behind the name."""
    found = quote(text, words)
    known = Speaker(words, actor, found.start, found.end, cue)
    if not says:
        return known
    start = text.index(cue, found.end)
    parts = (quote(text, part) for part in says)
    content = tuple(Span(part.start, part.end) for part in parts)
    return replace(known, cue_start=start, cue_end=start + len(cue), content=content)


def claim(of: Report, evidence: str, trigger: str, **more: Any) -> Claim:
    """A claim of a report; an ASSAULT that is reported, unless said otherwise."""
    sentence, word = quote(of.text, evidence), quote(of.text, trigger)
    more = {"type": "ASSAULT", "certainty": "reported", **more}
    return Claim(
        id=hashed("c", of.id, word.start, word.end, more["type"]),
        report=of.id, evidence=sentence, trigger=word, **more,
    )  # fmt: skip


def assessment(of: Report, words: str, **more: Any) -> Assessment:
    """A judgement of a report."""
    found = quote(of.text, words)
    return Assessment(hashed("s", of.id, found.start, found.end), of.id, found, **more)


def tie_claim(of: Report, kind: str, ends: tuple[str, str], words: str, **more: Any) -> TieClaim:
    """A report's words for a tie between two actors."""
    return TieClaim(kind, *ends, of.id, quote(of.text, words), **more)


def actor(name: str, *names: str, type: str = "group", **more: Any) -> Actor:
    """An actor whose id is a hash of its name."""
    return Actor(hashed("a", name), name, (name, *names), type, **more)


def place(name: str, *names: str, lat: float = 29.55, lon: float = 34.95, **more: Any) -> Place:
    """A town whose id is a hash of its name."""
    more = {"country": "ISR", "precision": "town", **more}
    return Place(hashed("p", name), name, (name, *names), lat, lon, **more)


def grounded(of: Report, *claims: Claim, **more: Any) -> Grounded:
    """All that a report adds."""
    return Grounded(of, claims, **more)


def day(text: str) -> date:
    """An ISO 8601 day."""
    return date.fromisoformat(text)
