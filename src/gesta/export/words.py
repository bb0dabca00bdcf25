"""An incident in words, for formats that show a title, a summary and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from gesta.export.extract import Extract, Row, Telling
from gesta.types import Claim, Dispute, Incident, Toll

# What XML 1.0 forbids; a report may hold it.
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def joined(values: Iterable[object], by: str = "; ") -> str:
    """Values in one cell; None and empty ones left out."""
    return by.join(str(value) for value in values if value not in (None, ""))


def for_xml(text: str) -> str:
    """The text without characters that XML forbids."""
    return _NO_XML.sub("\ufffd", text)


def title(row: Row) -> str:
    """What, who to whom, where, when: `Assault (drone): A → B, Homs, 2024-03-04`."""
    incident = row.incident
    modes = f" ({', '.join(incident.modes)})" if incident.modes else ""
    by = ", ".join(actor.name for actor in row.actors)
    on = ", ".join([*(actor.name for actor in row.recipients), *incident.targets])
    who = f"{by} → {on}" if by and on else by or (f"→ {on}" if on else "")
    parts = [who, row.spot.name if row.spot else "", days(incident)]
    said = joined(parts, ", ")
    return f"{incident.type.capitalize()}{modes}" + (f": {said}" if said else "")


def days(incident: Incident) -> str:
    """The interval of an incident; nothing where it is not known."""
    time = incident.time
    if time is None or (time.start is None and time.end is None):
        return ""
    if time.start is None or time.end is None:
        return f"from {time.start}" if time.start else f"until {time.end}"
    return str(time.start) if time.start == time.end else f"{time.start} – {time.end}"


def toll(value: Toll | None) -> str:
    """`3 to 12, best 7`; an open end is said."""
    if value is None:
        return ""
    low, high = value.low, value.high
    if low is None and high is None:
        said = "" if value.best is None else str(value.best)
    elif high is None:
        said = f"{low} or more"
    elif low is None:
        said = f"up to {high}"
    else:
        said = str(low) if low == high else f"{low} to {high}"
    return said if value.best is None or low == high else f"{said}, best {value.best}"


def doubts(row: Row, extract: Extract) -> str:
    """Status, tolls, how exactly place and time are known, and what is disputed."""
    incident, spot = row.incident, row.spot
    time = incident.time
    where = ""
    if spot is not None:
        within = "" if spot.radius_km is None else f", within {spot.radius_km:g} km"
        where = f"Place: {spot.name} ({spot.precision}{within})"
    parts = [
        f"Status: {incident.status}",
        f"Independent origins: {incident.origins}",
        f"Time: {days(incident) or 'not known'}" + (f" ({time.precision})" if time else ""),
        where or "Place: not known",
        f"Killed: {toll(incident.killed)}" if incident.killed else "",
        f"Wounded: {toll(incident.wounded)}" if incident.wounded else "",
        *(f"Disputed: {words}" for words in disputes(incident.disputes, extract)),
    ]
    return joined(parts, ". ") + "."


def disputes(found: Iterable[Dispute], extract: Extract) -> tuple[str, ...]:
    """`killed: 12 / 3` for each field on which the claims do not agree."""
    return tuple(f"{d.field}: {' / '.join(values(d, extract))}" for d in found)


def values(dispute: Dispute, extract: Extract) -> list[str]:
    """The values of a dispute, actors and places by their names."""
    return [named(value.value, extract) for value in dispute.values]


def named(value: str, extract: Extract) -> str:
    """The name of an actor or place where the value is its id; else the value."""
    if value in extract.actors:
        return extract.actors[value].name
    return extract.places[value].name if value in extract.places else value


def chain(claim: Claim) -> str:
    """Who says so inside the report, outermost first."""
    return " ← ".join(s.text or s.cue or "unnamed" for s in claim.said_by)


def quotation(telling: Telling) -> str:
    """`Valley News, 2024-03-05 (a doctor, attributed): “the words” URL`."""
    head, claim = telling.head, telling.claim
    who = joined([head.outlet or "outlet not known", head.published], ", ")
    how = joined([chain(claim), claim.certainty], ", ")
    words = f"{who} ({how}): “{claim.evidence.text.strip()}”"
    return f"{words} {head.url}" if head.url else words


def source_record(telling: Telling) -> dict[str, Any]:
    """A source of an incident as an object; the fields are `SOURCE_FIELDS`."""
    claim, head = telling.claim, telling.head
    return {
        "claim": claim.id, "report": head.id, "outlet": head.outlet, "title": head.title,
        "published": head.published.isoformat() if head.published else None, "url": head.url,
        "copy_of": head.copy_of, "said_by": chain(claim) or None, "certainty": claim.certainty,
        "words": claim.evidence.text, "start": claim.evidence.start, "end": claim.evidence.end,
    }  # fmt: skip


def dispute_record(dispute: Dispute, extract: Extract) -> dict[str, Any]:
    """A dispute as an object: the field, and each value with the claims that give it."""
    return {
        "field": dispute.field,
        "values": [
            {"value": named(v.value, extract), "claims": list(v.claims)} for v in dispute.values
        ],
    }


SOURCE_FIELDS: Final[dict[str, str]] = {
    "claim": "the claim's id",
    "report": "the report's id",
    "outlet": "who published the report",
    "title": "its headline",
    "published": "its day of publication",
    "url": "its address on the web",
    "copy_of": "the id of the report that it repeats, where it is no source of its own",
    "said_by": "who says so inside the report, outermost first",
    "certainty": "how sure: reported, attributed, claimed, alleged, denied, planned, hypothetical",
    "words": "the sentence that the claim stands on, as the report has it",
    "start": "where the sentence begins in the kept text, in code points",
    "end": "where it ends, exclusive",
}
