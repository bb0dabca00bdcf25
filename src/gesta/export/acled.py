"""Columns like those of ACLED, in CSV, and after them `gesta_…` for what ACLED has no column for.

What happened or is said to have happened, not what was only planned or is denied. `fatalities` is
the lowest figure, as ACLED takes the most conservative; all figures stand beside it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, Final

from gesta.export.cells import csv_line
from gesta.export.countries import country_name
from gesta.export.extract import Extract, Row
from gesta.export.sides import between_armed, held, on_civilians, types
from gesta.export.words import disputes, doubts, joined, quotation
from gesta.types import Actor

KINDS: Final = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AGREE")

FILLED: Final[dict[str, str]] = {
    "event_id_cnty": "the incident's id",
    "event_date": "the first day on which it may have happened; empty where not known",
    "year": "its year",
    "time_precision": "1 one day, 2 up to a week, 3 longer",
    "disorder_type": "Political violence, Demonstrations or Strategic developments",
    "event_type": "Battles, Explosions/Remote violence, Violence against civilians, Protests, Riots, Strategic developments; empty where the sides are not known",
    "sub_event_type": "where the modes, the weapons or the outcome tell",
    "actor1": "who did it, joined with `; `",
    "inter1": "State forces or Civilians; empty for groups, whose kind is not told apart",
    "actor2": "to whom it was done",
    "inter2": "the same of actor2",
    "civilian_targeting": "Civilian targeting, where civilians are among those it was done to",
    "country": "the country's name",
    "location": "the place by name",
    "latitude": "of the middle, to 0.01 degrees",
    "longitude": "of the middle",
    "geo_precision": "1 town, 2 district, 3 region or country",
    "source": "outlets",
    "notes": "status, doubts, disputes, and who says what in which words",
    "fatalities": "the lowest figure; empty where nobody gives one",
    "tags": "modes and weapons",
    "gesta_link": "where the incident is found",
    "gesta_status": "reported, claimed, corroborated or disputed",
    "gesta_time_end": "the last day on which it may have happened",
    "gesta_killed_low": "killed, the lowest figure",
    "gesta_killed_best": "the figure best borne out",
    "gesta_killed_high": "the highest; empty where there is no upper bound",
    "gesta_radius_km": "the place is somewhere in a disc of this radius",
    "gesta_origins": "independent origins; copies are none",
    "gesta_published": "days of publication",
    "gesta_urls": "the reports' addresses",
    "gesta_disputes": "what the claims do not agree on, with each value",
}

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp", *(name for name in FILLED if name.startswith("gesta_")),
)  # fmt: skip

REMOTE, CIVILIANS = "Explosions/Remote violence", "Violence against civilians"
STRATEGIC: Final = "Strategic developments"
_BY_MODE: Final = {
    "drone": (REMOTE, "Air/drone strike"), "aerial": (REMOTE, "Air/drone strike"),
    "heavy-weapons": (REMOTE, "Shelling/artillery/missile attack"),
    "suicide-attack": (REMOTE, "Suicide bomb"),
    "explosives": (REMOTE, "Remote explosive/landmine/IED"),
    "sexual": (CIVILIANS, "Sexual violence"),
}  # fmt: skip
_AIR, _SHELLS, _MINES = (_BY_MODE[mode] for mode in ("aerial", "heavy-weapons", "explosives"))
_BY_WEAPON: Final = {
    **dict.fromkeys(("drone", "warplane", "helicopter", "air strike"), _AIR),
    **dict.fromkeys(("rocket", "missile", "cruise missile", "ballistic missile", "artillery",
                     "mortar", "anti-ship missile", "cluster munition"), _SHELLS),
    **dict.fromkeys(("IED", "landmine", "car bomb", "booby-trapped device"), _MINES),
    "suicide vest": _BY_MODE["suicide-attack"],
}  # fmt: skip
_DISORDER: Final = {
    "Protests": "Demonstrations", "Riots": "Demonstrations", STRATEGIC: STRATEGIC,
    "Battles": "Political violence", REMOTE: "Political violence", CIVILIANS: "Political violence",
}  # fmt: skip
_INTER: Final = {"force": "State forces", "government": "State forces", "civilian": "Civilians"}
_GEO: Final = {"site": 1, "town": 1, "district": 2, "region": 3, "country": 3}
_STOPPED: Final = {"intercepted", "thwarted", "failed"}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The table, header first."""
    yield csv_line(COLUMNS)
    for row in extract.rows():
        if held(row, KINDS, extract):
            cells = _what(row) | _where(row) | _said(row, extract)
            yield csv_line(cells.get(name) for name in COLUMNS)


def kinds(row: Row) -> tuple[str | None, str | None]:
    """ACLED's event and sub-event type; None where the incident does not tell."""
    incident = row.incident
    if incident.type == "ASSAULT":
        return _assault(row)
    if incident.type == "PROTEST":
        return ("Riots", None) if "riot" in incident.modes else ("Protests", None)
    if incident.type == "COERCE" and "seize" in incident.modes:
        taken = types(row.actors) == {"group"}
        return "Battles", "Non-state actor overtakes territory" if taken else None
    if incident.type == "COERCE" and "arrest" in incident.modes:
        return STRATEGIC, "Arrests"
    return STRATEGIC, "Agreement" if incident.type == "AGREE" else "Other"


def _assault(row: Row) -> tuple[str | None, str | None]:
    outcomes = {t.claim.outcome for t in row.tellings if t.claim.outcome}
    if outcomes and outcomes <= _STOPPED:
        return STRATEGIC, "Disrupted weapons use"
    if "abduct" in row.incident.modes and on_civilians(row):
        return CIVILIANS, "Abduction/forced disappearance"
    for signs, kinds_of in ((row.incident.modes, _BY_MODE), (row.incident.weapons, _BY_WEAPON)):
        found = next((kind for sign, kind in kinds_of.items() if sign in signs), None)
        if found is not None:
            return found
    if on_civilians(row):
        return CIVILIANS, "Attack"
    return ("Battles", "Armed clash") if between_armed(row) else (None, None)


def _what(row: Row) -> dict[str, Any]:
    incident, (start, end) = row.incident, row.days
    event, sub = kinds(row)
    killed = incident.killed
    length = None if start is None or end is None else (end - start).days + 1
    return {
        "event_id_cnty": incident.id, "event_date": start, "year": start.year if start else None,
        "time_precision": None if length is None else 1 if length <= 1 else 2 if length <= 7 else 3,
        "disorder_type": _DISORDER.get(event or ""), "event_type": event, "sub_event_type": sub,
        "actor1": joined(a.name for a in row.actors), "inter1": _inter(row.actors),
        "actor2": joined([*(a.name for a in row.recipients), *incident.targets]),
        "inter2": _inter(row.recipients),
        "civilian_targeting": "Civilian targeting" if "civilian" in types(row.recipients) else None,
        "fatalities": killed.low if killed else None,
        "tags": joined([*incident.modes, *incident.weapons]), "gesta_time_end": end,
        "gesta_killed_low": killed.low if killed else None,
        "gesta_killed_best": killed.best if killed else None,
        "gesta_killed_high": killed.high if killed else None,
    }  # fmt: skip


def _inter(actors: Iterable[Actor]) -> str | None:
    """The one kind of all actors of a side, where they have one."""
    found = {_INTER.get(actor.type) for actor in actors}
    return found.pop() if len(found) == 1 else None


def _where(row: Row) -> dict[str, Any]:
    spot = row.spot
    if spot is None:
        return {}
    return {
        "country": country_name(spot.country), "location": spot.name, "latitude": spot.lat,
        "longitude": spot.lon, "geo_precision": _GEO.get(spot.precision),
        "gesta_radius_km": spot.radius_km,
    }  # fmt: skip


def _said(row: Row, extract: Extract) -> dict[str, Any]:
    heads = row.heads
    return {
        "source": joined(dict.fromkeys(h.outlet for h in heads)),
        "notes": joined([doubts(row, extract), *(quotation(t) for t in row.tellings)], " "),
        "gesta_link": row.link, "gesta_status": row.incident.status,
        "gesta_origins": row.incident.origins,
        "gesta_published": joined(dict.fromkeys(h.published for h in heads)),
        "gesta_urls": joined(dict.fromkeys(h.url for h in heads)),
        "gesta_disputes": joined(disputes(row.incident.disputes, extract)),
    }  # fmt: skip
