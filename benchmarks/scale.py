"""How resolving grows with the ledger: time for n and 10 n claims, memory, on request a million.

The claims replay those of the sample reports of this project, or of the ledger that
GESTA_SCALE_LEDGER names (see `_replay`). GESTA_SCALE_CLAIMS sets the larger number of claims, by
default 20,000; each size runs in a process of its own, whose peak of memory is measured, with
copies given. `ratio` is the processor time for all claims over that for a tenth of them; resolving
is one process and thread, so on an idle machine that is its time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks._replay import Replay, replays
from gesta.ledger import Ledger
from gesta.types import Claim

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
DEFAULT = 20_000
TENTH = 10


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the claims are made, so nothing of `corpora` is used."""
    most = int(os.environ.get("GESTA_SCALE_CLAIMS", DEFAULT))
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="gesta-scale-") as folder:
        ledger = Path(os.environ.get("GESTA_SCALE_LEDGER", "") or _read_samples(Path(folder)))
        for name, size in (("tenth", most // TENTH), ("all", most)):
            for figure, value in _measured(ledger, size).items():
                figures[f"{name}_{figure}"] = value
    figures["ratio"] = round(figures["all_cpu_seconds"] / figures["tenth_cpu_seconds"], 2)
    for name, value in figures.items():
        print(f"{name:24}{value:14,.2f}")
    return figures


def _read_samples(folder: Path) -> Path:
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


def resolve_made(path: Path, size: int) -> dict[str, float]:
    """Resolve `size` claims made of the ledger at `path`."""
    import resource

    from gesta.grounding import registry_ties
    from gesta.resolution import resolve
    from gesta.view import collector_paused

    claims: dict[str, list[Claim]] = defaultdict(list)
    with Ledger.open(path) as ledger:
        reports = list(ledger.reports())
        for claim in ledger.claims():
            claims[claim.report].append(claim)
        places = {place.id: place for place in ledger.places()}
        actors = {actor.id: actor for actor in ledger.actors()}
        ties = [*(tie for tie in ledger.ties() if tie.claims), *registry_ties(actors)]
    made: list[Claim] = []
    told: list[Replay] = []
    for replay in replays(reports, claims):
        told.append(replay)
        made += replay.claims
        if len(made) >= size:
            break
    given = made[:size]
    began, busy = time.monotonic(), time.process_time()
    with collector_paused():
        result = resolve(
            given,
            published={replay.report: replay.published for replay in told},
            outlets={replay.report: replay.outlet for replay in told},
            copies={}, places=places, actors=actors, ties=ties,
            texts={replay.report: replay.text for replay in told},
        )  # fmt: skip
    return {
        "claims": float(len(given)),
        "seconds": round(time.monotonic() - began, 2),
        "cpu_seconds": round(time.process_time() - busy, 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9, 3),
        "incidents": float(len(result.incidents)),
        "edges": float(len(result.edges)),
    }


if __name__ == "__main__":
    print(json.dumps(resolve_made(Path(sys.argv[1]), int(sys.argv[2]))))
