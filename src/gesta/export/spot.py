"""Where an incident was, as coarse as it may be said: to the town, with the radius of the doubt.

Coordinates are rounded to 0.01 degrees (about 1.1 km), so a site reads as the town or quarter it
lies in, and every point has a radius of at least a kilometre. A disc says what a pin would hide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from gesta.types import Place

DECIMALS: Final = 2
LEAST_KM: Final = 1.0
# For places without a radius of their own: the wide end of what places of the kind have.
USUAL_KM: Final = {
    "site": 5.0, "town": 10.0, "district": 25.0, "region": 100.0, "country": 500.0,
}  # fmt: skip
UNKNOWN_KM: Final = 500.0
EARTH_KM: Final = 6371.0088  # mean radius, IUGG
CORNERS: Final = 36


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for an export; `lat`, `lon`, `radius_km` are all there or all None."""

    id: str
    name: str
    country: str | None
    precision: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    geonames_id: int | None


def spot_of(place: Place) -> Spot:
    """The coarsened place.

    >>> spot = spot_of(Place("p1", "a clinic", (), 31.50491, 34.46172, "PSE", "site", 0.5))
    >>> spot.lat, spot.lon, spot.radius_km
    (31.5, 34.46, 1.0)
    """
    lat, lon, radius = place.lat, place.lon, None
    if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180):
        lat = lon = None
    else:
        # Adding zero turns -0.0 into 0.0.
        lat, lon = round(lat, DECIMALS) + 0.0, round(lon, DECIMALS) + 0.0
        usual = USUAL_KM.get(place.precision, UNKNOWN_KM)
        radius = max(place.radius_km or usual, LEAST_KM)
    return Spot(
        place.id, place.name, place.country, place.precision, lat, lon, radius, place.geonames_id
    )


def disc(spot: Spot) -> list[tuple[float, float]]:
    """The ring (lon, lat) of the disc of doubt, counter-clockwise and closed; [] without a point.

    Longitudes are cut at 180 degrees and latitudes at 89.9, so that a ring never wraps around.
    """
    if spot.lat is None or spot.lon is None or spot.radius_km is None:
        return []
    angle = min(spot.radius_km / EARTH_KM, math.pi / 2)
    lat = math.radians(spot.lat)
    ring = []
    for corner in range(CORNERS):
        bearing = -2 * math.pi * corner / CORNERS
        north = math.asin(
            math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
        )
        east = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(lat),
            math.cos(angle) - math.sin(lat) * math.sin(north),
        )
        ring.append((
            round(min(max(spot.lon + math.degrees(east), -180.0), 180.0), 4) + 0.0,
            round(min(max(math.degrees(north), -89.9), 89.9), 4) + 0.0,
        ))  # fmt: skip
    return [*ring, ring[0]]
