"""Rebuild the heads of the public marks: `python -m training.marks [NAME…] [--model FOLDER]`.

Each is trained over the frozen encoder of the model, on one core; run it after a new encoder.
"""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

from gesta.reader.model import Model

NAMES = ("re3d", "muc4", "polnear", "muc4_confidence")


def main() -> None:
    """Build the heads asked for, all without a name, and print their size and time."""
    parser = argparse.ArgumentParser(prog="python -m training.marks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--model", type=Path, help="the model's folder; the shipped one if none")
    options = parser.parse_args()
    model = Model(options.model)
    for name in options.names or NAMES:
        began = time.monotonic()
        path: Path = importlib.import_module(f"training.marks.{name}").build(options.corpora, model)
        took = time.monotonic() - began
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {took:.0f} s", flush=True)


if __name__ == "__main__":
    main()
