"""The small parts of records: words, speakers, parties, times and numbers as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from gesta.types import Count, Location, Party, Quote, Speaker, Toll, When

Record = dict[str, Any]


def day(value: date | None) -> str | None:
    """A date as ISO 8601."""
    return None if value is None else value.isoformat()


def quote_record(quote: Quote) -> Record:
    """Words and where they stand."""
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def speaker_record(speaker: Speaker) -> Record:
    """One link of the chain of who says so.

    Where its cue stands and what it says are left out where they are not known: receipts of what
    was read before ledgers kept them hold as they are.
    """
    record: Record = {
        "text": speaker.text,
        "actor": speaker.actor,
        "start": speaker.start,
        "end": speaker.end,
        "cue": speaker.cue,
    }
    if (speaker.cue_start, speaker.cue_end) != (None, None):
        record |= {"cue_start": speaker.cue_start, "cue_end": speaker.cue_end}
    if speaker.content:
        record["content"] = [[part.start, part.end] for part in speaker.content]
    return record


def party_record(party: Party) -> Record:
    """Words for a party and its actor."""
    return {"start": party.start, "end": party.end, "text": party.text, "actor": party.actor}


def location_record(location: Location) -> Record:
    """Words for a place and the place."""
    return {
        "start": location.start,
        "end": location.end,
        "text": location.text,
        "place": location.place,
    }


def when_record(when: When | None) -> Record | None:
    """A time as an interval of days, with what it rests on."""
    if when is None:
        return None
    return {
        "text": when.text,
        "start": day(when.start),
        "end": day(when.end),
        "precision": when.precision,
        "basis": when.basis,
        "reason": when.reason,
    }


def count_record(count: Count | None) -> Record | None:
    """A number with its words."""
    return None if count is None else {"text": count.text, "low": count.low, "high": count.high}


def toll_record(toll: Toll | None) -> Record | None:
    """Killed or wounded: low, best, high."""
    return None if toll is None else {"low": toll.low, "best": toll.best, "high": toll.high}
