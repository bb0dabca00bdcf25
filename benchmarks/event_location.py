"""Where the event of a given verb happens: the exact set of places, as `event_location` has them.

Sentences and their verbs are given (Halterman, "Linking events and locations in political text",
2019); each verb has no, one or several place names. An answer is right when it is the very set of
gold names (`set`), or when the two sets pair off by overlap of half of the shorter name
(`set overlap`). Annotators agree on 74 of 100 sets. `place` is F1 over single names.

The reader's places and roles are weighed by `_event_places`, with a few hundred weights in
`heads/event_location.npz`, fitted on the train split.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks._event_places import Chooser
from benchmarks._marks import Range, Tally, paired, readings_of
from benchmarks._rows import Row, rows_of
from gesta.passages.score import matches
from gesta.reader import Reader
from gesta.types import Reading

WEIGHTS = Path(__file__).parent / "heads" / "event_location.npz"
PEERS = {"set": "74 (annotators)"}


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give the figures, in percent."""
    rows = rows_of(corpora / "reader" / "event_location" / f"{split}.jsonl")
    chooser = Chooser.load(WEIGHTS)
    tally = Tally()
    for row, reading in readings_of(rows, Reader(folder)):
        for verb, gold in asked(row):
            count(tally, chooser.places(row["text"], verb, reading), gold)
    figures = {name: tally.recall(name) for name in ("set", "set overlap", "no place", "places")}
    figures |= {name: tally.f1(name) for name in ("place", "place overlap")}
    print(f"{'event_location, %':<20}{'ours':>8}  peer")
    for name, value in figures.items():
        print(f"{name:<20}{value:8.1f}  {PEERS.get(name, '-')}")
    return figures


def asked(row: Row) -> Iterator[tuple[Range, list[Range]]]:
    """The verbs of a sentence, each with its gold names in text order."""
    spans = {m["id"]: (m["start"], m["end"]) for m in row["mentions"]}
    for event in row["events"]:
        yield spans[event["trigger"]], sorted({spans[a["mention"]] for a in event["args"]})


def count(tally: Tally, read: list[Range], gold: list[Range]) -> None:
    """Count one verb: its set (also apart for verbs without and with a place), and its names."""
    exact = sorted(read) == sorted(gold)
    loose = len(paired(read, gold, matches))
    tally.add("set", exact, 1, 1)
    tally.add("set overlap", loose == len(read) == len(gold), 1, 1)
    tally.add("places" if gold else "no place", exact, 1, 1)
    tally.add("place", len(set(read) & set(gold)), len(read), len(gold))
    tally.add("place overlap", loose, len(read), len(gold))


def examples(
    rows: Iterable[Row], reader: Reader
) -> Iterator[tuple[str, Range, list[Range], Reading]]:
    """Text, verb, gold names and reading of every verb, for fitting the weights."""
    for row, reading in readings_of(rows, reader):
        for verb, gold in asked(row):
            yield row["text"], verb, gold, reading
