"""What to review first: claims, incidents and pairs, the most important first, each with its reasons.

What matters is doubt times weight: how unsure the reader was and how much is disputed, times how
many reports rest on it and how many people are said to have died. What a person decided on leaves
the queue. A queue is computed once; later only the incidents that changed are looked at again.
"""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2, log10
from typing import Any, Final

from gesta.codebook import EVENT_SCORES
from gesta.ledger.pieces import Record
from gesta.ledger.store import Ledger

UNSURE: Final = 0.6  # of a claim's score: below it the queue says that the reader was unsure
NEAR: Final = (0.35, 0.8)  # scores of pairs that a person should look at
MOST_WORDS: Final = 140
AMONG: Final = "IN (SELECT value FROM json_each(?))"
KINDS: Final = ("claim", "incident", "pair")
FEW: Final = 2_000  # changes from which on sorting anew is quicker
Place = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to review. `incident` is where it is shown, `other` the second one of a pair."""

    weight: float
    kind: str
    id: str
    incident: str
    why: tuple[str, ...]
    other: str | None = None

    @property
    def place(self) -> Place:
        """By what the queue is ordered."""
        return (-self.weight, self.kind, self.id)


class Queue:
    """The queue of one ledger; `refresh` brings it to the ledger's present state."""

    def __init__(self) -> None:
        self._digests: dict[str, bytes] = {}
        self._items: dict[str, list[Item]] = {}  # by incident
        self._decided: dict[str, tuple[str, ...]] = {}  # claim → decisions that count
        self._pairs: list[Item] = []
        self._edges: tuple[Any, ...] = ()
        self._order: dict[str | None, list[Place]] = {None: []}
        self._at: dict[tuple[str, str], Item] = {}

    def refresh(self, ledger: Ledger) -> None:
        """Look at what changed since the last time."""
        rows = ledger.connection.execute("SELECT id, digest FROM receipts WHERE kind = 'incident'")
        now = {str(name): bytes(digest) for name, digest in rows}
        changed = {name for name, digest in now.items() if self._digests.get(name) != digest}
        gone = self._digests.keys() - now.keys()
        decided = _decided(ledger)
        touched = {c for c in {*decided, *self._decided} if decided.get(c) != self._decided.get(c)}
        changed |= _incidents_of(ledger, touched)
        edges = (_edge_state(ledger), ledger.edits().decisions.rejected)
        found = _items(ledger, None if len(changed) == len(now) else changed, decided)
        old = [item for name in {*changed, *gone} for item in self._items.pop(name, ())]
        self._items |= found
        new = [item for items in found.values() for item in items]
        if edges != self._edges or gone or len(now) != len(self._digests):
            old, self._pairs = [*old, *self._pairs], _pairs(ledger)
            new += self._pairs
        self._digests, self._edges, self._decided = now, edges, decided
        self._replace(old, new)

    def _replace(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        """Put items in the place of others, in every order that was asked for."""
        for item in old:
            del self._at[item.kind, item.id]
        self._at |= {(item.kind, item.id): item for item in new}
        many = len(old) + len(new) > FEW
        for kind, order in self._order.items():
            if many:
                order[:] = self._sorted(kind)
                continue
            for item in old:
                if kind in (None, item.kind):
                    del order[bisect_left(order, item.place)]
            for item in new:
                if kind in (None, item.kind):
                    insort(order, item.place)

    def _sorted(self, kind: str | None) -> list[Place]:
        return sorted(item.place for item in self._at.values() if kind in (None, item.kind))

    def _ordered(self, kind: str | None) -> list[Place]:
        if kind not in self._order:
            self._order[kind] = self._sorted(kind)
        return self._order[kind]

    def top(self, limit: int, kind: str | None = None) -> list[Item]:
        """The most important first."""
        return [self._at[one, name] for _, one, name in self._ordered(kind)[:limit]]

    def count(self, kind: str | None = None) -> int:
        """How many there are."""
        return len(self._ordered(kind))


def _decided(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Claims that a person decided on as a whole or in part, with what it came to."""
    states = ledger.edits().decisions.states
    return {
        claim: (state.standing or "", *sorted(state.fields))
        for claim, state in states.items()
        if state.standing or state.fields or state.added
    }


def _incidents_of(ledger: Ledger, claims: Iterable[str]) -> set[str]:
    rows = ledger.connection.execute(
        f"SELECT incident FROM incident_claims WHERE claim {AMONG}", (json.dumps([*claims]),)
    )
    return {str(row[0]) for row in rows}


def _edge_state(ledger: Ledger) -> tuple[Any, ...]:
    """What changes where people judge a pair or the whole view is made anew."""
    sql = "SELECT count(*), count(at), max(at) FROM edges"
    return tuple(ledger.connection.execute(sql).fetchall()[0])


def _items(
    ledger: Ledger, incidents: set[str] | None, decided: dict[str, tuple[str, ...]]
) -> dict[str, list[Item]]:
    """The items of some incidents, of all where none are named."""
    among, args = ("", ())
    if incidents is not None:
        among, args = f"WHERE incident {AMONG}", (json.dumps([*incidents]),)  # type: ignore[assignment]
    disputes: dict[str, list[tuple[str, list[Any]]]] = defaultdict(list)
    sql = f'SELECT incident, field, "values" FROM disputes {among}'
    for incident, field, values in ledger.connection.execute(sql, args):
        disputes[str(incident)].append((str(field), json.loads(str(values))))
    claims: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for incident, claim, score, report in ledger.connection.execute(
        "SELECT i.incident, c.id, c.score, c.report FROM incident_claims i "
        f"JOIN claims c ON c.id = i.claim {among}", args,
    ):  # fmt: skip
        claims[str(incident)].append((str(claim), float(score), str(report)))
    found: dict[str, list[Item]] = {}
    sql = f"SELECT id, type, killed_best, killed_high FROM incidents {among.replace('incident', 'id')}"
    for name, type_, best, high in ledger.connection.execute(sql, args):
        dead = int(best if best is not None else high or 0)
        found[str(name)] = _of_incident(
            str(name), str(type_), dead, claims[str(name)], disputes[str(name)], decided
        )
    return found


def _of_incident(
    name: str, type_: str, dead: int, claims: list[tuple[str, float, str]],
    disputes: list[tuple[str, list[Any]]], decided: dict[str, tuple[str, ...]],
) -> list[Item]:  # fmt: skip
    reports = len({report for _, _, report in claims})
    weight = 1 + log2(max(1, reports)) / 2 + log10(1 + dead) + abs(EVENT_SCORES.get(type_, 0)) / 18
    rests: list[str] = []
    if reports > 1:
        rests.append(f"{reports} reports tell of it")
    if dead:
        rests.append(f"{dead:,} said to be killed")
    found = []
    for claim, score, _ in claims:
        if claim in decided:
            continue
        fields = [field for field, values in disputes if any(claim in v["claims"] for v in values)]
        doubt = (1 - score) + 0.4 * min(3, len(fields)) + 0.05
        why = [f"disputed: {', '.join(fields)}"] if fields else []
        if score < UNSURE:
            why.append(f"the reader was unsure ({score:.2f})")
        why += rests
        found.append(
            Item(doubt * weight, "claim", claim, name, tuple(why or ["nobody looked at it yet"]))
        )
    if len(disputes) > 1 and any(claim not in decided for claim, _, _ in claims):
        words = f"{len(disputes)} fields disputed: {', '.join(field for field, _ in disputes)}"
        found.append(Item(0.5 * len(disputes) * weight, "incident", name, name, (words, *rests)))
    return found


def _pairs(ledger: Ledger) -> list[Item]:
    """Joins and near misses that a person should look at."""
    people = {
        (str(one), str(two))
        for one, two in ledger.connection.execute(
            'SELECT "left", "right" FROM edges WHERE by <> \'gesta\''
        )
    }
    rejected = ledger.edits().decisions.rejected
    found: list[Item] = []
    for left, right, judgement, score, one, two in ledger.connection.execute(
        'SELECT e."left", e."right", e.judgement, e.score, l.incident, r.incident FROM edges e '
        'JOIN incident_claims l ON l.claim = e."left" JOIN incident_claims r ON r.claim = e."right" '
        "WHERE e.by = 'gesta' AND e.judgement IN ('same', 'different') AND e.score BETWEEN ? AND ?",
        NEAR,
    ):  # fmt: skip
        pair = (str(left), str(right))
        joined = one == two
        if pair in people or rejected & {*pair} or joined != (judgement == "same"):
            continue
        words = (
            f"joined with odds of {float(score):.2f}; are they one happening?"
            if joined
            else f"not joined, but near it ({float(score):.2f}); are they one happening?"
        )
        doubt = 1 - 2 * abs(float(score) - 0.5)
        other = None if joined else str(two)
        found.append(Item(0.2 + doubt, "pair", "~".join(pair), str(one), (words,), other))
    return found


def item_records(ledger: Ledger, items: list[Item]) -> list[Record]:
    """Items as programs read them, each with a line of words."""
    claims = {c for item in items if item.kind != "incident" for c in item.id.split("~")}
    evidence = {
        str(name): (str(type_), " ".join(str(words).split()), str(report))
        for name, type_, words, report in ledger.connection.execute(
            f"SELECT id, type, evidence, report FROM claims WHERE id {AMONG}",
            (json.dumps([*claims]),),
        )
    }
    firsts = {
        str(incident): (str(type_), " ".join(str(words).split()), str(report))
        for incident, type_, words, report in ledger.connection.execute(
            "SELECT i.incident, c.type, c.evidence, c.report FROM incident_claims i "
            f"JOIN claims c ON c.id = i.claim WHERE i.position = 0 AND i.incident {AMONG}",
            (json.dumps([item.id for item in items if item.kind == "incident"]),),
        )
    }
    found = []
    for item in items:
        told = firsts if item.kind == "incident" else evidence
        type_, words, report = told.get(item.id.split("~")[0], ("", "", ""))
        record: Record = {
            "kind": item.kind, "id": item.id, "incident": item.incident,
            "weight": round(item.weight, 4), "why": list(item.why), "report": report or None,
            "words": f"{type_}: {_cut(words)}",
        }  # fmt: skip
        if item.kind == "pair":
            record |= {"claims": item.id.split("~"), "other": item.other}
        found.append(record)
    return found


def _cut(words: str) -> str:
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"
