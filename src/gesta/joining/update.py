"""The view brought up to date: only the neighbourhood of what is new is joined anew."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from sys import intern

from gesta.identity import hashed
from gesta.joining.adding import Adding, Clustered
from gesta.joining.filed import Filed
from gesta.joining.known import AMONG, world_of
from gesta.joining.lazy import Lazy
from gesta.joining.linking import Linking
from gesta.joining.refile import Anew, Refiled, Wider, refile
from gesta.joining.renewing import Renewing
from gesta.joining.writing import write_edges, write_incidents, write_notes
from gesta.ledger import Ledger, reading
from gesta.ledger.joins import Joins
from gesta.ledger.judgements import judged
from gesta.ledger.receipts import Chain
from gesta.resolution.cores import Making, by_people
from gesta.resolution.covers import COVERS
from gesta.resolution.incident import incident_of
from gesta.resolution.resolve import single_notes
from gesta.resolution.shelf import Shelf
from gesta.resolution.world import World
from gesta.types import Claim, Edge, Incident


class Update:
    """One update inside a transaction of the view; raises Anew where all has to be joined anew."""

    def __init__(self, ledger: Ledger, view: Chain) -> None:
        self._ledger, self._view = ledger, view
        self._connection = ledger.connection
        self._joins = Joins(ledger.connection)
        self._edits = ledger.edits()
        self._judged = by_people(judged(ledger.connection))

    def run(self) -> tuple[str, ...]:
        """Join what is new; the ids of all incidents that changed, came or went."""
        if self._edits.rules is not None:
            raise Anew("actors were edited")
        renewing = Renewing(self._ledger, self._view, self._joins, self._judged)
        reports = renewing.reports()
        while reports:
            try:
                with self._connection:  # a savepoint
                    return self._join(reports)
            except Wider as wider:
                reports = renewing.closed(reports | wider.reports)
        return ()

    def _fetch(self, report: str) -> Iterator[Claim]:
        return self._edits.claims(reading.claims(self._connection, "report = ?", (report,)))

    def _report_of(self, claim: str) -> str | None:
        if claim in self._edits.decisions.rejected:
            return None
        sql = "SELECT report FROM claims WHERE id = ?"
        rows = self._connection.execute(sql, (claim,)).fetchall()
        return intern(str(rows[0][0])) if rows else None

    def _join(self, reports: set[str]) -> tuple[str, ...]:
        world = world_of(self._connection, self._joins)
        own, claims = self._shelf(reports), self._every()
        judged = [e for e in self._judged if _is_of(e, own)]
        making = Making(own, world, judged, known=claims)
        cores = making.cores()
        made = refile(self._joins, world, making, cores, sorted(reports), own.report_of)
        filed = Filed(self._joins, world, claims.report_of.__getitem__)
        adding = Adding(filed, claims, self._judged, self._together)
        found = adding.run(made)
        told = self._claims_of(reports)
        told |= {claim for kept in made.old.values() for claim in kept.facts.claims}
        old = self._incidents(told | {c for core in found.cores.values() for c in core.claims})
        self._check_whole(old, told, found, claims)
        self._write_edges(made, found, making, told, claims, adding)
        notes: dict[str, list[str]] = defaultdict(list)
        for claim, words in {*making.notes, *single_notes(cores)}:
            notes[claim].append(words)
        write_notes(self._connection, self._view, told, notes)
        viewed = self._viewed(made, found, old, claims, world)
        changed = write_incidents(self._connection, self._view, old, viewed)
        self._link(filed, made, found, old)
        return changed

    def _link(self, filed: Filed, made: Refiled, found: Clustered, old: Iterable[Incident]) -> None:
        """Link aggregates and single incidents anew, but for those of the very claims as before."""
        there = {incident.claims: incident for incident in old}
        fresh = made.new.keys()
        same = {row[0] for row in map(tuple, found.groups) if row in there and not fresh & {*row}}
        linking = Linking(self._connection, self._view, filed, self._members)
        gone = {incident.claims[0] for incident in old} - same
        pairs = [(e.left, e.right) for e in self._judged]
        linking.run(gone, {row[0] for row in found.groups} - same, pairs)

    def _members(self, first: str) -> tuple[str, ...] | None:
        """The claims of the incident of which a claim is the first."""
        rows = self._connection.execute(
            "SELECT claim FROM incident_claims WHERE incident = ? ORDER BY position",
            (hashed("i", first),),
        ).fetchall()
        return tuple(str(row[0]) for row in rows) or None

    def _shelf(self, reports: Iterable[str]) -> Shelf:
        rows = self._connection.execute(
            f"SELECT id, report FROM claims WHERE report {AMONG}", (json.dumps(sorted(reports)),)
        )
        rejected = self._edits.decisions.rejected
        held = {intern(str(c)): intern(str(r)) for c, r in rows if c not in rejected}
        return Shelf(held, self._fetch)

    def _every(self) -> Shelf:
        return Shelf(Lazy(self._report_of), self._fetch)

    def _claims_of(self, reports: Iterable[str]) -> set[str]:
        sql = f"SELECT id FROM claims WHERE report {AMONG}"
        rows = self._connection.execute(sql, (json.dumps(sorted(reports)),))
        return {str(row[0]) for row in rows}

    def _together(self, claim: str) -> list[str]:
        """The claims of the incident that holds this one."""
        sql = (
            "SELECT claim FROM incident_claims WHERE incident IN "
            "(SELECT incident FROM incident_claims WHERE claim = ?)"
        )
        return [str(row[0]) for row in self._connection.execute(sql, (claim,))]

    def _incidents(self, claims: Iterable[str]) -> list[Incident]:
        where = f"id IN (SELECT incident FROM incident_claims WHERE claim {AMONG})"
        return list(reading.incidents(self._connection, where, (json.dumps(sorted(claims)),)))

    def _check_whole(
        self, old: Iterable[Incident], told: set[str], found: Clustered, claims: Shelf
    ) -> None:
        """Raise Wider where an incident that is replaced holds a claim of groups left alone."""
        inside = told | {claim for core in found.cores.values() for claim in core.claims}
        left = {claim for incident in old for claim in incident.claims} - inside
        if left:
            raise Wider(r for claim in left if (r := claims.report_of.get(claim)) is not None)

    def _viewed(
        self, made: Refiled, found: Clustered, old: Iterable[Incident], claims: Shelf, world: World
    ) -> Iterator[Incident]:
        """The incidents of the groups; one of claims that are as they were is as it was."""
        there = {incident.claims: incident for incident in old}
        for row in found.groups:
            known = there.get(tuple(row)) if made.new.keys().isdisjoint(row) else None
            yield known or incident_of([claims[claim] for claim in row], world)

    def _write_edges(
        self, made: Refiled, found: Clustered, making: Making, told: set[str], claims: Shelf,
        adding: Adding,
    ) -> None:  # fmt: skip
        """Put the edges of the groups filed and clustered anew in the place of those that were."""
        ids = json.dumps(sorted(told | found.cores.keys()))
        where = f'"left" {AMONG} OR "right" {AMONG}'
        kept = {
            claim: core.id
            for core in found.cores.values()
            if core.id not in made.new
            for claim in core.claims
        }
        old = [
            edge
            for edge in reading.edges(self._connection, where, (ids, ids))
            if edge.judgement != COVERS
            and (edge.by == "gesta" or told & {edge.left, edge.right})
            and not (edge.left in kept and kept[edge.left] == kept.get(edge.right))
        ]
        people = [e for e in self._judged if e.left in claims and e.right in claims]
        pairs = {(e.left, e.right) for e in people}
        there = {(e.left, e.right): e for e in old if e.by == "gesta"}
        as_before = {
            pair: known
            if (known := there.get(pair)) is not None and known.judgement == said
            else adding.edge(pair, said)
            for pair, said in found.as_before.items()
            if pair not in pairs
        }
        edges = {**making.edges, **found.edges, **as_before}
        new = [edge for pair, edge in edges.items() if pair not in pairs]
        new += [edge for edge in people if told & {edge.left, edge.right}]
        write_edges(self._connection, self._view, old, new)


def _is_of(edge: Edge, own: Shelf) -> bool:
    """Whether a judgement says something of how these claims are grouped."""
    inside = (edge.left in own, edge.right in own)
    return any(inside) if edge.judgement == "same" else all(inside)
