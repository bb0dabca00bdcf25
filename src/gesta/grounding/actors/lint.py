"""Faults between the rows of a registry, which no single row shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gesta.grounding.actors.generic import is_bare
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.texts import ActorRow, Name, OutletRow, StateRow
from gesta.grounding.names import fold, has_arabic, is_acronym, plain, skeleton


def lint(registry: Registry) -> list[str]:
    """Each fault as `file:line: what is wrong`, in order of the rows; empty where all is well."""
    return [
        *_ids(registry),
        *_names_claimed_twice(registry),
        *_unknown_ends(registry),
        *_unknown_countries(registry),
        *_years(registry),
        *_descriptions(registry),
    ]


def _ids(registry: Registry) -> Iterator[str]:
    first: dict[str, str] = {}
    for row in registry.rows:
        if row.id in first:
            yield f"{row.where}: id {row.id!r} is taken by {first[row.id]}"
        first.setdefault(row.id, row.where)


def _named(row: StateRow | ActorRow | OutletRow) -> Iterator[Name]:
    yield Name(row.name)
    yield from row.names
    if isinstance(row, StateRow):
        yield from (*row.adjectives, *row.capitals, *row.metonyms)


def _keys(name: str, row: StateRow | ActorRow | OutletRow) -> set[str]:
    """The keys under which a name is looked up; those of states are not folded."""
    if has_arabic(name):
        return {skeleton(name)}
    closed = isinstance(row, StateRow) or is_acronym(name)
    return {plain(name)} if closed else {plain(name), fold(name)}


def _names_claimed_twice(registry: Registry) -> Iterator[str]:
    claimed: dict[str, dict[str, str]] = defaultdict(dict)
    named = [(row, name) for row in registry.rows for name in _named(row)]
    for row, name in named:
        for key in () if name.shared else _keys(name.text, row):
            claimed[key].setdefault(row.where, name.text)
    for row, name in named:
        keys = _keys(name.text, row)
        if "" in keys:
            yield f"{row.where}: name {name.text!r} has no letters to find it by"
        elif not name.shared:
            others = {at: shown for key in sorted(keys) for at, shown in claimed[key].items()}
            for where, shown in others.items():
                if where != row.where:
                    yield (
                        f"{row.where}: name {name.text!r} meets {shown!r} of {where}; "
                        "mark both with ?"
                    )


def _unknown_ends(registry: Registry) -> Iterator[str]:
    for row in registry.rows:
        ends: list[str] = []
        if isinstance(row, ActorRow):
            ends = [tie.target for tie in row.ties] + ([row.force_of] if row.force_of else [])
        elif isinstance(row, OutletRow) and ":" in row.owner:
            ends = [row.owner.partition(":")[2]]
        for end in ends:
            if registry.get(f"a-{end}") is None:
                yield f"{row.where}: {row.id!r} points at {end!r}, which no row defines"
            elif end == row.id:
                yield f"{row.where}: {row.id!r} is tied to itself"


def _unknown_countries(registry: Registry) -> Iterator[str]:
    for row in registry.rows:
        country = None if isinstance(row, StateRow) else row.country
        if country and country not in registry.states.rows:
            yield f"{row.where}: country {country!r} is no code of the governments' table"


def _descriptions(registry: Registry) -> Iterator[str]:
    """Descriptions that a row claims; the rule for them makes generic actors (`generic.py`)."""
    for row in registry.rows:
        if isinstance(row, ActorRow) and row.type in ("group", "civilian"):
            for name in (Name(row.name), *row.names):
                if not name.shared and is_bare(name.text.split(), row.type, registry.states):
                    yield f"{row.where}: {name.text!r} describes and names nobody; leave it out"


def _years(registry: Registry) -> Iterator[str]:
    for row in registry.rows:
        for tie in row.ties if isinstance(row, ActorRow) else ():
            if tie.since and tie.until and tie.since > tie.until:
                yield f"{row.where}: tie to {tie.target!r} ends before it begins"
