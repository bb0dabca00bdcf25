"""Rebuild the heads of the public marks: `python -m training.marks --run RUN [NAME…] [--model FOLDER]`.

Each is trained over the encoder of the model, whose lower half stands still; the upper half
begins with that of the training run that the model was exported from. Run it after a new encoder.
"""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

from gesta.reader.model import Model

NAMES = ("re3d", "muc4", "polnear", "muc4_confidence", "accusation", "event_words")


def main() -> None:
    """Build the heads asked for, all without a name, and print their size and time."""
    parser = argparse.ArgumentParser(prog="python -m training.marks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--model", type=Path, help="the model's folder; the shipped one if none")
    parser.add_argument("--run", type=Path, required=True, help="folder with the run's net.pt")
    options = parser.parse_args()
    model = Model(options.model)
    for name in options.names or NAMES:
        began = time.monotonic()
        path: Path = importlib.import_module(f"training.marks.{name}").build(
            options.corpora, model, options.run
        )
        took = time.monotonic() - began
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {took:.0f} s", flush=True)


if __name__ == "__main__":
    main()
