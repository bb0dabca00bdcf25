"""How well place names of wars are put on the map: `python -m benchmarks war_places`.

CENTCOM's strike lists (one line a place) and FA-KES (Syria, 15 outlets) name places without
coordinates; `war_places.txt` has them from public maps, not from Gesta's gazetteer. Measured is
the share within 50 km of the point: of the gold names alone, of the names as FA-KES' readers
copied them, and of what the whole way (reader, grounding) gives as the place of an event in the
raw line or report. FA-KES' gold is the chief town of the governorate, so a report whose place
lies within 50 km of the name that its readers copied counts as well. A name that has no point in
the table is not counted; how many there are is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks._rows import Row, percent, rows_of
from benchmarks.incidents import Pipeline
from gesta.grounding.places import distance_km, resolve_places
from gesta.types import Grounded, Place

POINTS = Path(__file__).with_suffix(".txt")
NEAR_KM = 50.0
BAR = 85.0
Point = tuple[float, float]


def points(path: Path = POINTS) -> dict[str, Point]:
    """The points of the table by name. Raises ValueError on a line that is not of its form."""
    found: dict[str, Point] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names, lat, lon = (cell.strip() for cell in line.split("|"))
        for name in names.split(";"):
            found[name.strip()] = (float(lat), float(lon))
    return found


def is_near(place: Place | None, point: Point | None) -> bool:
    """Whether the answer lies within 50 km of the point."""
    if place is None or point is None or place.lat is None or place.lon is None:
        return False
    return distance_km(place.lat, place.lon, *point) <= NEAR_KM


def event_places(grounded: Grounded | None) -> list[Place]:
    """The places of a report's events, as its claims have them."""
    if grounded is None:
        return []
    known = {place.id: place for place in grounded.places}
    return [
        known[location.place]
        for claim in grounded.claims
        for location in claim.places
        if location.place in known
    ]


def _named(name: str, text: str) -> Place | None:
    cased = name.title() if name.islower() else name
    return resolve_places([(cased, "")], text=text)[0]


def _any_near(places: Iterable[Place], *targets: Point | None) -> bool:
    return any(is_near(place, point) for place in places for point in targets)


def _centcom(rows: list[Row], table: dict[str, Point], pipeline: Pipeline) -> dict[str, float]:
    """Gold names and raw lines of the strike lists."""
    known = [row for row in rows if row["location"] in table]
    gold = raw = 0
    for row in known:
        point = table[row["location"]]
        gold += is_near(_named(row["location"], row["country"]), point)
        raw += _any_near(event_places(pipeline.ground(row, "date")), point)
    return {
        "centcom_lines": len(known),
        "centcom_without_point": len(rows) - len(known),
        "centcom_name": percent(gold, len(known)),
        "centcom_line": percent(raw, len(known)),
    }


def _fakes(rows: list[Row], table: dict[str, Point], pipeline: Pipeline) -> dict[str, float]:
    """Gold names, the names that readers copied, and whole reports of FA-KES."""
    known = [row for row in rows if row["gold"]["location"] in table]
    gold = copied = copies = whole = 0
    for row in known:
        point = table[row["gold"]["location"]]
        gold += is_near(_named(row["gold"]["location"], "Syria"), point)
        name = (row.get("crowd") or {}).get("location")
        other = _named(name, row["text"]) if name else None
        copies += bool(name)
        copied += bool(name) and is_near(other, point)
        spot = (other.lat, other.lon) if other and other.lat and other.lon else None
        whole += _any_near(event_places(pipeline.ground(row, "date")), point, spot)
    return {
        "fakes_reports": len(known),
        "fakes_without_point": len(rows) - len(known),
        "fakes_name": percent(gold, len(known)),
        "fakes_copied_name": percent(copied, copies),
        "fakes_report": percent(whole, len(known)),
    }


def run(corpora: Path, split: str = "dev") -> dict[str, float]:
    """Scores both corpora under `corpora`, prints a table, returns the figures."""
    table, pipeline = points(), Pipeline()
    folder = corpora / "resolution"
    figures = _centcom(rows_of(folder / "centcom_strikes" / f"{split}.jsonl"), table, pipeline)
    figures |= _fakes(rows_of(folder / "fakes" / f"{split}.jsonl"), table, pipeline)
    for name, value in figures.items():
        beside = "" if name.endswith(("lines", "reports", "point")) else f"   (bar {BAR:g})"
        print(f"{name:24}{value:8.2f}{beside}")
    return figures
