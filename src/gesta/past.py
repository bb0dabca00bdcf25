"""Histories of a ledger's incidents: the world of its reports, looked up once, then replayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from gesta.ledger import Ledger
from gesta.ledger.judgements import people_edges
from gesta.resolution.history import Step, history
from gesta.resolution.world import World

if TYPE_CHECKING:
    from gesta.types import Incident, Tie


def world_of(ledger: Ledger, ties: Sequence[Tie] | None = None) -> World:
    """What resolution knows of a ledger beside its claims; without the texts of its reports.

    `ties` takes the place of the ledger's own.
    """
    from gesta.grounding import joining_ties  # takes a while to load

    rows = ledger.connection.execute("SELECT id, published, outlet FROM reports").fetchall()
    return World.of(
        published={str(r): date.fromisoformat(str(p)) if p else None for r, p, _ in rows},
        outlets={str(r): None if o is None else str(o) for r, _, o in rows},
        copies={str(r): str(o) for r, o in ledger.connection.execute("SELECT * FROM copies")},
        places={place.id: place for place in ledger.places()},
        actors={actor.id: actor for actor in ledger.actors()},
        ties=joining_ties(ledger.ties()) if ties is None else ties,
    )


class Past:
    """The histories of one ledger; what does not change from incident to incident is kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._world = world_of(ledger)

    def of(self, incident: Incident) -> tuple[Step, ...]:
        """How an incident of the ledger changed as reports came in."""
        claims = self._ledger.claims(
            "id IN (SELECT claim FROM incident_claims WHERE incident = ?)", (incident.id,)
        )
        return history(claims, self._world, people_edges(self._ledger.connection, incident.claims))


def step_record(step: Step) -> dict[str, Any]:
    """A step as JSON."""
    record: dict[str, Any] = {"day": step.day and step.day.isoformat()}
    if step.edge is not None:
        edge = step.edge
        return {
            **record, "judgement": edge.judgement, "left": edge.left, "right": edge.right,
            "by": edge.by, "at": edge.at, "reason": "; ".join(r.words for r in edge.reasons),
        }  # fmt: skip
    changes = [
        {"field": c.field, "before": _plain(c.before), "after": _plain(c.after)}
        for c in step.changes
    ]
    return {
        **record, "report": step.report, "claims": list(step.claims), "changes": changes,
        "origins": step.origins,
    }  # fmt: skip


def _plain(value: object) -> Any:
    """A value of an incident as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return list(value)
    found = asdict(value)  # type: ignore[call-overload]  # a When or a Toll
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items()}


def history_lines(records: Iterator[dict[str, Any]], ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Exchange records with its history in each incident's."""
    past = Past(ledger)
    for record in records:
        if record["kind"] != "incident":
            yield record
            continue
        incident = next(ledger.incidents("id = ?", (record["id"],)))
        yield {**record, "history": [step_record(step) for step in past.of(incident)]}
