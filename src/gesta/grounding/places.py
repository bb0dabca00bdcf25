"""The places of one report, resolved together.

Every mention gets a place or None; a name that cannot be resolved never empties the others. The
place says its precision and a radius in km: `near Fallujah` is Fallujah with a larger radius.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.place_around import strangers, with_unknown
from gesta.grounding.place_candidate import Candidate, distance_km
from gesta.grounding.place_context import Scanner, Setting
from gesta.grounding.place_facility import borrowed
from gesta.grounding.place_mention import DOUBTFUL, KNOWN, Mention, prepare
from gesta.grounding.place_namesake import are_firm, better_known
from gesta.grounding.place_rank import Ask, Field, default_weights, encloses
from gesta.grounding.toponyms import exact
from gesta.types import Place

__all__ = ["Candidate", "Gazetteer", "country_of", "distance_km", "resolve_places"]

_NEAR_KM = 20.0
_MOST_ASKS = 300  # names judged together; no real report has as many
_MOST = 1600  # candidates judged together, some 60 MB of links between them


def country_of(name: str) -> str | None:
    """The ISO alpha-3 code of a country's name, alpha-3 code or demonym, else None.

    >>> country_of("Iraqi"), country_of("Burma"), country_of("Washington")
    ('IRQ', 'MMR', None)
    """
    return gazetteer().country_of(name)


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    return Scanner(gazetteer())


def _alone(mention: Mention) -> bool:
    return len(gazetteer().lookup(mention.reading.name)) < 2


def _doubtful(mention: Mention, chosen: Candidate, setting: Setting, kin: set[str]) -> bool:
    """Whether the choice is a common word, or met by consonants alone, without support."""
    guessed = mention.reading.relation == "within" and not chosen.layer
    elsewhere = len({candidate.country for candidate in mention.ask.candidates}) > 1
    guessed = (
        (guessed or (chosen.how > 0 and elsewhere))
        and chosen.population < KNOWN
        and not chosen.layer
    )
    stranger = not chosen.layer and chosen.population < KNOWN and len(kin) > 0
    weak = exact(mention.reading.name) in DOUBTFUL or chosen.how == 3 or guessed or stranger
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
    picked = [chosen[asks[mention.ask]] if mention else None for mention in mentions]
    places = _sure(mentions, picked, chosen, setting)
    if len(asks) <= _MOST_ASKS:  # a list of thousands is of no one neighbourhood
        firm = dict(zip(asks, are_firm(list(asks), chosen), strict=True))
        for index in strangers(places, [m is not None and firm[m.ask] for m in mentions]):
            places[index] = None
    return with_unknown([surface for surface, _ in names], places)


def _sure(
    mentions: Sequence[Mention | None],
    picked: Sequence[Candidate | None],
    chosen: Sequence[Candidate],
    setting: Setting,
) -> list[Place | None]:
    """The place of each mention, None or its enclosure where the choice lacks support."""
    kin = Counter(c.country for c in chosen if c.country and c.how < 3)
    places: list[Place | None] = []
    for mention, best in zip(mentions, picked, strict=True):
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
    return places


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
    best = [b if a.enclosures else told.get(a.key, b) for a, b in zip(asks, best, strict=True)]
    if len(asks) > _MOST_ASKS:
        return best
    return [better_known(ask, one, best) for ask, one in zip(asks, best, strict=True)]
