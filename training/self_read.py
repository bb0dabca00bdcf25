"""Passages without annotation as the reader reads them: what self-training learns from.

    python -m training.self_read runs/a runs/b --corpora ../shared/corpora --out runs/read.jsonl

Raw text of the corpora is cut into passages as `gesta annotate` cuts a report; one model, or the mean
of several, reads them (Yarowsky 1995; the mean as teacher of one, Bucilua et al. 2006). Left out is
what shares eight words in a row with an annotated passage of train or dev, and what tells no event
but for one in five. `training.train --read` takes the result.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from gesta.passages import drafts, faults
from gesta.passages.compact import Row
from gesta.reader import Reader
from gesta.types import Report
from training.adapt import annotated, shingles
from training.ensemble import joint_reader

# Rooms read and how many passages of each at most.
ROOMS = {
    "reader/event_location/train.jsonl": 5000,
    "reports/real/aljazeera-600.jsonl": 4000,
    "reader/wikievents/train.jsonl": 400,
    "reader/rams/train.jsonl": 900,
    "reader/m2e2/train.jsonl": 400,
    "resolution/fakes/train.jsonl": 800,
    "resolution/wikinews_events/train.jsonl": 700,
    "resolution/ecbplus/train.jsonl": 300,
    "grounding/geowebnews/train.jsonl": 400,
}
BARE = 0.2  # of the passages without an event, the share that is kept


def texts(path: Path, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The raw texts of a corpus file in a new order, with their ids; each text once."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rng.shuffle(rows)
    seen: set[str] = set()
    for number, row in enumerate(rows):
        text = row.get("text") or ""
        if text and text[:200] not in seen:
            seen.add(text[:200])
            yield f"{path.parent.name}-{row.get('id', number)}", text


def passages(reader: Reader, corpora: Path, skip: set[str]) -> Iterator[Row]:
    """The passages of all rooms but those in `skip`, as read."""
    rng = random.Random(1)
    held = annotated(corpora, "train", "dev")
    for room, most in ROOMS.items():
        if room.split("/")[1] in skip:
            continue
        count = 0
        for name, text in texts(corpora / room, rng):
            report = Report(name, name, "", text)
            for row in drafts(report, reader.read(report)):
                if held & shingles(row["text"].lower().split()) or faults(row):
                    continue
                if row["events"] or rng.random() < BARE:
                    count += 1
                    yield {**row, "doc": name}
            if count >= most:
                break
        print(f"{room}: {count} passages", flush=True)


def main() -> None:
    """Read and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="models, exported")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--skip", default="", help="corpora not to read: a,b")
    args = parser.parse_args()
    reader = Reader(args.folders[0]) if len(args.folders) == 1 else joint_reader(args.folders)
    with args.out.open("w", encoding="utf-8") as out:
        for row in passages(reader, args.corpora, set(args.skip.split(","))):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
