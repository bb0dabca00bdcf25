"""Tune the thresholds of an exported model on dev, one after another, with the quantised files.

    python -m training.tune src/gesta/resources/model --corpora ../shared/corpora

Each threshold moves the figures that it bears on. Of the values within 0.4 points of the best
(F1 summed over the two columns) the one nearest to 0 is kept, so that noise does not set it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from benchmarks.reader import figures, measure
from gesta.reader import Reader
from gesta.reader.calibration import KINDS, Calibration, fit
from gesta.reader.features import Floats
from gesta.reader.model import Thresholds
from gesta.reader.page import Inputs
from training.export import write_settings

GRID = (-1.0, -0.5, 0.0, 0.5, 1.0)
# In order: spans first, since pairs stand on them; with the figures each is judged by.
JUDGED = {
    "mention": ("mention", "argument"),
    "trigger": ("trigger typed", "argument"),
    "cue": ("cue", "source"),
    "role": ("argument",),
    "source": ("source", "said by"),
    "says": ("said by",),
    "tie": ("tie",),
    "same": ("same",),
}
NOISE = 0.4


class RememberingReader(Reader):
    """A reader that encodes each window once, since thresholds do not change the encoder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        kept: dict[bytes, tuple[Floats, Floats]] = {}
        encode = self.model.encode

        def remembered(inputs: Inputs) -> tuple[Floats, Floats]:
            key = inputs.pieces.tobytes() + b"/" + inputs.first.tobytes()
            if key not in kept:
                kept[key] = encode(inputs)
            return kept[key]

        self.model.encode = remembered  # type: ignore[method-assign]


def tune(folder: Path, dev: Path) -> Thresholds:
    """The best thresholds found for the model in `folder`."""
    reader = RememberingReader(folder)
    reader.least = 0.0  # raw scores say too little of what is likely
    best = Thresholds()
    for name, judged in JUDGED.items():
        scores: dict[float, float] = {}
        for value in GRID:
            reader.thresholds = replace(best, **{name: value})
            found = figures(measure(reader, dev))
            scores[value] = sum(found[f"{c} {f}"] for c in ("wire", "prose") for f in judged)
        near = [v for v in GRID if scores[v] >= max(scores.values()) - NOISE]
        best = replace(best, **{name: min(near, key=abs)})
        print(
            name, {v: round(s, 1) for v, s in scores.items()}, "→", getattr(best, name), flush=True
        )
    return best


def calibrate(folder: Path, thresholds: Thresholds, dev: Path) -> Calibration:
    """The calibration of every score, fitted on both columns of dev with these thresholds."""
    reader = Reader(folder, thresholds=thresholds)
    reader.calibration = Calibration()
    reader.least = 0.0
    tallies = measure(reader, dev).values()
    pairs = {kind: [p for t in tallies for p in t.sure[kind]] for kind in KINDS}
    return Calibration({kind: fit(found) for kind, found in pairs.items() if found})


def main() -> None:
    """Tune and write `model.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = parser.parse_args()
    version = Reader(args.folder).version
    dev = args.corpora / "reader/gesta/dev.jsonl"
    best = tune(args.folder, dev)
    fitted = calibrate(args.folder, best, dev)
    write_settings(args.folder, version=version, thresholds=best, calibration=fitted)


if __name__ == "__main__":
    main()
