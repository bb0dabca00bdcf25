"""How well the places of two groups agree, as a sign."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from gesta.resolution.sign import KEPT, Sign, bin_of
from gesta.resolution.world import Spot, distance_km


@lru_cache(maxsize=KEPT)
def place_sign(a: frozenset[Spot], b: frozenset[Spot]) -> Sign | None:
    """How well the places agree, given how wide each is; of several places the two nearest."""
    if not a or not b:
        return None
    found = [_place_pair(x, y) for x, y in product(_finest(a), _finest(b))]
    return min(found, key=lambda row: (_PLACES.index(row.bin), row.words))


_MOST_SPOTS = 6
# A site is told by its town, whose point on the map may lie this far from it.
_TOWN_KM = 10.0
# From the best agreement down.
_PLACES = (
    "same town", "same district", "near by", "same region", "in one region", "same country",
    "in one country", "unmeasured", "under 50 km apart", "under 150 km apart", "far apart",
    "two countries",
)  # fmt: skip
_WIDTHS = ((12.0, "same town"), (60.0, "same district"), (150.0, "same region"))
_NEAR = ((60.0, "near by"), (150.0, "in one region"))
_FAR = ((50.0, "under 50 km apart"), (150.0, "under 150 km apart"))


def _finest(spots: Iterable[Spot]) -> list[Spot]:
    return sorted(spots, key=lambda s: (s.radius, s.id))[:_MOST_SPOTS]


def _place_pair(one: Spot, two: Spot) -> Sign:
    wide = max(one.radius, two.radius)
    if one.id == two.id:
        return Sign("place", bin_of(wide, _WIDTHS, "same country"), f"the same place, {one.name}")
    names = " and ".join(sorted((one.name, two.name)))
    apart = distance_km(one, two)
    countries = {one.country, two.country} - {None}
    if "country" in (one.precision, two.precision) and len(countries) == 2:
        return Sign("place", "two countries", f"{names} are in two countries")
    if apart is None:
        return Sign("place", "unmeasured", f"{names} cannot be measured apart")
    if apart <= wide + _TOWN_KM:
        words = f"{names} lie within {wide + _TOWN_KM:.0f} km"
        return Sign("place", bin_of(wide, _NEAR, "in one country"), words)
    return Sign(
        "place", bin_of(apart - wide, _FAR, "far apart"), f"{names} are {apart:.0f} km apart"
    )
