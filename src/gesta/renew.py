"""Incidents of claims on which people decided, computed anew without joining the whole ledger.

Two ways. `join_decided` joins the neighbourhood of what was decided (`gesta.joining`), which gives
what joining the whole ledger would, and takes up to seconds in a large one. The other takes
milliseconds: the recorded edges say which claims belong together; the claims of the incidents
touched are grouped again by these edges and people's judgements, and rejected claims hold a group
together but are no part of it. What a decision would newly join is then found by the first way,
which goes on from all decisions since it was last taken.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from threading import Lock
from typing import Final

import apsw

from gesta.joining.filing import is_filed
from gesta.joining.refile import Anew
from gesta.joining.update import Update
from gesta.joining.writing import write_edges, write_incidents, write_notes
from gesta.ledger import reading
from gesta.ledger.joins import Joins
from gesta.ledger.judgements import edges_of, in_force, judgements
from gesta.ledger.receipts import VIEW, Chain
from gesta.ledger.store import Ledger
from gesta.past import world_of
from gesta.resolution.incident import incident_of
from gesta.resolution.partition import Partition
from gesta.resolution.world import World
from gesta.types import Edge, Incident

AMONG: Final = "IN (SELECT value FROM json_each(?))"
_HELD: Final = 2
_worlds: OrderedDict[tuple[object, ...], World] = OrderedDict()
_lock = Lock()


def renew(
    ledger: Ledger, claims: Sequence[str], *, judged: bool = False, exact: bool = True
) -> tuple[str, ...]:
    """Compute the incidents of these claims anew, inside a transaction of the caller that kept
    the decision; `exact` by joining where that can be done in place, else by the recorded edges.

    Returns the ids of all incidents that changed, came or went. `judged` says that people judged
    which claims belong together.
    """
    changed = join_decided(ledger) if exact else None
    if changed is not None:
        # What was added without joining and is taken away is of no report, and joining knew it not.
        claims = sorted({*claims} - _there(ledger.connection, claims))
        if not _incidents_of(ledger, claims):
            return changed
    with ledger.transaction(VIEW) as view:
        regrouped = _regrouped(ledger, view, claims, judged=judged)
    return tuple(sorted({*(changed or ()), *regrouped}))


def join_decided(ledger: Ledger) -> tuple[str, ...] | None:
    """Join what was decided since the ledger was last joined; the incidents that changed.

    None, and nothing changed, where it has to be joined as a whole: it was not by this version, or
    its actors were edited.
    """
    if not is_filed(Joins(ledger.connection)):
        return None
    try:
        with ledger.trial(VIEW) as view:
            return Update(ledger, view).run()
    except Anew:
        return None


def _regrouped(
    ledger: Ledger, view: Chain, claims: Sequence[str], *, judged: bool
) -> tuple[str, ...]:
    """The same by the recorded edges; unless `judged`, claims of one incident stay together."""
    connection = ledger.connection
    people = edges_of(in_force(judgements(connection)))
    found, edges = _closure(connection, claims, people)
    every = _there(connection, found)
    _put_people_edges(connection, view, found, people)
    old = _incidents_of(ledger, found)
    _forget(connection, view, found - every)
    edges = [e for e in edges if {e.left, e.right} <= every]
    together = [] if judged else [[c for c in i.claims if c in every] for i in old]
    groups = _groups(every, edges, people, together)
    rejected = ledger.edits().decisions.rejected
    ids = json.dumps([c for row in groups for c in row if c not in rejected])
    told = {claim.id: claim for claim in ledger.claims(f"id {AMONG}", (ids,))}
    world = held_world(ledger)
    made = [
        incident_of([told[c] for c in row if c in told], world)
        for row in groups
        if any(c in told for c in row)
    ]
    return write_incidents(connection, view, old, made)


def _closure(
    connection: apsw.Connection, claims: Iterable[str], people: Sequence[Edge]
) -> tuple[set[str], list[Edge]]:
    """All claims that hang together with these, by incidents and by edges that say same, and the
    edges of the view between them; claims that were added and taken away again are among them."""
    found: set[str] = set()
    edges: dict[tuple[str, str], Edge] = {}
    todo = set(claims)
    while todo:
        found |= todo
        ids = json.dumps(sorted(todo))
        rows = connection.execute(
            "SELECT claim FROM incident_claims WHERE incident IN "
            f"(SELECT incident FROM incident_claims WHERE claim {AMONG})", (ids,)
        )  # fmt: skip
        near = {str(row[0]) for row in rows}
        where = f"judgement = 'same' AND by = 'gesta' AND (\"left\" {AMONG} OR \"right\" {AMONG})"
        said = [*reading.edges(connection, where, (ids, ids))]
        edges |= {(e.left, e.right): e for e in said}
        said += [e for e in people if e.judgement == "same" and {e.left, e.right} & todo]
        near |= {c for e in said for c in (e.left, e.right)}
        todo = near - found
    return found, [edges[key] for key in sorted(edges)]


def _there(connection: apsw.Connection, claims: Iterable[str]) -> set[str]:
    """Those of some claims that the ledger has."""
    rows = connection.execute(f"SELECT id FROM claims WHERE id {AMONG}", (json.dumps([*claims]),))
    return {str(row[0]) for row in rows}


def _forget(connection: apsw.Connection, view: Chain, gone: set[str]) -> None:
    """Take the edges and notes of claims that are gone out of the view."""
    ids = json.dumps(sorted(gone))
    where = f'by = \'gesta\' AND ("left" {AMONG} OR "right" {AMONG})'
    write_edges(connection, view, reading.edges(connection, where, (ids, ids)), [])
    write_notes(connection, view, gone, {})


def _groups(
    claims: set[str], edges: Sequence[Edge], people: Sequence[Edge],
    together: Iterable[Sequence[str]],
) -> list[list[str]]:  # fmt: skip
    """The claims in groups: what people judged first, then what is together, then strong edges."""
    inside = [e for e in people if {e.left, e.right} <= claims]
    apart = [(e.left, e.right) for e in inside if e.judgement == "different"]
    partition = Partition(sorted(claims), apart)
    for edge in inside:
        if edge.judgement == "same":
            partition.join(edge.left, edge.right)
    for row in together:
        for other in row[1:]:
            partition.join(row[0], other)
    for edge in sorted(edges, key=lambda e: (-e.score, e.left, e.right)):
        partition.join(edge.left, edge.right)
    return partition.groups()


def _put_people_edges(
    connection: apsw.Connection, view: Chain, claims: set[str], people: Sequence[Edge]
) -> None:
    """Let the view have people's judgements of these claims as they stand now."""
    ids = json.dumps(sorted(claims))
    where = f'by <> \'gesta\' AND ("left" {AMONG} OR "right" {AMONG})'
    old = reading.edges(connection, where, (ids, ids))
    known = _known(connection, people, claims)
    new = [e for e in people if {e.left, e.right} <= known and {e.left, e.right} & claims]
    write_edges(connection, view, old, new)


def _known(connection: apsw.Connection, people: Sequence[Edge], claims: set[str]) -> set[str]:
    ids = {c for e in people if {e.left, e.right} & claims for c in (e.left, e.right)}
    return _there(connection, ids)


def _incidents_of(ledger: Ledger, claims: Collection[str]) -> list[Incident]:
    where = f"id IN (SELECT incident FROM incident_claims WHERE claim {AMONG})"
    return list(ledger.incidents(where, (json.dumps(sorted(claims)),)))


def held_world(ledger: Ledger) -> World:
    """The world of a ledger, kept in mind until reports, actors or ties change."""
    from gesta.grounding import joining_ties

    connection, edits = ledger.connection, ledger.edits()
    count = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        for table in ("reports", "registry_ties", "copies")
    ]
    rules = tuple(edit.id for edit in edits.rules.edits) if edits.rules else ()
    added = (*sorted(edits.decisions.actors), *sorted(edits.decisions.places))
    key = (str(ledger.path.absolute()), ledger.path.stat().st_ino, *count, rules, added)
    with _lock:
        if (found := _worlds.get(key)) is not None:
            _worlds.move_to_end(key)
            return found
    said = [tie for tie in ledger.ties() if tie.claims]
    world = world_of(ledger, [*joining_ties(said), *ledger.registry_ties().values()])
    with _lock:
        _worlds[key] = world
        while len(_worlds) > _HELD:
            _worlds.popitem(last=False)
    return world
