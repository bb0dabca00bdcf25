"""What a report says about where it is: countries, their peoples and states named in its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from gesta.grounding.gazetteer import Gazetteer
from gesta.grounding.place_candidate import Candidate
from gesta.grounding.toponyms import exact

_CAPITALS = re.compile(r"[A-Z][\w.'’-]*(?: (?:of |and )?[A-Z][\w.'’-]*){0,3}")
_K = TypeVar("_K", str, int)
_MOST_TEXT = 20_000  # characters; a report says where it is well before


@dataclass(frozen=True, slots=True)
class Setting:
    """Weights, each list summing to one at most: what the text, the dateline and the caller say."""

    countries: dict[str, float] = field(default_factory=dict)
    states: dict[int, float] = field(default_factory=dict)
    hints: frozenset[str] = frozenset()
    dateline: tuple[Candidate, ...] = ()


class Scanner:
    """Counts the countries, demonyms and regions of the layer in running text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._regions = gazetteer.regions()
        self._known = lru_cache(maxsize=1 << 15)(self._meaning)

    def _meaning(self, words: str) -> tuple[str | None, int]:
        """The country and the first-order state that `words` name."""
        bare = re.sub(r"(?:['’]s|['’])$", "", words)
        if len(bare) < 2 or (len(bare) == 2 and not bare.isupper()):
            return None, 0
        country = self._gazetteer.country_of(bare)
        if len(bare) == 2 or country:
            return country, 0
        return self._regions.get(exact(bare), (None, 0))

    def setting(
        self, text: str | None, *, hints: Iterable[str] = (), dateline: str | None = None
    ) -> Setting:
        """What `text`, the countries in `hints` and the `dateline` say about where this is."""
        countries: Counter[str] = Counter()
        states: Counter[int] = Counter()
        for match in _CAPITALS.finditer((text or "")[:_MOST_TEXT]):
            words = match.group().split()
            while words:
                for length in range(min(4, len(words)), 0, -1):
                    country, state = self._known(" ".join(words[:length]))
                    if country or state:
                        break
                if country:
                    countries[country] += 1
                if state:
                    states[state] += 1
                words = words[length:]
        known = [self._gazetteer.country_of(hint) or hint for hint in hints]
        first = dateline.split(",")[0].strip() if dateline else ""
        return Setting(
            _shares(countries), _shares(states), frozenset(known),
            self._gazetteer.lookup(first)[:3] if first else (),
        )  # fmt: skip


def _shares(counts: Counter[_K]) -> dict[_K, float]:
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()}
