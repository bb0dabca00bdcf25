"""The places that people edit: readable tables in `resources/places`.

`countries.txt` names countries with demonyms and capitals; every other `*.txt` there is a layer
of regions, fronts, camps, bases, crossings and waters that no list of towns holds. Those in the
folder `common` fill whole kinds of places (universities, rivers, quarters); their names weigh no
more than those of towns. One place a line, fields split by `|`, names within a field split by `;`,
`#` starts a comment:

    name | other names | kind | country | lat | lon | precision | radius km

Another name with a `!` before it means this place first of all (`!Gaza` is the strip).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from gesta.codebook import PLACE_PRECISIONS
from gesta.errors import ResourceError
from gesta.grounding.place_candidate import distance_km
from gesta.grounding.toponyms import exact
from gesta.identity import slug


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """One line of a layer file. `country` is ISO alpha-3, None for waters between countries.

    `common`: of a kind that is listed whole, so that its name tells less than one of the layer.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None
    lat: float
    lon: float
    precision: str
    radius_km: float
    main: tuple[str, ...] = ()
    common: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """One line of `countries.txt`. `radius_km` is about that of a disc of the country's area."""

    alpha3: str
    alpha2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    lat: float
    lon: float
    radius_km: float


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        bare = line.split("#", 1)[0].strip()
        if bare:
            yield number, [cell.strip() for cell in bare.split("|")]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in cell.split(";")) if name)


def _coordinates(lat: str, lon: str, radius: str) -> tuple[float, float, float]:
    north, east, km = float(lat), float(lon), float(radius)
    if not (-90 <= north <= 90 and -180 <= east <= 180 and km > 0):
        raise ValueError(f"coordinates {lat}, {lon} or radius {radius} out of range")
    return north, east, km


def _place(cells: list[str], *, own: bool = False) -> LayerPlace:
    if len(cells) != 8:
        raise ValueError(f"{len(cells)} fields where a place has 8, split by |")
    name, others, kind, country, lat, lon, precision, radius = cells
    if precision not in PLACE_PRECISIONS:
        raise ValueError(f"precision {precision!r} is none of {', '.join(PLACE_PRECISIONS)}")
    north, east, km = _coordinates(lat, lon, radius)
    key = slug(f"{name} {country}" if country else name)
    if own:
        key += f"-{north:.2f}-{east:.2f}"
    words = _names(others)
    return LayerPlace(
        f"p-{key}", name, tuple(w for word in words if (w := word.lstrip("!")) != name), kind,
        country or None,
        north, east, precision, km, tuple(word[1:] for word in words if word.startswith("!")),
    )  # fmt: skip


def _country(cells: list[str]) -> Country:
    alpha3, alpha2, name, others, demonyms, capital, lat, lon, radius = cells
    north, east, km = _coordinates(lat, lon, radius)
    return Country(alpha3, alpha2, name, _names(others), _names(demonyms), capital, north, east, km)


def places_folder() -> Path:
    """The folder of the layer files inside the package."""
    return Path(str(files("gesta.resources"))) / "places"


def load_layer(folder: Path) -> tuple[LayerPlace, ...]:
    """All places of the layer files in `folder` and its folder `common`, by file name and line.

    Raises ResourceError, naming file and line, when a line does not parse or an id comes twice.
    """
    places: dict[str, LayerPlace] = {}
    common = folder / "common"
    for path in (*sorted(folder.glob("*.txt")), *sorted(common.glob("*.txt"))):
        if path.name == "countries.txt":
            continue
        for number, cells in _lines(path):
            try:
                place = _place(cells)
            except ValueError as fault:
                raise ResourceError(f"{path.name} line {number}: {fault}") from fault
            if place.id in places:
                raise ResourceError(f"{path.name} line {number}: {place.id} comes twice")
            places[place.id] = replace(place, common=path.parent == common)
    return tuple(places.values())


def own_place(line: str) -> LayerPlace:
    """A line of a file of own places. Raises ValueError with the reason."""
    return _place([cell.strip() for cell in line.split("|")], own=True)


def layer_line(place: LayerPlace) -> str:
    """The place as a line of a layer file, such that it reads back equal."""
    names = (*(f"!{name}" for name in place.main), *(n for n in place.names if n not in place.main))
    return " | ".join((
        place.name, "; ".join(names), place.kind, place.country or "", f"{place.lat:.5f}",
        f"{place.lon:.5f}", place.precision, f"{place.radius_km:g}",
    ))  # fmt: skip


def load_own(path: Path) -> tuple[LayerPlace, ...]:
    """A user's own places: one file in the same format; ids hold coordinates as well.

    So two villages of one name in one country are two places. Raises ResourceError as
    `load_layer`, and when the file is not UTF-8 text.
    """
    places: dict[str, LayerPlace] = {}
    try:
        for number, cells in _lines(path):
            try:
                place = _place(cells, own=True)
            except ValueError as fault:
                raise ResourceError(f"{path} line {number}: {fault}") from fault
            places[place.id] = place
    except (OSError, UnicodeDecodeError) as fault:
        raise ResourceError(f"the own places {path} cannot be read: {fault}") from fault
    return tuple(places.values())


def with_own(layer: tuple[LayerPlace, ...], own: tuple[LayerPlace, ...]) -> tuple[LayerPlace, ...]:
    """The user's places before those of the layer; one place in both is the user's."""
    by_name: dict[tuple[str, str | None], list[LayerPlace]] = {}
    for place in own:
        by_name.setdefault((exact(place.name), place.country), []).append(place)

    def replaced(place: LayerPlace) -> bool:
        return any(
            distance_km(place.lat, place.lon, mine.lat, mine.lon) <= max(25.0, place.radius_km)
            for mine in by_name.get((exact(place.name), place.country), ())
        )

    return (*own, *(place for place in layer if not replaced(place)))


def load_countries(folder: Path) -> tuple[Country, ...]:
    """The countries of `countries.txt` in `folder`. Raises ResourceError as `load_layer`."""
    found: list[Country] = []
    path = folder / "countries.txt"
    for number, cells in _lines(path):
        try:
            found.append(_country(cells))
        except ValueError as fault:
            raise ResourceError(f"{path.name} line {number}: {fault}") from fault
    return tuple(found)
