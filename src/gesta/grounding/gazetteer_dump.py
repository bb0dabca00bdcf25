"""A GeoNames dump read line by line: which lines are places worth keeping, and what is wrong.

Takes the format of https://download.geonames.org/export/dump/ (19 tab-separated columns, UTF-8),
as `.txt` or as the `.zip` that GeoNames serves. One line is held at a time. A line that does not
parse is a `BadLine` with its number and the reason; nothing else is lost.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gesta.errors import ResourceError
from gesta.grounding.gazetteer_build import ADMIN1, ADMIN2, AREA, CITY, DISTRICT, SITE

COLUMNS = 19
_LONGEST = 1 << 18  # bytes; the longest line of allCountries.txt has some 20 kB of other names
_CLASSES = frozenset("AHLPRSTUV")

# Features that reports name, by GeoNames feature code. Left out: streams, wells, farms, hotels,
# churches, schools, hills and the like, half of the dump, whose names are mostly other places'.
_KINDS: dict[str, int] = {
    **dict.fromkeys(("ADM1",), ADMIN1),
    **dict.fromkeys(("ADM2",), ADMIN2),
    **dict.fromkeys("ADM3 ADM4 ADM5 ADMD PRSH TERR ZN ZNB".split(), DISTRICT),
    **dict.fromkeys(
        "AIRB AIRF AIRH AIRP AIRQ INSM MILB NVB FT CMP CMPRF CMPLA CMPL PSTB PSTC PSTP CSTM PP "
        "PRN PS PSH PSN OILR OILT OILF GASF OILP DAM BDG TNL PRT HBR DCK HSP UNIV MSQE MKT CTRA "
        "CTRS CTRM RSTN BUSTN STDM PAL GOVL DIP MN MNA INDS ASYL SQR BTL".split(),
        SITE,
    ),
    **dict.fromkeys(
        "RGN RGNE RGNL AREA RESV TRB PRK ISL ISLS ISLF ISLET ATOL PEN CAPE PT MT MTS HLLS VAL PLN "
        "PLAT DSRT OAS LK LKS RSV SEA GULF BAY STRT OCN".split(),
        AREA,
    ),
    "LCTY": CITY,
}  # fmt: skip

# How many people a feature counts as in the choice between namesakes where the dump says none.
_STANDING = {
    "PPLC": 500_000, "PPLA": 50_000, "PPLA2": 8_000, "PPLA3": 3_000, "PPLA4": 1_500, "PPLX": 600,
    "LCTY": 50, "ADM1": 500_000, "ADM2": 20_000, "ADM3": 5_000, "ADM4": 1_000,
}  # fmt: skip
_STANDING_OF_KIND = {CITY: 300, SITE: 500, AREA: 2_000, DISTRICT: 800}


@dataclass(frozen=True, slots=True)
class Feature:
    """One line worth keeping. `people` is the population, or what the feature counts as."""

    geonames_id: int
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str
    people: int
    kind: int
    admin1: str
    admin2: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that does not parse, counted from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sound line of a feature that is not kept; `code` is such as `H.STM`."""

    code: str


@contextmanager
def open_dump(path: Path) -> Iterator[IO[bytes]]:
    """The dump's bytes, out of its zip where it is one.

    Raises ResourceError where the zip is damaged or does not hold exactly one table.
    """
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise ResourceError(f"{path} is no sound zip file; download it again.")
        with path.open("rb") as handle:
            yield handle
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".txt")]
            tables = [n for n in names if n.rsplit("/", 1)[-1].lower() != "readme.txt"]
            if len(tables) != 1:
                raise ResourceError(
                    f"{path} holds {len(tables)} tables where a GeoNames dump holds one "
                    "(such as allCountries.txt or SY.txt)."
                )
            with archive.open(tables[0]) as handle:
                yield handle
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise ResourceError(f"{path} cannot be unpacked: {fault}; download it again.") from fault


def read_dump(
    handle: IO[bytes], countries: frozenset[str]
) -> Iterator[Feature | BadLine | LeftOut]:
    """What each line of the dump is. `countries` holds the two-letter codes that are known."""
    seen = _Seen()
    number = 0
    while line := handle.readline(_LONGEST):
        number += 1
        if not line.endswith(b"\n") and len(line) >= _LONGEST:
            while (rest := handle.readline(_LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield BadLine(number, f"longer than {_LONGEST:,} bytes")
            continue
        if not line.strip():
            continue
        try:
            found = _parse(line, countries)
            if isinstance(found, Feature) and seen.add(found.geonames_id):
                raise ValueError(f"geonameid {found.geonames_id} comes twice")
        except ValueError as fault:
            yield BadLine(number, str(fault))
            continue
        yield found


class _Seen:
    """Ids met so far: one bit each below 2^28 (GeoNames has reached 2^24), a set above."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << 22)
        self._far: set[int] = set()

    def add(self, number: int) -> bool:
        """Add `number`; whether it was there before."""
        if number >= 1 << 28:
            there = number in self._far
            self._far.add(number)
            return there
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(max(len(self._bits), place + 1 - len(self._bits))))
        there = bool(self._bits[place] & bit)
        self._bits[place] |= bit
        return there


def _parse(line: bytes, countries: frozenset[str]) -> Feature | LeftOut:
    """Raises ValueError with the reason where the line is no line of a dump."""
    try:
        cells = line.decode("utf-8").removeprefix("\ufeff").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as fault:
        raise ValueError(f"not UTF-8 at byte {fault.start + 1}") from fault
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns where a GeoNames dump has {COLUMNS}")
    number = _whole("geonameid", cells[0], 1, (1 << 32) - 1)
    letter, code, country = cells[6], cells[7], cells[8]
    if letter not in _CLASSES and (letter or code):
        raise ValueError(f"feature class {letter!r} is none of {' '.join(sorted(_CLASSES))}")
    kind = CITY if letter == "P" else _KINDS.get(code)
    if kind is None or code == "PPLCH":
        return LeftOut(f"{letter}.{code}" if letter else "no class")
    if country and country not in countries:
        raise ValueError(f"country code {country!r} is not known")
    lat = _degrees("latitude", cells[4], 90)
    lon = _degrees("longitude", cells[5], 180)
    people = _whole("population", cells[14], 0, 1 << 36) if cells[14] else 0
    names = _names(cells)
    if not names:
        raise ValueError("the name is empty")
    people = people or _STANDING.get(code, 0) or _STANDING_OF_KIND.get(kind, 0)
    return Feature(number, names, lat, lon, country, people, kind, cells[10], cells[11])


def _names(cells: list[str]) -> tuple[str, ...]:
    """The name first, then the plain-letter name and the others, each once."""
    name = cells[1].strip() or cells[2].strip()
    others = (part.strip() for part in (cells[2], *cells[3].split(",")))
    return tuple(dict.fromkeys((name, *(o for o in others if o)))) if name else ()


def _whole(what: str, cell: str, least: int, most: int) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 12):
        raise ValueError(f"{what} {cell[:40]!r} is no whole number")
    value = int(cell)
    if not least <= value <= most:
        raise ValueError(f"{what} {value} is out of range")
    return value


def _degrees(what: str, cell: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError as fault:
        raise ValueError(f"{what} {cell[:40]!r} is no number") from fault
    if not (math.isfinite(value) and -most <= value <= most):
        raise ValueError(f"{what} {cell[:40]} is not between -{most} and {most}")
    return value
