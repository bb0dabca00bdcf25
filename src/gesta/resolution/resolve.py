"""Claims in, incidents out: copies first, then joins within each report, then across reports.

Every join is an edge with its reasons; the incidents are nothing but a view over the edges that
say `same`. Judgements of people come before all others. The result does not depend on the order
of the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gesta.resolution.blocks import blockable, pairs
from gesta.resolution.cluster import agglomerate, average, nearest
from gesta.resolution.copied import same_words
from gesta.resolution.covers import covers
from gesta.resolution.facts import Facts, facts_of, pool, shared
from gesta.resolution.hopeless import hopeless
from gesta.resolution.incident import incident_of
from gesta.resolution.partition import Partition
from gesta.resolution.satellites import satellites
from gesta.resolution.score import Judged, across, within
from gesta.resolution.shelf import Shelf
from gesta.resolution.stories import Stories
from gesta.resolution.vocabulary import Wordbook
from gesta.resolution.world import World
from gesta.types import Actor, Claim, Edge, Incident, Note, Place, Reason, Tie

# Pairs from this score on that were not joined are kept as edges that say `different`, for people.
NEAR_MISS = 0.35
# A claim is compared with this many claims that follow it in its report.
REACH = 60
_LEAST_LOGIT = -0.6190392084062235  # the log-odds of NEAR_MISS


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
    job = _Resolving(shelf, world, judged)
    job.join_judged()
    job.join_copies()
    job.join_within()
    job.join_across()
    job.link_aggregates()
    return job.result()


def _edge_key(edge: Edge) -> tuple[str, str, str, str, str, float]:
    return edge.left, edge.right, edge.by, edge.at or "", edge.judgement, edge.score


def _shared(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(map(shared, reasons))


def _by_people(judged: Sequence[Edge]) -> list[Edge]:
    """The edges that people judged, each once, left before right; contradictory ones all stay."""
    kept = {}
    for edge in judged:
        if edge.by != "gesta":
            left, right = sorted((edge.left, edge.right))
            turned = replace(edge, left=left, right=right)
            kept[_edge_key(turned)] = turned
    return [kept[key] for key in sorted(kept)]


def _candidates(
    groups: Sequence[Facts], stories: Stories, world: World
) -> Iterator[tuple[str, str]]:
    """Ids (smaller, larger) of the groups worth judging, near in time and place or of one story."""
    for i, j in pairs(groups, world, also=stories.pairs(groups)):
        left, right = sorted((groups[i].id, groups[j].id))
        yield left, right


def pairs_across(claims: Iterable[Claim], world: World) -> Iterator[tuple[Facts, Facts, Stories]]:
    """Pairs of groups, each made within one report, that would be judged across reports."""
    job = _Resolving(Shelf.of(claims), world, ())
    job.join_copies()
    job.join_within()
    yield from job.pairs_across()


class _Resolving:
    """The steps of one resolution over the state they share: the partition and the edges."""

    def __init__(self, claims: Shelf, world: World, judged: Sequence[Edge]) -> None:
        self._claims = claims
        self._world = world
        self._facts: dict[str, Facts] = {}
        self._wordbook = Wordbook(world)
        self._judged = _by_people(judged)
        apart = [(e.left, e.right) for e in self._judged if e.judgement == "different"]
        self._partition = Partition(self._claims, apart)
        self._edges: dict[tuple[str, str], Edge] = {}
        self._misses: dict[tuple[str, str], Judged] = {}
        self._notes: set[tuple[str, str]] = set()
        self._covering: list[Edge] = []

    def join_judged(self) -> None:
        """Join what people judged same, unless people judged it different too."""
        for edge in self._judged:
            if edge.judgement != "same":
                continue
            missing = [c for c in (edge.left, edge.right) if c not in self._claims]
            if missing:
                for known in {edge.left, edge.right} & self._claims.keys():
                    self._note(known, f"judged same by {edge.by} as {missing[0]}, which is gone")
            elif not self._partition.join(edge.left, edge.right):
                words = f"judged same as {edge.right} by {edge.by}, but kept apart by a judgement"
                self._note(edge.left, words + " that says different")

    def join_copies(self) -> None:
        """Join each claim of a copied report to the claim with the same words in the original."""
        families: dict[str, list[str]] = defaultdict(list)
        for report in self._claims.reports():
            families[self._world.root(report)].append(report)
        for root in sorted(families):
            if len(families[root]) == 1:
                continue
            told = [claim for report in families[root] for claim in self._told(report)]
            for left, right, reason in same_words(told, self._facts, self._world):
                if self._partition.join(left, right):
                    self._same(left, right, 1.0, (reason,))

    def _told(self, report: str) -> list[Claim]:
        """The claims of a report in the order of its text, their facts known from now on."""
        told = self._claims.told(report)
        for claim in told:
            if claim.id not in self._facts:
                self._facts[claim.id] = facts_of(claim, self._world)
        return sorted(told, key=lambda c: (c.trigger.start, c.id))

    def join_within(self) -> None:
        """Join the claims of one report that speak of one happening."""
        for report in self._claims.reports():
            line = self._told(report)
            self._wordbook.add(line)
            near = {}
            facts = [self._facts[claim.id] for claim in line]
            for at, one in enumerate(facts):
                for two in facts[at + 1 : at + 1 + REACH]:
                    if hopeless(one, two):
                        continue
                    key = (one.id, two.id) if one.id < two.id else (two.id, one.id)
                    near[key] = self._within(*key)
            made = agglomerate(near, compare=self._within, link=nearest, join=self._partition.join)
            for key in made:
                self._same(
                    *key, near[key].score if key in near else 0.0, self._within(*key).reasons
                )
            self._join_satellites(line)

    def _join_satellites(self, line: Sequence[Claim]) -> None:
        """Join what one report tells without a date to the happening that it dates."""
        groups: dict[str, list[Facts]] = defaultdict(list)
        for claim in line:
            groups[self._partition.find(claim.id)].append(self._facts[claim.id])
        pooled = [pool(row) for row in groups.values()]
        for anchor, satellite, judged in satellites(pooled, self._claims, self._world):
            if self._partition.join(anchor, satellite):
                self._same(anchor, satellite, judged.score, judged.reasons)

    def _within(self, left: str, right: str) -> Judged:
        one = self._claims[left], self._facts[left]
        two = self._claims[right], self._facts[right]
        return within(one, two, self._world)

    def join_across(self) -> None:
        """Join the groups of claims that speak of one happening in different reports."""
        groups = self._groups()
        by_id = {group.id: group for group in groups}
        near: dict[tuple[str, str], Judged] = {}

        def compare(left: str, right: str) -> Judged:
            return across(by_id[left], by_id[right], self._world, self._claims, stories)

        stories = Stories.of(self._wordbook.vocabulary(), groups, self._world)
        for left, right in _candidates(groups, stories, self._world):
            judged = compare(left, right)
            if judged.logit >= _LEAST_LOGIT:
                near[left, right] = replace(judged, reasons=_shared(judged.reasons))
        made = agglomerate(near, compare=compare, link=average, join=self._partition.join)
        for key in made:
            found = near[key] if key in near else compare(*key)
            self._same(*key, found.score, found.reasons)
        self._misses.update(near)
        self._note_single(groups)

    def link_aggregates(self) -> None:
        """Link what sums up incidents to each of those it covers."""
        self._covering, notes = covers(self._groups(), self._world)
        self._notes |= {(note.claim, note.words) for note in notes}

    def _groups(self) -> list[Facts]:
        """The facts of each group, those of one report one after the other."""
        rows = self._by_report(self._partition.groups())
        return [pool([self._facts[c] for c in row]) for row in rows]

    def _by_report(self, rows: list[list[str]]) -> list[list[str]]:
        """The groups by the report of their first claim, so that each report is fetched once."""
        return sorted(rows, key=lambda row: (self._claims.report_of[row[0]], row[0]))

    def pairs_across(self) -> Iterator[tuple[Facts, Facts, Stories]]:
        """The pairs of groups that `join_across` would judge, for fitting and for calibration."""
        groups = self._groups()
        by_id = {group.id: group for group in groups}
        stories = Stories.of(self._wordbook.vocabulary(), groups, self._world)
        for left, right in _candidates(groups, stories, self._world):
            one, two = by_id[left], by_id[right]
            yield one, two, stories

    def _note_single(self, groups: Sequence[Facts]) -> None:
        for group in groups:
            why = blockable(group)
            if why:
                for claim in group.claims:
                    self._note(claim, why)

    def _note(self, claim: str, words: str) -> None:
        self._notes.add((claim, words))

    def _same(self, left: str, right: str, score: float, reasons: tuple[Reason, ...]) -> None:
        left, right = sorted((left, right))
        self._edges[left, right] = Edge(left, right, "same", round(score, 6), _shared(reasons))

    def result(self) -> Resolution:
        """The incidents of the groups, with near misses as edges that say `different`."""
        find = self._partition.find
        for (left, right), judged in self._misses.items():
            if find(left) != find(right):
                edge = Edge(left, right, "different", round(judged.score, 6), judged.reasons)
                self._edges[left, right] = edge
        self._edges |= {(edge.left, edge.right): edge for edge in self._covering}
        people = [e for e in self._judged if {e.left, e.right} <= self._claims.keys()]
        for edge in people:
            self._edges.pop((edge.left, edge.right), None)
        incidents = (
            incident_of([self._claims[c] for c in row], self._world)
            for row in self._by_report(self._partition.groups())
        )
        return Resolution(
            incidents=tuple(sorted(incidents, key=lambda i: i.id)),
            edges=tuple(sorted([*self._edges.values(), *people], key=_edge_key)),
            notes=tuple(Note(*row) for row in sorted(self._notes)),
        )
