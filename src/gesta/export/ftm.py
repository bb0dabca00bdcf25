"""FollowTheMoney entities as JSON lines, as Aleph and OpenAleph read them; each entity once.

An incident is an Event, an actor a Person, PublicBody, Organization or LegalEntity, a report an
Article, a claim a Documentation that joins the two, a tie a Membership or UnknownLink. Written by
hand: the followthemoney package needs a build of ICU. Schemata and properties are those of its 4.x.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final

from gesta.export.countries import alpha2
from gesta.export.extract import Extract, Head, Row, Telling
from gesta.export.words import chain, disputes, doubts, joined, title
from gesta.types import Actor, Tie

Entity = dict[str, Any]

SCHEMATA: Final = {
    "person": "Person", "government": "PublicBody", "force": "Organization",
    "group": "Organization", "media": "Organization", "organisation": "Organization",
    "civilian": "LegalEntity",
}  # fmt: skip
_ORGANISED: Final = {"PublicBody", "Organization"}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """An entity a line."""
    for found in entities(extract):
        yield (json.dumps(found, ensure_ascii=False) + "\n").encode("utf-8")


def entities(extract: Extract) -> Iterator[Entity]:
    """Actors and reports before what names them."""
    seen: set[str] = set()
    for row in extract.rows():
        for actor in (*row.actors, *row.recipients):
            if actor.id not in seen:
                seen.add(actor.id)
                yield _actor(actor)
        for head in row.heads:
            if head.id not in seen:
                seen.add(head.id)
                yield _article(head)
        yield _event(row, extract)
        yield from (_documentation(row, telling) for telling in row.tellings)
    for tie in extract.ties(set(seen)):
        for end in (tie.source, tie.target):
            if end not in seen:
                seen.add(end)
                yield _actor(extract.actors[end])
        yield _tie(tie, extract)


def entity(name: str, schema: str, /, **properties: str | Iterable[object] | None) -> Entity:
    """An entity; every property is a list of texts, without empty ones."""
    filled = {}
    for key, value in properties.items():
        values = [value] if value is None or isinstance(value, str) else value
        found = [str(one) for one in values if one not in (None, "")]
        if found:
            filled[key] = list(dict.fromkeys(found))
    return {"id": f"gesta-{name}", "schema": schema, "properties": filled}


def _country(code: str | None) -> str | None:
    found = alpha2(code)
    return found.lower() if found else None


def _actor(actor: Actor) -> Entity:
    return entity(
        actor.id, SCHEMATA.get(actor.type, "LegalEntity"), name=actor.name,
        alias=[name for name in actor.names if name != actor.name],
        country=_country(actor.country), keywords=[actor.type, *(["generic"] * actor.generic)],
    )  # fmt: skip


def _article(head: Head) -> Entity:
    return entity(
        head.id, "Article", fileName=head.id, title=head.title, name=head.title or head.id,
        author=head.author, publishedAt=[head.published], publisher=head.outlet,
        sourceUrl=head.url, language={"en": "eng"}.get(head.language),
        notes=f"A copy of {head.copy_of}" if head.copy_of else None,
    )  # fmt: skip


def _event(row: Row, extract: Extract) -> Entity:
    incident, spot, (start, end) = row.incident, row.spot, row.days
    return entity(
        incident.id, "Event", name=title(row), summary=doubts(row, extract),
        startDate=[start], endDate=[end], date=[start if start == end else None],
        location=spot.name if spot else None, country=_country(spot.country if spot else None),
        involved=[f"gesta-{actor.id}" for actor in (*row.actors, *row.recipients)],
        keywords=[incident.type, *incident.modes, incident.status], recordId=incident.id,
        sourceUrl=[head.url for head in row.heads], publisher=[head.outlet for head in row.heads],
        proof=[f"gesta-{head.id}" for head in row.heads],
        notes=[row.link, *disputes(incident.disputes, extract)],
    )  # fmt: skip


def _documentation(row: Row, telling: Telling) -> Entity:
    """Which report speaks of the incident, who says so there and in which words."""
    claim, head = telling.claim, telling.head
    return entity(
        f"{row.incident.id}-{claim.id}", "Documentation", document=f"gesta-{head.id}",
        entity=f"gesta-{row.incident.id}", role=joined([claim.certainty, chain(claim)], ": "),
        summary=claim.evidence.text, date=[head.published], recordId=claim.id,
    )  # fmt: skip


def _tie(tie: Tie, extract: Extract) -> Entity:
    to = SCHEMATA.get(extract.actors[tie.target].type, "LegalEntity")
    ends = (f"gesta-{tie.source}", f"gesta-{tie.target}")
    said: dict[str, Any] = {
        "role": tie.type, "startDate": [tie.since], "endDate": [tie.until],
        "summary": [claim.evidence.text for claim in tie.claims], "recordId": tie.id,
        "status": tie.basis,
    }  # fmt: skip
    if tie.type == "part-of" and to in _ORGANISED:
        return entity(tie.id, "Membership", member=ends[0], organization=ends[1], **said)
    return entity(tie.id, "UnknownLink", subject=ends[0], object=ends[1], **said)
