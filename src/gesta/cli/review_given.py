"""What a correction or an added event on the command line says: words, a place in the text, a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.ledger.review import claim_now
from gesta.ledger.review_add import Missed
from gesta.ledger.review_fields import NUMBERS, field_named
from gesta.ledger.review_value import Given
from gesta.reader.sentences import split_sentences

_SPOT = re.compile(r"(\d{1,9}):(\d{1,9})")
_RANGE = re.compile(r"(\d{1,12})?(-)?(\d{1,12})?")


def given_of(
    ledger: Ledger, claim: str, field: str, *, words: str | None, at: str | None,
    value: str | None, item: int | None,
) -> Given:  # fmt: skip
    """The correction. Raises LedgerError in words where the options say none."""
    try:
        name = field_named(field)
    except ValueError as error:
        raise LedgerError(f"{error}.") from error
    if words is not None and at is not None:
        raise LedgerError("Give the words with --words or their place with --at, not both.")
    if words is None and at is None and value is None and item is None:
        raise LedgerError(f"What is {name}? Give --words, --at START:END or --value.")
    span = None
    if words is not None:
        now = claim_now(ledger, claim)
        text = _text(ledger, now.report)
        span = _found(text, (now.evidence.start, now.evidence.end), words)
    elif at is not None:
        span = _spot(at)
    return Given(name, None if value is None else _value(name, value), span, item)


def missed_of(
    ledger: Ledger, report: str, type_: str, *, words: str | None, at: str | None,
    roles: Sequence[str], values: Sequence[str],
) -> Missed:  # fmt: skip
    """The event. Raises LedgerError in words where the options say none."""
    if (words is None) == (at is None):
        raise LedgerError("Which word tells of it? Give it with --words, or its place with --at.")
    text = _text(ledger, report)
    trigger = _spot(at) if at is not None else _found(text, (0, 0), str(words))
    held = (s for s in split_sentences(text) if s.start <= trigger["start"] < s.end)
    sentence = next(((s.start, s.end) for s in held), (0, 0))
    fields = []
    for said in roles:
        name, value = _named(said, "--role")
        # A clock's time that the report tells is words.
        is_spot = value not in text and _SPOT.fullmatch(value) is not None
        span = _spot(value) if is_spot else _found(text, sentence, value, f"--role {name}=")
        fields.append(Given(name, span=span))
    for said in values:
        name, value = _named(said, "--value")
        fields.append(Given(name, _value(name, value)))
    return Missed(report, trigger, type_.upper(), fields)


def _named(said: str, option: str) -> tuple[str, str]:
    """The field and what is said of it."""
    name, equals, value = said.partition("=")
    if not (equals and value):
        raise LedgerError(f"{option} {said!r}: give a field and what it is, such as place=Baghdad.")
    try:
        return field_named(name), value
    except ValueError as error:
        raise LedgerError(f"{error}.") from error


def _text(ledger: Ledger, report: str) -> str:
    found = ledger.report(report)
    if found is None:
        raise LedgerError(
            f"There is no report {report!r} in {ledger.path}. `gesta show {ledger.path} reports` "
            "lists them."
        )
    return found.text


def _spot(at: str) -> dict[str, int]:
    found = _SPOT.fullmatch(at)
    if found is None:
        raise LedgerError(f"--at {at!r}: give two numbers, such as 120:131.")
    return {"start": int(found[1]), "end": int(found[2])}


def _found(text: str, first: tuple[int, int], words: str, option: str = "--at ") -> dict[str, int]:
    """The one place of words in the part of the text looked at first, else in all of it."""
    for start, end in (first, (0, len(text))):
        part = text[start:end]
        spots = [m.start() + start for m in re.finditer(re.escape(words), part)] if words else []
        if len(spots) == 1:
            return {"start": spots[0], "end": spots[0] + len(words)}
        if spots:
            raise LedgerError(
                f"{words!r} stands at {', '.join(map(str, spots[:9]))}. Say which with "
                f"{option}{spots[0]}:{spots[0] + len(words)}."
            )
    raise LedgerError(f"{words!r} does not stand in the report. Copy its very words.")


def _value(name: str, value: str) -> Any:
    if name in NUMBERS:
        found = _RANGE.fullmatch(value.replace(",", ""))
        if found is None or not (found[1] or found[3]):
            raise LedgerError(f"--value {value!r}: give a number such as 12, 10-20, 12- or -20.")
        low = None if found[1] is None else int(found[1])
        high = None if found[3] is None else int(found[3])
        return {"low": low, "high": low if found[2] is None else high}
    if name == "time":
        start, dots, end = value.partition("..")
        return {"start": start or None, "end": (end or None) if dots else start}
    if name in ("modes", "content"):
        return [word for word in value.replace(",", " ").split() if word]
    return value
