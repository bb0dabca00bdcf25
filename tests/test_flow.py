"""The main job: every article once, a stop loses nothing that was done, the view comes last."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gesta import workers
from gesta.errors import GestaError, LedgerError
from gesta.flow import Step, Summary, read_into
from gesta.ledger import Ledger, export_lines, verify
from gesta.lock import sole_reader
from tests.fakes import rooms

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(6):
        write(reports, f"{number}.txt", f"Warplanes struck the town of number {number}.")
    return reports


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text + "\nThe report goes on with a second line.\n")


def read(folder: Path, ledger: Path, **options: Any) -> Summary:
    return read_into(ledger, [str(folder)], factory=rooms.make, jobs=2, **options)


def read_sparingly(folder: Path, ledger: Path) -> Summary:
    return read_into(ledger, [str(folder)], factory=rooms.make_sparing, jobs=2, skip_peaceful=True)


def export(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return list(export_lines(ledger))


def test_reads_a_folder_and_joins_at_the_end(folder: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    summary = read(folder, tmp_path / "l.ledger", progress=steps.append)
    assert (summary.read, summary.already, summary.refused) == (6, 0, {})
    assert summary.claims == 6
    assert summary.incidents >= 1
    assert [step.done for step in steps] == [1, 2, 3, 4, 5, 6, 6]
    assert [step.stage for step in steps] == ["reading"] * 6 + ["joining"]
    with Ledger.open(tmp_path / "l.ledger") as ledger:
        assert verify(ledger).faults == ()


def test_a_second_run_reads_nothing_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "l.ledger")
    before = export(tmp_path / "l.ledger")
    summary = read(folder, tmp_path / "l.ledger")
    assert (summary.read, summary.already) == (0, 6)
    assert export(tmp_path / "l.ledger") == before


def test_the_same_bytes_are_read_once(folder: Path, tmp_path: Path) -> None:
    for number in range(3):
        write(folder, f"copy-{number}.txt", "Warplanes struck the town of number 0.")
    summary = read(folder, tmp_path / "l.ledger")
    assert (summary.read, summary.already) == (6, 3)


def test_a_peaceful_report_is_passed_over_and_stays_on_record(folder: Path, tmp_path: Path) -> None:
    write(folder, "cup.txt", "The home side won the cup.")
    ledger = tmp_path / "l.ledger"
    first = read_sparingly(folder, ledger)
    assert (first.read, first.refused) == (6, {"peaceful": 1})
    with Ledger.open(ledger) as kept:
        (refusal,) = kept.refusals()
        assert (refusal.stage, refusal.reason, refusal.detail) == (
            "read", "peaceful", "nobody struck",
        )  # fmt: skip
        assert b"won the cup" in (kept.refused_bytes(refusal.id) or b"")
    again = read_sparingly(folder, ledger)
    assert (again.read, again.already, again.refused) == (0, 7, {})


def test_what_was_passed_over_is_read_when_nothing_is_to_be(folder: Path, tmp_path: Path) -> None:
    write(folder, "cup.txt", "The home side won the cup.")
    ledger = tmp_path / "l.ledger"
    read_sparingly(folder, ledger)
    later = read(folder, ledger)
    assert (later.read, later.already, later.refused, later.reports) == (1, 6, {}, 7)
    with Ledger.open(ledger) as kept:
        assert verify(kept).faults == ()


def test_a_new_report_is_added_to_an_old_ledger(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "l.ledger")
    write(folder, "new.txt", "Rebels struck a bridge in the north.")
    summary = read(folder, tmp_path / "l.ledger")
    assert (summary.read, summary.already, summary.claims) == (1, 6, 7)


def test_the_ledger_does_not_depend_on_the_number_of_workers(folder: Path, tmp_path: Path) -> None:
    write(folder, "slow.txt", "SLOW but sure the army struck back.")
    for jobs in (1, 3):
        read_into(tmp_path / f"{jobs}.ledger", [str(folder)], factory=rooms.make, jobs=jobs)
    assert export(tmp_path / "1.ledger") == export(tmp_path / "3.ledger")


def test_what_the_user_gave_is_kept(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "l.ledger", outlet="The Post", published=date(2024, 9, 26))
    with Ledger.open(tmp_path / "l.ledger") as ledger:
        found = {(report.outlet, report.published) for report in ledger.reports()}
    assert found == {("The Post", date(2024, 9, 26))}


def test_refusals_are_recorded_and_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.Deadlines, "of", lambda self, stage: 20 if stage == "load" else 0.5)
    write(folder, "bad.txt", "CRASH goes the worker.")
    write(folder, "long.txt", "HANG on for a moment.")
    for _ in range(2):
        summary = read(folder, tmp_path / "l.ledger")
        assert summary.refused == {"crashed": 1, "timed out": 1}
    with Ledger.open(tmp_path / "l.ledger") as ledger:
        refusals = list(ledger.refusals())
        assert {Path(r.path).name for r in refusals} == {"bad.txt", "long.txt"}
        assert all(r.stage == "read" and r.detail and r.sha256 for r in refusals)
        assert ledger.refused_bytes(refusals[0].id) is not None


def test_records_that_the_ledger_will_not_have_cost_that_report_alone(
    folder: Path, tmp_path: Path
) -> None:
    write(folder, "2a.txt", "TWICE the army struck the town.")
    summary = read(folder, tmp_path / "l.ledger")
    assert (summary.read, summary.refused) == (6, {"error": 1})
    with Ledger.open(tmp_path / "l.ledger") as ledger:
        (refusal,) = ledger.refusals()
        assert (refusal.stage, Path(refusal.path).name) == ("keep", "2a.txt")
        assert ledger.count("reports") == 6


def test_a_missing_path_is_a_refusal_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    summary = read_into(
        tmp_path / "l.ledger", [str(tmp_path / "nowhere.txt"), str(folder)], factory=rooms.make
    )
    assert summary.read == 6
    assert sum(summary.refused.values()) == 1


def test_a_model_that_does_not_load_is_an_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(GestaError, match="could not be loaded"):
        read_into(tmp_path / "l.ledger", [str(folder)], factory=rooms.broken, jobs=1)


def test_a_second_reading_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.ledger"
    with sole_reader(ledger), pytest.raises(LedgerError, match=f"process {os.getpid()}"):
        read(folder, ledger)
    assert read(folder, ledger).read == 6
    assert sorted(file.name for file in tmp_path.iterdir()) == ["l.ledger", "reports"]


def test_a_ledger_in_a_folder_that_is_not_there_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        read(folder, tmp_path / "no" / "such" / "l.ledger")


def test_an_interrupt_keeps_what_was_done(folder: Path, tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(folder, tmp_path / "l.ledger", progress=stop)
    assert threading.active_count() == 1
    summary = read(folder, tmp_path / "l.ledger")
    assert (summary.read, summary.already) == (3, 3)
    read(folder, tmp_path / "whole.ledger")
    assert export(tmp_path / "l.ledger") == export(tmp_path / "whole.ledger")


JOB = """
import sys
from pathlib import Path
from gesta.flow import read_into
from tests.fakes import rooms
if __name__ == "__main__":
    read_into(
        Path(sys.argv[1]), [sys.argv[2]], factory=rooms.make, jobs=2,
        progress=lambda step: print(step.done, flush=True),
    )
"""


def killed_runs(script: Path, ledger: Path, folder: Path) -> Iterator[int]:
    """Runs of the job, each killed with -9 after three more articles; gives how far each came."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(ledger), str(folder)]
    for number in (3, 6):
        job = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert job.stdout is not None
        done = 0
        while done < number:
            done = int(job.stdout.readline())
        job.send_signal(signal.SIGKILL)
        job.wait()
        job.stdout.close()
        yield done


def test_killed_twice_and_resumed_it_is_the_same_ledger(folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        write(folder, f"slow-{number}.txt", f"SLOW reports say the army struck post {number}.")
    script, ledger = tmp_path / "job.py", tmp_path / "killed.ledger"
    script.write_text(JOB)
    assert list(killed_runs(script, ledger, folder)) == [3, 6]
    time.sleep(0.1)
    summary = read(folder, ledger)
    assert summary.already >= 6
    assert summary.read + summary.already == 18
    read(folder, tmp_path / "whole.ledger")
    assert export(ledger) == export(tmp_path / "whole.ledger")
    with Ledger.open(ledger) as opened:
        assert verify(opened).faults == ()


def test_the_export_is_json_lines(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "l.ledger")
    kinds = {json.loads(line)["kind"] for line in export(tmp_path / "l.ledger")}
    assert {"report", "claim", "incident"} <= kinds
