"""CSV: one row a claim, or one row an incident, names beside ids; by id.

Lists are joined with "; ". Cells are safe against formulas (`gesta.export.cells`).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Final

from gesta.export.cells import csv_line
from gesta.export.columns import COLUMNS, FLAT, flat
from gesta.export.extract import Extract, Head
from gesta.export.words import chain, joined
from gesta.types import Claim, Count, Location, Party

CLAIM_COLUMNS: Final[dict[str, str]] = {
    "id": "the claim's id", "incident": "the incident that it speaks of",
    "report": "the report's id", "outlet": "who published it", "published": "when",
    "title": "its headline", "url": "its address", "type": "what is said to happen",
    "modes": "how", "certainty": "how sure, seven grades", "outcome": "hit, intercepted, failed, thwarted",
    "score": "the reader's confidence, 0 to 1", "said_by": "who says so, outermost first",
    "said_by_ids": "their ids", "actors": "who does it", "actor_ids": "their ids",
    "recipients": "to whom", "recipient_ids": "their ids", "targets": "what is hit or held",
    "weapons": "with what", "weapon_classes": "their classes", "places": "where",
    "place_ids": "their ids", "lat": "latitude of the first place, to 0.01 degrees",
    "lon": "longitude", "country": "its country", "origins": "where it came from",
    "time_text": "the words of the time", "time_start": "first day", "time_end": "last day",
    "time_precision": "hour, day, week, month, year, span, unknown",
    "killed_text": "the words of the count", "killed_low": "at least", "killed_high": "at most",
    "wounded_text": "the words", "wounded_low": "at least", "wounded_high": "at most",
    "count_text": "how many such events, the words", "count_low": "at least",
    "count_high": "at most", "evidence": "the sentence, as the report has it",
    "evidence_start": "where it begins in the kept text", "evidence_end": "where it ends, exclusive",
    "link": "where the incident is found", "place_precision": "of the first place",
    "radius_km": "radius of the disc in which the first place lies",
    "copy_of": "the report that this one repeats",
}  # fmt: skip

INCIDENT_COLUMNS: Final = (*(c.name for c in COLUMNS), *(name for name, _, _ in FLAT))


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The table that the options name, header first."""
    if extract.options.table == "incidents":
        yield csv_line(INCIDENT_COLUMNS)
        for row in extract.rows(by_id=True):
            yield csv_line(flat(row, extract))
        return
    yield csv_line(CLAIM_COLUMNS)
    for claim, head, incident in extract.claims():
        yield csv_line(_claim_cells(claim, head, incident, extract))


def _claim_cells(claim: Claim, head: Head, incident: str | None, extract: Extract) -> list[object]:
    time, spots = claim.time, [extract.places.get(at.place or "") for at in claim.places]
    spot = next((found for found in spots if found is not None), None)
    when = (time.text, time.start, time.end, time.precision) if time else (None,) * 4
    middle = (spot.lat, spot.lon, spot.country) if spot else (None,) * 3
    return [
        claim.id, incident, head.id, head.outlet, head.published, head.title, head.url,
        claim.type, joined(claim.modes), claim.certainty, claim.outcome, claim.score,
        chain(claim), joined(s.actor for s in claim.said_by),
        *_parties(claim.actors, extract), *_parties(claim.recipients, extract),
        joined(t.text for t in claim.targets), joined(w.text for w in claim.weapons),
        joined(w.weapon_class for w in claim.weapons), _names(claim.places, extract),
        joined(at.place for at in claim.places), *middle, _names(claim.origins, extract), *when,
        *_count(claim.killed), *_count(claim.wounded), *_count(claim.count),
        claim.evidence.text, claim.evidence.start, claim.evidence.end,
        None if incident is None else extract.options.base + incident,
        spot.precision if spot else None, spot.radius_km if spot else None, head.copy_of,
    ]  # fmt: skip


def _parties(parties: Iterable[Party], extract: Extract) -> tuple[str, str]:
    """Names (or words) and ids."""
    listed = list(parties)
    known = [extract.actors.get(party.actor or "") for party in listed]
    names = (a.name if a else p.text for a, p in zip(known, listed, strict=True))
    return joined(names), joined(party.actor for party in listed)


def _names(locations: Iterable[Location], extract: Extract) -> str:
    places = extract.places
    return joined(places[at.place].name if at.place in places else at.text for at in locations)


def _count(count: Count | None) -> tuple[object, ...]:
    return (None,) * 3 if count is None else (count.text, count.low, count.high)
