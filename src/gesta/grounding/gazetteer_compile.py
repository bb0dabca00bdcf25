"""A GeoNames dump of any size into the file that `Gazetteer.open` reads, in bounded memory.

Columns and keys are spooled to files beside the result, which is put in place whole or not at all;
the same dump gives the same bytes. It is of the wide form: 28 bits for a row, 32 for a unit.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

from gesta.errors import ResourceError
from gesta.grounding.gazetteer_build import (
    ADMIN1,
    ADMIN2,
    CREDIT,
    MAGIC,
    Row,
    keys_of,
    names_of_unit,
    worth_keeping,
)
from gesta.grounding.gazetteer_dump import BadLine, Feature, LeftOut, open_dump, read_dump
from gesta.grounding.gazetteer_file import WIDE, header_of, package_file
from gesta.grounding.gazetteer_keys import Keys
from gesta.grounding.gazetteer_rest import Hashes, rest_of_world

_FLUSH = 1 << 17  # rows gathered before they go to disk
_NAMED = 100  # bad lines named; the rest are counted
_REPORT = 50_000  # lines between two words of progress
_TYPES = {
    "lat": "I", "lon": "I", "geonames_id": "I", "population": "B", "country": "B", "kind": "B",
    "admin1": "I", "admin2": "I", "name_length": "B",
}  # fmt: skip
_SCALE = (1 << 24) / 360


@dataclass(slots=True)
class Built:
    """What a build did. `bad` counts all bad lines, `named` holds the first of them.

    `rest` of the `places` are the package's own.
    """

    places: int = 0
    rest: int = 0
    lines: int = 0
    bad: int = 0
    named: list[BadLine] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Unit:
    """A state or county: the dump's own line where it has one, else the middle of its towns."""

    feature: Feature | None = None
    towns: int = 0
    lat: float = 0.0
    lon: float = 0.0
    people: int = 0


class _Table:
    """The columns of the rows on disk, and the numbers of their units."""

    def __init__(self, folder: Path, countries: list[str]) -> None:
        names = ("hash_high", "hash_low", "target", *_TYPES, "names")
        self.files: dict[str, IO[bytes]] = {n: (folder / n).open("w+b") for n in names}
        self.keys = Keys(folder)
        self.count = 0
        self.countries: set[str] = set()
        self._buffers = {name: array(code) for name, code in _TYPES.items()}
        self._country = {code: number for number, code in enumerate(countries)}
        self._first: dict[tuple[str, ...], int] = {}
        self._second: dict[tuple[str, ...], int] = {}
        self._units: dict[tuple[str, ...], _Unit] = {}

    def add(self, feature: Feature, hashes: Hashes | None = None) -> None:
        """A place as its row; a state or county is kept until `finish`.

        `hashes` are its names where they are hashed already.
        """
        one, two = self._numbers(feature)
        if feature.kind in (ADMIN1, ADMIN2):
            key = self._unit_key(feature)
            if key and self._units[key].feature is None:
                self._units[key].feature = feature
                return
        elif key := self._unit_key(feature):
            for end in range(2, len(key) + 1):
                unit = self._units[key[:end]]
                unit.towns += 1
                unit.lat += feature.lat
                unit.lon += feature.lon
                unit.people += feature.people
        self._row(feature, one, two, hashes)

    def _unit_key(self, feature: Feature) -> tuple[str, ...]:
        if not feature.country or feature.admin1 in ("", "00"):
            return ()
        key = (feature.country, feature.admin1)
        return (*key, feature.admin2) if feature.admin2 and feature.kind != ADMIN1 else key

    def _numbers(self, feature: Feature) -> tuple[int, int]:
        """The feature's state and county, numbered from 1 as they are first met; 0 for none."""
        key = self._unit_key(feature)
        if not key:
            return 0, 0
        one = self._first.setdefault(key[:2], len(self._first) + 1)
        self._units.setdefault(key[:2], _Unit())
        if len(key) < 3:
            return one, 0
        self._units.setdefault(key, _Unit())
        return one, self._second.setdefault(key, len(self._second) + 1)

    def _row(self, feature: Feature, one: int, two: int, hashes: Hashes | None = None) -> None:
        put = {name: buffer.append for name, buffer in self._buffers.items()}
        blob = _at_most(feature.names[0], 255)
        put["lat"](round((feature.lat + 180) * _SCALE) % (1 << 24))
        put["lon"](round((feature.lon + 180) * _SCALE) % (1 << 24))
        put["geonames_id"](feature.geonames_id)
        put["population"](min(255, round(28 * math.log10(feature.people + 1))))
        put["country"](self._country[feature.country])
        put["kind"](feature.kind)
        put["admin1"](one)
        put["admin2"](two)
        put["name_length"](len(blob))
        self.files["names"].write(blob)
        for key, how in _keys(feature).items() if hashes is None else ():
            self.keys.add(key, how, self.count)
        for code, how in hashes or ():
            self.keys.add_hash(code, how, self.count)
        self.count += 1
        if self.count >= 1 << 28:
            raise ResourceError("the dump has more than 268 million places; split it by country.")
        if self.count % _FLUSH == 0:
            self._flush()

    def _flush(self) -> None:
        for name, buffer in self._buffers.items():
            values = np.frombuffer(buffer, dtype=buffer.typecode)
            if name in ("lat", "lon"):
                values = values.astype("<u4").view("u1").reshape(-1, 4)[:, :3]
            elif buffer.typecode == "I":
                values = values.astype("<u4")
            self.files[name].write(values.tobytes())
        self._buffers = {name: array(code) for name, code in _TYPES.items()}

    def finish(self) -> None:
        """The units as the last rows, in the order of their numbers, and the keys sorted."""
        for kind, numbers in ((ADMIN1, self._first), (ADMIN2, self._second)):
            for key, number in numbers.items():
                unit = self._units[key]
                feature = unit.feature or _unnamed(unit, key, kind)
                one = self._first[key[:2]]
                two = number if kind == ADMIN2 else 0
                self._row(feature, one, two, None if unit.feature else [])
        self._flush()
        self.keys.write(self.files)

    def close(self) -> None:
        self.keys.close()
        for handle in self.files.values():
            handle.close()


def _unnamed(unit: _Unit, key: tuple[str, ...], kind: int) -> Feature:
    """A unit that the dump has only as a code; it is found by no name."""
    towns = max(1, unit.towns)
    return Feature(
        0, (".".join(key),), unit.lat / towns, unit.lon / towns, key[0], unit.people, kind,
        key[1], key[2] if len(key) > 2 else "",
    )  # fmt: skip


def _keys(feature: Feature) -> dict[str, int]:
    name, *others = feature.names
    names = [name, *(o for o in others if worth_keeping(o, feature.country))]
    if feature.kind in (ADMIN1, ADMIN2):
        names = [*names_of_unit(name), *names[1:]]
    row = Row(0, name, feature.lat, feature.lon, feature.country, 0, feature.kind, names=names)
    return keys_of(row)


def _at_most(name: str, length: int) -> bytes:
    """The name as UTF-8, cut between characters to at most `length` bytes."""
    return name.encode("utf-8")[:length].decode("utf-8", "ignore").encode("utf-8")


def compile_dump(
    dump: Path,
    out: Path,
    *,
    rest: bool = True,
    progress: Callable[[int], None] = lambda lines: None,
) -> Built:
    """Compiles the GeoNames dump `dump` (.txt or .zip) into `out`; gives what was kept and not.

    With `rest` the package's own places of countries that the dump lacks come along. `progress` hears the number of lines done now and then. Raises ResourceError where no line is
    a place that is kept, and OSError where a file cannot be read or written; `out` then stays.
    """
    known = header_of(package_file())
    codes = [*known["countries"], ""]
    built = Built()
    out.parent.mkdir(parents=True, exist_ok=True)
    with open_dump(dump) as handle, tempfile.TemporaryDirectory(dir=out.parent) as name:
        table = _Table(Path(name), codes)
        try:
            for line in read_dump(handle, frozenset(codes)):
                _count(built, table, line)
                if built.lines % _REPORT == 0:
                    progress(built.lines)
            if not table.count:
                raise ResourceError(_nothing(dump, built))
            for feature, hashes in rest_of_world(table.countries) if rest else ():
                table.add(feature, hashes)
                built.rest += 1
            table.finish()
            built.places = table.count
            header = {
                "credit": CREDIT, "licence": known["licence"], "places": table.count,
                "countries": codes, "alpha3": [*known["alpha3"], ""],
                "country_ids": [*known["country_ids"], 0], "form": WIDE,
            }  # fmt: skip
            _assemble(Path(name) / "whole", header, table.files)
        finally:
            table.close()
        os.replace(Path(name) / "whole", out)
    return built


def _count(built: Built, table: _Table, line: Feature | BadLine | LeftOut) -> None:
    built.lines += 1
    if isinstance(line, Feature):
        table.add(line)
        table.countries.add(line.country)
    elif isinstance(line, BadLine):
        built.bad += 1
        if len(built.named) < _NAMED:
            built.named.append(line)
    else:
        built.left_out[line.code] += 1


def _nothing(dump: Path, built: Built) -> str:
    first = f" Line {built.named[0].number}: {built.named[0].reason}." if built.named else ""
    return (
        f"{dump} holds no place: none of its {built.lines:,} lines is one of a GeoNames dump.{first}"
        " Take allCountries.zip or a country's file from https://download.geonames.org/export/dump/"
    )


def _assemble(whole: Path, header: dict[str, Any], columns: dict[str, IO[bytes]]) -> None:
    sections: dict[str, list[int]] = {}
    length = 0
    for name, handle in columns.items():
        length += -length % 8
        sections[name] = [length, handle.tell()]
        length += handle.tell()
    head = MAGIC + json.dumps({**header, "sections": sections}, sort_keys=True).encode() + b"\n"
    with whole.open("wb") as out:
        out.write(head + b"\0" * (-len(head) % 8))
        base = out.tell()
        for name, handle in columns.items():
            out.write(b"\0" * (base + sections[name][0] - out.tell()))
            handle.seek(0)
            shutil.copyfileobj(handle, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
