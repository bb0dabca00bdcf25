"""Words for a place made ready: the reading whose name is known, with what the name may mean.

`prepare` only gathers; which candidate is meant is judged with the report's other places
(`gesta.grounding.places`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.place_candidate import Candidate
from gesta.grounding.place_facility import inner_names, is_institution
from gesta.grounding.place_phrase import ReadingOf, enclosures, readings
from gesta.grounding.place_rank import Ask
from gesta.grounding.toponyms import exact, loosen

KNOWN = 50_000  # people: a smaller town is meant only where the report is of its country
# Words that are places only where the report supports it: a country of theirs is named.
DOUBTFUL = frozenset(
    "of man nice reading march mobile sale split bath hull most university central center "
    "centre north south east west northern southern eastern western river lake sea camp base "
    "hamas fatah amal isis daesh police army navy church hospital school airport bridge road street market port union "
    "liberty victory hope progress independence friendship orange green black white brown "
    "young king price mission battle border front rally lead lane early normal same many who why "
    "why ours then police he be is no as or to an on in at by if so republic valley mesa".split()
)
_WORDS_FOR_NO_PLACE = frozenset(
    "city town village district province state region country area capital border coast camp "
    "base bases world land home house ground sea air here there north south east west front line "
    "frontier earth towns cities villages areas regions downtown territory homeland".split()
)
_ALIKE = 70.0  # of 100; keeps Kweiris with Kuwayris, parts Hezbollah from Zabol
# A name starts with a capital, a figure-led one too (`6th of October City`), after any article.
_NAME = re.compile(r"^(?:the |an? |[a-z]{1,3}[-‑ ’'])*(?:[‘’'ʿʾ]?[^\W\d_a-z]|\d)", re.UNICODE)
_CAPITAL_OF = re.compile(
    r"^(?:the )?(?:(.+?)(?:['’]s?)? capital(?: city)?|capital (?:city )?of (.+))$"
)
# What makes `Turkish border` a place in Turkey, while a `Turkish drone` is none.
_GROUND = re.compile(
    r"\b(?:borders?|frontier|territor(?:y|ies)|soil|airspace|coasts?|waters|capital|city|towns?|"
    r"villages?|provinces?|regions?|desert|side|countryside|mountains|islands?|ports?|enclave|"
    r"cities|shores?|mainland|heartland|areas?|districts?|settlements?|outpost)\b"
)
_WIDE = ("country", "region", "district")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention made ready: the reading chosen, its candidates, where they must lie."""

    surface: str
    reading: ReadingOf
    ask: Ask


def _is_code(name: str) -> bool:
    """Whether `name` looks like a code (`ETH`) and not like a name or an agreed short form."""
    return name.isupper() and name.isascii() and len(name.replace(".", "")) <= 3


def _alike(key: str, candidate: Candidate) -> bool:
    """Whether a place met by its consonants is also spelt much alike."""
    return ratio(loosen(key), loosen(exact(candidate.name))) >= _ALIKE


def _candidates(name: str, book: Gazetteer) -> tuple[Candidate, ...]:
    key = exact(name)
    if not key or key in _WORDS_FOR_NO_PLACE or key.isdigit() or len(key) < 2:
        return ()
    if not any(ch.isupper() or ch.isdigit() or ch > "\u0590" for ch in name):
        return ()
    if len(key) == 2 and not (name.isupper() or "." in name):
        return ()
    found = book.lookup(name)
    if _is_code(name) or not _NAME.match(name):
        found = tuple(c for c in found if c.layer)
    elif name.isupper() and len(name) <= 5:  # IRNA is an agency, not another name of Salerno
        found = tuple(c for c in found if c.layer or c.how == 0)
    if found and found[0].how == 3:
        found = tuple(c for c in found if _alike(key, c))
    nation = book.country(book.demonyms[key], how=1) if key in book.demonyms else None
    if nation and nation not in found:
        found = (nation, *(c for c in found if c.how < 3))
    return found


@lru_cache(maxsize=1 << 14)
def prepare(surface: str, following: str) -> Mention | None:
    """The first reading whose name is known, with what it may mean; None when none is."""
    book = gazetteer()
    if (match := _CAPITAL_OF.match(surface)) and (seat := book.capital_of(match[1] or match[2])):
        reading = ReadingOf(seat, want="city")
        nation = _outer_candidates(match[1] or match[2], book)
        return Mention(surface, reading, Ask(exact(seat), book.lookup(seat), "city", (nation,)))
    soft: tuple[ReadingOf, tuple[Candidate, ...]] | None = None
    for reading in readings(surface):
        found = _candidates(reading.name, book)
        if found and found[0].how < 3:
            return _mention(surface, following, reading, found)
        if found and soft is None and len(reading.name.split()) <= 3:
            soft = reading, found
    if soft:  # by consonants alone, when no reading is known by its letters
        return _mention(surface, following, *soft)
    return _enclosed(surface, following, book)


def _mention(
    surface: str, following: str, reading: ReadingOf, found: tuple[Candidate, ...]
) -> Mention:
    """The mention under one reading, with the enclosures that its words and the next ones name."""
    book = gazetteer()
    named = [reading.container] if reading.container else []
    if reading.relation != "within":
        named += list(enclosures(following))
    groups = (_outer_candidates(name, book) for name in named if exact(name) != exact(reading.name))
    outer = tuple(group for group in groups if group)
    return Mention(surface, reading, Ask(exact(reading.name), found, reading.want, outer))


def _enclosed(surface: str, following: str, book: Gazetteer) -> Mention | None:
    """An unknown thing put into what the words after it or its own words name as its enclosure."""
    ground = bool(_GROUND.search(surface)) or is_institution(surface)
    for name in (*enclosures(following), *inner_names(surface)):
        bare = name.removesuffix("'s").removesuffix("’s")
        if len(bare) <= 2 and not bare.isupper() or exact(bare) in DOUBTFUL:
            continue
        known = next(filter(None, (_candidates(one.name, book) for one in readings(bare))), ())
        found = tuple(
            c
            for c in known
            if c.layer or (not c.how and (c.population >= KNOWN or c.kind == "admin2"))
        )
        if found and found[0].kind == "country" and not ground:
            continue
        if found:
            return Mention(surface, ReadingOf(bare, "within"), Ask(exact(bare), found))
    return None


def _outer_candidates(name: str, book: Gazetteer) -> tuple[Candidate, ...]:
    for reading in readings(name):
        found = _candidates(reading.name, book)
        wide = tuple(c for c in found if c.kind != "city" and c.precision in _WIDE)
        if wide or found:
            return wide or found[:2]
    return ()
