"""How fast the reader is on one core, from text to Reading, and what share of it is the encoder.

Sixty real articles, every tenth, cut to 400 words. All in seconds of processor time, the best of
three rounds, so that what else runs on the machine tells least; the encoder is timed inside the
same readings, so the share hardly hangs on the machine at all. A child reads them as the workers of
`gesta read` do: with more than one thread numpy's small products wait for each other.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks._job import real_reports
from benchmarks._rows import rows_of
from gesta.reader import Reader
from gesta.reader.features import Floats
from gesta.reader.page import Inputs
from gesta.types import Report
from gesta.workers import CHILD_ENVIRONMENT

FILE = "aljazeera-600.jsonl"
EVERY, WORDS, ROUNDS = 10, 400, 3
_WORD = re.compile(r"\S+")


class Clock:
    """The encoder of a reader, timed."""

    def __init__(self, reader: Reader) -> None:
        self._encode = reader.model.encode
        self.seconds = 0.0
        self.pieces = 0

    def __call__(self, inputs: Inputs) -> tuple[Floats, Floats]:
        began = time.process_time()
        found = self._encode(inputs)
        self.seconds += time.process_time() - began
        self.pieces += len(inputs.pieces)
        return found


def cut(text: str, words: int) -> str:
    """The beginning of a text, up to so many words between blanks.

    >>> cut("one two  three four", 3)
    'one two  three'
    """
    ends = [found.end() for found in _WORD.finditer(text)]
    return text[: ends[min(words, len(ends)) - 1]] if ends else text


def round_of(reader: Reader, clock: Clock, reports: list[Report]) -> tuple[float, float]:
    """Seconds of one round over the reports, whole and in the encoder."""
    inside, began = clock.seconds, time.process_time()
    for report in reports:
        reader.read(report)
    return time.process_time() - began, clock.seconds - inside


def measured(corpora: Path) -> dict[str, float]:
    """The figures, of this very process."""
    rows = list(rows_of(real_reports(corpora) / FILE))[::EVERY]
    reports = [Report(row["id"], row["id"], "", cut(row["text"], WORDS)) for row in rows]
    began = time.process_time()
    reader = Reader()
    reader.read(reports[0])
    load = time.process_time() - began
    clock = Clock(reader)
    setattr(reader.model, "encode", clock)  # noqa: B010
    whole, encoder = min(round_of(reader, clock, reports) for _ in range(ROUNDS))
    count = len(reports)
    return {
        "reports": float(count),
        "reports a second": count / whole,
        "ms a report": 1000 * whole / count,
        "encoder, ms": 1000 * encoder / count,
        "encoder, %": 100 * encoder / whole,
        "pieces a report": clock.pieces / ROUNDS / count,
        "load and first report, s": load,
    }


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the articles have no splits, so `split` is not used."""
    command = [sys.executable, "-m", "benchmarks.pace", str(real_reports(corpora).parents[1])]
    child = subprocess.run(
        command, env=os.environ | CHILD_ENVIRONMENT, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, float] = json.loads(child.stdout)
    for name, value in figures.items():
        print(f"{name:<26}{value:>8.2f}")
    return figures


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
