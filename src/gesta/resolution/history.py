"""How an incident changed as reports came in: its claims of today, replayed report by report.

Invariant: the history is computed from the claims alone, in order of publication (undated reports
last, then by id), so it does not depend on the order in which the reports were read. What people
judged stands between the reports by its day; it has made the incident what it is, and changes no
value in the replay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gesta.resolution.incident import incident_of
from gesta.resolution.world import World
from gesta.types import Claim, Edge, Incident


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the incident before and after a report; `before` is None for the first report.

    A value is what the incident holds: a `When`, the id of a place, a `Toll`, words, ids, or for
    `disputes` the names of the fields in dispute.
    """

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Step:
    """What one report did to the incident, or one judgement of a person.

    `origins` is the number of independent origins from then on: where it does not grow, the report
    is a copy, quotes another, or is of one owner with another.
    """

    day: date | None
    report: str | None = None
    claims: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    origins: int = 0
    edge: Edge | None = None


_FIELDS: dict[str, Callable[[Incident], object]] = {
    "type": lambda i: i.type,
    "time": lambda i: i.time and (i.time.start, i.time.end, i.time.precision),
    "place": lambda i: i.place,
    "actors": lambda i: i.actors,
    "recipients": lambda i: i.recipients,
    "killed": lambda i: i.killed,
    "wounded": lambda i: i.wounded,
    "status": lambda i: i.status,
    "disputes": lambda i: tuple(dispute.field for dispute in i.disputes),
}


def history(claims: Iterable[Claim], world: World, judged: Sequence[Edge] = ()) -> tuple[Step, ...]:
    """The steps that made the incident of these claims; the first is the first report of it.

    `judged` are people's edges that touch the claims. Empty for no claims.
    """
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.report].append(claim)
    steps: list[Step] = []
    known: list[Claim] = []
    before: Incident | None = None
    for report in sorted(told, key=lambda r: (world.published.get(r) or date.max, r)):
        known += told[report]
        after = incident_of(known, world)
        steps.append(
            Step(
                world.published.get(report),
                report,
                tuple(sorted(c.id for c in told[report])),
                _changes(before, after),
                after.origins,
            )  # fmt: skip
        )
        before = after
    decided = [Step(_day_of(edge), edge=edge) for edge in judged]
    # A report of the day of a judgement was there to be judged; of unknown days reports come last.
    return tuple(sorted([*steps, *decided], key=lambda s: (s.day or date.max, s.report is None)))


def _changes(before: Incident | None, after: Incident) -> tuple[Change, ...]:
    found = []
    for field, value in _FIELDS.items():
        old, new = None if before is None else value(before), value(after)
        empty = new in (None, (), "")
        if old != new and not (before is None and empty):
            found.append(Change(field, old and _shown(before, field), _shown(after, field)))
    return tuple(found)


def _shown(incident: Incident | None, field: str) -> object:
    if incident is None:
        return None
    return incident.time if field == "time" else _FIELDS[field](incident)


def _day_of(edge: Edge) -> date | None:
    try:
        return date.fromisoformat((edge.at or "")[:10])
    except ValueError:  # an imported judgement of an unknown clock
        return None
