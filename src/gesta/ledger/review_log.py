"""The log of review: every decision on claims and incidents, who made it, when, why, undone or not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gesta.ledger.judgements import Judgement, judgements
from gesta.ledger.judgements import undone as judgements_undone
from gesta.ledger.pieces import Record
from gesta.ledger.review_decision import Decision, decisions, decisions_on, undone
from gesta.ledger.store import Ledger


def decision_record(one: Decision, *, gone: bool = False, before: Any = None) -> Record:
    """A decision on a claim as programs read it."""
    return {
        "id": one.id, "kind": one.kind, "subject": one.subject, "claim": one.claim,
        "field": one.field, "by": one.by, "at": one.at, "before": before, "after": one.after(),
        "reason": one.reason, "undone": gone, "words": decision_words(one),
    }  # fmt: skip


def decision_words(one: Decision) -> str:
    """What a decision says, in words."""
    if one.kind == "undo":
        return f"undoes {one.subject}"
    if one.added is not None:
        return f"adds {one.added.type} at {one.added.trigger.text!r}"
    if one.kind != "correct":
        return f"{one.kind}s {one.field or 'the claim'}"
    return f"{one.field} is {value_words(one.value)}"


def value_words(value: Any) -> str:
    """A field's value in words.

    >>> value_words([{"text": "Eilat", "place": "p5"}]), value_words({"text": "", "low": 3, "high": None})
    ('Eilat (p5)', 'at least 3')
    """
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list):
        return "; ".join(value_words(item) for item in value)
    if not isinstance(value, dict):
        return str(value)
    if "low" in value:
        return _number_words(value["low"], value["high"])
    text = value.get("text") or ""
    meant = value.get("actor") or value.get("place") or value.get("class")
    if "precision" in value:
        meant = " to ".join(dict.fromkeys(str(value[k] or "?") for k in ("start", "end")))
    return f"{text} ({meant})" if text and meant else str(text or meant or value.get("cue") or "?")


def _number_words(low: int | None, high: int | None) -> str:
    if low == high or high is None:
        return str(low) if high is not None else f"at least {low}"
    return f"at most {high}" if low is None else f"{low} to {high}"


def judgement_record(one: Judgement, *, gone: bool) -> Record:
    """A judgement of incidents as programs read it."""
    kind = {"same": "merge", "different": "split"}.get(one.kind, one.kind)
    claims = [*one.left, *one.right]
    return {
        "id": one.id, "kind": kind, "subject": one.subject, "claim": None, "field": None,
        "by": one.by, "at": one.at, "before": None, "after": {"decided": kind, **one.after()},
        "reason": one.reason, "undone": gone,
        "words": f"undoes {one.subject}" if kind == "undo" else f"{kind} of {len(claims)} claims",
    }  # fmt: skip


def log(ledger: Ledger) -> list[Record]:
    """All decisions on claims and judgements of incidents, oldest first."""
    made = decisions(ledger.connection)
    judged = judgements(ledger.connection)
    gone = undone(made) | judgements_undone(judged)
    found = [decision_record(one, gone=one.id in gone) for one in made]
    found += [judgement_record(one, gone=one.id in gone) for one in judged]
    return sorted(found, key=lambda record: (record["at"], record["id"]))


def reviews_of(ledger: Ledger, claims: Sequence[str]) -> dict[str, Record]:
    """For each of some claims: the id of the last decision, how it stands, who added it, and all decisions."""
    every: dict[str, list[Decision]] = {claim: [] for claim in claims}
    for one in decisions_on(ledger.connection, claims):
        every.setdefault(one.claim, []).append(one)
    before = _befores(ledger, [one.id for made in every.values() for one in made])
    found: dict[str, Record] = {}
    for claim, made in every.items():
        gone = undone(made)
        whole = [d for d in made if d.kind in ("accept", "reject") and d.field is None]
        standing = [d.kind for d in whole if d.id not in gone]
        added = [d for d in made if d.kind == "add" and d.id not in gone]
        found[claim] = {
            "last": made[-1].id if made else None,
            "added_by": added[-1].by if added else None,
            "standing": standing[-1] if standing else None,
            "decisions": [
                decision_record(one, gone=one.id in gone, before=before.get(one.id)) for one in made
            ],
        }
    return found


def _befores(ledger: Ledger, ids: Sequence[str]) -> dict[str, Any]:
    rows = ledger.connection.execute(
        "SELECT id, before FROM reviews WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {str(name): json.loads(str(before)) for name, before in rows}
