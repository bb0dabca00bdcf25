"""The filter of an address: the words of the command line, faults in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Query

from gesta.ledger.asking import Unclear, filter_of
from gesta.ledger.find import Filter
from gesta.web.faults import WebError

LONGEST = 200
"""Characters of a word in an address."""

Word = Annotated[str | None, Query(max_length=LONGEST)]


@contextmanager
def in_words() -> Iterator[None]:
    """Faults of a filter's words as faults of the request."""
    try:
        yield
    except Unclear as error:
        raise WebError(f"{error.name}: {error}") from error


def asked(
    actor: Word = None, place: Word = None, since: Word = None, until: Word = None,
    type: Word = None, status: Word = None, certainty: Word = None, outlet: Word = None,
) -> Filter:  # fmt: skip
    """The filter that an address asks for."""
    with in_words():
        return filter_of(
            actor=actor, place=place, since=since, until=until, type=type, status=status,
            certainty=certainty, outlet=outlet,
        )  # fmt: skip


Asked = Annotated[Filter, Depends(asked)]
