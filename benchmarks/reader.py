"""The reader against annotated passages: three columns, never pooled.

wire: passages of event_location and re3d (single wire sentences, mostly). prose: the rest of the
split (paragraphs of news, agencies, UN and army bulletins). The shipped int8 model reads each
passage end to end. See `gesta.passages.score` for what counts as right.
"""

from __future__ import annotations

import json
from pathlib import Path

from gesta.passages.score import Tally, score
from gesta.reader import Reader
from gesta.reader.calibration import KINDS, expected_error
from gesta.types import Report

WIRE = ("event_location", "re3d")
FIGURES = (
    "mention exact", "mention", "trigger", "trigger typed", "argument", "sides", "content",
    "certainty", "outcome", "said by", "cue", "source", "tie", "same", "sentence",
)  # fmt: skip


def measure(reader: Reader, path: Path) -> dict[str, Tally]:
    """Read every passage of a corpus file; counts per column."""
    tallies = {"wire": Tally(), "prose": Tally()}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            column = "wire" if row["origin"].split("/")[0] in WIRE else "prose"
            report = Report(row["id"], row["id"], "", row["text"])
            score(tallies[column], row, reader.read(report))
    return tallies


def figures(tallies: dict[str, Tally]) -> dict[str, float]:
    """F1 (accuracy for certainty, outcome, sentence) in percent, per column; `error of` a kind of
    thing is the expected calibration error of its scores."""
    flat = {}
    for column, tally in tallies.items():
        for name in FIGURES:
            flat[f"{column} {name}"] = round(tally.f1(name), 2)
        flat[f"{column} certainty macro"] = round(tally.macro_certainty(), 2)
        for kind in KINDS:
            flat[f"{column} error of {kind}"] = round(100 * expected_error(tally.sure[kind]), 2)
        pairs = max(1, tally.gold["reversed sides"])
        flat[f"{column} reversed sides"] = round(100 * tally.right["reversed sides"] / pairs, 2)
    return flat


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print the table and give the figures, keys `<column> <figure>`."""
    path = corpora / "reader" / "gesta" / f"{split}.jsonl"
    flat = figures(measure(Reader(), path))
    print(f"{'F1 or accuracy, %':<20}{'wire':>8}{'prose':>8}")
    errors = [f"error of {kind}" for kind in KINDS]
    for name in (*FIGURES, "certainty macro", "reversed sides", *errors):
        print(f"{name:<20}{flat[f'wire {name}']:>8.1f}{flat[f'prose {name}']:>8.1f}")
    return flat
