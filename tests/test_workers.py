"""The pool answers every source once and in order, whatever an article does to its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from gesta.errors import GestaError
from gesta.types import Grounded, Refusal, Source
from gesta.workers import Deadlines, Workers, default_jobs
from tests.fakes import rooms

QUICK = Deadlines(load=20, parse=0.5, read=0.5, ground=0.5)


def source(text: str, path: str = "a.txt") -> Source:
    return Source(path, "txt", text.encode())


def answered(*texts: str, jobs: int = 2, deadlines: Deadlines = QUICK) -> list[Grounded | Refusal]:
    given = iter([source(text, f"{i}.txt") for i, text in enumerate(texts)])
    with Workers(jobs=jobs, factory=rooms.make, deadlines=deadlines) as workers:
        return [result for _, result in workers.answers(given)]


def paths(results: list[Grounded | Refusal]) -> list[str]:
    return [r.path if isinstance(r, Refusal) else r.report.path for r in results]


def refusals(results: list[Grounded | Refusal]) -> list[tuple[str, str, str]]:
    return [(r.path, r.stage, r.reason) for r in results if isinstance(r, Refusal)]


def test_answers_come_in_the_order_of_the_sources() -> None:
    results = answered("SLOW one", "two", "SLOW three", "four", "five", "six", jobs=3)
    assert paths(results) == [f"{i}.txt" for i in range(6)]
    assert not refusals(results)


def test_refusals_among_the_sources_keep_their_place() -> None:
    refusal = Refusal("b.zip", "open", "broken archive", "no end of central directory")
    given: Iterator[Source | Refusal] = iter([source("SLOW one"), refusal, source("two", "c.txt")])
    with Workers(jobs=1, factory=rooms.make, deadlines=QUICK) as workers:
        assert paths([result for _, result in workers.answers(given)]) == [
            "a.txt",
            "b.zip",
            "c.txt",
        ]


def test_no_source_starts_no_worker() -> None:
    with Workers(jobs=1, factory=rooms.broken) as workers:
        assert list(workers.answers(iter([]))) == []
        assert list(workers.answers(iter([Refusal("x", "open", "empty", "")]))) != []


@pytest.mark.parametrize(
    ("text", "stage", "reason", "words"),
    [
        ("HANG", "read", "timed out", "took longer than 0.5 s"),
        ("PARSE-HANG", "parse", "timed out", "took longer than 0.5 s"),
        ("CRASH", "read", "crashed", "the worker was ended by SIGSEGV"),
        ("LEAVE", "read", "crashed", "the worker left with exit code 3"),
        ("GREEDY", "read", "out of memory", "needed too much memory"),
        ("FAULT", "read", "error", "ValueError: a fault in the reader"),
        ("", "parse", "empty", "the file has no words"),
    ],
)
def test_a_hostile_article_is_refused_in_words_and_the_rest_is_read(
    text: str, stage: str, reason: str, words: str
) -> None:
    results = answered("before", text, "after", "and after")
    assert refusals(results) == [("1.txt", stage, reason)]
    assert paths(results) == [f"{i}.txt" for i in range(4)]
    refusal = results[1]
    assert isinstance(refusal, Refusal)
    assert refusal.detail == words


def test_a_run_of_hostile_articles_ends() -> None:
    results = answered(*["CRASH"] * 5, "last", jobs=2)
    assert len(refusals(results)) == 5
    assert isinstance(results[-1], Grounded)


def test_a_worker_that_kept_much_memory_is_replaced_and_its_answer_kept() -> None:
    results = answered("BLOAT", "BLOAT", "BLOAT", "BLOAT", jobs=1, deadlines=Deadlines())
    assert not refusals(results)


def test_rooms_that_do_not_load_are_an_error_in_words() -> None:
    with (
        Workers(jobs=1, factory=rooms.broken) as workers,
        pytest.raises(GestaError, match="could not be loaded: FileNotFoundError: no model here"),
    ):
        list(workers.answers(iter([source("one")])))


def test_rooms_that_load_for_ever_are_an_error_in_words() -> None:
    with (
        Workers(jobs=1, factory=rooms.hanging, deadlines=Deadlines(load=1.5)) as workers,
        pytest.raises(GestaError, match=r"took longer than 1\.5 s"),
    ):
        list(workers.answers(iter([source("one")])))


def test_sources_are_drawn_only_as_far_as_answers_are_taken() -> None:
    drawn: list[int] = []

    def given() -> Iterator[Source]:
        for i in range(1000):
            drawn.append(i)
            yield source(f"text {i}", f"{i}.txt")

    with Workers(jobs=2, factory=rooms.make, deadlines=QUICK) as workers:
        answers = workers.answers(given())
        for _ in range(3):
            next(answers)
        assert len(drawn) <= 3 + 2 * 4 + 1


def test_jobs_must_be_one_or_more() -> None:
    with pytest.raises(GestaError, match="not 0"):
        Workers(jobs=0)
    assert 1 <= default_jobs() <= 4


PARENT = """
import sys, time
from gesta.types import Source
from gesta.workers import Deadlines, Workers
from tests.fakes import rooms
if __name__ == "__main__":
    with Workers(jobs=1, factory=rooms.make, deadlines=Deadlines()) as workers:
        given = iter([Source("a", "txt", b"one"), Source("b", "txt", b"HANG")])
        answers = workers.answers(given)
        next(answers)
        print(workers._workers[0]._process.pid, flush=True)
        next(answers)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is asked for on Linux only")
def test_workers_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not _alive(worker):
            return
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker outlived its parent")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_an_interrupt_while_a_worker_starts_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    start = SpawnProcess.start

    def interrupted(self: SpawnProcess) -> None:
        start(self)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            answered("a report")
    finally:
        signal.signal(signal.SIGINT, before)
