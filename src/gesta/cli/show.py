"""`gesta show`: what a ledger holds, as tables, as one incident or report, or as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gesta import codebook
from gesta.cli import lists
from gesta.cli.filters import (
    ActorOption,
    CertaintyOption,
    OutletOption,
    PlaceOption,
    SinceOption,
    StatusOption,
    UntilOption,
    filter_of,
)
from gesta.cli.incident import show_incident
from gesta.cli.listing import Asked
from gesta.cli.paper import paper
from gesta.cli.report import show_report
from gesta.cli.which import find_ledger
from gesta.errors import LedgerError
from gesta.ledger import Ledger

SINGLE = {"incident": show_incident, "report": show_report}
WHAT = (*lists.LISTS, *SINGLE)
LIMIT = 50
TYPES = {
    "incidents": codebook.EVENT_TYPES,
    "claims": codebook.EVENT_TYPES,
    "ties": codebook.TIE_TYPES,
    "actors": codebook.ACTOR_TYPES,
}
ALL_TYPES = (*codebook.EVENT_TYPES, *codebook.TIE_TYPES, *codebook.ACTOR_TYPES)


def show(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[LEDGER] WHAT [ID]", help=f"WHAT is one of {', '.join(WHAT)}."),
    ],
    actor: ActorOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type_: Annotated[
        str | None, typer.Option("--type", help="Of this type, such as ASSAULT or part-of.")
    ] = None,
    status: StatusOption = None,
    certainty: CertaintyOption = None,
    outlet: OutletOption = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many rows; 0 for all.")] = LIMIT,
    history: Annotated[
        bool, typer.Option("--history", help="Of an incident: how it changed report by report.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Lines of the exchange format instead of a table.")
    ] = False,
) -> None:
    """Show what a ledger holds.

    Without LEDGER: $GESTA_LEDGER, or the only .ledger file of this folder.

    Example: gesta show war.ledger incidents --place Eilat --since 2024-09-01 --status disputed
    """
    path, what, name = _understood(words)
    asked = Asked(
        filter_of(
            actor=actor, place=place, since=since, until=until, type_=type_, status=status,
            certainty=certainty, outlet=outlet, types=TYPES.get(what, ALL_TYPES),
        ),
        limit=limit,
        as_json=as_json,
    )  # fmt: skip
    with Ledger.open(path) as ledger, ledger.snapshot():
        if history:
            if what != "incident":
                raise LedgerError(f"--history is of an incident, not of {what}.")
            from gesta.cli.history import show_history

            show_history(ledger, name or "", paper(), as_json=as_json)
        elif what in SINGLE:
            SINGLE[what](ledger, name or "", paper(), as_json=as_json)
        else:
            lists.LISTS[what](ledger, asked, paper())


def _understood(words: list[str]) -> tuple[Path, str, str | None]:
    """Ledger, what, id. The ledger may be left out, so the first known word is WHAT."""
    named: str | None = None
    rest = words
    if words[0] not in WHAT or (len(words) > 1 and words[1] in WHAT):
        named, rest = words[0], words[1:]
    if not rest:
        raise LedgerError(
            f"What of {named}? Say one of {', '.join(WHAT)}, such as `gesta show {named} incidents`."
        )
    what, *more = rest
    if what not in WHAT:
        raise LedgerError(f"{what!r} cannot be shown. Say one of {', '.join(WHAT)}.")
    if what in SINGLE and len(more) != 1:
        raise LedgerError(
            f"Which {what}? Give its id, such as `gesta show war.ledger {what} "
            f"{what[0]}0123456789ab`; `gesta show war.ledger {what}s` lists them."
        )
    if what not in SINGLE and more:
        raise LedgerError(
            f"{more[0]!r} is one word too many. `gesta show war.ledger {what}` takes no id; use "
            "--actor, --place and the other filters."
        )
    return find_ledger(named), what, more[0] if more else None
