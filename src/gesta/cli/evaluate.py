"""`gesta evaluate`: the reader measured on annotated passages of the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from gesta.errors import GestaError
from gesta.passages import CompactError, Row, faults, parse_file

FIGURES = (
    ("mention exact", "mentions, exact words"),
    ("mention", "mentions"),
    ("trigger", "events found"),
    ("trigger typed", "events found and typed"),
    ("argument", "arguments (event, role, filler)"),
    ("certainty", "certainty (accuracy)"),
    ("outcome", "outcome of attacks (accuracy)"),
    ("said by", "who says so"),
    ("tie", "ties"),
    ("same", "same (links)"),
    ("sentence", "kind of sentence (accuracy)"),
)


class GoldError(GestaError):
    """Annotated passages that cannot be used."""


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...",
            help="Annotated passages: the compact form, or .jsonl rows of the corpus format.",
        ),
    ],
    model: Annotated[
        Path | None, typer.Option(help="The folder of another model than the shipped one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure the reader on annotated passages of your own.

    The passages are read as plain text and compared with their annotation: F1 in percent,
    accuracy where it says so. `gesta annotate` makes a draft to correct; docs/passages.md tells the
    form and what counts as right. A faulty passage is named and left out.

    Example: gesta evaluate report.passages
    """
    from gesta.passages.score import Tally, score
    from gesta.reader import Reader
    from gesta.types import Report

    reader = Reader(model)
    tally, count = Tally(), 0
    for row in _rows(gold):
        score(tally, row, reader.read(Report(row["id"], row["id"], "", row["text"])))
        count += 1
    if not count:
        raise GoldError(f"there is no sound passage in {', '.join(map(str, gold))}")
    figures = {name: round(tally.f1(name), 1) for name, _ in FIGURES}
    if as_json:
        typer.echo(json.dumps({"passages": count, "model": reader.version, **figures}))
        return
    typer.echo(f"{count:,} passages, model {reader.version}; F1 or accuracy in %")
    for name, words in FIGURES:
        here = f"{figures[name]:>6.1f}" if tally.gold[name] + tally.read[name] else "     –"
        typer.echo(f"  {words:<34}{here}   of {tally.gold[name]:,}")


def _rows(paths: list[Path]) -> Iterator[Row]:
    for path in paths:
        for where, row in _read(path):
            wrong = [str(row)] if isinstance(row, ValueError) else faults(row)
            if wrong or isinstance(row, ValueError):
                typer.echo(f"{where}: left out: {'; '.join(wrong)}", err=True)
            else:
                yield row


def _read(path: Path) -> Iterator[tuple[str, Row | ValueError]]:
    try:
        if path.suffix != ".jsonl":
            for line, row in parse_file(path):
                yield f"{path}:{line}", row
            return
        with path.open(encoding="utf-8") as lines:
            for number, text in enumerate(lines, 1):
                if text.strip():
                    yield f"{path}:{number}", _row(text)
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"cannot read {path}: {error}") from error


def _row(text: str) -> Row | ValueError:
    try:
        row: Row = json.loads(text)
        for key in ("id", "text", "mentions", "events", "attributions", "ties", "sentences"):
            row[key]
    except (json.JSONDecodeError, TypeError) as error:
        return CompactError(f"no JSON object: {error}")
    except KeyError as error:
        return CompactError(f"the row has no {error}")
    return row
