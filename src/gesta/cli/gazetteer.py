"""`gesta gazetteer`: a gazetteer of one's own, out of a GeoNames dump and a table of places."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

_SHOWN = 20

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FOLDER",
        help="The gazetteer's folder, for `gesta read --gazetteer FOLDER`. Default: the user's "
        "data folder, which `gesta read` then takes unasked.",
    ),
]


def build(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="allCountries.zip or .txt, or a country's file such as SY.zip, from "
            "https://download.geonames.org/export/dump/",
        ),
    ],
    out: Out = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Compile a GeoNames dump into a gazetteer.

    For the countries of the dump it takes the stead of the towns that come with Gesta; the other
    countries, and Gesta's own regions, fronts, camps and bases, stay. Bad lines are named, counted and skipped. The dump is read line by line: memory
    stays under 1 GB for the whole world.

    Example: gesta gazetteer build SY.zip --out syria
    """
    from gesta.grounding.gazetteer_compile import compile_dump
    from gesta.grounding.gazetteer_home import COMPILED, user_folder

    screen = Console(stderr=True)
    target = (out or user_folder()) / COMPILED
    if quiet or not screen.is_terminal:
        built = compile_dump(file, target)
    else:
        with screen.status("Reading") as status:
            built = compile_dump(file, target, progress=lambda n: status.update(f"{n:,} lines"))
    for line in built.named[:_SHOWN]:
        typer.echo(f"{file} line {line.number}: {line.reason}; skipped", err=True)
    if built.bad > _SHOWN:
        typer.echo(f"… and {built.bad - _SHOWN:,} more bad lines, skipped", err=True)
    left = built.left_out.total()
    mine = built.places - built.rest
    typer.echo(f"{mine:,} places of {built.lines:,} lines, {built.rest:,} of Gesta's → {target}")
    typer.echo(f"left out: {left:,} of features that reports seldom name; bad lines: {built.bad:,}")
    typer.echo(_use(out))


def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="CSV with the columns name, alternative names (split by ;), lat, lon, country, "
            "kind, and where wanted precision and radius_km.",
        ),
    ],
    out: Out = None,
) -> None:
    """Add places of your own to the gazetteer, from a CSV.

    They go before all others of their name and country. A row that does not do is refused with
    its line and the reason; the others are taken. The same row again changes nothing.

    Example: gesta gazetteer add places.csv --out syria
    """
    from gesta.grounding.gazetteer_home import OWN, user_folder
    from gesta.grounding.gazetteer_own import add_places

    target = (out or user_folder()) / OWN
    added = add_places(file, target)
    for row in added.refused:
        typer.echo(f"{file} line {row.line}: {row.reason}; refused", err=True)
    typer.echo(
        f"{added.new:,} places added, {added.replaced:,} replaced, {len(added.refused):,} rows "
        f"refused → {target}"
    )
    if not added.new + added.replaced:
        raise typer.Exit(2)
    typer.echo(_use(out))


def _use(out: Path | None) -> str:
    if out is None:
        return "`gesta read` takes it from now on; `--gazetteer built-in` is the package's own."
    return f"Use it with: gesta read --gazetteer {out} …  (or GESTA_GAZETTEER={out})"


VERBS = {"build": build, "add": add}
