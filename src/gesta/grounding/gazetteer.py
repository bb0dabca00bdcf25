"""The gazetteer: compiled GeoNames columns read in place, plus the layer that people edit.

`lookup` gives every place that a name may mean; it never chooses (see `gesta.grounding.places`).
Where the layer and GeoNames hold one place, the layer's words win and the GeoNames id is kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gesta.grounding.gazetteer_build import ADMIN1, ADMIN2, CITY, LOOSE, OTHER, PRIMARY, SOFT
from gesta.grounding.gazetteer_file import FIXED, KINDS, WIDE, map_columns, package_file
from gesta.grounding.gazetteer_home import chosen_files
from gesta.grounding.place_candidate import Candidate, joined, merge, with_capital
from gesta.grounding.place_layer import (
    Country,
    LayerPlace,
    load_countries,
    load_layer,
    load_own,
    places_folder,
    with_own,
)
from gesta.grounding.toponyms import digest, exact, loosen, soften
from gesta.identity import slug

_MOST = 40  # candidates kept per name: the largest, enough for every name in the train splits
# A place of the layer counts in the choice between namesakes as if it had so many people.
_NATION = 30_000_000
_STANDING = {"site": 30_000, "town": 30_000, "district": 100_000, "region": 2_000_000}
_COMMON = {"site": 60_000, "town": 60_000, "district": 300_000, "region": 1_000_000}


def _layer_candidate(place: LayerPlace, how: int) -> Candidate:
    people = (_COMMON if place.common else _STANDING).get(place.precision, 0)
    return Candidate(
        place.id, place.name, place.lat, place.lon, place.country, place.kind, place.precision,
        place.radius_km, people, how=how, layer=not place.common,
    )  # fmt: skip


class Gazetteer:
    """Names to candidates. Open one with `Gazetteer.open()`; it is safe to share for reading."""

    def __init__(
        self,
        columns: dict[str, np.ndarray[Any, Any]],
        header: dict[str, Any],
        layer: tuple[LayerPlace, ...],
        countries: tuple[Country, ...],
    ) -> None:
        self._columns = columns
        self._wide = header.get("form") == WIDE
        self.places: int = header["places"]
        self.credit: str = header["credit"]
        self.countries = countries
        self._alpha3: list[str] = header["alpha3"]
        self._country_ids = dict(zip(header["alpha3"], header["country_ids"], strict=True))
        self._ends = np.cumsum(columns["name_length"], dtype=np.uint32)
        self._radius = {c.alpha3: c.radius_km for c in countries}
        self._capitals = {c.alpha3: exact(c.capital) for c in countries if c.capital}
        self._units = self._unit_rows()
        self._edited: dict[str, list[tuple[LayerPlace | Country, int]]] = defaultdict(list)
        self.demonyms: dict[str, str] = {}
        self._index_countries()
        for place in layer:
            self._index(place, place.name, place.names, main=place.main)
        self._cache: dict[str, tuple[Candidate, ...]] = {}
        self._joined = cache(self._join)
        self._unit_radius = cache(self._equal_radius)

    @staticmethod
    def open(
        path: Path | None = None, *, places: Path | None = None, own: Path | None = None
    ) -> Gazetteer:
        """Opens the compiled file (the package's own by default) with the layer in `places`.

        `own` is a user's file of places, which go before those of the layer. Raises ResourceError
        when a file is absent, has a faulty line or is no gazetteer of this version.
        """
        folder = places or places_folder()
        columns, header = map_columns(path or package_file())
        return Gazetteer(
            columns,
            header,
            with_own(load_layer(folder), load_own(own) if own else ()),
            load_countries(folder),
        )

    def _unit_rows(self) -> dict[int, np.ndarray[Any, Any]]:
        """Row numbers of the first- and second-order units, in the order of their numbers."""
        kinds = self._columns["kind"]
        return {kind: np.flatnonzero(kinds == kind) for kind in (ADMIN1, ADMIN2)}

    def _index(
        self,
        thing: LayerPlace | Country,
        name: str,
        others: tuple[str, ...],
        *,
        main: tuple[str, ...] = (),
    ) -> None:
        found: dict[str, int] = {}
        for word in (name, *others):
            key = exact(word)
            first = PRIMARY if word == name or word in main else OTHER
            for one, how in ((key, first), (loosen(key), LOOSE)):
                if one and how < found.get(one, 9):
                    found[one] = how
        for key, how in found.items():
            self._edited[key].append((thing, how))

    def _index_countries(self) -> None:
        for country in self.countries:
            self._index(country, country.name, country.names)
            for word in country.demonyms:
                self.demonyms.setdefault(exact(word), country.alpha3)

    def country_of(self, name: str) -> str | None:
        """The ISO alpha-3 code of a country's name, code or demonym, None for anything else."""
        key = exact(name.strip().removesuffix("'s").removesuffix("’s"))
        for thing, _ in self._edited.get(key, ()):
            if isinstance(thing, Country):
                return thing.alpha3
        if key in self.demonyms:
            return self.demonyms[key]
        code = name.strip()
        return code if code in self._radius else None

    def regions(self) -> dict[str, tuple[str | None, int]]:
        """Keys of the layer's regions, each with its country and first-order unit (0 unknown).

        Not a key that is first of all another place's: `Washington` does not speak for the state.
        """
        found: dict[str, tuple[str | None, int]] = {}
        for key, things in self._edited.items():
            thing, how = things[0]
            if how != PRIMARY and any(other == PRIMARY for _, other in things[1:]):
                continue
            if isinstance(thing, Country) or how == LOOSE or thing.precision != "region":
                continue
            found[key] = (thing.country, self._joined(thing).admin1)
        return found

    def capital_of(self, name: str) -> str | None:
        """The capital's name of the country that `name` (or demonym) means."""
        code = self.country_of(name)
        return next((c.capital for c in self.countries if c.alpha3 == code and c.capital), None)

    def country(self, alpha3: str, *, how: int = PRIMARY) -> Candidate | None:
        """The country itself as a candidate."""
        for country in self.countries:
            if country.alpha3 == alpha3:
                return self._country_candidate(country, how)
        return None

    def _country_candidate(self, country: Country, how: int) -> Candidate:
        number = self._country_ids.get(country.alpha3)
        return Candidate(
            f"p{number}", country.name, country.lat, country.lon, country.alpha3, "country",
            "country", country.radius_km, _NATION, number, how=how, layer=True,
        )  # fmt: skip

    def _rows(self, key: str) -> list[tuple[int, int]]:
        """Rows of the compiled file under `key`, each with how the key meets it."""
        code = digest(key)
        high, low = self._columns["hash_high"], code & 255
        wanted = np.uint32(code >> 8)
        start = int(high.searchsorted(wanted, "left"))
        rows: list[tuple[int, int]] = []
        while start < len(high) and high[start] == wanted:
            if self._columns["hash_low"][start] == low:
                rows.append(self._target(start))
            start += 1
        return rows

    def _target(self, entry: int) -> tuple[int, int]:
        """The row that a key's entry points at, and how the key meets it."""
        target = self._columns["target"]
        if self._wide:
            packed = int(target[entry])
            return packed & 0xFFFFFFF, packed >> 28
        a, b, c = target[3 * entry : 3 * entry + 3].tolist()
        packed = a | b << 8 | c << 16
        return packed & 0xFFFFF, packed >> 20

    def _degrees(self, column: str, row: int) -> float:
        a, b, c = self._columns[column][3 * row : 3 * row + 3].tolist()
        degrees = int(a | b << 8 | c << 16) * 360 / (1 << 24) - 180
        return round(degrees, 4)

    def _name(self, row: int) -> str:
        end = int(self._ends[row])
        start = end - int(self._columns["name_length"][row])
        return self._columns["names"][start:end].tobytes().decode("utf-8")

    def _row_candidate(self, row: int, how: int) -> Candidate:
        get = {name: int(self._columns[name][row]) for name in
               ("kind", "country", "population", "geonames_id", "admin1", "admin2")}  # fmt: skip
        country, name, kind = self._alpha3[get["country"]], self._name(row), get["kind"]
        people = round(10 ** (get["population"] / 28) - 1)
        lon = self._degrees("lon", row)
        number = get["geonames_id"] or None
        if kind == CITY:
            radius, precision, key = max(2.0, round(0.012 * math.sqrt(people), 1)), "town", ""
        elif kind in FIXED:
            (precision, radius), key = FIXED[kind], ""
        else:
            radius, precision = self._unit_radius(get["country"], kind)
            key = slug(
                f"{name} {self._unit_name(get['admin1']) if kind == ADMIN2 else ''} {country}"
            )
        return Candidate(
            f"p{number}" if number else f"p-{key}", name, self._degrees("lat", row),
            lon, country or None, KINDS[kind], precision, radius, people, number,
            get["admin1"], get["admin2"], how,
        )  # fmt: skip

    def _unit_name(self, admin1: int) -> str:
        return self._name(int(self._units[ADMIN1][admin1 - 1])) if admin1 else ""

    def _equal_radius(self, country: int, kind: int) -> tuple[float, str]:
        """A unit's radius, were the country cut into equal units, and its precision."""
        whole = self._radius.get(self._alpha3[country], 50.0)
        count = int((self._columns["country"][self._units[kind]] == country).sum())
        radius = max(5.0 if kind == ADMIN2 else 15.0, whole / math.sqrt(max(1, count)))
        return round(radius, 1), "region" if kind == ADMIN1 else "district"

    def _edited_candidates(self, key: str, worst: int) -> list[Candidate]:
        found = []
        for thing, how in self._edited.get(key, ()):
            if isinstance(thing, Country):
                found.append(self._country_candidate(thing, max(how, worst)))
            else:
                found.append(replace(self._joined(thing), how=max(how, worst)))
        return found

    def _join(self, place: LayerPlace) -> Candidate:
        """The layer's place with what GeoNames knows of it, whatever name it was asked by."""
        rows = {
            row
            for name in (place.name, *place.names)
            for row, how in self._rows(exact(name))
            if how in (PRIMARY, OTHER)
        }
        known = [self._row_candidate(row, PRIMARY) for row in sorted(rows)]
        return joined(_layer_candidate(place, PRIMARY), known)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places that `name` may mean, layer first, then by population."""
        key = exact(name)
        if key not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[key] = self._search(key)
        return self._cache[key]

    def _search(self, key: str) -> tuple[Candidate, ...]:
        if not key:
            return ()
        edited: dict[str, Candidate] = {}
        rows: dict[int, int] = {}
        tries = [(key, PRIMARY)]
        if loosen(key) != key:
            tries.append((loosen(key), LOOSE))
        for one, worst in tries:
            for candidate in self._edited_candidates(one, worst):
                edited.setdefault(candidate.id, candidate)
            for row, how in self._rows(one):
                if how != SOFT:
                    rows[row] = min(rows.get(row, 9), max(how, worst))
        if not edited and not rows:
            rows = {row: SOFT for row, _ in self._rows(soften(key))} if soften(key) else {}
        people = self._columns["population"]
        largest = sorted(rows, key=lambda row: (-int(people[row]), row))[:_MOST]
        found = merge(list(edited.values()), [self._row_candidate(r, rows[r]) for r in largest])
        return with_capital(found, self._capitals)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer in use (see `gesta.grounding.gazetteer_home`), opened once in a process."""
    path, own = chosen_files()
    return Gazetteer.open(path, own=own)
