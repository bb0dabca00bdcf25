"""The filter of `gesta show`, `export` and `report`: its options, and faults in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from gesta import codebook
from gesta.ledger import asking
from gesta.ledger.asking import Unclear
from gesta.ledger.find import Filter


def given(value: str | None) -> str | None:
    """The words of an option; raises BadParameter where they are empty, as an unset shell variable is."""
    if value is not None and not value.strip():
        raise typer.BadParameter("It is empty. Leave the option out to ask without it.")
    return value


ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Of this actor.", callback=given)
]
PlaceOption = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="NAME", help="At this place, or in this country (SYR).", callback=given
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="On this day or later.", callback=given),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="On this day or earlier.", callback=given),
]
StatusOption = Annotated[
    str | None,
    typer.Option("--status", help=f"Incidents: {', '.join(codebook.STATUSES)}.", callback=given),
]
CertaintyOption = Annotated[
    str | None,
    typer.Option("--certainty", help=f"Claims: {', '.join(codebook.CERTAINTIES)}.", callback=given),
]
OutletOption = Annotated[
    str | None,
    typer.Option(
        "--outlet", metavar="NAME", help="Told by this outlet, named whole.", callback=given
    ),
]
TypeOption = Annotated[
    str | None, typer.Option("--type", help="Of this type, such as ASSAULT.", callback=given)
]


@contextmanager
def in_words() -> Iterator[None]:
    """Faults of a filter's words as faults of the option of the same name."""
    try:
        yield
    except Unclear as error:
        raise typer.BadParameter(str(error), param_hint=f"--{error.name}") from error


def filter_of(
    *, actor: str | None, place: str | None, since: str | None, until: str | None,
    type_: str | None, status: str | None, certainty: str | None, outlet: str | None,
    types: tuple[str, ...] = codebook.EVENT_TYPES,
) -> Filter:  # fmt: skip
    """The filter that options ask for; raises BadParameter in words."""
    with in_words():
        return asking.filter_of(
            actor=actor, place=place, since=since, until=until, type=type_, status=status,
            certainty=certainty, outlet=outlet, types=types,
        )  # fmt: skip


def day(name: str, value: str | None) -> date | None:
    """A day of the option of a name; raises BadParameter in words."""
    with in_words():
        return asking.day(name, value)
