"""How a model reads origins that it was never trained on: the third column beside wire and prose.

    python -m training.train --leave-out fakes,ocha --out runs/unseen …
    python -m training.export runs/unseen --to runs/unseen/model
    python -m training.unseen runs/unseen/model --origins fakes,ocha

All passages of the origins named are read, of train and dev; F1 (accuracy) of each, and their mean.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reader import FIGURES
from gesta.passages.score import Tally, score
from gesta.reader import Reader
from gesta.types import Report


def rows_of(corpora: Path, origin: str) -> Iterator[dict[str, object]]:
    """The annotated passages of one origin."""
    for split in ("train", "dev"):
        with (corpora / f"reader/gesta/{split}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["origin"].split("/")[0] == origin:
                    yield row


def measure(reader: Reader, corpora: Path, origin: str) -> Tally:
    """The counts of one origin's passages."""
    tally = Tally()
    for row in rows_of(corpora, origin):
        name = str(row["id"])
        score(tally, row, reader.read(Report(name, name, "", str(row["text"]))))
    return tally


def main() -> None:
    """Measure and print each origin and the mean over them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--origins", required=True)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = parser.parse_args()
    reader = Reader(args.folder)
    names = args.origins.split(",")
    found = [measure(reader, args.corpora, name) for name in names]
    print(f"{'':<16}" + "".join(f"{name[:9]:>10}" for name in (*names, "mean")))
    for figure in FIGURES:
        values = [tally.f1(figure) for tally in found]
        values.append(sum(values) / len(values))
        print(f"{figure:<16}" + "".join(f"{value:>10.1f}" for value in values))
    macros = [tally.macro_certainty() for tally in found]
    print(f"{'certainty macro':<16}" + "".join(f"{m:>10.1f}" for m in macros))


if __name__ == "__main__":
    main()
