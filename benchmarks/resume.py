"""Whether a reading that is killed twice and resumed ends in the same ledger, byte for byte.

One undisturbed run gives the export to compare with and the time it takes. The second ledger is
read with `kill -9` at two moments drawn at random from that time, then once to the end.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._job import ENTRY, export_digest, finish, real_reports, start_reading, tree_of

KILLS = 2


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the articles have no splits, so `split` is not used."""
    reports = real_reports(corpora)
    with tempfile.TemporaryDirectory(prefix="gesta-resume-") as name:
        folder = Path(name)
        undisturbed, disturbed = folder / "undisturbed.ledger", folder / "disturbed.ledger"
        began = time.monotonic()
        finish(start_reading(reports, undisturbed, folder / "log"))
        whole = time.monotonic() - began
        orphans = 0
        moments = [random.uniform(0.1, 0.7) * whole for _ in range(KILLS)]
        for moment in moments:
            orphans += read_and_kill(reports, disturbed, folder / "log", after=moment)
        finish(start_reading(reports, disturbed, folder / "log"))
        summary = json.loads((folder / "log").read_text(encoding="utf-8"))
        figures = {
            "same_bytes": float(export_digest(undisturbed) == export_digest(disturbed)),
            "verified": float(verified(disturbed)),
            "kept_over_kills": float(summary["already"]),
            "orphans": float(orphans),
            "kills": float(KILLS),
        }
    print("killed after " + " and ".join(f"{moment:.1f} s" for moment in moments))
    for figure, value in figures.items():
        print(f"{figure:22}{value:12,.0f}")
    return figures


def read_and_kill(reports: Path, ledger: Path, log: Path, *, after: float) -> int:
    """Kill the job's main process after some seconds; gives how many of its workers lived on."""
    job = start_reading(reports, ledger, log)
    time.sleep(after)
    workers = tree_of(job.pid)[1:]
    job.send_signal(signal.SIGKILL)
    job.wait()
    for _ in range(50):
        living = [pid for pid in workers if _lives(pid)]
        if not living:
            return 0
        time.sleep(0.1)
    return len(living)


def _lives(pid: int) -> bool:
    try:
        state = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def verified(ledger: Path) -> bool:
    """Whether `gesta verify` finds every receipt good."""
    command = [sys.executable, "-c", ENTRY, "verify", str(ledger)]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
