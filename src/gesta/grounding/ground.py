"""Reading → Grounded: every mention to its actor, place or time; every event to a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors import Registry, resolve_actors
from gesta.grounding.actors.stated import with_stated_names
from gesta.grounding.bulletin import mouthpiece_of
from gesta.grounding.casualties import with_casualties
from gesta.grounding.claims import make_claims
from gesta.grounding.dates import opened, resolve_all, whole_spans
from gesta.grounding.gazetteer import gazetteer
from gesta.grounding.places import resolve_places
from gesta.grounding.scene import Scene
from gesta.grounding.speech import complete_sources, name_speakers
from gesta.grounding.ties import make_ties
from gesta.grounding.widen import widen
from gesta.identity import hashed
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Grounded,
    Mention,
    Place,
    Reading,
    Report,
    Span,
    Speaker,
    TieClaim,
    When,
)

# Words after a place mention that tell which one it is: `Rafah, Egypt`, `Tripoli in northern …`.
CONTEXT = 80
# Types that the reader now and then gives to a town: `TEL AVIV —`, `the Majdal Shams attack`.
_LIKE_TOWNS = frozenset(("government", "group", "force", "civilian", "organisation"))


class Grounder:
    """Grounds readings with one registry of actors and the gazetteer."""

    def __init__(self) -> None:
        self.registry = Registry.open()

    def ground(self, report: Report, reading: Reading) -> Grounded:
        """The claims, ties, assessments, actors and places of one report."""
        reading = complete_sources(widen(reading, report.text, self.registry), report.text)
        reading = with_stated_names(reading, report.text, self.registry)
        reading = with_casualties(reading, report.text)
        actors = self._actors(report, reading)
        places = self._places(report, reading, actors)
        actors = name_speakers(reading, report.text, _without_towns(actors, places))
        scene = Scene(
            report=report,
            reading=reading,
            actors=tuple(actors),
            places=tuple(places),
            times=tuple(_times(report, reading)),
            starts=tuple(s.start for s in reading.sentences),
        )
        claims, ties, assessments = make_claims(scene), make_ties(scene), _assessments(scene)
        spoken = mouthpiece_of(report, self.registry)
        if spoken is not None:
            claims, ties = spoken.claims(claims), spoken.ties(ties)
            assessments = spoken.assessments(assessments)
            actors = [*actors, replace(spoken.party, names=(spoken.party.name,))]
        used = _used(claims, ties, assessments)
        return Grounded(
            report=report,
            claims=claims,
            ties=ties,
            assessments=assessments,
            actors=_merged_actors(actors, used),
            places=_merged_places(scene.places, used),
        )

    def _actors(self, report: Report, reading: Reading) -> list[Actor | None]:
        rows = [i for i, m in enumerate(reading.mentions) if m.type in ACTOR_TYPES]
        rows.sort(key=lambda i: reading.mentions[i].start)
        row_of = {index: row for row, index in enumerate(rows)}

        def tied(kind: str) -> list[tuple[int, int]]:
            return [
                (row_of[t.head], row_of[t.tail])
                for t in reading.ties
                if t.type == kind and t.head in row_of and t.tail in row_of
            ]

        found = resolve_actors(
            [(_words(report, reading.mentions[i]), reading.mentions[i].type) for i in rows],
            chains=[[row_of[i] for i in chain if i in row_of] for chain in reading.chains],
            aliases=tied("alias-of"),
            distinct=tied("distinct-from"),
            registry=self.registry,
        )
        actors: list[Actor | None] = [None] * len(reading.mentions)
        for index, actor in zip(rows, found, strict=True):
            actors[index] = actor
        return actors

    def _places(
        self, report: Report, reading: Reading, actors: Sequence[Actor | None]
    ) -> list[Place | None]:
        rows = [
            i
            for i, m in enumerate(reading.mentions)
            if m.type in ("place", "site") or self._is_town(m, actors[i], _words(report, m))
        ]
        hints = sorted({a.country for a in actors if a is not None and a.country})
        found = resolve_places(
            [
                (
                    _words(report, reading.mentions[i]),
                    report.text[reading.mentions[i].end : reading.mentions[i].end + CONTEXT],
                )
                for i in rows
            ],
            country_hints=hints,
            dateline=report.dateline.text if report.dateline else None,
            text=report.text,
        )
        places: list[Place | None] = [None] * len(reading.mentions)
        for index, place in zip(rows, found, strict=True):
            places[index] = place
        return places

    def _is_town(self, mention: Mention, actor: Actor | None, words: str) -> bool:
        """Whether an unknown party's name is that of a place, which the reader took for one."""
        known = actor is None or actor.generic or self.registry.get(actor.id) is not None
        return mention.type in _LIKE_TOWNS and not known and bool(gazetteer().lookup(words))


def _without_towns(
    actors: Sequence[Actor | None], places: Sequence[Place | None]
) -> list[Actor | None]:
    """The actors but for those whose words turned out to name a place on the map."""
    return [
        None if place is not None else actor for actor, place in zip(actors, places, strict=True)
    ]


def _words(report: Report, mention: Mention) -> str:
    return report.text[mention.start : mention.end]


def _times(report: Report, reading: Reading) -> list[When | None]:
    rows = [i for i, m in enumerate(reading.mentions) if m.type == "time"]
    marked = [Span(reading.mentions[i].start, reading.mentions[i].end) for i in rows]
    spans = whole_spans(report.text, marked)
    found = resolve_all(report.text, spans, anchor=report.published)
    times: list[When | None] = [None] * len(reading.mentions)
    for index, span, when in zip(rows, spans, found, strict=True):
        times[index] = opened(report.text, span, when, anchor=report.published)
    return times


def _assessments(scene: Scene) -> tuple[Assessment, ...]:
    """The sentences that judge, forecast, advise or ask, with who says them."""
    return tuple(
        Assessment(
            id=hashed("s", scene.report.id, sentence.start, sentence.end),
            report=scene.report.id,
            evidence=scene.quote(sentence.start, sentence.end),
            said_by=_asserted_by(scene, sentence.start, sentence.end),
            kind=sentence.kind,
        )
        for sentence in scene.reading.sentences
        if sentence.kind in ("assessment", "question")
    )


def _asserted_by(scene: Scene, start: int, end: int) -> tuple[Speaker, ...]:
    """Who says most of the sentence: attributions whose content fills more than half of it."""
    shares: dict[int, int] = {}
    for index, said in enumerate(scene.reading.attributions):
        for part in said.content:
            shares[index] = shares.get(index, 0) + min(part.end, end) - max(part.start, start)
    most = [index for index, share in shares.items() if 2 * share > end - start]
    return scene.speakers(tuple(sorted(most, key=lambda i: (-shares[i], i))))


def _used(
    claims: tuple[Claim, ...], ties: tuple[TieClaim, ...], assessments: tuple[Assessment, ...]
) -> set[str]:
    """Ids of the actors and places that the report's records point at."""
    ids: set[str | None] = set()
    for claim in claims:
        ids |= {party.actor for party in (*claim.actors, *claim.recipients)}
        ids |= {location.place for location in (*claim.places, *claim.origins)}
    for tie in ties:
        ids |= {tie.source, tie.target}
    chains = [record.said_by for record in claims]
    chains += [record.said_by for record in ties]
    chains += [record.said_by for record in assessments]
    ids |= {speaker.actor for chain in chains for speaker in chain}
    return {i for i in ids if i is not None}


def _merged_actors(found: Sequence[Actor | None], used: set[str]) -> tuple[Actor, ...]:
    """The named actors and the descriptions in use, with every name that the report gives them."""
    merged: dict[str, Actor] = {}
    for actor in found:
        if actor is None or (actor.generic and actor.id not in used):
            continue
        before = merged.get(actor.id, actor)
        merged[actor.id] = replace(before, names=_names(before.names, actor.names))
    return tuple(merged[i] for i in sorted(merged))


def _merged_places(found: Sequence[Place | None], used: set[str]) -> tuple[Place, ...]:
    """One place for each id in use; of several readings of it the finest is kept."""
    merged: dict[str, Place] = {}
    for place in found:
        if place is None or place.id not in used:
            continue
        before = merged.get(place.id, place)
        finest = min(before, place, key=lambda p: p.radius_km or 0.0)
        merged[place.id] = replace(finest, names=_names(before.names, place.names))
    return tuple(merged[i] for i in sorted(merged))


def _names(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    first = before[:1]
    return first + tuple(sorted({*before, *more} - set(first)))
