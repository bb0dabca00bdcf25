"""How an incident grew, in the words that the command line and the page both show."""

from __future__ import annotations

from typing import Final, Protocol

from gesta.phrases import many, plain, toll_words, when_words
from gesta.resolution.history import Change, Step
from gesta.types import Toll, When

_LABELS: Final = {
    "time": "when", "place": "where", "actors": "by", "recipients": "against",
    "disputes": "disputed",
}  # fmt: skip


class Named(Protocol):
    """Whoever knows the names of actors and places."""

    def actor(self, name: str, /) -> str:
        """The name of an actor."""

    def place(self, name: str, /) -> str:
        """The name of a place."""


def label(change: Change) -> str:
    """What changed: when, where, by."""
    return _LABELS.get(change.field, change.field)


def part_words(step: Step, origins: int, *, report: str = "") -> str:
    """What a report did, in a sentence; `origins` there were before, `report` names it."""
    told = ", ".join(part for part in (many(len(step.claims), "claim"), report) if part)
    if origins == 0:
        return f"first reported it ({told})"
    voice = "an independent origin" if step.origins > origins else "no further origin"
    return f"told of it too ({told}): {voice}"


def judged_words(step: Step) -> str:
    """What a person judged; '' where the step is a report."""
    edge = step.edge
    if edge is None:
        return ""
    said = "one happening" if edge.judgement == "same" else "two happenings"
    why = "; ".join(reason.words for reason in edge.reasons)
    return f"{edge.by} judged {edge.left} and {edge.right} to be of {said}: {why}"


def change_words(change: Change, names: Named, *, first: bool) -> str:
    """A value, or of a later report what it was before and is now."""
    before, after = (
        _value(change.field, value, names) or "nothing" for value in (change.before, change.after)
    )
    return after if first else f"{before} → {after}"


def _value(field: str, value: object, names: Named) -> str:
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, Toll):
        return toll_words(value)
    if field == "place" and isinstance(value, str):
        return names.place(value)
    if isinstance(value, tuple):
        of = names.actor if field in ("actors", "recipients") else str
        return ", ".join(dict.fromkeys(of(one) for one in value))
    return plain(value)
