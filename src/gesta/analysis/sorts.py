"""What sort of attack a row is, by target, recipient, actor, area, place or mode."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from gesta.analysis.happenings import Happening, Happenings
from gesta.resolution.disputes import KIND_OF_TARGET

Sorts = Callable[[Happening], tuple[str, ...]]


def sorts_of(happenings: Happenings, of: str) -> Sorts:
    """For a row, its sorts; several where it has several, none where it is not known.

    Raises KeyError for another word than those of `gesta shift --of`.
    """
    known: dict[str, Sorts] = {
        "target": lambda row: _each(map(target_kind, row.targets)),
        "recipient": lambda row: _each(map(happenings.name, row.recipients)),
        "actor": lambda row: _each(map(happenings.name, row.actors)),
        "area": lambda row: _where(row, row.area),
        "place": lambda row: _where(row, row.place),
        "mode": lambda row: _each(row.modes or (row.type,)),
    }
    return known[of]


def target_kind(words: str) -> str:
    """The kind of a target by a word of its description, else its own words in lower case.

    >>> target_kind("two army checkpoints"), target_kind("Potash store")
    ('military', 'potash store')
    """
    for word in reversed(re.findall(r"\w+", words.casefold())):
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in KIND_OF_TARGET:
                return KIND_OF_TARGET[form]
    return " ".join(words.casefold().split())


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _where(row: Happening, name: str | None) -> tuple[str, ...]:
    """The name, or the square of one degree where only coordinates are known."""
    if name is not None:
        return (name,)
    if row.lat is None or row.lon is None:
        return ()
    return (f"{_degree(row.lat, 'NS')} {_degree(row.lon, 'EW')}",)


def _degree(value: float, letters: str) -> str:
    """
    >>> _degree(33.9, "NS"), _degree(-0.2, "EW")
    ('33°N', '1°W')
    """
    whole = math.floor(value)
    return f"{abs(whole)}°{letters[whole < 0]}"
