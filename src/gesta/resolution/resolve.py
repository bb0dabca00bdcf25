"""Claims in, incidents out: copies first, then joins within each report, then across reports.

Every join is an edge with its reasons; the incidents are nothing but a view over the edges that
say `same`. Judgements of people come before all others. The result does not depend on the order
of the claims. Whether two groups join is for them and those near them alone to say, so what is
read later changes only its neighbourhood (see `adding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gesta.resolution.blocks import blockable, pairs
from gesta.resolution.cluster import agglomerate, average
from gesta.resolution.cores import Making, by_people, edge_key, same_edge
from gesta.resolution.covers import covers
from gesta.resolution.facts import Facts, pool
from gesta.resolution.incident import incident_of
from gesta.resolution.score import Judged, across
from gesta.resolution.shelf import Shelf
from gesta.resolution.stories import Stories, story_pairs
from gesta.resolution.world import World
from gesta.types import Actor, Claim, Edge, Incident, Note, Place, Tie

# Pairs from this score on that were not joined are kept as edges that say `different`, for people.
NEAR_MISS = 0.35
LEAST_LOGIT = -0.6190392084062235  # the log-odds of NEAR_MISS


@dataclass(frozen=True, slots=True)
class Resolution:
    """Incidents by id, edges by (left, right), notes by claim; every claim is in one incident."""

    incidents: tuple[Incident, ...]
    edges: tuple[Edge, ...]
    notes: tuple[Note, ...]


def resolve(
    claims: Iterable[Claim] | Shelf,
    *,
    published: Mapping[str, date | None],
    outlets: Mapping[str, str | None],
    copies: Mapping[str, str],
    places: Mapping[str, Place],
    actors: Mapping[str, Actor],
    ties: Sequence[Tie],
    judged: Sequence[Edge] = (),
    texts: Mapping[str, str] | None = None,
) -> Resolution:
    """Join the claims that speak of one happening and view each group as an incident.

    `published` and `outlets` are by report id, `copies` is what `find_copies` gives; `texts`, the
    kept text by report id, may be left out, and tells better which reports are of one story. Of `judged`
    only edges by people count (`by != "gesta"`): `same` joins, `different` keeps apart, and where
    the two contradict each other `different` holds, with a note. Claims with one id are one claim.
    Given a shelf, claims are fetched twice, report by report, and not held.
    """
    world = World.of(
        published=published,
        outlets=outlets,
        copies=copies,
        places=places,
        actors=actors,
        ties=ties,
        texts=texts,
    )
    shelf = claims if isinstance(claims, Shelf) else Shelf.of(claims)
    return Resolving(shelf, world, judged).run()


def pairs_across(claims: Iterable[Claim], world: World) -> Iterator[tuple[Facts, Facts, Stories]]:
    """Pairs of groups, each made within one report, that would be judged across reports."""
    job = Resolving(Shelf.of(claims), world, ())
    stories = job.make()
    for left, right in job.candidates(stories):
        yield job.cores[left], job.cores[right], stories


def single_notes(cores: Iterable[Facts]) -> Iterator[tuple[str, str]]:
    """(claim, why) for the claims of cores that cannot be compared with other reports'."""
    for core in cores:
        why = blockable(core)
        if why:
            yield from ((claim, why) for claim in core.claims)


def near_edge(left: str, right: str, judged: Judged) -> Edge:
    """The edge of two groups that nearly joined."""
    return Edge(left, right, "different", round(judged.score, 6), judged.reasons)


class Resolving:
    """One resolution of all claims, and what is worth keeping of it for adding to it later."""

    def __init__(self, claims: Shelf, world: World, judged: Sequence[Edge]) -> None:
        self.claims, self._world = claims, world
        self._judged = by_people(judged)
        self.making = Making(claims, world, self._judged, known=claims)
        self.cores: dict[str, Facts] = {}
        self.near: dict[tuple[str, str], Judged] = {}
        self.groups: list[Facts] = []  # the facts of the incidents

    def run(self) -> Resolution:
        """Join everything."""
        edges = self._join_across(self.make())
        groups = self.making.partition.groups()
        self.groups = self.pooled(groups)
        edges |= {(edge.left, edge.right): edge for edge in covers(self.groups, self._world)}
        people = [e for e in self._judged if {e.left, e.right} <= self.claims.keys()]
        for edge in people:
            edges.pop((edge.left, edge.right), None)
        rows = sorted(groups, key=lambda row: (self.claims.report_of[row[0]], row[0]))
        incidents = (incident_of([self.claims[c] for c in row], self._world) for row in rows)
        notes = self.making.notes | set(single_notes(self.cores.values()))
        return Resolution(
            incidents=tuple(sorted(incidents, key=lambda i: i.id)),
            edges=tuple(sorted([*edges.values(), *people], key=edge_key)),
            notes=tuple(Note(*row) for row in sorted(notes)),
        )

    def make(self) -> Stories:
        """Make the cores, and what they tell of their reports."""
        self.cores = {core.id: core for core in self.making.cores()}
        self._vocabulary = self.making.wordbook.vocabulary()
        return Stories.of(self._vocabulary, list(self.cores.values()), self._world)

    def candidates(self, stories: Stories) -> Iterator[tuple[str, str]]:
        """Ids (smaller, larger) of cores worth judging, near in time and place or of one story."""
        groups = list(self.cores.values())
        for i, j in pairs(groups, self._world, also=story_pairs(stories, self._vocabulary, groups)):
            left, right = sorted((groups[i].id, groups[j].id))
            yield left, right

    def _join_across(self, stories: Stories) -> dict[tuple[str, str], Edge]:
        """Join the cores of different reports; the edges of joins and of near misses."""

        def compare(left: str, right: str) -> Judged:
            return across(self.cores[left], self.cores[right], self._world, self.claims, stories)

        for left, right in self.candidates(stories):
            judged = compare(left, right)
            if judged.logit >= LEAST_LOGIT:
                self.near[left, right] = judged
        join, find = self.making.partition.join, self.making.partition.find
        made = agglomerate(self.near, compare=compare, link=average, join=join)
        edges = dict(self.making.edges)
        for key in made:
            found = self.near[key] if key in self.near else compare(*key)
            edges[key] = same_edge(*key, found.score, found.reasons)
        for (left, right), judged in self.near.items():
            if find(left) != find(right):
                edges[left, right] = near_edge(left, right, judged)
        return edges

    def pooled(self, groups: Iterable[Sequence[str]]) -> list[Facts]:
        """The facts of groups of claims, each pooled over its cores."""
        return [pool([self.cores[c] for c in row if c in self.cores]) for row in groups]
