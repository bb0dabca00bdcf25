"""The columns of an incident, the same in every table: what each is called, holds and means.

Formats with nested values take lists as they are and `sources` and `disputes` as objects; flat ones
join lists with "; " and have `FLAT` besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gesta.export import words
from gesta.export.extract import Extract, Row
from gesta.types import Toll

Value = str | int | float | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is text, integer, number, day or texts (a list)."""

    name: str
    kind: str
    words: str
    get: Callable[[Row], Value]


def _toll(which: str, part: str) -> Callable[[Row], Value]:
    def get(row: Row) -> Value:
        found: Toll | None = getattr(row.incident, which)
        number: int | None = None if found is None else getattr(found, part)
        return number

    return get


def _time(part: str) -> Callable[[Row], Value]:
    def get(row: Row) -> Value:
        time = row.incident.time
        value: str | date | None = None if time is None else getattr(time, part) or None
        return value

    return get


def _spot(part: str) -> Callable[[Row], Value]:
    def get(row: Row) -> Value:
        value: str | float | None = None if row.spot is None else getattr(row.spot, part)
        return value

    return get


COLUMNS: Final = (
    Column("id", "text", "the incident's id", lambda r: r.incident.id),
    Column("type", "text", "what happened, a word of PLOVER: ASSAULT, COERCE, …", lambda r: r.incident.type),
    Column("modes", "texts", "how: drone, abduct, siege, …", lambda r: r.incident.modes),
    Column("status", "text", "reported, claimed, corroborated, disputed, denied or planned", lambda r: r.incident.status),
    Column("time_start", "day", "the first day on which it may have begun", _time("start")),
    Column("time_end", "day", "the last day; the same day where it is known to the day", _time("end")),
    Column("time_precision", "text", "hour, day, week, month, year, span or unknown", _time("precision")),
    Column("place", "text", "the place by name", lambda r: r.spot.name if r.spot else r.incident.place),
    Column("place_id", "text", "the place's id in the ledger", lambda r: r.incident.place),
    Column("lat", "number", "latitude of the middle, to 0.01 degrees: the town, never the house", _spot("lat")),
    Column("lon", "number", "longitude of the middle, to 0.01 degrees", _spot("lon")),
    Column("country", "text", "ISO 3166 alpha-3 code of the place's country", _spot("country")),
    Column("actors", "texts", "who did it, as far as is said", lambda r: tuple(a.name for a in r.actors)),
    Column("actor_ids", "texts", "their ids", lambda r: r.incident.actors),
    Column("recipients", "texts", "whom it was done to", lambda r: tuple(a.name for a in r.recipients)),
    Column("recipient_ids", "texts", "their ids", lambda r: r.incident.recipients),
    Column("targets", "texts", "what was hit or held, in the reports' words", lambda r: r.incident.targets),
    Column("weapons", "texts", "with what", lambda r: r.incident.weapons),
    Column("killed_low", "integer", "killed, the lowest figure said", _toll("killed", "low")),
    Column("killed_best", "integer", "killed, the figure best borne out", _toll("killed", "best")),
    Column("killed_high", "integer", "killed, the highest figure; empty where there is no upper bound", _toll("killed", "high")),
    Column("wounded_low", "integer", "wounded, the lowest figure", _toll("wounded", "low")),
    Column("wounded_best", "integer", "wounded, the figure best borne out", _toll("wounded", "best")),
    Column("wounded_high", "integer", "wounded, the highest figure", _toll("wounded", "high")),
    Column("origins", "integer", "independent origins that speak of it; copies are none", lambda r: r.incident.origins),
    Column("claims", "integer", "number of claims it stands on", lambda r: len(r.incident.claims)),
    Column("disputed", "texts", "fields on which the claims do not agree", lambda r: tuple(d.field for d in r.incident.disputes)),
    Column("claim_ids", "texts", "the claims' ids", lambda r: r.incident.claims),
    Column("link", "text", "where the incident is found: --link and its id", lambda r: r.link),
    Column("time_text", "text", "the words of the time", _time("text")),
    Column("time_basis", "text", "what the days rest on: stated, relative, inferred, event, unresolved", _time("basis")),
    Column("place_precision", "text", "site, town, district, region, country or unknown", _spot("precision")),
    Column("radius_km", "number", "the place is somewhere in a disc of this radius", _spot("radius_km")),
)  # fmt: skip

Flat = Callable[[Row, Extract], tuple[str, ...]]

FLAT: Final[tuple[tuple[str, str, Flat], ...]] = (
    ("disputes", "each disputed field with its values: `killed: 12 / 3`",
     lambda r, e: words.disputes(r.incident.disputes, e)),
    ("outlets", "who published the reports, each once",
     lambda r, e: tuple(dict.fromkeys(h.outlet for h in r.heads if h.outlet))),
    ("published", "the reports' days of publication, the earliest first",
     lambda r, e: tuple(dict.fromkeys(str(h.published) for h in r.heads if h.published))),
    ("urls", "the reports' addresses", lambda r, e: tuple(dict.fromkeys(h.url for h in r.heads if h.url))),
    ("words", "who says what in which words, one quotation a claim",
     lambda r, e: tuple(words.quotation(t) for t in r.tellings)),
)  # fmt: skip


def flat(row: Row, extract: Extract) -> list[Any]:
    """The cells of a flat table: `COLUMNS`, then `FLAT`; lists joined."""
    cells = [column.get(row) for column in COLUMNS]
    more = [words.joined(get(row, extract)) for _, _, get in FLAT]
    return [*(words.joined(c) if isinstance(c, tuple) else c for c in cells), *more]


def record(row: Row, extract: Extract) -> dict[str, Any]:
    """An object for formats with nested values; days as ISO 8601."""
    found: dict[str, Any] = {}
    for column in COLUMNS:
        value = column.get(row)
        if isinstance(value, date):
            value = value.isoformat()
        found[column.name] = list(value) if isinstance(value, tuple) else value
    found["disputes"] = [words.dispute_record(d, extract) for d in row.incident.disputes]
    found["sources"] = [words.source_record(telling) for telling in row.tellings]
    return found
