"""Facilities and bodies whose own place is not known: what says where they are instead.

`Smart Dubai Office` says it by a word of its name, `Qwrtzbgh Hospital` not at all, and lies in the
place that the report names beside it; a street or hall may bear the name of a place elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.types import Place

# Names of facilities: unknown ones lie in the place that the report named last before them.
_FACILITY = re.compile(
    r"\b(?:Hospitals?|Clinic|Medical Cent(?:er|re)|Schools?|High|Elementary|Academy|University|"
    r"College|Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Highway|Hall|Church|Chapel|Mosque|"
    r"Cathedral|Monastery|Synagogue|Club|Park|Cent(?:er|re)|Museum|Gallery|Theat(?:er|re)|Stadium|"
    r"Racecourse|Arena|Tower|Hotel|Restaurant|Mall|Market|Bridge|Station|Airport|Airfield|"
    r"Air ?base|Base|Barracks|Checkpoint|Crossing|Junction|Terminal|Camp|Prison|Jail|"
    r"Correctional|Refinery|Depot|Warehouse|Factory|Building|Palace|Castle|Cemetery|Court|"
    r"Courthouse|Library|Zoo|Farms?|Square|Embassy|Consulate|Headquarters|Neighbou?rhood|"
    r"Quarter|District|Roundabout|Creek|Lake|Hills?|Campus|House|Furnaces?|Mill|Plaza|Theater|"
    r"Auditorium|Cape|Point|Beach|Bay|Peak|Mount|Ridge|Valley|Institute|Winery|Golf|Village)\b",
)
# Bodies that sit in the country of their name, unlike its embassies and its soldiers.
_INSTITUTION = re.compile(
    r"\b(?:Senate|Parliament|Congress|Assembly|Legislature|Supreme Court|High Court|Ministry|"
    r"Treasury|Federal Reserve|Bank|School|University|Institute|Academy)\b"
)
# What is often called after a place or a person elsewhere, unlike an airport, a base or a camp.
_BEARS_NAMES = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Hall|Club|Park|Cent(?:er|re)|Museum|"
    r"Theat(?:er|re)|Stadium|Arena|Tower|Hotel|College|University|Academy|School|High|House|"
    r"Elementary|Chapel|Square|Plaza|Building|Library|Restaurant)\b"
)
_STREET = re.compile(
    r"\b(?:Street|St\b\.?$|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Square)\b|St\.$"
)
_WELL_KNOWN = 300_000  # people; Mosul University is in Mosul wherever the report is
_IN_REACH_KM = 161.0
_MOST_INNER = 6
_LOOK_BACK, _LOOK_AHEAD = 4, 2
_LOCAL = ("town", "district", "region")


def is_institution(surface: str) -> bool:
    """Whether a body is named that sits in the country of its name, as a bank or a senate does."""
    return _INSTITUTION.search(surface) is not None


def inner_names(surface: str) -> Iterator[str]:
    """Runs of the words of a name that may name where it is: its head, its end, its middle.

    >>> list(inner_names("Smart Dubai Office"))[:3]
    ['Smart Dubai', 'Smart', 'Dubai Office']
    """
    words = surface.split()
    longest = min(3, len(words) - 1)
    if " of " in surface:
        yield surface.rsplit(" of ", 1)[1]
    for length in range(longest, 0, -1):
        yield " ".join(words[:length])
    for length in range(longest, 0, -1):
        yield " ".join(words[-length:])
    yield from words[1:-1][:_MOST_INNER]


def borrowed(surface: str, chosen: Candidate, others: Sequence[Candidate], *, alone: bool) -> bool:
    """Whether a street or hall only bears the name of this town, far from all of the report.

    `Rogers Centre` in a report of Toronto is not in Rogers, Arkansas. `others` are the places
    chosen for all names of the report, `alone` says that this town has no namesake.
    """
    known = chosen.layer or chosen.population >= _WELL_KNOWN or alone
    if not (_BEARS_NAMES if not known else _STREET).search(surface):
        return False
    local = [c for c in others if c is not chosen and c.precision in ("site", "town", "district")]
    return bool(local) and not any(
        distance_km(c.lat, c.lon, chosen.lat, chosen.lon) <= _IN_REACH_KM for c in local
    )


def named_beside(surface: str, places: Sequence[Place | None], index: int) -> Place | None:
    """An unknown facility's smallest enclosure: the town or region named last before it.

    Where none is named before it, the one named next.
    """
    if not (_FACILITY.search(surface) and any(ch.isupper() for ch in surface)):
        return None
    before = places[max(0, index - _LOOK_BACK) : index]
    around = [
        place
        for place in (*reversed(before), *places[index + 1 : index + 1 + _LOOK_AHEAD])
        if place and place.precision in _LOCAL and place.radius_km
    ]
    if not around:
        return None
    inner = (p for p in around if p.precision == "town" and _holds(around[0], p))
    place = next(inner, around[0])
    return replace(place, names=(place.name,), radius_km=round((place.radius_km or 0) + 10, 1))


def _holds(outer: Place, inner: Place) -> bool:
    """Whether the town `inner` lies in the region `outer`, as far as its radius tells."""
    if outer.precision == "town" or outer.country != inner.country:
        return False
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= (outer.radius_km or 0)
