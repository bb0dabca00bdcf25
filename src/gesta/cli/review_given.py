"""What a correction on the command line says: words of the report, a place in it, a value."""

from __future__ import annotations

import re
from typing import Any

from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.ledger.review import claim_now
from gesta.ledger.review_fields import NUMBERS, field_named
from gesta.ledger.review_value import Given

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
        span = _found(ledger, claim, words)
    elif at is not None:
        start, _, end = at.partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            raise LedgerError(f"--at {at!r}: give two numbers, such as 120:131.")
        span = {"start": int(start), "end": int(end)}
    return Given(name, None if value is None else _value(name, value), span, item)


def _found(ledger: Ledger, claim: str, words: str) -> dict[str, int]:
    """The one place of words in the claim's sentence, else in its report."""
    now = claim_now(ledger, claim)
    report = ledger.report(now.report)
    text = "" if report is None else report.text
    for base, part in ((now.evidence.start, now.evidence.text), (0, text)):
        spots = [m.start() + base for m in re.finditer(re.escape(words), part)] if words else []
        if len(spots) == 1:
            return {"start": spots[0], "end": spots[0] + len(words)}
        if spots:
            raise LedgerError(
                f"{words!r} stands at {', '.join(map(str, spots[:9]))}. Say which with --at "
                f"{spots[0]}:{spots[0] + len(words)}."
            )
    raise LedgerError(f"{words!r} does not stand in the report of {claim}. Copy its very words.")


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
