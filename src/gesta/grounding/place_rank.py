"""Which of its candidates a name means, judged together with the report's other places.

A linear score over features that a reader can check, in the manner of Lieberman and Samet's
context features. Weights were fitted by `scripts/fit_places.py` (conditional logit, LGL and
GeoWebNews train). Set by hand are those on which these local papers say little or mislead:
country (a `China` in Texas), hint, dateline, capital, descriptor, enclosure that does not fit, consonants.
Rounds: first each name alone, then each with the weight of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.grounding.place_context import Setting

Array = np.ndarray[Any, np.dtype[np.float64]]

STATIC: Final = (
    "population", "no population", "country", "layer", "first-order unit", "second-order unit",
    "another name", "without articles", "consonants only", "descriptor fits",
    "unit beside its town", "in the enclosure named", "in another than the enclosure",
    "country in text", "state in text", "dateline", "hint", "capital of a country in text",
)  # fmt: skip
CONTEXT: Final = (
    "others in country", "share in country", "others in state", "others within 50 km",
    "others within 161 km", "others within 500 km",
)  # fmt: skip
WEIGHTS: Final[dict[str, float]] = {
    "population": 1.28,
    "no population": 5.05,
    "country": 1.50,
    "layer": 3.07,
    "first-order unit": -1.44,
    "second-order unit": -0.57,
    "another name": -1.65,
    "without articles": -1.05,
    "consonants only": -2.00,
    "descriptor fits": 1.50,
    "unit beside its town": -0.67,
    "in the enclosure named": 4.83,
    "in another than the enclosure": -1.00,
    "country in text": 1.09,
    "state in text": 1.64,
    "dateline": 1.00,
    "hint": 2.00,
    "capital of a country in text": 1.00,
    "others in country": 0.74,
    "share in country": 1.25,
    "others in state": 1.09,
    "others within 50 km": 1.88,
    "others within 161 km": 0.73,
    "others within 500 km": 1.26,
}
_ROUNDS = 3
_TOWN_WORDS = frozenset({"city", "town", "village", "hamlet", "port city", "capital", "settlement"})
_DISTRICT_WORDS = frozenset({
    "county", "parish", "district", "subdistrict", "raion", "municipality", "lga",
    "local government area", "barangay", "constituency",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """One name of the report to be judged: its candidates, the descriptor, the enclosures."""

    key: str
    candidates: tuple[Candidate, ...]
    want: str = ""
    enclosures: tuple[tuple[Candidate, ...], ...] = ()


def encloses(outer: Candidate, inner: Candidate) -> bool:
    """Whether `inner` lies in `outer`, as far as their units, countries and radii tell."""
    if outer.kind == "country":
        return inner.country == outer.country
    if outer.kind == "admin1" or (outer.admin1 and outer.precision == "region"):
        return inner.admin1 == outer.admin1 if inner.admin1 else _inside(outer, inner)
    if outer.kind == "admin2":
        return inner.admin2 == outer.admin2 if inner.admin2 else _inside(outer, inner)
    return _inside(outer, inner)


def _inside(outer: Candidate, inner: Candidate) -> bool:
    if outer.country and inner.country and outer.country != inner.country:
        return False
    reach = max(outer.radius_km * 1.3, 15.0)
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= reach


def _fits(want: str, candidate: Candidate) -> float:
    if not want:
        return 0.0
    if want in _TOWN_WORDS:
        return float(candidate.kind == "city" or candidate.precision == "town")
    if want in _DISTRICT_WORDS:
        return float(candidate.kind == "admin2" or candidate.precision == "district")
    if want == candidate.kind:
        return 1.0
    return float(candidate.precision in ("region", "district") and candidate.kind != "country")


def _static_row(
    candidate: Candidate, ask: Ask, setting: Setting, towns: set[Any], named_countries: set[Any]
) -> list[float]:
    named = [e for e in ask.enclosures if e]
    inside = any(encloses(outer, candidate) for group in named for outer in group if
                 outer.id != candidate.id)  # fmt: skip
    country = candidate.country or ""
    unit = candidate.kind != "country" and candidate.precision in ("region", "district")
    people = candidate.population
    return [
        float(np.log10(people + 1)), float(people == 0 and not candidate.layer),
        float(candidate.kind == "country"), float(candidate.layer),
        float(candidate.kind == "admin1"), float(candidate.kind == "admin2"),
        float(candidate.how == 1), float(candidate.how == 2), float(candidate.how == 3),
        _fits(ask.want, candidate), float(unit and not ask.want and country in towns and country != ""),
        float(inside), float(bool(named) and not inside),
        setting.countries.get(country, 0.0) if country not in named_countries else 0.0,
        setting.states.get(candidate.admin1, 0.0) if candidate.admin1 else 0.0,
        float(any(d.country == country for d in setting.dateline)),
        float(country in setting.hints),
        float(candidate.capital and country in setting.countries),
    ]  # fmt: skip


class Field:
    """All candidates of one report side by side, with their features and who belongs to whom."""

    def __init__(self, asks: Sequence[Ask], setting: Setting) -> None:
        self.asks = asks
        flat = [(i, c) for i, ask in enumerate(asks) for c in ask.candidates]
        self.owner = np.array([i for i, _ in flat], dtype=np.int64)
        self.candidates = [c for _, c in flat]
        towns = [{c.country for c in ask.candidates if c.precision == "town"} for ask in asks]
        told = {ask.candidates[0].country for ask in asks if ask.candidates[0].kind == "country"}
        rows = [_static_row(c, asks[i], setting, towns[i], told) for i, c in flat]
        self.static: Array = np.array(rows, dtype=np.float64).reshape(len(flat), len(STATIC))
        self._links()

    def _links(self) -> None:
        cands = self.candidates
        lat = np.radians([c.lat for c in cands])
        lon = np.radians([c.lon for c in cands])
        unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        cosine = unit.T @ unit
        other = self.owner[:, None] != self.owner[None, :]
        numbers: dict[str, int] = {}
        country = np.array([numbers.setdefault(c.country or f"~{i}", len(numbers))
                            for i, c in enumerate(cands)])  # fmt: skip
        state = np.array([c.admin1 or -i for i, c in enumerate(cands, start=1)])
        local = np.array([c.precision != "country" and c.radius_km < 400 for c in cands])
        near = other & local[None, :]
        self._same_country = (other & (country[:, None] == country[None, :])).astype(np.float32)
        self._same_state = (other & (state[:, None] == state[None, :])).astype(np.float32)
        self._near = [
            (near & (cosine >= np.cos(km / 6371.0))).astype(np.float32) for km in (50, 161, 500)
        ]

    def context(self, chance: Array) -> Array:
        """The features of CONTEXT, given each candidate's chance; shape (candidates, 6)."""
        weight = chance.astype(np.float32)
        country = self._same_country @ weight
        others = max(1, len(self.asks) - 1)
        columns = [np.log1p(country), country / others, np.log1p(self._same_state @ weight)]
        columns += [np.log1p(links @ weight) for links in self._near]
        return np.stack(columns, axis=1).astype(np.float64)

    def chances(self, score: Array) -> Array:
        """Each candidate's chance within its name: the softmax of the scores."""
        top = np.full(len(self.asks), -np.inf)
        np.maximum.at(top, self.owner, score)
        lifted = np.exp(score - top[self.owner])
        total = np.zeros(len(self.asks))
        np.add.at(total, self.owner, lifted)
        shares: Array = lifted / total[self.owner]
        return shares

    def solve(self, weights: Array) -> tuple[Array, Array]:
        """Final chances and the full features they rest on, shape (candidates, features)."""
        cut = len(STATIC)
        alone = self.static @ weights[:cut]
        chance = self.chances(alone)
        context = self.context(chance)
        for _ in range(_ROUNDS - 1):
            chance = self.chances(alone + context @ weights[cut:])
            context = self.context(chance)
        chance = self.chances(alone + context @ weights[cut:])
        return chance, np.concatenate([self.static, context], axis=1)


def default_weights() -> Array:
    """WEIGHTS as a vector in the order of STATIC and CONTEXT."""
    return np.array([WEIGHTS[name] for name in (*STATIC, *CONTEXT)], dtype=np.float64)
