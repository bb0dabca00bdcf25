"""The readable tables of actors and outlets: one row a line, cells split by `|`.

    resources/actors/governments.txt   code | name | capitals | adjectives | other names | metonyms
    resources/actors/*.txt             id | name | other names | type | country | ties | force-of | sector
    resources/outlets/*.txt            id | name | other names | domains | country | owner | language

A row that cannot be read is refused with its file and line; what only disagrees with other rows
(a name claimed twice, an unknown target) is found by `lint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gesta.codebook import ACTOR_TYPES, TIE_TYPES
from gesta.errors import ResourceError
from gesta.grounding.actors.vocabulary import SECTORS

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Z]{3}")
_TIE = re.compile(
    r"(?P<type>[a-z-]+)\s+(?P<to>[a-z0-9-]+)(?:\s+(?P<since>\d{4})?(?P<dash>-)?(?P<until>\d{4})?)?"
)
_OWNER = re.compile(r"(?:state|party|bulletin):[a-z0-9-]+|private|public")
YEARS: Final = range(1600, 2101)  # a tie of today's actors that begins elsewhere is a slip


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written; `shared` marks one that several actors bear."""

    text: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie of a row: the type, the id at its other end, and the years as days."""

    type: str
    target: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class StateRow:
    """A row of `governments.txt`; `where` is `file:line`."""

    where: str
    code: str
    id: str
    name: str
    capitals: tuple[Name, ...]
    adjectives: tuple[Name, ...]
    names: tuple[Name, ...]
    metonyms: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A row of an actors file; ids without the `a-`."""

    where: str
    id: str
    name: str
    names: tuple[Name, ...]
    type: str
    country: str | None
    ties: tuple[TieRow, ...]
    force_of: str | None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class OutletRow:
    """A row of an outlets file."""

    where: str
    id: str
    name: str
    names: tuple[Name, ...]
    domains: tuple[str, ...]
    country: str | None
    owner: str
    language: str


def _rows(path: Path, *, least: int, most: int) -> Iterator[tuple[str, list[str]]]:
    """`file:line` and the cells of each row, filled up with empty ones to `most`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path.name}: not UTF-8 ({error}); save the file as UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        where, cells = f"{path.name}:{number}", [cell.strip() for cell in line.split("|")]
        while len(cells) > most and not cells[-1]:
            cells.pop()
        if not least <= len(cells) <= most:
            raise ResourceError(
                f"{where}: {len(cells)} cells in {line.strip()[:60]!r}; "
                f"write {least} to {most} cells with | between them"
            )
        yield where, cells + [""] * (most - len(cells))


def _names(cell: str) -> tuple[Name, ...]:
    """The comma-separated names of a cell; a leading ? marks one that several actors bear."""
    parts = (part.strip() for part in cell.split(","))
    return tuple(
        Name(part.lstrip("? "), part.startswith("?")) for part in parts if part.strip("? ")
    )


def _fits(pattern: re.Pattern[str], value: str, where: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ResourceError(f"{where}: {value!r} is no {what}; write it like its neighbours")
    return value


def _country(value: str, where: str) -> str | None:
    return _fits(_CODE, value, where, "ISO 3166-1 alpha-3 code") if value else None


def _tie(text: str, where: str) -> TieRow:
    found = _TIE.fullmatch(text)
    if found is None or found["type"] not in TIE_TYPES:
        raise ResourceError(
            f"{where}: tie {text!r} cannot be read; write `type target-id [since-until]` "
            f"with a type of {', '.join(TIE_TYPES)}"
        )
    since, until = found["since"], found["until"]
    for year in (since, until):
        if year and int(year) not in YEARS:
            raise ResourceError(f"{where}: year {year} in tie {text!r}; write a year of this age")
    if since and not found["dash"]:
        until = since
    return TieRow(
        found["type"],
        found["to"],
        date(int(since), 1, 1) if since else None,
        date(int(until), 12, 31) if until else None,
    )


def read_states(path: Path) -> list[StateRow]:
    """The rows of `governments.txt`, in order; the id of a state is that of its name.

    Raises:
        ResourceError: a row has a fault; the message names file, line, value and next step.
    """
    rows = []
    for where, cells in _rows(path, least=4, most=6):
        code, name, capitals, adjectives, names, metonyms = cells
        _fits(_CODE, code, where, "ISO 3166-1 alpha-3 code")
        key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        rows.append(
            StateRow(
                where, code, _fits(_ID, key, where, "name of a state"), name,
                *(_names(cell) for cell in (capitals, adjectives, names, metonyms)),
            )
        )  # fmt: skip
    return rows


def read_actors(path: Path) -> list[ActorRow]:
    """The rows of an actors file, in order.

    Raises:
        ResourceError: a row has a fault; the message names file, line, value and next step.
    """
    rows = []
    for where, cells in _rows(path, least=4, most=8):
        key, name, names, kind, country, ties, force_of, sector = cells
        if sector and sector not in SECTORS:
            raise ResourceError(f"{where}: sector {sector!r}; write one of {', '.join(SECTORS)}")
        if kind not in ACTOR_TYPES:
            raise ResourceError(f"{where}: type {kind!r}; write one of {', '.join(ACTOR_TYPES)}")
        _fits(_ID, key, where, "id (small letters, digits, hyphens)")
        _fits(re.compile(r".*\w.*"), name, where, "name")
        tied = tuple(_tie(part.strip(), where) for part in ties.split(";") if part.strip())
        place = _country(country, where)
        rows.append(
            ActorRow(
                where, key, name, _names(names), kind, place, tied,
                force_of or None, sector or None,
            )
        )  # fmt: skip
    return rows


def read_outlets(path: Path) -> list[OutletRow]:
    """The rows of an outlets file, in order.

    Raises:
        ResourceError: a row has a fault; the message names file, line, value and next step.
    """
    rows = []
    for where, cells in _rows(path, least=4, most=7):
        key, name, names, domains, country, owner, language = cells
        _fits(_ID, key, where, "id (small letters, digits, hyphens)")
        _fits(re.compile(r".*\w.*"), name, where, "name")
        if owner:
            _fits(
                _OWNER, owner, where, "owner (state:ID, party:ID, bulletin:ID, private or public)"
            )
        sites = tuple(part.strip().lower() for part in domains.split(",") if part.strip())
        place = _country(country, where)
        rows.append(OutletRow(where, key, name, _names(names), sites, place, owner, language))
    return rows
