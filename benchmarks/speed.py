"""How fast `gesta read` is and how much memory all its processes take, on real articles.

The whole command is timed: loading, reading, joining. Memory is the resident size of the whole
tree of processes, sampled ten times a second; shared pages count once for each process.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from benchmarks._job import finish, real_reports, resident, start_reading, tree_of

PAUSE = 0.1


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the articles have no splits, so `split` is not used."""
    reports = real_reports(corpora)
    with tempfile.TemporaryDirectory(prefix="gesta-speed-") as folder:
        ledger, log = Path(folder, "speed.ledger"), Path(folder, "summary.json")
        began = time.monotonic()
        job = start_reading(reports, ledger, log)
        peak = 0
        while job.poll() is None:
            peak = max(peak, resident(tree_of(job.pid)))
            time.sleep(PAUSE)
        seconds = time.monotonic() - began
        finish(job)
        summary = json.loads(log.read_text(encoding="utf-8"))
        size = ledger.stat().st_size
    figures = {
        "articles": float(summary["read"]),
        "refused": float(sum(summary["refused"].values())),
        "seconds": round(seconds, 1),
        "articles_per_second": round(summary["read"] / seconds, 2),
        "peak_gb": round(peak / 1e9, 3),
        "ledger_mb": round(size / 1e6, 1),
        "claims": float(summary["claims"]),
        "incidents": float(summary["incidents"]),
    }
    for name, value in figures.items():
        print(f"{name:22}{value:12,.2f}")
    return figures
