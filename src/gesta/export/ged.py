"""Columns like those of UCDP GED, in CSV, and after them `gesta_…` for what GED has no column for.

ASSAULT only, and not what was only planned or is denied. What UCDP's coders add (conflict and dyad
numbers, administrative units) stays empty: a guess would pass for their judgement.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from gesta.export.cells import csv_line
from gesta.export.countries import country_name
from gesta.export.extract import Extract, Row
from gesta.export.sides import STATE, between_armed, held, on_civilians, types
from gesta.export.words import chain, disputes, joined, quotation

KINDS: Final = ("ASSAULT",)

FILLED: Final[dict[str, str]] = {
    "id": "the incident's id",
    "year": "the year of date_start",
    "type_of_violence": "1 a state against an armed side, 2 armed groups, 3 against civilians; empty where a side is not known",
    "dyad_name": "side_a - side_b",
    "side_a": "who did it, joined with `; `",
    "side_b": "to whom it was done",
    "number_of_sources": "reports that tell of it",
    "source_article": "outlet,date,headline of each",
    "source_office": "outlets",
    "source_date": "days of publication",
    "source_headline": "headlines",
    "source_original": "who is quoted in the reports",
    "where_prec": "1 town, 2 a site known to the town, 3 district, 4 region, 6 country",
    "where_coordinates": "the place by name",
    "where_description": "how exactly it is known, with the radius",
    "latitude": "of the middle, to 0.01 degrees",
    "longitude": "of the middle",
    "country": "the country's name",
    "date_prec": "1 one day, 2 two to six days, 3 a week or two, 4 a month, 5 longer",
    "date_start": "the first day on which it may have begun; empty where not known",
    "date_end": "the last day",
    "deaths_unknown": "equal to best: on which side they were is not told apart",
    "best": "killed, the figure best borne out; empty where nobody gives one",
    "high": "the highest figure; empty where there is no upper bound",
    "low": "the lowest figure",
    "gesta_link": "where the incident is found",
    "gesta_status": "reported, claimed, corroborated or disputed",
    "gesta_precision": "of the time: hour, day, week, month, year, span, unknown",
    "gesta_radius_km": "the place is somewhere in a disc of this radius",
    "gesta_origins": "independent origins; copies are none",
    "gesta_urls": "the reports' addresses",
    "gesta_disputes": "what the claims do not agree on, with each value",
    "gesta_words": "who says what in which words",
}

COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    "gesta_link", "gesta_status", "gesta_precision", "gesta_radius_km", "gesta_origins",
    "gesta_urls", "gesta_disputes", "gesta_words",
)  # fmt: skip

_WHERE: Final = {"site": 2, "town": 1, "district": 3, "region": 4, "country": 6}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The table, header first."""
    yield csv_line(COLUMNS)
    for row in extract.rows():
        if held(row, KINDS, extract):
            cells = _what(row) | _sources(row) | _where(row) | _own(row, extract)
            yield csv_line(cells.get(name) for name in COLUMNS)


def _what(row: Row) -> dict[str, Any]:
    (start, end), killed = row.days, row.incident.killed
    side_a = joined(a.name for a in row.actors)
    side_b = joined([*(a.name for a in row.recipients), *row.incident.targets])
    return {
        "id": row.incident.id, "year": start.year if start else None,
        "type_of_violence": _violence(row), "side_a": side_a, "side_b": side_b,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "date_prec": _date_precision(row), "date_start": start, "date_end": end,
        "best": killed.best if killed else None, "deaths_unknown": killed.best if killed else None,
        "high": killed.high if killed else None, "low": killed.low if killed else None,
    }  # fmt: skip


def _violence(row: Row) -> int | None:
    if on_civilians(row):
        return 3
    if not between_armed(row):
        return None
    return 1 if types((*row.actors, *row.recipients)) & STATE else 2


def _date_precision(row: Row) -> int | None:
    start, end = row.days
    if start is None or end is None:
        return None
    length = (end - start).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (14, 3), (31, 4)) if length <= most), 5)


def _sources(row: Row) -> dict[str, Any]:
    heads = row.heads
    quoted = dict.fromkeys(chain(telling.claim) for telling in row.tellings)
    return {
        "number_of_sources": len(heads),
        "source_article": joined(
            joined([h.outlet, h.published, h.title], ",") for h in heads
        ),
        "source_office": joined(dict.fromkeys(h.outlet for h in heads)),
        "source_date": joined(dict.fromkeys(h.published for h in heads)),
        "source_headline": joined(dict.fromkeys(h.title for h in heads)),
        "source_original": joined(quoted),
        "gesta_urls": joined(dict.fromkeys(h.url for h in heads)),
    }  # fmt: skip


def _where(row: Row) -> dict[str, Any]:
    spot = row.spot
    if spot is None:
        return {}
    within = "" if spot.radius_km is None else f", within {spot.radius_km:g} km"
    return {
        "where_prec": _WHERE.get(spot.precision), "where_coordinates": spot.name,
        "where_description": f"{spot.precision}{within}", "latitude": spot.lat,
        "longitude": spot.lon, "country": country_name(spot.country),
        "gesta_radius_km": spot.radius_km,
    }  # fmt: skip


def _own(row: Row, extract: Extract) -> dict[str, Any]:
    incident = row.incident
    return {
        "gesta_link": row.link, "gesta_status": incident.status,
        "gesta_precision": incident.time.precision if incident.time else None,
        "gesta_origins": incident.origins,
        "gesta_disputes": joined(disputes(incident.disputes, extract)),
        "gesta_words": joined(quotation(t) for t in row.tellings),
    }  # fmt: skip
