"""A user's table of places into the file that the gazetteer reads beside its own.

Columns, in any order, by these names or their usual others: name, alternative names (split by
`;`), lat, lon, country, kind, and where wanted precision and radius_km. A row that does not do
is refused in words with its line number; the other rows are taken.
"""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gesta.codebook import PLACE_PRECISIONS
from gesta.errors import ResourceError
from gesta.grounding.place_layer import (
    LayerPlace,
    layer_line,
    load_countries,
    load_own,
    own_place,
    places_folder,
)
from gesta.grounding.toponyms import exact

_LONGEST_NAME = 200
_MOST_BYTES = 100_000_000  # a million places are some 80 MB
_COLUMNS = {
    "name": "name", "place": "name", "place name": "name",
    "alternative names": "names", "alternative name": "names", "alternatives": "names",
    "names": "names", "other names": "names", "alternate names": "names", "alternatenames": "names",
    "aliases": "names", "alias": "names",
    "lat": "lat", "latitude": "lat", "lon": "lon", "lng": "lon", "long": "lon", "longitude": "lon",
    "country": "country", "country code": "country", "kind": "kind", "type": "kind",
    "precision": "precision", "radius": "radius", "radius km": "radius",
}  # fmt: skip
_NEEDED = ("name", "lat", "lon", "country", "kind")
_RADIUS = {"site": 2.0, "town": 4.0, "district": 15.0, "region": 60.0}  # km, where none is given

# How precise a place of a kind is; the words of reports, singular.
_KINDS = {
    "site": "site, base, military base, air base, airbase, naval base, airfield, airport, camp, "
    "refugee camp, idp camp, crossing, border crossing, checkpoint, hospital, school, university, "
    "mosque, church, prison, bridge, dam, power plant, refinery, oil field, gas field, port, "
    "harbour, depot, barracks, headquarters, factory, mine, station, market, building, embassy, "
    "square, street",
    "town": "town, city, village, hamlet, settlement, neighbourhood, neighborhood, quarter, suburb, "
    "kibbutz, moshav",
    "district": "district, subdistrict, county, municipality, raion, parish, island, valley, lake, "
    "area, front, axis",
    "region": "region, province, governorate, state, oblast, territory, desert, mountains, "
    "mountain, sea, gulf, strait, river, peninsula",
}
_PRECISION_OF = {kind: word for word, kinds in _KINDS.items() for kind in kinds.split(", ")}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its line in the file, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition did: places new, places put in the stead of older ones, rows refused."""

    new: int
    replaced: int
    refused: tuple[Refused, ...]


def add_places(table: Path, own: Path) -> Added:
    """Adds the rows of the CSV `table` to the file `own`, made where there is none.

    A row of the same name and country on the same hundredth of a degree as an older one takes
    its place. Raises ResourceError where the table cannot be read as one, or `own` has a fault;
    `own` is then as it was, and is always whole.
    """
    nations = _Nations()
    refused: list[Refused] = []
    places: dict[str, LayerPlace] = {}
    for number, row in _rows(table):
        try:
            place = own_place(_line(row, nations))
        except ValueError as fault:
            refused.append(Refused(number, str(fault)))
        else:
            places[place.id] = place
    older = {place.id: place for place in (load_own(own) if own.exists() else ())}
    if places:
        _write(own, {**older, **places})
    replaced = len(places.keys() & older.keys())
    return Added(len(places) - replaced, replaced, tuple(refused))


def _write(own: Path, places: dict[str, LayerPlace]) -> None:
    head = "# name | other names | kind | country | lat | lon | precision | radius km\n"
    own.parent.mkdir(parents=True, exist_ok=True)
    part = own.with_name(own.name + ".part")
    lines = (layer_line(places[key]) + "\n" for key in sorted(places))
    part.write_text(head + "".join(lines), encoding="utf-8")
    os.replace(part, own)


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line that it ends on; columns by the names used here."""
    if table.stat().st_size > _MOST_BYTES:
        raise ResourceError(f"{table} is larger than {_MOST_BYTES:,} bytes; split it.")
    try:
        text = table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ResourceError(f"{table} is not UTF-8 at byte {fault.start + 1}; save it as "
                            "`CSV UTF-8`.") from fault  # fmt: skip
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [_COLUMNS.get(" ".join(c.replace("_", " ").lower().split()), "")
                   for c in next(reader, [])]  # fmt: skip
        if missing := [name for name in _NEEDED if name not in columns]:
            raise ResourceError(
                f"{table} has no column {', '.join(missing)} in its first line; it needs name, "
                "lat, lon, country, kind, and may have alternative names, precision, radius_km."
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                pairs = zip(columns, cells, strict=False)
                yield reader.line_num, {name: " ".join(c.split()) for name, c in pairs if name}
    except csv.Error as fault:
        raise ResourceError(f"{table} line {reader.line_num}: {fault}") from fault


class _Nations:
    """Countries by code or name."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        for nation in load_countries(places_folder()):
            for word in (nation.alpha3, nation.alpha2, nation.name, *nation.names):
                self._codes.setdefault(exact(word), nation.alpha3)

    def code(self, words: str) -> str:
        """The alpha-3 code; '' of '' (waters). Raises ValueError for what is no country."""
        if words and exact(words) not in self._codes:
            raise ValueError(f"country {words[:60]!r} is not known; write a code such as SYR")
        return self._codes[exact(words)] if words else ""


def _line(row: dict[str, str], nations: _Nations) -> str:
    """A row as a line of the file of own places. Raises ValueError with the reason."""
    name = row.get("name", "")
    others = [part.strip() for part in row.get("names", "").split(";") if part.strip()]
    for word in (name, *others):
        _check_name(word)
    lat, lon = _number(row, "lat", 90), _number(row, "lon", 180)
    kind, precision = _kind(row)
    radius = _number(row, "radius", 20_000) if row.get("radius") else _RADIUS[precision]
    if radius <= 0:
        raise ValueError(f"radius {radius:g} km is not above 0")
    country = nations.code(row.get("country", ""))
    cells = (name, "; ".join(others), kind, country, lat, lon, precision, f"{radius:g}")
    return " | ".join(map(str, cells))


def _check_name(word: str) -> None:
    if not exact(word):
        raise ValueError(f"the name {word[:60]!r} has no letter" if word else "no name")
    signs = [sign for sign in "|#;" if sign in word] + ["!"] * word.startswith("!")
    if signs:
        raise ValueError(f"the name {word[:60]!r} holds {signs[0]!r}, which the file cannot keep")
    if len(word) > _LONGEST_NAME:
        raise ValueError(f"the name {word[:40]!r}… is longer than {_LONGEST_NAME} letters")


def _number(row: dict[str, str], name: str, most: int) -> float:
    cell = row.get(name, "")
    try:
        value = float(cell)
    except ValueError as fault:
        hint = "; write a point for the comma" if "," in cell else ""
        raise ValueError(f"{name} {cell[:40]!r} is no number{hint}") from fault
    if not (math.isfinite(value) and -most <= value <= most):
        raise ValueError(f"{name} {cell[:40]} is not between -{most} and {most}")
    return value


def _kind(row: dict[str, str]) -> tuple[str, str]:
    kind, precision = row.get("kind", "").lower(), row.get("precision", "").lower()
    if not kind:
        raise ValueError("no kind; write what it is, such as village, camp or district")
    if "|" in kind or "#" in kind:
        raise ValueError(f"kind {kind[:40]!r} holds a sign that the file cannot keep")
    precision = precision or _PRECISION_OF.get(kind, "")
    if precision not in _RADIUS:
        words = ", ".join(word for word in PLACE_PRECISIONS if word in _RADIUS)
        raise ValueError(
            f"precision {precision!r} is none of {words}" if precision else
            f"kind {kind[:40]!r} is not known; add a column precision with one of {words}"
        )  # fmt: skip
    return kind, precision
