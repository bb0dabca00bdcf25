"""How resolving grows with the ledger: time for n and 10 n claims, memory, on request a million.

The claims replay those of the sample reports of this project, or of the ledger that
GESTA_SCALE_LEDGER names (see `_replay`). GESTA_SCALE_CLAIMS sets the larger number of claims, by
default 20,000; each size runs in a process of its own, whose peak of memory is measured, with
copies given and claims fetched from a file as from a ledger. `ratio` is the processor time for all
claims over that for a tenth of them; resolving is one process and thread, so on an idle machine
that is its time.
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
from typing import BinaryIO

from benchmarks._replay import Replay, replays
from gesta.grounding import registry_ties
from gesta.ledger import Ledger
from gesta.resolution import Shelf, resolve
from gesta.types import Actor, Claim, Place, Report, Tie
from gesta.view import collector_paused

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
DEFAULT = 20_000
TENTH = 10


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the claims are made, so nothing of `corpora` is used."""
    most = int(os.environ.get("GESTA_SCALE_CLAIMS", DEFAULT))
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="gesta-scale-") as folder:
        ledger = Path(os.environ.get("GESTA_SCALE_LEDGER", "") or read_samples(Path(folder)))
        for name, size in (("tenth", most // TENTH), ("all", most)):
            for figure, value in _measured(ledger, size).items():
                figures[f"{name}_{figure}"] = value
    figures["ratio"] = round(figures["all_cpu_seconds"] / figures["tenth_cpu_seconds"], 2)
    for name, value in figures.items():
        print(f"{name:24}{value:14,.2f}")
    return figures


def read_samples(folder: Path) -> Path:
    """The sample reports read into a ledger."""
    from gesta.flow import read_into

    ledger = folder / "samples.ledger"
    read_into(ledger, [str(SAMPLES)], jobs=1)
    return ledger


def _measured(ledger: Path, size: int) -> dict[str, float]:
    """Seconds, peak memory and what came out for so many claims, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", str(ledger), str(size)],
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


if __name__ == "__main__":
    print(json.dumps(resolve_made(base_of(Path(sys.argv[1])), int(sys.argv[2]))))
