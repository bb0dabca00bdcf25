"""A small pool of killable workers that answers sources in the order they came.

Invariants: every source that goes in comes out once, as `Grounded` or `Refusal`; an article is
tried once, so a page that kills workers costs one worker and no more; never more than
`window` answers are held, so memory stays flat.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType

from gesta.errors import GestaError
from gesta.types import Grounded, Refusal, Source
from gesta.worker import Answer, Entered, Factory, Ready, Unfit, load_rooms, refused, serve

Result = Grounded | Refusal

MOST_JOBS = 4
"""Workers by default at most: each holds a model and a gazetteer, and a laptop has other work."""

HELD_PER_JOB = 4
"""Answers held back per worker while an earlier article is still being read."""


CHILD_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
}
"""One thread a worker: the cores are shared out among workers, and threads that wait for each
other would spin. It must stand before the child starts, since libraries read it as they load."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds a worker may take to load, and for each stage of one article."""

    load: float = 180.0
    parse: float = 20.0
    read: float = 120.0
    ground: float = 120.0

    def of(self, stage: str) -> float:
        """The seconds allowed for `stage`."""
        return float(getattr(self, stage))


@dataclass(slots=True)
class Slot:
    """A place in the order of answers; `result` is None until it is answered."""

    source: Source | None
    result: Result | None = None


class WorkerLost(Exception):
    """The process behind a worker is gone."""


def default_jobs() -> int:
    """One worker a core this process may use, at most `MOST_JOBS`."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(MOST_JOBS, cores or 1))


class Worker:
    """The parent's handle on one worker process, its pipe, and the article it has in hand."""

    def __init__(self, factory: Factory, deadlines: Deadlines) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, factory, os.getpid()), name="gesta-worker"
        )
        self._deadlines = deadlines
        self.slot: Slot | None = None
        self.ready = False
        self._enter("load")
        with _interrupts_held(), _environment(CHILD_ENVIRONMENT):
            self._process.start()
        theirs.close()

    @property
    def idle(self) -> bool:
        """Whether it can be given an article."""
        return self.ready and self.slot is None

    def give(self, slot: Slot) -> None:
        """Hand it an article. Raises `WorkerLost` when the process is gone."""
        self.slot = slot
        self._enter("parse")
        try:
            self.pipe.send(slot.source)
        except OSError as error:
            raise WorkerLost from error

    def hear(self) -> Answer | None:
        """Take its next message; gives the answer when that is one.

        Raises `WorkerLost` when the process is gone, `GestaError` when its rooms do not load.
        """
        try:
            message = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost from error
        match message:
            case Ready():
                self.ready = True
            case Entered(stage=stage):
                self._enter(stage)
            case Unfit(why=why):
                raise GestaError(f"The reader could not be loaded: {why}")
            case Answer():
                return message
        return None

    def overdue(self) -> bool:
        """Whether the stage it is in has passed its deadline."""
        return not self.idle and time.monotonic() >= self.due

    def give_up(self) -> Refusal | None:
        """End a worker that is overdue or gone; gives the refusal of the article in hand.

        Raises `GestaError` when it had not even loaded: no article is to blame for that.
        """
        late = self.overdue()
        code = self.end(patience=0.0 if late else 1.0)
        seconds = f"took longer than {self._deadlines.of(self.stage):g} s"
        how = seconds if late else _ending(code)
        if not self.ready:
            raise GestaError(f"A worker could not start: it {how}. Try `gesta doctor`.")
        if self.slot is None or self.slot.source is None:
            return None
        if late:
            return refused(self.slot.source, self.stage, "timed out", seconds)
        return refused(self.slot.source, self.stage, "crashed", f"the worker {how}")

    def end(self, *, patience: float = 0.0) -> int | None:
        """End the process, after `patience` seconds in which it may end by itself.

        Gives its exit code as `multiprocessing` counts it: negative for a signal.
        """
        self.pipe.close()
        self._process.join(timeout=patience)
        self._process.kill()
        self._process.join()
        return self._process.exitcode

    def _enter(self, stage: str) -> None:
        self.stage = stage
        self.due = time.monotonic() + self._deadlines.of(stage)


class Workers:
    """The pool. Use it as a context; leaving it ends every worker at once."""

    def __init__(
        self,
        *,
        jobs: int,
        factory: Factory = load_rooms,
        deadlines: Deadlines | None = None,
    ) -> None:
        if jobs < 1:
            raise GestaError(f"The number of jobs must be 1 or more, not {jobs}.")
        self._jobs = jobs
        self._factory = factory
        self._deadlines = deadlines or Deadlines()
        self._workers: list[Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def answers(
        self, sources: Iterator[Source | Refusal]
    ) -> Iterator[tuple[Source | None, Result]]:
        """Each source with its answer, in the order of `sources`, which is drawn lazily.

        Refusals among the sources pass through in their place, with None for a source.
        """
        slots: deque[Slot] = deque()
        upcoming: Slot | None = None  # drawn, and waiting for a free worker
        more = True
        while more or slots:
            if more and upcoming is None and len(slots) < self._bound:
                source = next(sources, None)
                if source is None:
                    more = False
                    continue
                slot = Slot(None, source) if isinstance(source, Refusal) else Slot(source)
                upcoming = slot if slot.result is None else None
                slots.append(slot)
            if upcoming is not None and self._hand_on(upcoming):
                upcoming = None
            while slots and (result := slots[0].result) is not None:
                yield slots.popleft().source, result
            if slots and (upcoming is not None or not more or len(slots) >= self._bound):
                self._attend()

    @property
    def _bound(self) -> int:
        return self._jobs * HELD_PER_JOB

    def _hand_on(self, slot: Slot) -> bool:
        """Give `slot` to an idle worker; starts one more when all are busy and none is loading."""
        for worker in list(self._workers):
            if worker.idle:
                try:
                    worker.give(slot)
                except WorkerLost:
                    self._give_up(worker)
                return True
        loading = any(not worker.ready for worker in self._workers)
        if not loading and len(self._workers) < self._jobs:
            self._workers.append(Worker(self._factory, self._deadlines))
        return False

    def _attend(self) -> None:
        """Wait until a worker says something or one is overdue, and see to it."""
        due = min((w.due for w in self._workers if not w.idle), default=None)
        patience = None if due is None else max(0.0, due - time.monotonic())
        heard = wait([worker.pipe for worker in self._workers], timeout=patience)
        for worker in list(self._workers):
            try:
                if worker.pipe in heard:
                    self._take(worker, worker.hear())
                elif worker.overdue():
                    self._give_up(worker)
            except WorkerLost:
                self._give_up(worker)

    def _take(self, worker: Worker, answer: Answer | None) -> None:
        if answer is None or worker.slot is None:
            return
        worker.slot.result = answer.result
        worker.slot = None
        if answer.spent:
            self._workers.remove(worker)
            worker.end(patience=1.0)

    def _give_up(self, worker: Worker) -> None:
        self._workers.remove(worker)
        refusal = worker.give_up()
        if refusal is not None and worker.slot is not None:
            worker.slot.result = refusal


def _ending(code: int | None) -> str:
    """In words, how a process ended, by its exit code."""
    if code is None:
        return "did not end"
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"left with exit code {code}"


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """With these environment variables set, for the processes started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let a process that is started here be born deaf to Ctrl-C; one that comes meanwhile is ours,
    and raised at the end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let signals through again as it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
