"""Exchange lines of what people's edits touch: the value in place, and beside it what was read.

`read_as` is the actor's id as it was read, where an edit put another in its place (null where the
reader knew none); `as_read` holds an actor's values, `merged_into` the actor that it became, and
`added` marks an actor or place that an edit brought in, and a claim that a person added. A claim that reviewers corrected has in
`as_read` its whole line as it was read (or added), one that they rejected says `rejected`. An import takes the evidence as read and the edits as
reviews, so nothing is lost and every edit can still be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gesta.ledger import reading, records
from gesta.ledger.edits import Edits
from gesta.ledger.pieces import Record
from gesta.ledger.review_fields import with_basis
from gesta.types import Assessment, Claim, Party, Speaker, Tie

if TYPE_CHECKING:
    from gesta.ledger.store import Ledger


def actor_records(ledger: Ledger) -> Iterator[Record]:
    """Every actor by id with its sector; those merged away stay, with what they became."""
    from gesta.grounding.actors import Registry, sector_of

    registry, edits = Registry.open(), ledger.edits()
    read = {actor.id: actor for actor in reading.actors(ledger.connection)}
    now = {actor.id: actor for actor in edits.actors(read.values())}
    loose = _loose(ledger) if edits.rules is not None else frozenset()
    for name in sorted({*read, *now}):
        actor = now.get(name) or read[name]
        record = records.actor_record(actor)
        record["sector"] = sector_of(actor, registry=registry)
        if name not in now:
            record["merged_into"] = edits.whom(name)
        elif name not in read:
            record["added"] = True
        elif name in loose and read[name] != actor:
            record["as_read"] = records.actor_record(read[name])
        yield record


def _loose(ledger: Ledger) -> frozenset[str]:
    """Ids of actors that came without a report that names them."""
    rows = ledger.connection.execute("SELECT actor FROM actor_sightings WHERE report = ''")
    return frozenset(str(row[0]) for row in rows)


def place_records(ledger: Ledger) -> Iterator[Record]:
    """Every place by id."""
    added = {place.id for place in ledger.edits().added_places}
    for place in ledger.places():
        record = records.place_record(place)
        yield {**record, "added": True} if place.id in added else record


def claim_record(read: Claim, edits: Edits, *, incident: str | None = None) -> Record:
    """A claim with its values by the edits and decisions."""
    now = edits.claim(read)
    record = records.claim_record(now, incident=incident)
    if read.id in edits.decisions.rejected:
        record["rejected"] = True
    if edits.is_added(read.id):
        record["added"] = True
    if now != edits.uncorrected(read):
        record["as_read"] = _claim_values(records.claim_record(read))
        return with_basis(record)
    if record.get("added"):
        record = with_basis(record)
    for name, before, after in (
        ("actors", read.actors, now.actors),
        ("recipients", read.recipients, now.recipients),
        ("said_by", read.said_by, now.said_by),
    ):
        _mark(record[name], before, after)
    return record


def _claim_values(record: Record) -> Record:
    return {k: v for k, v in record.items() if k not in ("kind", "incident")}


def assessment_record(read: Assessment, now: Assessment) -> Record:
    """An assessment with its speakers by the edits."""
    record = records.assessment_record(now)
    _mark(record["said_by"], read.said_by, now.said_by)
    return record


def tie_record(tie: Tie, edits: Edits) -> Record:
    """A tie with its ends by the edits; each of its claims says with which ends it was read."""
    record = records.tie_record(tie)
    for line, claim in zip(record["claims"], tie.claims, strict=True):
        if (claim.source, claim.target) != (tie.source, tie.target):
            line["read_as"] = {"from": claim.source, "to": claim.target}
        _mark(line["said_by"], claim.said_by, edits.speakers(claim.said_by, claim.report))
    return record


def _mark(
    lines: list[Record], before: Iterable[Party | Speaker], after: Iterable[Party | Speaker]
) -> None:
    """Put `read_as` where an edit changed the actor."""
    for line, one, other in zip(lines, before, after, strict=True):
        line["actor"] = other.actor
        if one.actor != other.actor:
            line["read_as"] = one.actor
