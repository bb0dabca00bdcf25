"""The ledger as CSV: one row a claim, or one row an incident, names beside ids.

Cells that a spreadsheet would take for a formula (a first character = + - @ TAB CR LF, or their
full-width forms) get an apostrophe before them, which spreadsheets do not show. Whole numbers stay as
they are. Lists are joined with "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator

from gesta.ledger.pieces import day
from gesta.ledger.store import Ledger
from gesta.types import Claim, Count, Incident, Location, Party, Speaker, Toll

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

CLAIM_COLUMNS = (
    "id", "incident", "report", "outlet", "published", "title", "url", "type", "modes",
    "certainty", "outcome", "score", "said_by", "said_by_ids", "actors", "actor_ids",
    "recipients", "recipient_ids", "targets", "weapons", "weapon_classes", "places", "place_ids",
    "lat", "lon", "country", "origins", "time_text", "time_start", "time_end", "time_precision",
    "killed_text", "killed_low", "killed_high", "wounded_text", "wounded_low", "wounded_high",
    "count_text", "count_low", "count_high", "evidence", "evidence_start", "evidence_end",
)  # fmt: skip

INCIDENT_COLUMNS = (
    "id", "type", "modes", "status", "time_start", "time_end", "time_precision", "place",
    "place_id", "lat", "lon", "country", "actors", "actor_ids", "recipients", "recipient_ids",
    "targets", "weapons", "killed_low", "killed_best", "killed_high", "wounded_low",
    "wounded_best", "wounded_high", "origins", "claims", "disputed", "claim_ids",
)  # fmt: skip


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    words = str(value)
    if isinstance(value, str) and words.startswith(LIVE):
        return "'" + words
    return words


def csv_lines(ledger: Ledger, table: str = "claims") -> Generator[str, None, None]:
    """The table `claims` or `incidents`, header first, by id."""
    rows: Callable[[Ledger], Iterable[tuple[object, ...]]]
    columns, rows = {
        "claims": (CLAIM_COLUMNS, claim_rows),
        "incidents": (INCIDENT_COLUMNS, incident_rows),
    }[table]
    with ledger.snapshot():
        yield _line(columns)
        for row in rows(ledger):
            yield _line(safe(cell) for cell in row)


def _line(cells: Iterable[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue()


class _Names:
    """Names of actors and places by id."""

    def __init__(self, ledger: Ledger) -> None:
        self._actors = {actor.id: actor.name for actor in ledger.actors()}
        self._places = {place.id: place for place in ledger.places()}

    def parties(self, parties: Iterable[Party]) -> tuple[str, str]:
        """Names (or words) and ids."""
        named = [(self.actor(p.actor) or p.text, p.actor) for p in parties]
        return _joined(name for name, _ in named), _joined(i for _, i in named)

    def actors(self, ids: Iterable[str]) -> tuple[str, str]:
        """Names and ids."""
        listed = list(ids)
        return _joined(self.actor(i) or i for i in listed), _joined(listed)

    def actor(self, name: str | None) -> str | None:
        """The name of an actor."""
        return None if name is None else self._actors.get(name)

    def places(self, locations: Iterable[Location]) -> tuple[object, ...]:
        """Names, ids, and the coordinates and country of the first place known."""
        listed = list(locations)
        known = [self._places[at.place] for at in listed if at.place in self._places]
        names = _joined(
            self._places[at.place].name if at.place in self._places else at.text for at in listed
        )
        spot = (known[0].lat, known[0].lon, known[0].country) if known else (None,) * 3
        return (names, _joined(at.place for at in listed), *spot)

    def place(self, name: str | None) -> tuple[object, ...]:
        """Name, id, coordinates and country of a place."""
        place = self._places.get(name) if name else None
        if place is None:
            return (None, name, None, None, None)
        return (place.name, name, place.lat, place.lon, place.country)


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value for value in values if value)


def claim_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """One row a claim, in the order of CLAIM_COLUMNS."""
    names = _Names(ledger)
    incidents = dict(
        ledger.connection.execute("SELECT claim, min(incident) FROM incident_claims GROUP BY claim")
    )
    heads = {  # without the texts, which may be large
        str(row[0]): row[1:]
        for row in ledger.connection.execute(
            "SELECT id, outlet, published, title, url FROM reports"
        )
    }
    for claim in ledger.claims():
        head = heads.get(claim.report, (None,) * 4)
        yield (claim.id, incidents.get(claim.id), claim.report, *head, *_claim_cells(claim, names))


def _claim_cells(claim: Claim, names: _Names) -> tuple[object, ...]:
    time = claim.time
    when = (time.text, day(time.start), day(time.end), time.precision) if time else (None,) * 4
    return (
        claim.type, _joined(claim.modes), claim.certainty, claim.outcome, claim.score,
        _chain(claim.said_by), _joined(s.actor for s in claim.said_by),
        *names.parties(claim.actors), *names.parties(claim.recipients),
        _joined(t.text for t in claim.targets), _joined(w.text for w in claim.weapons),
        _joined(w.weapon_class for w in claim.weapons), *names.places(claim.places),
        names.places(claim.origins)[0], *when, *_count(claim.killed), *_count(claim.wounded),
        *_count(claim.count), claim.evidence.text, claim.evidence.start, claim.evidence.end,
    )  # fmt: skip


def _chain(speakers: Iterable[Speaker]) -> str:
    return " ← ".join(s.text or s.cue or "unnamed" for s in speakers)


def _count(count: Count | None) -> tuple[object, ...]:
    return (None,) * 3 if count is None else (count.text, count.low, count.high)


def incident_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """One row an incident, in the order of INCIDENT_COLUMNS."""
    names = _Names(ledger)
    for incident in ledger.incidents():
        yield _incident_cells(incident, names)


def _incident_cells(incident: Incident, names: _Names) -> tuple[object, ...]:
    time = incident.time
    when = (day(time.start), day(time.end), time.precision) if time else (None,) * 3
    return (
        incident.id, incident.type, _joined(incident.modes), incident.status, *when,
        *names.place(incident.place), *names.actors(incident.actors),
        *names.actors(incident.recipients), _joined(incident.targets), _joined(incident.weapons),
        *_toll(incident.killed), *_toll(incident.wounded), incident.origins, len(incident.claims),
        _joined(d.field for d in incident.disputes), _joined(incident.claims),
    )  # fmt: skip


def _toll(toll: Toll | None) -> tuple[object, ...]:
    return (None,) * 3 if toll is None else (toll.low, toll.best, toll.high)
