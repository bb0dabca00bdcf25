"""How resolving grows with the ledger: time for n and 10 n claims, memory, on request a million.

The claims replay those of the sample reports of this project, or of the ledger that
GESTA_SCALE_LEDGER names (see `_replay`). GESTA_SCALE_CLAIMS sets the larger number of claims, by
default 20,000; each size runs in a process of its own, whose peak of memory is measured, with
copies given and claims fetched from a file as from a ledger. `ratio` is the processor time for all
claims over that for a tenth of them; resolving is one process and thread, so on an idle machine
that is its time.

`report_more` is the processor time of one report more: so many claims are written into a ledger and
joined, then `MORE` reports are added and joined one by one; those for which all had to be joined
anew (`more_anew`: the number of reports doubled) are left out. `more_ratio` compares the two sizes;
GESTA_SCALE_MORE=0 leaves this part out, as a ledger of a million claims takes room and an hour.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import BinaryIO

from benchmarks._replay import Replay, replays
from benchmarks._replayed_ledger import Rewriter, Written, write
from gesta.grounding import registry_ties
from gesta.ledger import Ledger
from gesta.resolution import Shelf, resolve
from gesta.types import Actor, Claim, Place, Report, Tie
from gesta.view import collector_paused, rebuild_view, update_view

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
DEFAULT = 20_000
TENTH = 10
MORE = 16
PARTS = ("resolve", "more")


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the claims are made, so nothing of `corpora` is used."""
    most = int(os.environ.get("GESTA_SCALE_CLAIMS", DEFAULT))
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="gesta-scale-") as folder:
        ledger = Path(os.environ.get("GESTA_SCALE_LEDGER", "") or read_samples(Path(folder)))
        parts = PARTS if os.environ.get("GESTA_SCALE_MORE", "1") != "0" else PARTS[:1]
        for name, size in (("tenth", most // TENTH), ("all", most)):
            for part in parts:
                for figure, value in _measured(part, ledger, size).items():
                    figures[f"{name}_{figure}"] = value
    figures["ratio"] = round(figures["all_cpu_seconds"] / figures["tenth_cpu_seconds"], 2)
    if "more" in parts:
        less = figures["tenth_report_more"]
        figures["more_ratio"] = round(figures["all_report_more"] / less, 2)
    for name, value in figures.items():
        print(f"{name:24}{value:14,.2f}")
    return figures


def read_samples(folder: Path) -> Path:
    """The sample reports read into a ledger."""
    from gesta.flow import read_into

    ledger = folder / "samples.ledger"
    read_into(ledger, [str(SAMPLES)], jobs=1)
    return ledger


def _measured(part: str, ledger: Path, size: int) -> dict[str, float]:
    """Seconds, peak memory and what came out for so many claims, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", part, str(ledger), str(size)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass(frozen=True, slots=True)
class Base:
    """What is replayed: the reports and claims of a ledger, and the world they are in."""

    reports: Sequence[Report]
    claims: Mapping[str, Sequence[Claim]]  # by report
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    ties: Sequence[Tie]


def base_of(path: Path) -> Base:
    """The base in the ledger at `path`."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    with Ledger.open(path) as ledger:
        for claim in ledger.claims():
            claims[claim.report].append(claim)
        actors = {actor.id: actor for actor in ledger.actors()}
        return Base(
            reports=list(ledger.reports()),
            claims=claims,
            places={place.id: place for place in ledger.places()},
            actors=actors,
            ties=[*(tie for tie in ledger.ties() if tie.claims), *registry_ties(actors)],
        )


class Archive:
    """Replays in a file, whose claims are fetched report by report as a ledger's are."""

    def __init__(self, base: Base, size: int, file: BinaryIO) -> None:
        self._file = file
        self._starts: dict[str, int] = {}
        self.report_of: dict[str, str] = {}
        self.told: list[Replay] = []
        for replay in replays(base.reports, base.claims):
            if len(self.report_of) >= size:
                break
            claims = replay.claims[: size - len(self.report_of)]
            self._starts[replay.report] = file.tell()
            pickle.dump(claims, file, pickle.HIGHEST_PROTOCOL)
            self.report_of |= {claim.id: replay.report for claim in claims}
            self.told.append(replace(replay, claims=()))

    def fetch(self, report: str) -> Sequence[Claim]:
        """The claims of a report."""
        self._file.seek(self._starts[report])
        found: Sequence[Claim] = pickle.load(self._file)
        return found


def resolve_made(base: Base, size: int) -> dict[str, float]:
    """Resolve `size` claims made of the base."""
    with tempfile.TemporaryFile() as file, collector_paused():
        archive = Archive(base, size, file)
        base = replace(base, reports=(), claims={})
        began, busy = time.monotonic(), time.process_time()
        result = resolve(
            Shelf(archive.report_of, archive.fetch),
            published={replay.report: replay.published for replay in archive.told},
            outlets={replay.report: replay.outlet for replay in archive.told},
            copies={}, places=base.places, actors=base.actors, ties=base.ties,
            texts={replay.report: replay.text for replay in archive.told},
        )  # fmt: skip
    return {
        "claims": float(len(archive.report_of)),
        "seconds": round(time.monotonic() - began, 2),
        "cpu_seconds": round(time.process_time() - busy, 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9, 3),
        "incidents": float(len(result.incidents)),
        "edges": float(len(result.edges)),
    }


def add_more(path: Path, size: int) -> dict[str, float]:
    """Add reports one by one to a ledger of `size` claims made of the one at `path`."""
    with Ledger.open(path) as source:
        line = Rewriter(source).run()
    with (
        tempfile.TemporaryDirectory(prefix="gesta-more-") as folder,
        Ledger.open(Path(folder, "made.ledger"), create=True) as ledger,
    ):
        told = 0
        while told < size:
            told += len(write(ledger, next(line)).claims)
        rebuild_view(ledger)
        times = [_joined(ledger, next(line)) for _ in range(MORE)]
        megabytes = ledger.path.stat().st_size / 1e6
    found = [seconds for seconds in times if seconds is not None]
    return {
        "report_more": round(sum(found) / max(1, len(found)), 3),
        "report_median": round(median(found or [0.0]), 3),
        "report_most": round(max(found, default=0.0), 3),
        "more_anew": float(MORE - len(found)),
        "ledger_mb": round(megabytes, 1),
    }


def _joined(ledger: Ledger, written: Written) -> float | None:
    """The processor time of adding and joining a report; None where all was joined anew."""
    busy = time.process_time()
    write(ledger, written)
    changed = update_view(ledger)
    return None if changed is None else time.process_time() - busy


if __name__ == "__main__":
    part, base, wanted = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    made = add_more(base, wanted) if part == "more" else resolve_made(base_of(base), wanted)
    print(json.dumps(made))
