"""The reader on whole reports: the passages of `benchmarks/reader.py` joined in a row.

Passages of a column are joined, eight at a time in the order of the file, with a blank line
between, and read as one report, so that windows end in the middle of things and every mention
meets those of seven other texts. Nothing that gold holds crosses a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._rows import rows_of
from benchmarks.reader import WIRE, figures
from gesta.passages.score import Tally, score
from gesta.reader import Reader
from gesta.types import Report

Row = dict[str, Any]
JOINED = 8
FIGURES = (
    "mention", "trigger typed", "argument", "certainty", "said by", "tie", "same", "sentence",
)  # fmt: skip
_BETWEEN = "\n\n"


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print the table and give the figures, keys `<column> <figure>`."""
    columns: dict[str, list[Row]] = {"wire": [], "prose": []}
    for row in rows_of(corpora / "reader" / "gesta" / f"{split}.jsonl"):
        columns["wire" if row["origin"].split("/")[0] in WIRE else "prose"].append(row)
    reader = Reader()
    tallies = {name: measured(reader, rows) for name, rows in columns.items()}
    flat = figures(tallies)
    print(f"{'F1 or accuracy, %':<20}{'wire':>8}{'prose':>8}")
    for name in FIGURES:
        print(f"{name:<20}{flat[f'wire {name}']:>8.1f}{flat[f'prose {name}']:>8.1f}")
    return {f"{column} {name}": flat[f"{column} {name}"] for column in columns for name in FIGURES}


def measured(reader: Reader, rows: Sequence[Row]) -> Tally:
    """The counts over the passages, read in joined reports."""
    tally = Tally()
    for begin in range(0, len(rows), JOINED):
        row = joined(rows[begin : begin + JOINED])
        score(tally, row, reader.read(Report(row["id"], row["id"], "", row["text"])))
    return tally


def joined(rows: Sequence[Row]) -> Row:
    """Some passages as one, their spans moved and their ids kept apart."""
    whole: Row = {"id": rows[0]["id"], "text": "", "mentions": [], "events": []}
    whole |= {"attributions": [], "ties": [], "sentences": []}
    for number, row in enumerate(rows):
        moved = _moved(row, len(whole["text"]), f"{number}.")
        for part in ("mentions", "events", "attributions", "ties"):
            whole[part] += moved[part]
        whole["sentences"] += row["sentences"]
        whole["text"] += row["text"] + _BETWEEN
    return whole


def _moved(row: Row, by: int, name: str) -> Row:
    def span(of: Row) -> Row:
        return {"start": of["start"] + by, "end": of["end"] + by}

    return {
        "mentions": [{**m, **span(m), "id": name + m["id"]} for m in row["mentions"]],
        "events": [
            {
                **e,
                "id": name + e["id"],
                "trigger": span(e["trigger"]),
                "args": [{**a, "mention": name + a["mention"]} for a in e["args"]],
            }
            for e in row["events"]
        ],
        "attributions": [
            {
                "source": a["source"] and name + a["source"],
                "cue": span(a["cue"]),
                "content": [span(part) for part in a["content"]],
            }
            for a in row["attributions"]
        ],
        "ties": [{**t, "from": name + t["from"], "to": name + t["to"]} for t in row["ties"]],
    }
