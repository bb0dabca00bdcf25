"""One claim as the page shows it: names beside ids, its words in their surroundings, decisions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from gesta.ledger import Ledger, reading, records
from gesta.ledger.pieces import Record
from gesta.ledger.review_log import reviews_of
from gesta.phrases import chain_words
from gesta.types import Claim
from gesta.web.known import Known

AROUND: Final = 400
"""Characters of surroundings on either side; cut at the end of a sentence where there is one."""

AMONG: Final = "(SELECT value FROM json_each(?))"
_ENDS: Final = (". ", "! ", "? ", ".\n", "\n\n", ".” ", '." ')


class ClaimRecords:
    """Claims as records, with what people decided of them and the notes on them."""

    def __init__(self, ledger: Ledger, known: Known, claims: Sequence[Claim]) -> None:
        self._known = known
        ids = (json.dumps([claim.id for claim in claims]),)
        read = reading.claims(ledger.connection, f"id IN {AMONG}", ids)
        self._read = {claim.id: claim for claim in read}
        self._notes: dict[str, list[str]] = defaultdict(list)
        for note in ledger.notes(f"claim IN {AMONG}", ids):
            self._notes[note.claim].append(note.words)
        self._reviews = reviews_of(ledger, [claim.id for claim in claims])
        joined = ledger.connection.execute(
            f"SELECT claim, min(incident) FROM incident_claims WHERE claim IN {AMONG} "
            "GROUP BY claim", ids,
        )  # fmt: skip
        self._incidents = {str(claim): str(incident) for claim, incident in joined}

    def record(self, claim: Claim, outlet: str | None) -> Record:
        """A claim as corrected; `as_read` beside it where people changed it."""
        record = self._known.put_names(
            records.claim_record(claim, incident=self._incidents.get(claim.id))
        )
        record["chain"] = chain_words(outlet, claim.said_by)
        record["notes"] = self._notes.get(claim.id, [])
        record["review"] = self._reviews[claim.id]
        read = self._read.get(claim.id)
        if read is not None and read != claim:
            record["as_read"] = self._known.put_names(records.claim_record(read))
        return record


def context(text: str, start: int, end: int) -> dict[str, Any]:
    """A span's sentence with its neighbours, and where in the text that begins.

    >>> context("One. Two here. Three.", 5, 14)
    {'text': 'One. Two here. Three.', 'start': 0}
    """
    first = max(start - AROUND, 0)
    if first > 0:
        first = _after_sentence(text, first, start)
    last = min(end + AROUND, len(text))
    if last < len(text):
        last = _end_of_sentence(text, end, last)
    return {"text": text[first:last], "start": first}


def _after_sentence(text: str, low: int, high: int) -> int:
    """The first beginning of a sentence in the range, else of a word."""
    found = [at + len(end) for end in _ENDS if (at := text.find(end, low, high)) >= 0]
    if found:
        return min(found)
    space = text.find(" ", low, high)
    return space + 1 if space >= 0 else low


def _end_of_sentence(text: str, low: int, high: int) -> int:
    """The last end of a sentence in the range, else of a word."""
    found = [at + len(end.rstrip()) for end in _ENDS if (at := text.rfind(end, low, high)) >= 0]
    if found:
        return max(found)
    space = text.rfind(" ", low, high)
    return space if space >= 0 else high
