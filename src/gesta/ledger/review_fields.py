"""The fields of a claim that a reviewer may correct, and their values as exchange lines have them.

A value stands on the words of its span. One that a reviewer gives without words (`text` is empty)
stands on the reviewer alone: exchange lines say so with `basis: reviewer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn, TypeVar

from gesta import codebook
from gesta.identity import hashed
from gesta.ledger import records, values
from gesta.ledger.fields import Fields
from gesta.ledger.pieces import Record
from gesta.types import Claim

T = TypeVar("T")
REVIEWER: Final = "reviewer"
"""The basis of a value that stands on no words of the text."""

# Words for one value, as a person says them, and the field that holds them all.
PLURALS: Final = {
    "actor": "actors", "recipient": "recipients", "target": "targets", "weapon": "weapons",
    "place": "places", "origin": "origins", "mode": "modes",
}  # fmt: skip
LISTS: Final = (*(field for field in PLURALS.values() if field != "modes"), "said_by")
"""Fields that hold several values, each with words of its own."""
NUMBERS: Final = ("killed", "wounded", "count")
WORDS: Final = ("type", "modes", "certainty", "outcome", "content")
"""Fields that are judged, not quoted."""
NEEDED: Final = ("type", "certainty", "evidence", "trigger")
"""Fields that a claim cannot be without."""
FIELDS: Final = ("evidence", "trigger", *WORDS, *LISTS, "time", *NUMBERS)


class _Value(Fields):
    """Fields of a reviewer's value; a bad one raises ValueError in words."""

    def wrong(self, name: str, why: str) -> NoReturn:
        value = repr(self.get(name))
        shown = value if len(value) <= 80 else value[:77] + "…"
        raise ValueError(f"{self.path}{name} is {shown}, but {why}")


def value_of(record: Record, take: Callable[[Fields], T]) -> T:
    """A record as the value that `take` reads. Raises ValueError in words."""
    return take(_Value(record, 0))


def claim_value(claim: Claim) -> Record:
    """A claim as the decision that adds it keeps it."""
    record = records.claim_record(claim)
    return {name: value for name, value in record.items() if name not in ("kind", "incident")}


def claim_of(value: Any) -> Claim:
    """The claim that a decision adds. Raises ValueError in words where it is none."""
    if not isinstance(value, dict):
        raise ValueError("value: the claim that is added must be an object")
    claim = value_of(value, values.claim)
    for field in FIELDS:
        typed(field, value.get(field))
    if claim_value(claim) != value:
        raise ValueError(
            "value: the claim that is added has fields that no claim has, or lacks some"
        )
    spot = (claim.trigger.start, claim.trigger.end)
    if claim.id != hashed("c", claim.report, *spot, claim.type):
        raise ValueError(f"value.id: {claim.id!r} is not the hash of report, trigger and type")
    return claim


def field_named(name: str) -> str:
    """The field that a person means (`place` is `places`). Raises ValueError where there is none."""
    field = PLURALS.get(name, name)
    if field not in FIELDS:
        raise ValueError(f"{name!r} is no field of a claim. Say one of {', '.join(FIELDS)}")
    return field


def typed(field: str, value: Any) -> Any:
    """The value of the claim's attribute. Raises ValueError, saying what is wrong with which."""
    f = _Value({field: value}, 0)
    found = _TAKERS[field](f)
    if field in ("modes", "content"):
        _check_listed(field, found)
    for start, end, text in _spots(field, found):
        if not (0 <= start < end and text) and (start, end, text) != (0, 0, ""):
            raise ValueError(f"{field}: {text[:60]!r} cannot stand at {start} to {end}")
    return found


def _check_listed(field: str, found: tuple[str, ...]) -> None:
    if len(set(found)) < len(found):
        raise ValueError(f"{field}: one of {', '.join(found)} is there twice")
    unknown = [mode for mode in found if field == "modes" and mode not in codebook.MODES]
    if unknown:
        raise ValueError(f"modes: {unknown[0]!r} is none of {', '.join(codebook.MODES)}")


def _outcome(f: Fields) -> str | None:
    return None if f.get("outcome") is None else f.word("outcome", codebook.OUTCOMES)


def _count_of(field: str) -> Callable[[Fields], Any]:
    def take(f: Fields) -> Any:
        count = values.count(f.maybe_part(field))
        if count is not None:
            low, high = count.low, count.high
            if low is None and high is None:
                f.wrong(field, "must say the least (low), the most (high) or both")
            if (low or 0) < 0 or (high is not None and high < (low or 0)):
                f.wrong(field, "must have low and high of at least 0, low no more than high")
        return count

    return take


def _time(f: Fields) -> Any:
    when = values.when(f.maybe_part("time"))
    if when is not None and when.start and when.end and when.end < when.start:
        f.wrong("time", "the end comes before the start")
    return when


_TAKERS: Final[dict[str, Callable[[Fields], Any]]] = {
    "evidence": lambda f: values.quote(f.part("evidence")),
    "trigger": lambda f: values.quote(f.part("trigger")),
    "type": lambda f: f.word("type", codebook.EVENT_TYPES),
    "modes": lambda f: f.texts("modes"),
    "certainty": lambda f: f.word("certainty", codebook.CERTAINTIES),
    "outcome": _outcome,
    "content": lambda f: f.texts("content"),
    "said_by": values.speakers,
    "actors": lambda f: values.parties(f, "actors"),
    "recipients": lambda f: values.parties(f, "recipients"),
    "targets": lambda f: tuple(values.quote(t) for t in f.parts("targets")),
    "weapons": values.weapons,
    "places": lambda f: values.locations(f, "places"),
    "origins": lambda f: values.locations(f, "origins"),
    "time": _time,
    "killed": _count_of("killed"),
    "wounded": _count_of("wounded"),
    "count": _count_of("count"),
}


def _spots(field: str, found: Any) -> Iterable[tuple[int, int, str]]:
    """Where the value says that its words stand; a speaker may have none."""
    if field in ("evidence", "trigger"):
        return [(found.start, found.end, found.text or "-")] if found.text else [(1, 0, "")]
    if field == "said_by":
        return [(s.start, s.end or 0, s.text or "") for s in found if s.start is not None]
    if field in LISTS:
        return [(item.start, item.end, item.text) for item in found]
    return []


def record_of(field: str, claim: Claim) -> Any:
    """The field's value as an exchange line has it."""
    return records.claim_record(claim)[field]


def with_basis(record: Record) -> Record:
    """The line of a corrected claim, in which values without words say on what they stand."""
    for field in LISTS:
        for item in record[field]:
            if not item.get("text") and not item.get("cue"):
                item["basis"] = REVIEWER
    for field in NUMBERS:
        if record[field] is not None and not record[field]["text"]:
            record[field]["basis"] = REVIEWER
    return record
