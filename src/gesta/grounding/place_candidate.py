"""What a name may mean: candidates, how far apart, and when two of them are one place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gesta.grounding.gazetteer_build import OTHER, PRIMARY
from gesta.grounding.toponyms import exact

_SAME_TOWN_KM = 25.0
_SAME_SITE_KM = 10.0
_SAME_REGION_KM = 450.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in km (haversine, mean earth radius).

    >>> round(distance_km(31.5, 34.45, 29.557, 34.952))
    222
    """
    north1, north2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((north2 - north1) / 2) ** 2
    half += math.cos(north1) * math.cos(north2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `how` says how the name met it: 0 its main name, 1 another name, 2 without articles,
    3 by the consonants alone. `admin1` and `admin2` number the units of the gazetteer, 0 unknown.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    kind: str  # city | admin1 | admin2 | site | area | district | country, or the layer's word
    precision: str
    radius_km: float
    population: int = 0
    geonames_id: int | None = None
    admin1: int = 0
    admin2: int = 0
    how: int = PRIMARY
    layer: bool = False
    capital: bool = False


def _same(layer: Candidate, row: Candidate) -> bool:
    if layer.country != row.country or layer.kind == "country":
        return False
    km = distance_km(layer.lat, layer.lon, row.lat, row.lon)
    if row.kind == "city":
        return layer.precision == "town" and km < _SAME_TOWN_KM
    if row.kind == "site":
        return layer.precision == "site" and km < _SAME_SITE_KM
    regional = layer.precision in ("region", "district")
    if row.kind in ("area", "district"):
        return regional and km < min(_SAME_REGION_KM, max(_SAME_TOWN_KM, layer.radius_km))
    namesake = exact(layer.name) == exact(row.name)  # its middle by its towns may lie far off
    return regional and row.kind == "admin1" and (namesake or km < _SAME_REGION_KM)


def joined(place: Candidate, rows: list[Candidate]) -> Candidate:
    """The layer's `place` with id, people and units of the GeoNames row that is the same place."""
    twins = [row for row in rows if _same(place, row)]
    if not twins:
        return place
    twin = max(twins, key=lambda row: (row.geonames_id is not None, row.population, row.id))
    return replace(
        place,
        id=twin.id if twin.geonames_id else place.id,
        geonames_id=twin.geonames_id or place.geonames_id,
        population=max(place.population, twin.population),
        admin1=twin.admin1,
        admin2=twin.admin2,
    )


def merge(edited: list[Candidate], rows: list[Candidate]) -> tuple[Candidate, ...]:
    """Layer and GeoNames candidates as one list, the same place only once."""
    firsts = {place.country for place in edited if place.layer and place.how == PRIMARY}
    left = [replace(r, how=max(r.how, OTHER)) if r.country in firsts else r for r in rows]
    left = [row for row in left if not any(_same(place, row) for place in edited)]
    return (*edited, *left)


def with_capital(
    found: tuple[Candidate, ...], capitals: Mapping[str, str]
) -> tuple[Candidate, ...]:
    """The candidates, in each country the first town with the name of its capital marked.

    `capitals` holds the strict key of the capital's name by the country's alpha-3 code.
    """
    marked: set[str] = set()
    whole = []
    for candidate in found:
        nation = candidate.country or ""
        seat = capitals.get(nation) if candidate.precision == "town" else None
        if seat and nation not in marked and exact(candidate.name) == seat:
            marked.add(nation)
            candidate = replace(candidate, capital=True)
        whole.append(candidate)
    return tuple(whole)
