"""The filter of an address: the words of the command line, faults in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from gesta import codebook
from gesta.ledger.find import Filter
from gesta.web.faults import WebError

LONGEST = 200
"""Characters of a word in an address."""

Word = Annotated[str | None, Query(max_length=LONGEST)]


def day(name: str, value: str | None) -> date | None:
    """A day of an address; raises WebError in words."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise WebError(
            f"{name}: {value!r} is no day. Write it as year-month-day, such as 2024-09-26."
        ) from error


def word(name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    """A word of the codebook in its own spelling; raises WebError in words."""
    if not value:
        return None
    for known in allowed:
        if known.casefold() == value.casefold():
            return known
    raise WebError(
        f"{name}: {value!r} is not a word of the codebook for this. Say one of "
        f"{', '.join(allowed)}."
    )


def asked(
    actor: Word = None, place: Word = None, since: Word = None, until: Word = None,
    type: Word = None, status: Word = None, certainty: Word = None, outlet: Word = None,
) -> Filter:  # fmt: skip
    """The filter that an address asks for."""
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise WebError(f"since: {first} is after until, {last}. Change one of them.")
    return Filter(
        actor=actor or None, place=place or None, since=first, until=last,
        type=word("type", type, codebook.EVENT_TYPES),
        status=word("status", status, codebook.STATUSES),
        certainty=word("certainty", certainty, codebook.CERTAINTIES),
        outlet=outlet or None,
    )  # fmt: skip


Asked = Annotated[Filter, Depends(asked)]
