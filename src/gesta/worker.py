"""The child's side of the main job: one process that parses, reads and grounds article by article.

A worker loads the model, gazetteer and registry once, then answers each `Source` with a
`Grounded` or a `Refusal`. It tells its parent which stage it is in, so that the parent can hold
each stage to its deadline. It never outlives its parent.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from gesta.types import Grounded, Reading, Refusal, Report, Source

HEADROOM = 1 << 30
"""Bytes of address space a worker may take beyond what it held once loaded. The largest page that
passes the size cap needs about half of it as a parsed tree."""

PEACEFUL = "peaceful"
"""The reason of a refusal at the stage `read`: no event of conflict, passed over as asked."""

SPENT = 384 << 20
"""Growth of resident bytes after which a worker is replaced, so that memory stays flat however
much one article left behind."""

PR_SET_PDEATHSIG = 1


class Rooms(Protocol):
    """What a worker does with an article, one method a stage."""

    def parse(self, source: Source) -> Report | Refusal: ...

    def read(self, report: Report) -> Reading | Refusal: ...

    def ground(self, report: Report, reading: Reading) -> Grounded: ...


Factory = Callable[[], Rooms]
"""Loads the rooms inside the worker; importable by name, since it travels to another process."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its rooms and takes work."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """The worker's rooms could not be loaded; no article is to blame."""

    why: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The worker has entered a stage of the article in hand."""

    stage: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The worker's result for the article in hand. `spent` asks to be replaced."""

    result: Grounded | Refusal
    spent: bool = False


def load_rooms() -> Rooms:
    """The real rooms: the parser, the reader with its model, the grounder with its resources."""
    from gesta.rooms import LoadedRooms

    return LoadedRooms()


def load_sparing_rooms() -> Rooms:
    """The real rooms, which pass over reports without an event of conflict."""
    from gesta.rooms import LoadedRooms

    return LoadedRooms(skip_peaceful=True)


def serve(pipe: Connection, factory: Factory, parent: int) -> None:
    """Answer sources from `pipe` until it closes. `parent` is the id of the process at its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _die_with(parent)
    try:
        rooms = factory()
    except Exception as error:
        pipe.send(Unfit(f"{type(error).__name__}: {error}"))
        return
    gc.freeze()  # what is loaded stays: the collector need not look through it for each article
    gc.set_threshold(100_000, 20, 20)
    _limit_memory()
    loaded = _resident()
    try:
        pipe.send(Ready())
        while True:
            answer = _answer(pipe, rooms, pipe.recv(), loaded)
            pipe.send(answer)
            if answer.spent:
                return
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone or has closed the pipe: nothing is left to do


def _answer(pipe: Connection, rooms: Rooms, source: Source, loaded: int) -> Answer:
    stage = "parse"
    try:
        pipe.send(Entered(stage))
        report = rooms.parse(source)
        if isinstance(report, Refusal):
            return Answer(report, spent=_resident() - loaded >= SPENT)
        stage = "read"
        pipe.send(Entered(stage))
        reading = rooms.read(report)
        if isinstance(reading, Refusal):
            return Answer(reading, spent=_resident() - loaded >= SPENT)
        stage = "ground"
        pipe.send(Entered(stage))
        grounded = rooms.ground(report, reading)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        return Answer(refused(source, stage, "out of memory", "needed too much memory"), spent=True)
    except Exception as error:  # whatever a hostile page provokes is recorded, the rest goes on
        detail = f"{type(error).__name__}: {error}"[:500]
        return Answer(refused(source, stage, "error", detail))
    return Answer(grounded, spent=_resident() - loaded >= SPENT)


def refused(source: Source, stage: str, reason: str, detail: str) -> Refusal:
    """The refusal of `source` at `stage`, with the hash of its bytes."""
    digest = hashlib.sha256(source.data).hexdigest()
    return Refusal(source.path, stage, reason, detail, digest)


def _die_with(parent: int) -> None:
    """Have the kernel end this process when the parent dies, even by `kill -9` (Linux).

    Elsewhere the closed pipe ends it at the next message.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the request was made
        os._exit(1)


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = held + HEADROOM
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no file behind
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _resident() -> int:
    """Resident bytes of this process; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    import resource

    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
