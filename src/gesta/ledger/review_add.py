"""Adding what the reader missed: an event with its roles, each pointed at in the report's words.

The claim is understood as reading would have understood its words, in the light of what else the
report says, and kept whole in the decision that adds it. From then on it is a claim like others:
joined, exported, corrected, rejected; taking the decision back takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gesta import codebook
from gesta.errors import LedgerError
from gesta.grounding.outcomes import outcome_told
from gesta.identity import hashed
from gesta.ledger import reading
from gesta.ledger.editing import Editor
from gesta.ledger.pieces import Record, location_record
from gesta.ledger.receipts import EVIDENCE
from gesta.ledger.review import Made, StaleDecision, checked_nested, keep, moment, person, reason_of
from gesta.ledger.review_decision import Decision, decisions_on, in_force
from gesta.ledger.review_fields import LISTS, claim_of, claim_value, field_named
from gesta.ledger.review_ground import Ground
from gesta.ledger.review_value import Given, Valued, Values, known_records
from gesta.ledger.store import Ledger
from gesta.reader.antecedents import SAYS
from gesta.reader.sentences import split_sentences
from gesta.types import Claim, EventMention, Location, Quote

LONGEST: Final = 80  # characters of a trigger
_NAMING: Final = re.compile(r"\b(according to|citing|quoting|quoted)\s+(?:the\s+|an?\s+)?$", re.I)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that a report tells of and the ledger lacks.

    trigger: {start, end} of its word, and `text` where the words are to be checked. fields: what
    else is said, as corrections have it; several values of one role come one by one.
    """

    report: str
    trigger: Any
    type: str
    fields: Sequence[Given] = ()


class WrongField(LedgerError):
    """What is said of one field (`given`) cannot be; `why` says so in words."""

    def __init__(self, report: str, given: Given, why: str) -> None:
        super().__init__(f"{report}: {why}. Nothing was added.")
        self.given, self.why = given, why


def add(ledger: Ledger, editor: Editor, missed: Missed, *, exact: bool = True) -> Made:
    """Add a claim to a report; `exact` as in `decide`.

    Raises StaleDecision where somebody added this event before, WrongField where one field cannot
    be so, or another LedgerError in words; then nothing was changed.
    """
    by, reason = person(editor), reason_of(editor)
    ground = Ground.of(ledger, missed.report, settled=True)
    try:
        claim, valued = _claim(ledger, ground, missed)
    except ValueError as error:
        raise LedgerError(f"{missed.report}: {error}. Nothing was added.") from error
    yours: Record = {
        "kind": "add", "by": by, "reason": editor.reason, "field": None,
        "value": claim_value(claim), "span": None,
    }  # fmt: skip
    with ledger.transaction(EVIDENCE) as chain:
        known = decisions_on(ledger.connection, [claim.id])
        _check_new(ledger, claim, known, yours)
        actors, places = known_records(valued)
        made = Decision(
            "add", claim.id, claim.id, by, moment(ledger), value=claim_value(claim), actors=actors,
            places=places, seen=known[-1].id if known else None, reason=reason,
        )  # fmt: skip
        return Made(made, keep(ledger, chain, made, None, changes=True, exact=exact))


def _check_new(ledger: Ledger, claim: Claim, known: Sequence[Decision], yours: Record) -> None:
    """Raise where the ledger has the event already."""
    edits = ledger.edits()
    for read in reading.claims(ledger.connection, "report = ?", (claim.report,)):
        now = edits.claim(read)
        is_there = (now.trigger, now.type) == (claim.trigger, claim.type)
        if not (is_there or read.id == claim.id):
            continue
        held = in_force([one for one in known if one.claim == read.id])
        is_rejected = read.id in edits.decisions.rejected
        by = [one.by for one in held if one.kind == "add"]
        if by and not is_rejected:
            raise StaleDecision(
                f"{by[-1]} added this event already. Compare both; a field of it can be "
                "corrected.", yours, held, read.id,
            )  # fmt: skip
        back = "accept it to bring it back" if is_rejected else "correct it"
        raise LedgerError(
            f"{claim.report}: the ledger has {now.type} at {now.trigger.text[:60]!r} already, as the "
            f"claim {read.id}; {back}. Nothing was added."
        )


def _claim(ledger: Ledger, ground: Ground, missed: Missed) -> tuple[Claim, Valued]:
    """The claim, and the actors and places that it names."""
    values = Values(ledger, ground)
    trigger = values.quoted(missed.trigger, longest=LONGEST)
    if missed.type not in codebook.EVENT_TYPES:
        raise ValueError(
            f"{missed.type!r} is no type of event. Say one of {', '.join(codebook.EVENT_TYPES)}"
        )
    spot = (trigger.start, trigger.end)
    claim = Claim(
        hashed("c", missed.report, *spot, missed.type), missed.report, _evidence(ground, trigger),
        trigger, missed.type, "reported",
    )  # fmt: skip
    record = claim_value(claim)
    valued = Valued("", None)
    given: set[str] = set()
    for said in missed.fields:
        one, name = said, field_named(said.field)
        if name in ("trigger", "type"):
            raise ValueError(f"{name} is said beside the fields, not among them")
        if name in given and name not in LISTS:
            raise ValueError(f"{name} is said twice")
        if name in given and one.item is None:
            one = replace(one, item=len(record[name]))
        given.add(name)
        try:
            valued = values.of(replace(one, field=name), record[name])
        except ValueError as error:
            raise WrongField(missed.report, said, str(error)) from error
        record[name] = valued.value
    record["said_by"] = [_with_cue(one, ground.report.text) for one in record["said_by"]]
    checked_nested(record)
    if "certainty" not in given:
        record["certainty"] = _certainty(record)
    if "outcome" not in given:
        event = EventMention(*spot, missed.type, record["certainty"])
        record["outcome"] = outcome_told(event, ground.report.text)
    valued = _with_places(record, values, ground, valued)
    return claim_of(record), valued


def _evidence(ground: Ground, trigger: Quote) -> Quote:
    """The sentence or sentences that hold the trigger."""
    held = [
        s
        for s in split_sentences(ground.report.text)
        if s.start < trigger.end and trigger.start < s.end
    ]
    start = min([trigger.start, *(s.start for s in held)])
    end = max([trigger.end, *(s.end for s in held)])
    return ground.quote(start, end, longest=None)


def _certainty(record: Record) -> str:
    """How sure a claim is of which nobody said so: whoever did it says so, or somebody else."""
    said = {one["actor"] for one in record["said_by"] if one["actor"]}
    if said & {one["actor"] for one in record["actors"]}:
        return "claimed"
    return "attributed" if record["said_by"] else "reported"


def _with_cue(one: Record, text: str) -> Record:
    """A speaker with the word that shows it says so, where that stands beside its words."""
    if one.get("cue") or not one["text"]:
        return one
    naming = _NAMING.search(text, max(0, one["start"] - LONGEST), one["start"])
    start, end = next(_near(text, one["start"], one["end"]), (0, 0))
    if naming is not None:
        start, end = naming.span(1)
    return {**one, "cue": text[start:end], "cue_start": start, "cue_end": end} if end else one


def _near(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words for saying in the sentence of a speaker, the nearest behind it, then before it."""
    held = next((s for s in split_sentences(text) if s.start <= start < s.end), None)
    if held is None:
        return
    words = [w for w in _WORD.finditer(text, held.start, held.end) if w.group().lower() in SAYS]
    yield from (w.span() for w in words if w.start() >= end)
    yield from (w.span() for w in reversed(words) if w.end() <= start)


def _with_places(record: Record, values: Values, ground: Ground, valued: Valued) -> Valued:
    """Targets that are on the map themselves are places of the event too, as reading has it."""
    there = {(one["start"], one["end"]) for one in record["places"]}
    places = list(valued.places)
    for one in record["targets"]:
        quote = Quote(one["start"], one["end"], one["text"])
        if (quote.start, quote.end) in there or not quote.text[:1].isupper():
            continue
        if (place := ground.place(quote)) is not None:
            at = Location(quote.start, quote.end, quote.text, place.id)
            record["places"] = [*record["places"], location_record(at)]
            places.append(place)
    return replace(valued, places=tuple({place.id: place for place in places}.values()))
