"""A filter out of the words of a command line or an address; what cannot be understood is said."""

from __future__ import annotations

from datetime import date

from gesta import codebook
from gesta.ledger.find import Filter


class Unclear(ValueError):
    """A word that cannot be understood; `name` is the filter's word that it was given for."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


def day(name: str, value: str | None) -> date | None:
    """An ISO 8601 day; raises Unclear."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Unclear(
            name, f"{value!r} is no day. Write it as year-month-day, such as 2024-09-26."
        ) from error


def word(name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    """A word of the codebook in its own spelling; raises Unclear."""
    if not value:
        return None
    for known in allowed:
        if known.casefold() == value.casefold():
            return known
    raise Unclear(
        name,
        f"{value!r} is not a word of the codebook for this. Say one of {', '.join(allowed)}.",
    )


def filter_of(
    *,
    actor: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,
    status: str | None = None,
    certainty: str | None = None,
    outlet: str | None = None,
    types: tuple[str, ...] = codebook.EVENT_TYPES,
) -> Filter:
    """The filter that words ask for, '' asking for nothing; raises Unclear.

    `types` are those that may be asked for.
    """
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise Unclear("since", f"{first} is after until, {last}. Change one of them.")
    return Filter(
        actor=actor or None, place=place or None, since=first, until=last,
        type=word("type", type, types), status=word("status", status, codebook.STATUSES),
        certainty=word("certainty", certainty, codebook.CERTAINTIES), outlet=outlet or None,
    )  # fmt: skip
