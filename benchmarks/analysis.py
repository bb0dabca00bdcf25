"""The analysis on data whose truth is known: size, coverage and power of every estimator.

Each question has a section of its own (`_analysis_NAME.py` with `measure(full) -> figures`, which
prints its table). The default runs are short; `--full` makes as many as docs/analysis.md quotes.
"""

from __future__ import annotations

import importlib
from pathlib import Path

HERE = Path(__file__).parent


def sections() -> list[str]:
    """The questions measured: the modules `_analysis_NAME.py` of this folder."""
    return sorted(file.stem for file in HERE.glob("_analysis_*.py"))


def run(corpora: Path, split: str, *, full: bool = False) -> dict[str, float]:
    """The figures of all sections; `corpora` and `split` do not matter to simulated data."""
    figures: dict[str, float] = {}
    for name in sections():
        print(f"-- {name.removeprefix('_analysis_')}", flush=True)
        figures.update(importlib.import_module(f"benchmarks.{name}").measure(full))
    return figures
