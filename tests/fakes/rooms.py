"""Rooms for tests of the main job: quick, without a model, and misbehaving on request.

A report whose text starts with one of the words below does to its worker what a crafted page
would: `HANG` never ends, `CRASH` ends the process by a signal, `LEAVE` exits it, `GREEDY` asks for
more memory than there is, `FAULT` raises, `SLOW` takes a moment, `BLOAT` keeps memory, `TWICE`
has the ledger given two claims of one id.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time

from gesta.identity import hashed
from gesta.types import (
    Actor,
    Claim,
    Grounded,
    Location,
    Party,
    Place,
    Quote,
    Reading,
    Refusal,
    Report,
    Source,
)

KEPT: list[bytes] = []


ARMY = Actor("army", "the army", ("the army",), "force", None, True)
TOWN = Place("town", "Town", ("Town",), 33.5, 36.3, "SYR", "town")


class FakeRooms:
    """One ASSAULT claim for each line of a text that has the word `struck`.

    What stands before the word is the actor, what stands behind it the place: always the same two.
    """

    def __init__(self, *, skip_peaceful: bool = False) -> None:
        self._skip_peaceful = skip_peaceful

    def parse(self, source: Source) -> Report | Refusal:
        text = source.data.decode()
        if not text.strip():
            return Refusal(source.path, "parse", "empty", "the file has no words")
        if text.startswith("PARSE-HANG"):
            time.sleep(600)
        return Report(
            id=source.id,
            path=source.path,
            sha256=hashlib.sha256(source.data).hexdigest(),
            text=text,
            outlet=source.outlet,
            published=source.published,
        )

    def read(self, report: Report) -> Reading | Refusal:
        if self._skip_peaceful and "struck" not in report.text:
            return Refusal(report.path, "read", "peaceful", "nobody struck", report.sha256)
        match report.text.split()[0]:
            case "HANG":
                time.sleep(600)
            case "CRASH":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "LEAVE":
                os._exit(3)
            case "GREEDY":
                KEPT.append(bytes(3 << 30))
            case "FAULT":
                raise ValueError("a fault in the reader")
            case "SLOW":
                time.sleep(0.2)
            case "BLOAT":
                KEPT.append(b"x" * (500 << 20))
        return Reading(report.id)

    def ground(self, report: Report, reading: Reading) -> Grounded:
        claims = []
        start = 0
        for line in report.text.splitlines(keepends=True):
            words = line.rstrip("\n")
            at = words.find("struck")
            if at >= 0:
                evidence = Quote(start, start + len(words), words)
                trigger = Quote(start + at, start + at + 6, "struck")
                name = hashed("c", report.id, trigger.start, trigger.end)
                actor = Party(start, start + at - 1, words[: at - 1], ARMY.id)
                place = Location(start + at + 7, evidence.end, words[at + 7 :], TOWN.id)
                claims.append(
                    Claim(
                        name,
                        report.id,
                        evidence,
                        trigger,
                        "ASSAULT",
                        "reported",
                        actors=(actor,),
                        places=(place,),
                    )  # fmt: skip
                )
            start += len(line)
        if report.text.startswith("TWICE"):
            claims *= 2
        return Grounded(report, claims=tuple(claims), actors=(ARMY,), places=(TOWN,))


def make() -> FakeRooms:
    """The factory that tests hand to the workers."""
    return FakeRooms()


def make_sparing() -> FakeRooms:
    """A factory of rooms that pass over a text in which nobody struck."""
    return FakeRooms(skip_peaceful=True)


def broken() -> FakeRooms:
    """A factory whose model cannot be loaded."""
    raise FileNotFoundError("no model here")


def hanging() -> FakeRooms:
    """A factory that never comes to an end."""
    time.sleep(600)
    return FakeRooms()
