"""The main job as a user runs it, in its own process, for the benchmarks that time and kill it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ENTRY = "from gesta.cli import main; main()"


def real_reports(corpora: Path) -> Path:
    """The folder of real articles. Raises FileNotFoundError where it is absent."""
    folder = corpora / "reports" / "real"
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return folder


def start_reading(reports: Path, ledger: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start `gesta read` on `reports`; its summary goes to `log` as JSON."""
    command = [sys.executable, "-c", ENTRY, "read", str(reports), "--ledger", str(ledger)]
    with log.open("wb") as out:
        return subprocess.Popen([*command, "--json", "--quiet"], stdout=out)


def finish(job: subprocess.Popen[bytes]) -> None:
    """Wait for a job that must succeed."""
    code = job.wait()
    if code != 0:
        raise RuntimeError(f"gesta read left with exit code {code}")


def export_digest(ledger: Path) -> str:
    """SHA-256 of the ledger's whole export."""
    command = [sys.executable, "-c", ENTRY, "export", str(ledger), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as exporting:
        assert exporting.stdout is not None
        digest = hashlib.file_digest(exporting.stdout, "sha256").hexdigest()
    if exporting.returncode != 0:
        raise RuntimeError(f"gesta export left with exit code {exporting.returncode}")
    return digest


def tree_of(root: int) -> list[int]:
    """The process `root` and all its descendants (Linux)."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path("/proc", entry, "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def resident(pids: list[int]) -> int:
    """Resident bytes of processes together; pages they share count in each."""
    page = os.sysconf("SC_PAGE_SIZE")
    total = 0
    for pid in pids:
        try:
            total += int(Path("/proc", str(pid), "statm").read_text().split()[1]) * page
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total
