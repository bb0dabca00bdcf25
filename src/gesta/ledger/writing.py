"""Values into rows. Each function writes one kind with its receipts, inside a transaction."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import apsw

from gesta.ledger import records
from gesta.ledger.pieces import day
from gesta.ledger.receipts import Chain
from gesta.ledger.records import KeptReport
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Count,
    Edge,
    Incident,
    Note,
    Place,
    Quote,
    Refusal,
    Review,
    Speaker,
    Tie,
    TieClaim,
    Toll,
    When,
)

Row = tuple[Any, ...]
S = TypeVar("S", bound=Actor | Place)

ZLIB_LEVEL = 6
SCORE_DIGITS = 4  # of a claim; finer differences are noise of the arithmetic
WEIGHT_DIGITS = 6  # of an edge's score and its reasons
NO_REPORT = ""  # of an actor or place that came without the report that names it


def listed(values: Any) -> str:
    """A JSON array or object as it stands in a column."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def insert(connection: apsw.Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows that fill every column of a table."""
    if rows:
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def one_each(values: Iterable[S]) -> tuple[S, ...]:
    """One value an id, in the order of ids; names of a second one are added to the first's."""
    groups: dict[str, list[S]] = {}
    for value in values:
        groups.setdefault(value.id, []).append(value)
    return tuple(_one(groups[name]) for name in sorted(groups))


def _one(group: list[S]) -> S:
    ordered: list[S] = sorted(group, key=lambda item: (item.name, item.names))
    first = ordered[0]
    names = dict.fromkeys(first.names)
    for other in ordered[1:]:
        names.update(dict.fromkeys((other.name, *other.names)))
    return replace(first, names=tuple(names))


def put_report(connection: apsw.Connection, chain: Chain, kept: KeptReport) -> None:
    """A report with its original and sightings."""
    report = kept.report
    dateline: Row = (None, None, None)
    if report.dateline is not None:
        dateline = (report.dateline.start, report.dateline.end, report.dateline.text)
    row = (
        report.id, report.path, report.source_id, report.url, report.title, report.outlet,
        report.author, day(report.published), report.published_from, report.language,
        report.format, report.encoding, report.sha256, report.text,
        listed(dict(sorted(report.found.items()))),
        listed([[s.start, s.length, s.origin] for s in report.segments]),
        *dateline, kept.given_outlet, day(kept.given_published),
    )  # fmt: skip
    insert(connection, "reports", [row])
    if kept.original is not None:
        packed = zlib.compress(kept.original, ZLIB_LEVEL)
        insert(connection, "originals", [(report.id, len(kept.original), packed)])
        chain.add("original", report.id, {"size": len(kept.original), "sha256": report.sha256})
    _put_sightings(connection, report.id, kept.actors, kept.places)
    record = records.report_record(replace(kept, report=replace(report, duplicate_of=None)))
    chain.add("report", report.id, record)


def _put_sightings(
    connection: apsw.Connection, report: str, actors: Iterable[Actor], places: Iterable[Place]
) -> None:
    insert(connection, "actor_sightings", [
        (a.id, report, a.name, listed(a.names), a.type, a.country, int(a.generic)) for a in actors
    ])  # fmt: skip
    insert(connection, "place_sightings", [
        (p.id, report, p.name, listed(p.names), _real(p.lat), _real(p.lon), p.country,
         p.precision, _real(p.radius_km), p.geonames_id)
        for p in places
    ])  # fmt: skip


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def put_loose(connection: apsw.Connection, chain: Chain, value: Actor | Place) -> None:
    """An actor or place of an exchange file that no report of it sights."""
    if isinstance(value, Actor):
        _put_sightings(connection, NO_REPORT, [value], [])
        chain.add("actor", value.id, records.actor_record(value))
    else:
        _put_sightings(connection, NO_REPORT, [], [value])
        chain.add("place", value.id, records.place_record(value))


def put_claims(connection: apsw.Connection, chain: Chain, claims: Sequence[Claim]) -> None:
    """Claims with their roles and speakers."""
    claims = [replace(c, score=round(float(c.score), SCORE_DIGITS)) for c in claims]
    put_claim_rows(connection, claims)
    for claim in claims:
        chain.add("claim", claim.id, records.claim_record(claim))


def put_claim_rows(connection: apsw.Connection, claims: Sequence[Claim]) -> None:
    """The rows of claims alone."""
    insert(connection, "claims", [_claim_row(claim) for claim in claims])
    insert(connection, "claim_roles", [row for claim in claims for row in _role_rows(claim)])
    put_speakers(connection, [(claim.id, claim.said_by) for claim in claims])


def _claim_row(claim: Claim) -> Row:
    return (
        claim.id, claim.report, claim.type, listed(claim.modes), claim.certainty, claim.outcome,
        claim.score,
        *_quote(claim.evidence), *_quote(claim.trigger), *_when(claim.time),
        *_count(claim.killed), *_count(claim.wounded), *_count(claim.count),
        listed(claim.content),
    )  # fmt: skip


def _quote(quote: Quote) -> Row:
    return (quote.start, quote.end, quote.text)


def _when(when: When | None) -> Row:
    if when is None:
        return (None,) * 6
    return (when.text, day(when.start), day(when.end), when.precision, when.basis, when.reason)


def _count(count: Count | None) -> Row:
    return (None,) * 3 if count is None else (count.text, count.low, count.high)


def _role_rows(claim: Claim) -> list[Row]:
    rows: list[Row] = []
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        for position, party in enumerate(parties):
            rows.append((claim.id, role, position, *_spot(party), party.actor, None, None))
    for position, target in enumerate(claim.targets):
        rows.append((claim.id, "target", position, *_spot(target), None, None, None))
    for position, means in enumerate(claim.weapons):
        rows.append((claim.id, "weapon", position, *_spot(means), None, None, means.weapon_class))
    for role, locations in (("place", claim.places), ("origin", claim.origins)):
        for position, at in enumerate(locations):
            rows.append((claim.id, role, position, *_spot(at), None, at.place, None))
    return rows


def _spot(words: Any) -> Row:
    return (words.start, words.end, words.text)


def put_speakers(
    connection: apsw.Connection, said: Iterable[tuple[str, tuple[Speaker, ...]]]
) -> None:
    """Chains of who says so, by the id of what they say."""
    insert(connection, "attributions", [
        (owner, position, s.text, s.actor, s.start, s.end, s.cue, s.cue_start, s.cue_end,
         listed([[part.start, part.end] for part in s.content]) if s.content else None)
        for owner, chain in said
        for position, s in enumerate(chain)
    ])  # fmt: skip


def put_assessments(
    connection: apsw.Connection, chain: Chain, assessments: Sequence[Assessment]
) -> None:
    """Assessments with their speakers."""
    insert(
        connection,
        "assessments",
        [(a.id, a.report, *_quote(a.evidence), a.kind) for a in assessments],
    )
    put_speakers(connection, [(a.id, a.said_by) for a in assessments])
    for assessment in assessments:
        chain.add("assessment", assessment.id, records.assessment_record(assessment))


def put_tie_claims(connection: apsw.Connection, chain: Chain, claims: Iterable[TieClaim]) -> None:
    """Words for ties; the same words for the same tie are one."""
    named = {records.tie_claim_id(claim): claim for claim in claims}
    insert(connection, "tie_claims", [
        (name, c.report, c.type, c.source, c.target, c.certainty, *_quote(c.evidence),
         day(c.since), day(c.until))
        for name, c in named.items()
    ])  # fmt: skip
    put_speakers(connection, [(name, claim.said_by) for name, claim in named.items()])
    for name, claim in named.items():
        chain.add("tie-claim", name, records.tie_claim_full(claim))


def put_refusal(
    connection: apsw.Connection, chain: Chain, refusal: Refusal, data: bytes | None
) -> None:
    """A refusal, with the bytes where they are worth keeping."""
    packed = None if data is None else zlib.compress(data, ZLIB_LEVEL)
    insert(connection, "refusals", [
        (refusal.id, refusal.path, refusal.stage, refusal.reason, refusal.detail, refusal.sha256,
         packed)
    ])  # fmt: skip
    chain.add("refusal", refusal.id, records.refusal_record(refusal))
    if data is not None:
        chain.add("refused bytes", refusal.id, {"sha256": hashlib.sha256(data).hexdigest()})


def put_review(connection: apsw.Connection, chain: Chain, review: Review) -> None:
    """A person's decision."""
    insert(connection, "reviews", [
        (review.id, review.kind, review.subject, review.by, review.at, listed(review.before),
         listed(review.after), review.reason)
    ])  # fmt: skip
    chain.add("review", review.id, records.review_record(review))


def put_incidents(connection: apsw.Connection, chain: Chain, incidents: Sequence[Incident]) -> None:
    """Incidents with the ids of their claims and their disputes."""
    insert(connection, "incidents", [_incident_row(incident) for incident in incidents])
    insert(connection, "incident_claims", [
        (i.id, position, claim) for i in incidents for position, claim in enumerate(i.claims)
    ])  # fmt: skip
    insert(connection, "disputes", [
        (i.id, position, d.field,
         listed([{"value": v.value, "claims": list(v.claims)} for v in d.values]))
        for i in incidents
        for position, d in enumerate(i.disputes)
    ])  # fmt: skip
    for incident in incidents:
        chain.add("incident", incident.id, records.incident_record(incident))


def _incident_row(incident: Incident) -> Row:
    return (
        incident.id, incident.type, listed(incident.modes), incident.status, incident.origins,
        *_when(incident.time), incident.place, listed(incident.actors),
        listed(incident.recipients), listed(incident.targets), listed(incident.weapons),
        *_toll(incident.killed), *_toll(incident.wounded),
    )  # fmt: skip


def _toll(toll: Toll | None) -> Row:
    """Low, best, high, and whether anything was said at all."""
    return (None, None, None, 0) if toll is None else (toll.low, toll.best, toll.high, 1)


def rounded(edge: Edge) -> Edge:
    """An edge as it is stored."""
    reasons = tuple(replace(r, weight=_weight(r.weight)) for r in edge.reasons)
    return replace(edge, score=_weight(edge.score), reasons=reasons)


def put_edges(connection: apsw.Connection, chain: Chain, edges: Iterable[Edge]) -> None:
    """Judged pairs of claims."""
    for edge in map(rounded, edges):
        record = records.edge_record(edge)
        row = (
            edge.left,
            edge.right,
            edge.judgement,
            edge.score,
            listed(record["reasons"]),
            edge.by,
            edge.at,
        )
        insert(connection, "edges", [row])
        chain.add("edge", records.edge_id(edge), record)


def put_notes(connection: apsw.Connection, chain: Chain, notes: Iterable[Note]) -> None:
    """What readers should know about claims; several of one claim in their order."""
    said: dict[str, list[str]] = {}
    for note in notes:
        said.setdefault(note.claim, []).append(note.words)
    for claim, words in said.items():
        insert(connection, "notes", [(claim, at, line) for at, line in enumerate(words)])
        chain.add("notes", claim, records.notes_record(claim, words))


def _weight(value: float) -> float:
    return round(float(value), WEIGHT_DIGITS)


def put_registry_ties(connection: apsw.Connection, chain: Chain, ties: Iterable[Tie]) -> None:
    """Ties of the registry; their claims, if any, are the evidence's and not written again."""
    for tie in ties:
        row = (tie.id, tie.type, tie.source, tie.target, day(tie.since), day(tie.until), tie.basis)
        insert(connection, "registry_ties", [row])
        chain.add("registry-tie", tie.id, records.tie_record(replace(tie, claims=())))


def put_copies(
    connection: apsw.Connection, chain: Chain, copies: Iterable[tuple[str, str]]
) -> None:
    """Which report is a copy of which."""
    for report, original in copies:
        insert(connection, "copies", [(report, original)])
        chain.add("copy", report, {"report": report, "duplicate_of": original})
