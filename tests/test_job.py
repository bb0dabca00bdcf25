"""What the benchmarks of the main job measure with: process trees, memory, export digests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import _job

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_the_tree_has_children_and_grandchildren() -> None:
    child = "import subprocess, sys; p = subprocess.Popen(['sleep', '20']); print(p.pid, flush=True); sys.stdin.read(); p.kill()"
    with subprocess.Popen(
        [sys.executable, "-c", child], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as job:
        assert job.stdout is not None
        grandchild = int(job.stdout.readline())
        found = _job.tree_of(os.getpid())
        job.communicate("")
    assert found[0] == os.getpid()
    assert {job.pid, grandchild} <= set(found)


def test_resident_memory_is_summed_and_the_dead_count_nothing() -> None:
    own = _job.resident([os.getpid()])
    assert own > 5_000_000
    assert _job.resident([os.getpid(), 2**22 + 1]) == pytest.approx(own, rel=0.2)


def test_absent_corpora_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="reports/real"):
        _job.real_reports(tmp_path)
