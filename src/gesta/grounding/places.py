"""The places of one report, resolved together.

Every mention gets a place or None; a name that cannot be resolved never empties the others.
The place says its precision (site, town, district, region, country) and a radius in km within
which the words put it: `near Fallujah` is Fallujah with a larger radius.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.grounding.place_context import Scanner, Setting
from gesta.grounding.place_phrase import ReadingOf, enclosures, readings
from gesta.grounding.place_rank import Ask, Field, default_weights, encloses
from gesta.grounding.toponyms import exact
from gesta.types import Place

__all__ = ["Candidate", "Gazetteer", "country_of", "distance_km", "resolve_places"]

# Words that are places only where the report supports it: a country of theirs is named.
_DOUBTFUL = frozenset(
    "of man nice reading march mobile sale split bath hull most university central center "
    "centre north south east west northern southern eastern western river lake sea camp base "
    "police army navy church hospital school airport bridge road street market port union "
    "liberty victory hope progress independence friendship orange green black white brown "
    "young king price mission battle border front rally lead lane early normal same many who why "
    "why ours then police he be is no as or to an on in at by if so".split()
)
_WORDS_FOR_NO_PLACE = frozenset(
    "city town village district province state region country area capital border coast camp "
    "base bases world land home house ground sea air here there north south east west front line "
    "frontier earth towns cities villages areas regions downtown territory homeland".split()
)
_NEAR_KM = 20.0
# Names of facilities: unknown ones lie in the place that the report named last before them.
_FACILITY = re.compile(
    r"\b(?:hospitals?|clinic|medical cent(?:er|re)|schools?|high|elementary|academy|university|"
    r"college|street|st|avenue|ave|road|rd|drive|lane|boulevard|highway|hall|church|chapel|mosque|"
    r"cathedral|monastery|synagogue|club|park|cent(?:er|re)|museum|gallery|theat(?:er|re)|stadium|"
    r"racecourse|arena|tower|hotel|restaurant|mall|market|bridge|station|airport|airfield|"
    r"air ?base|base|barracks|checkpoint|crossing|junction|terminal|camp|prison|jail|"
    r"correctional|refinery|depot|warehouse|factory|building|palace|castle|cemetery|court|"
    r"courthouse|library|zoo|farms?|square|embassy|consulate|headquarters|neighbou?rhood|"
    r"quarter|district|roundabout|creek|lake|hills?)\b",
    re.I,
)
_LOOK_BACK = 4


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


def _candidates(name: str, book: Gazetteer) -> tuple[Candidate, ...]:
    key = exact(name)
    if not key or key in _WORDS_FOR_NO_PLACE or key.isdigit() or len(key) < 2:
        return ()
    if len(key) == 2 and not (name.isupper() or "." in name):
        return ()
    found = book.lookup(name)
    if _is_code(name):
        found = tuple(c for c in found if c.layer)
    nation = book.country(book.demonyms[key], how=1) if key in book.demonyms else None
    if nation and nation not in found:
        found = (nation, *(c for c in found if c.how < 3))
    return found


@lru_cache(maxsize=1 << 14)
def prepare(surface: str, following: str) -> Mention | None:
    """The first reading whose name is known, with what it may mean; None when none is."""
    book = gazetteer()
    for reading in readings(surface):
        found = _candidates(reading.name, book)
        if not found:
            continue
        named = [reading.container] if reading.container else []
        if reading.relation != "within":
            named += list(enclosures(following))
        outer = tuple(
            group
            for name in named
            if exact(name) != exact(reading.name) and (group := _outer_candidates(name, book))
        )
        ask = Ask(exact(reading.name), found, reading.want, outer)
        return Mention(surface, reading, ask)
    return _enclosed(surface, following, book)


def _enclosed(surface: str, following: str, book: Gazetteer) -> Mention | None:
    """An unknown thing put into what its own words or those after it name as its enclosure."""
    words = surface.split()
    names = list(enclosures(following))
    names += [" ".join(words[:length]) for length in range(min(3, len(words) - 1), 0, -1)]
    if " of " in surface:
        names.append(surface.rsplit(" of ", 1)[1])
    for name in names:
        bare = name.removesuffix("'s").removesuffix("’s")
        found = tuple(c for c in _candidates(bare, book) if c.layer or c.population >= 50_000)
        if found and found[0].how < 2 and len(bare) > 2 and exact(bare) not in _DOUBTFUL:
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


def _doubtful(mention: Mention, chosen: Candidate, setting: Setting, kin: set[str]) -> bool:
    """Whether the choice is a common word, or met by consonants alone, without support."""
    weak = exact(mention.reading.name) in _DOUBTFUL or chosen.how == 3
    if not weak:
        return False
    inside = any(encloses(outer, chosen) for group in mention.ask.enclosures for outer in group)
    country = chosen.country or ""
    return not (
        inside or country in setting.countries or country in setting.hints or country in kin
    )


def _place(mention: Mention, chosen: Candidate) -> Place:
    """The place that the words put on the map: the candidate, or a part or surrounding of it."""
    relation, radius, precision = mention.reading.relation, chosen.radius_km, chosen.precision
    if relation == "near":
        radius += max(_NEAR_KM, radius * 0.5)
        precision = {"site": "town", "town": "district"}.get(precision, precision)
    elif relation == "part":
        precision = {"town": "district", "country": "region"}.get(precision, precision)
    elif relation == "within":
        radius += 5.0
        precision = {"town": "town", "site": "town"}.get(precision, precision)
    names = dict.fromkeys((chosen.name, mention.surface if relation == "itself" else chosen.name))
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
    kin = {c.country for c in chosen if c.country and c.how < 3}
    places: list[Place | None] = []
    for mention in mentions:
        best = chosen[asks[mention.ask]] if mention else None
        if mention is None or best is None:
            places.append(None)
            continue
        others = kin - {best.country} if exact(mention.reading.name) in _DOUBTFUL else kin
        places.append(None if _doubtful(mention, best, setting, others) else _place(mention, best))
    return [
        place or _named_before(surface, places[max(0, index - _LOOK_BACK) : index])
        for index, (place, (surface, _)) in enumerate(zip(places, names, strict=True))
    ]


def _named_before(surface: str, before: Sequence[Place | None]) -> Place | None:
    """An unknown facility's smallest enclosure: the town or region named last before it."""
    if not (_FACILITY.search(surface) and any(ch.isupper() for ch in surface)):
        return None
    for place in reversed(before):
        if place and place.precision in ("town", "district", "region") and place.radius_km:
            return replace(place, names=(place.name,), radius_km=round(place.radius_km + 10, 1))
    return None


def _choose(asks: list[Ask], setting: Setting) -> list[Candidate]:
    """The best candidate of each ask; one name keeps one meaning unless an enclosure says else."""
    field = Field(asks, setting)
    chance, _ = field.solve(default_weights())
    best: list[tuple[float, Candidate]] = [(-1.0, field.candidates[0])] * len(asks)
    for owner, candidate, share in zip(
        field.owner.tolist(), field.candidates, chance.tolist(), strict=True
    ):
        if share > best[owner][0]:
            best[owner] = (share, candidate)
    told = {ask.key: best[i][1] for i, ask in enumerate(asks) if ask.enclosures}
    return [
        told.get(ask.key, best[i][1]) if not ask.enclosures else best[i][1]
        for i, ask in enumerate(asks)
    ]
