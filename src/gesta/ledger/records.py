"""Values of the ledger as JSON records: one shape for the exchange file and for the receipts.

The fields are those of the exchange format; a receipt is the SHA-256 of a record's canonical
JSON, so whatever an exchange line says is covered by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gesta.identity import hashed
from gesta.ledger.pieces import (
    Record,
    count_record,
    day,
    location_record,
    party_record,
    quote_record,
    speaker_record,
    toll_record,
    when_record,
)
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Edge,
    Incident,
    Place,
    Refusal,
    Report,
    Review,
    Tie,
    TieClaim,
)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as the ledger keeps it: what the user gave, what was sighted in it, its bytes."""

    report: Report
    given_outlet: str | None = None
    given_published: date | None = None
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    original: bytes | None = None


def place_record(place: Place) -> Record:
    """A place."""
    return {
        "kind": "place",
        "id": place.id,
        "name": place.name,
        "names": list(place.names),
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "geonames_id": place.geonames_id,
    }


def actor_record(actor: Actor) -> Record:
    """An actor."""
    return {
        "kind": "actor",
        "id": actor.id,
        "name": actor.name,
        "names": list(actor.names),
        "type": actor.type,
        "country": actor.country,
        "generic": actor.generic,
    }


def report_record(kept: KeptReport) -> Record:
    """A report without its original bytes; `sighted` has actors and places as it names them."""
    report = kept.report
    return {
        "kind": "report",
        "id": report.id,
        "source_id": report.source_id,
        "path": report.path,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": day(report.published),
        "published_from": report.published_from,
        "language": report.language,
        "sha256": report.sha256,
        "text": report.text,
        "duplicate_of": report.duplicate_of,
        "format": report.format,
        "encoding": report.encoding,
        "found": dict(sorted(report.found.items())),
        "dateline": None if report.dateline is None else quote_record(report.dateline),
        "segments": [[s.start, s.length, s.origin] for s in report.segments],
        "given": {"outlet": kept.given_outlet, "published": day(kept.given_published)},
        "sighted": {
            "actors": [_without_kind(actor_record(actor)) for actor in kept.actors],
            "places": [_without_kind(place_record(place)) for place in kept.places],
        },
    }


def _without_kind(record: Record) -> Record:
    return {key: value for key, value in record.items() if key != "kind"}


def claim_record(claim: Claim, *, incident: str | None = None) -> Record:
    """A claim and the incident it is part of."""
    return {
        "kind": "claim",
        "id": claim.id,
        "report": claim.report,
        "incident": incident,
        "evidence": quote_record(claim.evidence),
        "trigger": quote_record(claim.trigger),
        "type": claim.type,
        "modes": list(claim.modes),
        "certainty": claim.certainty,
        "outcome": claim.outcome,
        "score": claim.score,
        "said_by": [speaker_record(speaker) for speaker in claim.said_by],
        "actors": [party_record(party) for party in claim.actors],
        "recipients": [party_record(party) for party in claim.recipients],
        "targets": [quote_record(target) for target in claim.targets],
        "weapons": [
            {"start": w.start, "end": w.end, "text": w.text, "class": w.weapon_class}
            for w in claim.weapons
        ],
        "places": [location_record(location) for location in claim.places],
        "origins": [location_record(location) for location in claim.origins],
        "time": when_record(claim.time),
        "killed": count_record(claim.killed),
        "wounded": count_record(claim.wounded),
        "count": count_record(claim.count),
        "content": list(claim.content),
    }


def assessment_record(assessment: Assessment) -> Record:
    """A judgement, forecast, advice or question; `sentence` says which."""
    return {
        "kind": "assessment",
        "id": assessment.id,
        "report": assessment.report,
        "evidence": quote_record(assessment.evidence),
        "said_by": [speaker_record(speaker) for speaker in assessment.said_by],
        "sentence": assessment.kind,
    }


def tie_claim_record(claim: TieClaim) -> Record:
    """One report's words for a tie, as they stand inside the tie's line."""
    return {
        "report": claim.report,
        "evidence": quote_record(claim.evidence),
        "said_by": [speaker_record(speaker) for speaker in claim.said_by],
        "certainty": claim.certainty,
        "since": day(claim.since),
        "until": day(claim.until),
    }


def tie_claim_full(claim: TieClaim) -> Record:
    """One report's words for a tie, with the tie's type and ends."""
    ends = {"type": claim.type, "from": claim.source, "to": claim.target}
    return {"kind": "tie-claim", **ends, **tie_claim_record(claim)}


def tie_claim_id(claim: TieClaim) -> str:
    """The id under which the ledger keeps a tie claim: a hash of all it says."""
    return hashed("u", tie_claim_full(claim))


def tie_id(kind: str, source: str, target: str) -> str:
    """The id of a tie: a hash of its type and ends."""
    return hashed("t", kind, source, target)


def tie_record(tie: Tie) -> Record:
    """A tie with all the words it stands on."""
    return {
        "kind": "tie",
        "id": tie.id,
        "type": tie.type,
        "from": tie.source,
        "to": tie.target,
        "claims": [tie_claim_record(claim) for claim in tie.claims],
        "since": day(tie.since),
        "until": day(tie.until),
        "basis": tie.basis,
    }


def incident_record(incident: Incident) -> Record:
    """An incident with its claims and disputes."""
    return {
        "kind": "incident",
        "id": incident.id,
        "type": incident.type,
        "modes": list(incident.modes),
        "time": when_record(incident.time),
        "place": incident.place,
        "actors": list(incident.actors),
        "recipients": list(incident.recipients),
        "targets": list(incident.targets),
        "weapons": list(incident.weapons),
        "killed": toll_record(incident.killed),
        "wounded": toll_record(incident.wounded),
        "status": incident.status,
        "origins": incident.origins,
        "claims": list(incident.claims),
        "disputes": [
            {
                "field": dispute.field,
                "values": [{"value": v.value, "claims": list(v.claims)} for v in dispute.values],
            }
            for dispute in incident.disputes
        ],
    }


def review_record(review: Review) -> Record:
    """A person's decision."""
    return {
        "kind": "review",
        "id": review.id,
        "decision": review.kind,
        "subject": review.subject,
        "by": review.by,
        "at": review.at,
        "before": review.before,
        "after": review.after,
        "reason": review.reason,
    }


def refusal_record(refusal: Refusal) -> Record:
    """Input that could not be read."""
    return {
        "kind": "refusal",
        "id": refusal.id,
        "path": refusal.path,
        "stage": refusal.stage,
        "reason": refusal.reason,
        "detail": refusal.detail,
        "sha256": refusal.sha256,
    }


def edge_record(edge: Edge) -> Record:
    """A judged pair of claims with its reasons."""
    return {
        "kind": "edge",
        "left": edge.left,
        "right": edge.right,
        "judgement": edge.judgement,
        "score": edge.score,
        "reasons": [
            {
                "feature": reason.feature,
                "weight": reason.weight,
                "words": reason.words,
            }
            for reason in edge.reasons
        ],
        "by": edge.by,
        "at": edge.at,
    }


def edge_id(edge: Edge) -> str:
    """The name of an edge: its two claims and who judged them."""
    return f"{edge.left}~{edge.right}~{edge.by}"


def notes_record(claim: str, words: Sequence[str]) -> Record:
    """What readers should know about a claim."""
    return {"kind": "notes", "claim": claim, "words": list(words)}
