"""Run benchmarks: `python -m benchmarks NAME… [--corpora DIR] [--split dev] [--full] [--check]`.

NAME is a module of this folder, `fast` (those quick enough for every change) or `all`. Each prints
its table and then one JSON line of its figures. `--check` compares them with `floors.toml` and
fails below a floor; a floor is only ever lowered by hand, with its reason in the changelog.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from inspect import signature
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"

FAST = (
    "pages", "names", "dates", "places", "incidents", "coreference", "reader",
    "whole_reports",
    "event_location", "cameo_st", "re3d", "m2e2", "wikievents", "rams", "muc4", "muc4_confidence",
)  # fmt: skip
"""Benchmarks without worker processes: minutes together on two cores."""

SLOW = (
    "war_places",
    "tolls",
    "polnear",
    "gate",
    "pace",
    "speed",
    "resume",
    "scale",
    "analysis",
    "page",
)
"""Benchmarks that read long texts or all real articles, once or several times, or simulate."""


def names_of(asked: Sequence[str]) -> list[str]:
    """The benchmarks that the words on the command line stand for, each once."""
    words = {"fast": FAST, "all": FAST + SLOW}
    return list(dict.fromkeys(name for word in asked for name in words.get(word, (word,))))


def failures(name: str, figures: Mapping[str, float], floors: Mapping[str, object]) -> list[str]:
    """What falls short of its bound, in words. A bounded figure that was not measured falls short.

    `floors` maps a figure to its lowest good value, or to `{most = value}` for a ceiling.
    """
    found = []
    for figure, bound in floors.items():
        value = figures.get(figure)
        least, most = (None, bound.get("most")) if isinstance(bound, dict) else (bound, None)
        if value is None:
            found.append(f"{name}: {figure} was not measured (bound {least or most})")
        elif isinstance(least, int | float) and not value >= least:
            found.append(f"{name}: {figure} is {value:g}, below its floor {least:g}")
        elif isinstance(most, int | float) and not value <= most:
            found.append(f"{name}: {figure} is {value:g}, above its ceiling {most:g}")
    return found


def run(name: str, corpora: Path, split: str, *, full: bool = False) -> dict[str, float]:
    """Run one benchmark, printing its table and its JSON line; gives its figures."""
    began = time.monotonic()
    print(f"== {name} on {split}", flush=True)
    measure = importlib.import_module(f"benchmarks.{name}").run
    longer = {"full": True} if full and "full" in signature(measure).parameters else {}
    measured = measure(corpora, split, **longer)
    figures = {figure: round(float(value), 4) for figure, value in measured.items()}
    print(f"({time.monotonic() - began:.0f} s)")
    print(json.dumps({"benchmark": name, "split": split, **figures}, sort_keys=True), flush=True)
    return figures


def known_names() -> list[str]:
    """The benchmarks there are: the modules of this folder that have a `run` of their own."""
    modules = (file for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    return sorted(m.stem for m in modules if "\ndef run(" in m.read_text(encoding="utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 0 when nothing falls short."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="NAME", help="a benchmark, fast, or all")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--full", action="store_true", help="more simulations, where there are any")
    parser.add_argument("--check", action="store_true", help="fail below a floor")
    options = parser.parse_args(arguments)
    asked = names_of(options.names)
    unknown = [name for name in asked if name not in known_names()]
    if unknown:
        parser.error(f"no benchmark {unknown[0]!r}; there are {', '.join(known_names())}")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    short = []
    for name in asked:
        try:
            figures = run(name, options.corpora, options.split, full=options.full)
        except FileNotFoundError as error:
            if name in floors and options.check:
                short.append(f"{name}: its data is not there: {error}")
            print(f"{name}: skipped, its data is not there: {error}", file=sys.stderr)
            continue
        short += failures(name, figures, floors.get(name, {})) if options.check else []
    for line in short:
        print(f"FLOOR {line}", file=sys.stderr)
    if options.check and not short:
        print(f"All floors hold: {', '.join(asked)}.")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
