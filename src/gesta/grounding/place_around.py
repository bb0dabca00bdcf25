"""Names that no list knows, in a report whose places lie close together.

`the Qwrt cafe` in a report of one town and its neighbours lies somewhere around there. That is
said by a place of its own (`around Ramadi`) with precision `region` and a wide radius, never by
the town itself. On the train splits of LGL and GeoWebNews 30 of 36 such names lie within 161 km.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.grounding.place_candidate import distance_km
from gesta.grounding.place_facility import named_beside
from gesta.types import Place

_FEWEST = 3  # places of the report that must be known
_SHARE = 0.75  # of them that must lie together
_REACH_KM = 100.0
_FAR_KM = 161.0
_LOCAL = ("site", "town", "district")
# A name of four letters or more with a capital: no code, no `Western`, no word of one sentence.
_NAME = re.compile(r"(?:the |The )?[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z][^\W\d_]*")
_SIDE = re.compile(r"(?:north|south|east|west)\w*", re.IGNORECASE)


def neighbourhood(places: Sequence[Place | None]) -> list[int]:
    """Indexes of the places that lie together, empty where the report is of no one neighbourhood.

    Town and finer count; most of them must lie within 100 km of their middle.
    """
    local = [
        (index, place.lat, place.lon)
        for index, place in enumerate(places)
        if place and place.precision in _LOCAL and place.lat is not None and place.lon is not None
    ]
    if len(local) < _FEWEST:
        return []
    lat = sorted(lat for _, lat, _ in local)[len(local) // 2]
    lon = sorted(lon for _, _, lon in local)[len(local) // 2]
    together = [i for i, north, east in local if distance_km(lat, lon, north, east) <= _REACH_KM]
    return together if len(together) >= _SHARE * len(local) else []


def strangers(places: Sequence[Place | None], firm: Sequence[bool]) -> list[int]:
    """Indexes of places that are not firm and far from the neighbourhood of those that are.

    `Booker` in a report of Santa Barbara and the towns beside it is not Booker in Texas. A place
    is firm when it is large, stands in the words with its region, or has another one beside it.
    """
    sure = [place if held else None for place, held in zip(places, firm, strict=True)]
    hub = [sure[index] for index in neighbourhood(sure)]
    if not hub:
        return []
    return [
        index
        for index, place in enumerate(places)
        if place and not firm[index] and not any(_within(place, one) for one in hub if one)
    ]


def _within(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= _FAR_KM


def around(
    surface: str, places: Sequence[Place | None], index: int, near: list[int]
) -> Place | None:
    """The surroundings of the known place named nearest to an unknown name at `index`.

    `near` is the report's `neighbourhood`; None where there is none, or where the words are no
    name.
    """
    if not near or len(surface) < 4 or not _NAME.match(surface) or _SIDE.fullmatch(surface):
        return None
    beside = places[min(near, key=lambda other: (abs(other - index), other))]
    if beside is None:
        return None
    name = f"around {beside.name}"
    return Place(
        f"p-around-{beside.id.removeprefix('p').removeprefix('-')}", name, (name,), beside.lat,
        beside.lon, beside.country, "region", _REACH_KM, None,
    )  # fmt: skip


def with_unknown(names: Sequence[str], places: list[Place | None]) -> list[Place | None]:
    """The places, with what the report says of where the names lie that no list knows."""
    told = [
        p or named_beside(n, places, i) for i, (n, p) in enumerate(zip(names, places, strict=True))
    ]
    near = neighbourhood(told)
    return [p or around(n, told, i, near) for i, (n, p) in enumerate(zip(names, told, strict=True))]
