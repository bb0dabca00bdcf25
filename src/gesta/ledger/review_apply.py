"""Annotations of other tools made decisions: what people marked, against what the ledger has.

A marked event is matched with the claim at its trigger. Where all it says is what the claim has,
the claim is accepted; each field that differs is corrected; an event that no claim matches is added;
claims of a text that was marked as a whole and that nobody marked are rejected. What cannot be taken
is refused in words with where it stands, and the rest is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gesta.codebook import ACTOR_TYPES
from gesta.errors import LedgerError
from gesta.ledger import reading
from gesta.ledger.editing import Editor
from gesta.ledger.pieces import Record
from gesta.ledger.review import Made, decide
from gesta.ledger.review_add import Missed, WrongField, add
from gesta.ledger.review_fields import record_of
from gesta.ledger.review_marks import ROLES, UNPLACED, marks_of, matches, place_of
from gesta.ledger.review_value import Given
from gesta.ledger.store import Ledger
from gesta.renew import join_decided
from gesta.types import Actor, Claim

Spot = tuple[int, int]
PARTIES: Final = ("actor", "recipient", "said_by")
GRADES: Final = ("type", "certainty", "outcome", "modes")


@dataclass(frozen=True, slots=True)
class Event:
    """One event as a person marked it; `where` says where in the file.

    grades: type, certainty, outcome and modes, those that the file tells, and `rejected`. roles: the spans of each
    role; a role that the file cannot tell is absent. types: what the words of a party are marked as.
    """

    where: str
    trigger: Spot
    grades: Mapping[str, Any]
    roles: Mapping[str, Sequence[Spot]]
    claim: str | None = None
    types: Mapping[Spot, str] = field(default_factory=dict)

    def span(self, role: str, spot: Spot) -> dict[str, Any]:
        """The words of a role as a correction points at them."""
        kind = self.types.get(spot) if role in PARTIES else None
        return _span(spot) if kind not in ACTOR_TYPES else {**_span(spot), "type": kind}


@dataclass(frozen=True, slots=True)
class Marked:
    """One text as people marked it. `claims` are those that the file was written with: of these,
    those that nobody marked are rejected."""

    where: str
    report: str
    events: tuple[Event, ...]
    claims: tuple[str, ...] = ()


@dataclass(slots=True)
class Taken:
    """The decisions made, and in words what could not be taken."""

    made: list[Made] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def take(ledger: Ledger, editor: Editor, marked: Iterable[Marked], taken: Taken) -> None:
    """Make the decisions that marked texts call for, each by itself; then join what changed."""
    for text in marked:
        _Text(ledger, editor, text, taken).take()
    join_decided(ledger)


class _Text:
    """The claims of one text, of which each is marked at most once."""

    def __init__(self, ledger: Ledger, editor: Editor, text: Marked, taken: Taken) -> None:
        self._ledger, self._editor, self._text, self._taken = ledger, editor, text, taken
        edits = ledger.edits()
        read = reading.claims(ledger.connection, "report = ?", (text.report,))
        self._claims = {claim.id: edits.claim(claim) for claim in read}
        self._rejected = edits.decisions.rejected
        self._actors = _actors_of(ledger, text.report)
        self._free = dict(self._claims)
        self._named = {event.claim for event in text.events}

    def take(self) -> None:
        """Decide on every claim that the text tells of."""
        for event in self._text.events:
            claim = self._match(event)
            if claim is None:
                self._add(event)
                continue
            del self._free[claim.id]
            self._event(event, claim)
        for name in self._text.claims:
            if name in self._free and name not in self._rejected:
                self._decide(self._text.where, name, "reject")

    def _match(self, event: Event) -> Claim | None:
        if event.claim in self._free:
            return self._free[event.claim]
        near = [
            claim for claim in self._free.values()
            if claim.id not in self._named  # another event of the text says that it is this one
            and matches((claim.trigger.start, claim.trigger.end), event.trigger)
        ]  # fmt: skip
        wanted = event.grades.get("type")
        return min(near, key=lambda c: (c.type != wanted, -c.score, c.id), default=None)

    def _event(self, event: Event, claim: Claim) -> None:
        if event.grades.get("rejected"):
            if claim.id not in self._rejected:
                self._decide(event.where, claim.id, "reject")
            return
        changed = False
        if claim.id in self._rejected:
            changed = self._decide(event.where, claim.id, "accept")
        for given in self._differences(event, claim):
            kind = "reject" if given.value is None and given.span is None else "correct"
            changed = self._decide(event.where, claim.id, kind, given) or changed
        if not changed and claim.id in self._claims:
            self._decide(event.where, claim.id, "accept")

    def _add(self, event: Event) -> None:
        """Add an event that no claim matches, without those of its words that mean nothing."""
        if event.grades.get("rejected"):
            self._refuse(event, "it is marked as rejected, and the ledger has no claim there")
            return
        fields = [*_said(event)]
        while True:
            missed = Missed(
                self._text.report, _span(event.trigger), str(event.grades.get("type")), fields
            )
            try:
                self._taken.made.append(add(self._ledger, self._editor, missed, exact=False))
            except WrongField as error:
                self._refuse(event, f"{error.why}; the rest of the event is taken")
                fields.remove(error.given)
                continue
            except LedgerError as error:
                self._refuse(event, str(error))
            return

    def _refuse(self, event: Event, words: str) -> None:
        self._taken.refusals.append(f"{event.where}: {words}")

    def _differences(self, event: Event, claim: Claim) -> Iterable[Given]:
        for name in GRADES:
            if name in event.grades:
                now = getattr(claim, name)
                said = event.grades[name]
                if (sorted(said) != sorted(now)) if name == "modes" else said != now:
                    yield Given(name, [*said] if name == "modes" else said)
        if not matches((claim.trigger.start, claim.trigger.end), event.trigger):
            yield Given("trigger", span=_span(event.trigger))
        present: dict[str, list[Spot]] = {}
        for mark in marks_of(claim, self._actors):
            present.setdefault(mark.role, []).append((mark.start, mark.end))
        for role, field_name in ROLES.items():
            if role in event.roles:
                yield from _role(role, field_name, event, claim, present.get(role, []))

    def _decide(self, where: str, claim: str, kind: str, given: Given | None = None) -> bool:
        try:
            made = decide(self._ledger, self._editor, claim, kind, given, exact=False)
        except LedgerError as error:
            self._taken.refusals.append(f"{where}: {error}")
            return False
        self._taken.made.append(made)
        return True


def _said(event: Event) -> Iterable[Given]:
    """All that an event says beside its trigger and type, role by role."""
    for name in GRADES[1:]:
        if name in event.grades:
            said = event.grades[name]
            yield Given(name, [*said] if name == "modes" else said)
    for role, name in ROLES.items():
        spots = event.roles.get(role, ())
        for spot in spots[:1] if role in UNPLACED else spots:
            yield Given(name, span=event.span(role, spot))


def _role(
    role: str, name: str, event: Event, claim: Claim, present: Sequence[Spot]
) -> Iterable[Given]:
    """The correction of a role whose words differ from the claim's."""
    said = sorted(event.roles[role])
    left = list(said)
    kept = []
    for spot in present:
        found = next((one for one in left if matches(one, spot)), None)
        if found is not None:
            left.remove(found)
            kept.append(spot)
    if not left and len(kept) == len(present):
        return
    if role in UNPLACED:
        value = getattr(claim, role)
        if said:
            yield Given(name, span=_span(said[0]))
        elif value is not None and place_of(value.text, claim) is not None:
            yield Given(name)
        return
    items = [item for item in record_of(name, claim) if _stays(item, kept, present)]
    items += [event.span(role, spot) for spot in left]
    yield Given(name, items or None)


def _stays(item: Record, kept: Sequence[Spot], present: Sequence[Spot]) -> bool:
    """Whether a value was marked again, or has no words that could be marked."""
    spot = (item.get("start"), item.get("end"))
    return spot in kept or spot not in present


def _span(spot: Spot) -> dict[str, Any]:
    return {"start": spot[0], "end": spot[1]}


def now_marks(ledger: Ledger, report: str) -> list[tuple[Claim, list[Any]]]:
    """The claims of a report as they now stand, with their marks, in the order of the text."""
    actors = _actors_of(ledger, report)
    return [(claim, marks_of(claim, actors)) for claim in ledger.claims_of(report)]


def _actors_of(ledger: Ledger, report: str) -> dict[str, Actor]:
    """The actors that a report names, and those that decisions bring in."""
    kept = next(ledger.kept_reports("r.id = ?", (report,)), None)
    named = () if kept is None else kept.actors
    return {**ledger.edits().decisions.actors, **{actor.id: actor for actor in named}}
