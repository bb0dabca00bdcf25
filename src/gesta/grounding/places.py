"""The places of one report, resolved together.

Every mention gets a place or None; a name that cannot be resolved never empties the others. The
place says its precision and a radius in km: `near Fallujah` is Fallujah with a larger radius.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.grounding.place_context import Scanner, Setting
from gesta.grounding.place_facility import (
    borrowed,
    inner_names,
    is_institution,
    named_beside,
)
from gesta.grounding.place_phrase import ReadingOf, enclosures, readings
from gesta.grounding.place_rank import Ask, Field, default_weights, encloses
from gesta.grounding.toponyms import exact, loosen
from gesta.types import Place

__all__ = ["Candidate", "Gazetteer", "country_of", "distance_km", "resolve_places"]

# Words that are places only where the report supports it: a country of theirs is named.
_DOUBTFUL = frozenset(
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
_NEAR_KM = 20.0
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
_MOST_ASKS = 300  # names judged together; no real report has as many
_MOST = 1600  # candidates judged together, some 60 MB of links between them


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention made ready: the reading chosen, its candidates, where they must lie."""

    surface: str
    reading: ReadingOf
    ask: Ask


def country_of(name: str) -> str | None:
    """The ISO alpha-3 code of a country's name, alpha-3 code or demonym, else None.

    >>> country_of("Iraqi"), country_of("Burma"), country_of("Washington")
    ('IRQ', 'MMR', None)
    """
    return gazetteer().country_of(name)


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    return Scanner(gazetteer())


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
        if len(bare) <= 2 and not bare.isupper() or exact(bare) in _DOUBTFUL:
            continue
        known = _candidates(bare, book)
        found = tuple(
            c
            for c in known
            if c.layer or (not c.how and (c.population >= 50_000 or c.kind == "admin2"))
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


_WIDE = ("country", "region", "district")


def _alone(mention: Mention) -> bool:
    return len(gazetteer().lookup(mention.reading.name)) < 2


def _doubtful(mention: Mention, chosen: Candidate, setting: Setting, kin: set[str]) -> bool:
    """Whether the choice is a common word, or met by consonants alone, without support."""
    guessed = mention.reading.relation == "within" and not chosen.layer
    elsewhere = len({candidate.country for candidate in mention.ask.candidates}) > 1
    guessed = (
        (guessed or (chosen.how > 0 and elsewhere))
        and chosen.population < 50_000
        and not chosen.layer
    )
    weak = exact(mention.reading.name) in _DOUBTFUL or chosen.how == 3 or guessed
    if not weak:
        return False
    inside = any(encloses(outer, chosen) for group in mention.ask.enclosures for outer in group)
    country = chosen.country or ""
    return not (
        inside or country in setting.countries or country in setting.hints or country in kin
    )


def _around(mention: Mention, setting: Setting, kin: Counter[str]) -> Place | None:
    """The place that the words around give as the enclosure of a name that is not known for sure.

    Namesakes are told apart by the countries of the report; None where they cannot be.
    """
    for group in mention.ask.enclosures:
        fits = [c for c in group if c.layer or (c.country or "") in kin.keys() | setting.countries]
        if fits and (len(fits) == 1 or fits[0].layer):
            reading = replace(mention.reading, relation="within")
            return _place(replace(mention, reading=reading), fits[0])
    return None


def _place(mention: Mention, chosen: Candidate) -> Place:
    """The place that the words put on the map: the candidate, or a part or surrounding of it."""
    relation, radius, precision = mention.reading.relation, chosen.radius_km, chosen.precision
    if relation == "near":
        radius += max(_NEAR_KM, radius * 0.5)
        precision = {"site": "town", "town": "district"}.get(precision, precision)
    elif relation == "part":
        precision = {"town": "district", "country": "region"}.get(precision, precision)
    elif relation == "within" and precision != "site":
        radius += 5.0
    itself = relation == "itself" or (relation == "within" and precision == "site")
    names = dict.fromkeys((chosen.name, mention.surface if itself else chosen.name))
    return Place(
        chosen.id, chosen.name, tuple(names), chosen.lat, chosen.lon, chosen.country, precision,
        round(radius, 1), chosen.geonames_id,
    )  # fmt: skip


def resolve_places(
    names: Sequence[tuple[str, str]],
    *,
    country_hints: Sequence[str] = (),
    dateline: str | None = None,
    text: str | None = None,
) -> list[Place | None]:
    """The place of each mention of one report, None where nothing sure enough is known.

    `names` holds for each mention its words and the words that follow it in the report (some 80
    characters; `, Egypt` and `in northern Lebanon` decide between namesakes). `country_hints`
    are countries (any name or code) of the report's actors, `text` the report's words.
    """
    setting = scanner().setting(text, hints=country_hints, dateline=dateline)
    mentions = [prepare(surface, following[:90]) for surface, following in names]
    asks: dict[Ask, int] = {}
    for mention in mentions:
        if mention:
            asks.setdefault(mention.ask, len(asks))
    if not asks:
        return [None] * len(names)
    chosen = _choose(list(asks), setting)
    kin = Counter(c.country for c in chosen if c.country and c.how < 3)
    places: list[Place | None] = []
    for mention in mentions:
        best = chosen[asks[mention.ask]] if mention else None
        if mention is None or best is None:
            places.append(None)
            continue
        # Its own country counts only when another name of the report lies there too.
        others = {c for c in kin if c != best.country or kin[c] > (best.how < 3)}
        doubtful = _doubtful(mention, best, setting, others) or (
            mention.reading.relation == "within"
            and borrowed(mention.surface, best, chosen, alone=_alone(mention))
        )
        places.append(_around(mention, setting, kin) if doubtful else _place(mention, best))
    return [
        place or named_beside(surface, places, index)
        for index, (place, (surface, _)) in enumerate(zip(places, names, strict=True))
    ]


def _best(asks: Sequence[Ask], setting: Setting) -> list[Candidate]:
    """The likeliest candidate of each ask; the memory used is bounded by _MOST_ASKS and _MOST."""
    share = max(5, _MOST // len(asks))
    field = Field([replace(ask, candidates=ask.candidates[:share]) for ask in asks], setting)
    chance, _ = field.solve(default_weights())
    best: list[tuple[float, Candidate]] = [(-1.0, field.candidates[0])] * len(asks)
    for owner, candidate, weight in zip(
        field.owner.tolist(), field.candidates, chance.tolist(), strict=True
    ):
        if weight > best[owner][0]:
            best[owner] = (weight, candidate)
    return [candidate for _, candidate in best]


def _choose(asks: list[Ask], setting: Setting) -> list[Candidate]:
    """The best candidate of each ask; one name keeps one meaning unless an enclosure says else."""
    best: list[Candidate] = []
    for start in range(0, len(asks), _MOST_ASKS):
        best += _best(asks[start : start + _MOST_ASKS], setting)
    told = {ask.key: best[i] for i, ask in enumerate(asks) if ask.enclosures}
    return [best[i] if ask.enclosures else told.get(ask.key, best[i]) for i, ask in enumerate(asks)]
