"""The filter of `gesta show` and `gesta export`: options made into a `Filter`, faults in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from gesta import codebook

ActorOption = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Of this actor.")]
PlaceOption = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="At this place, or in this country (SYR)."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="On this day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="On this day or earlier.")
]
StatusOption = Annotated[
    str | None, typer.Option("--status", help=f"Incidents: {', '.join(codebook.STATUSES)}.")
]
CertaintyOption = Annotated[
    str | None, typer.Option("--certainty", help=f"Claims: {', '.join(codebook.CERTAINTIES)}.")
]


def day(option: str, value: str | None) -> date | None:
    """A day of the command line; raises BadParameter in words."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(
            f"{value!r} is no day. Write it as year-month-day, such as 2024-09-26.",
            param_hint=option,
        ) from error


def word(option: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    """A word of the codebook in its own spelling; raises BadParameter in words."""
    if value is None:
        return None
    for known in allowed:
        if known.casefold() == value.casefold():
            return known
    raise typer.BadParameter(
        f"{value!r} is not a word of the codebook for this. Say one of {', '.join(allowed)}.",
        param_hint=option,
    )
