"""`gesta report`: the page as one file that opens from disk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from gesta.cli.exporting import print_bytes, spare, write_whole
from gesta.cli.filters import (
    ActorOption,
    CertaintyOption,
    OutletOption,
    PlaceOption,
    SinceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    filter_of,
)
from gesta.cli.which import find_ledger
from gesta.errors import GestaError
from gesta.ledger import Ledger

MB = 1 << 20


def report(
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.", show_default=False)
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write; - is standard output."
        ),
    ] = Path("report.html"),
    actor: ActorOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type_: TypeOption = None,
    status: StatusOption = None,
    certainty: CertaintyOption = None,
    outlet: OutletOption = None,
    texts: Annotated[
        bool,
        typer.Option(
            "--texts/--no-texts",
            help="Whether the reports' whole texts come along, or "
            "only the sentences that claims stand on.",
        ),
    ] = True,
    answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Whether to answer the seven questions.")
    ] = True,
) -> None:
    """Write the page as one file: to read without a network, to mail, to publish.

    It holds the incidents that the filters keep, with their claims, reports and actors, and nothing
    of the rest. It is for reading; corrections are made with `gesta serve`.

    Example: gesta report war.ledger --place Eilat --since 2024-09-01 -o eilat.html
    """
    try:
        from gesta.web.onefile import Wanted, report_pieces
        from gesta.web.page import STATIC
    except ImportError as error:
        raise GestaError(
            f"The page needs {error.name}. Install it with `pip install 'gesta[web]'`."
        ) from error

    asked = filter_of(
        actor=actor, place=place, since=since, until=until, type_=type_, status=status,
        certainty=certainty, outlet=outlet,
    )  # fmt: skip
    to_file = str(output) != "-"
    if to_file:
        spare(output, ".html")
    path = find_ledger(ledger)
    typer.echo(f"Writing the page of {path}; a minute for each ten thousand incidents.", err=True)
    with Ledger.open(path) as opened:
        pieces = report_pieces(opened, STATIC, Wanted(asked, texts, answers))
        with closing(pieces):
            if to_file:
                write_whole(pieces, output)
            else:
                print_bytes(pieces)
    if to_file:
        typer.echo(f"Wrote {output} ({output.stat().st_size / MB:,.1f} MB)", err=True)
