"""Whatever people decide in whatever order: the state is what the log says, and undo restores it.

`Model` is the promise in a few lines: fields as their last decision in force left them, a claim
rejected where its last decision as a whole says so.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger, export_lines, import_lines, reading, verify
from gesta.ledger.editing import Editor
from gesta.ledger.review import StaleDecision, decide, last_on, undo
from gesta.ledger.review_decision import decisions, in_force
from gesta.ledger.review_fields import record_of
from gesta.ledger.review_value import Given
from gesta.renew import join_decided
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

SCRIPTS, LONGEST, A_LEDGER = 1_000, 6, 50
CLAIMS = (world.C1.id, world.C2.id, world.C3.id)
PEOPLE = ("ana", "ben", "cem")


def spot(words: str) -> dict[str, int]:
    found = make.quote(world.FIRST, words)
    return {"start": found.start, "end": found.end}


# Values that any of the claims may have, and what the field is then.
VALUES: tuple[tuple[str, Any, Any], ...] = (
    ("killed", {"low": 4, "high": 4}, {"text": "", "low": 4, "high": 4}),
    ("killed", {"low": 7, "high": None}, {"text": "", "low": 7, "high": None}),
    ("wounded", {"low": None, "high": 9}, {"text": "", "low": None, "high": 9}),
    ("certainty", "alleged", "alleged"),
    ("certainty", "claimed", "claimed"),
    ("type", "COERCE", "COERCE"),
    ("type", "AID", "AID"),
    ("modes", ["aerial"], ["aerial"]),
    ("outcome", "failed", "failed"),
    ("actors", [{"actor": world.ARMY.id}],
     [{"start": 0, "end": 0, "text": "", "actor": world.ARMY.id}]),
    ("recipients", [], []),
    ("places", [{"place": world.TOWN.id}],
     [{"start": 0, "end": 0, "text": "", "place": world.TOWN.id}]),
)  # fmt: skip


@dataclass
class Model:
    """Every decision made, in order, and what they come to."""

    read: dict[str, dict[str, Any]]
    log: list[tuple[str, str, str, str | None, Any]] = field(default_factory=list)

    def held(self) -> list[tuple[str, str, str, str | None, Any]]:
        gone: set[str] = set()
        for name, kind, subject, _, _ in reversed(self.log):
            if kind == "undo" and name not in gone:
                gone.add(subject)
        return [one for one in self.log if one[1] != "undo" and one[0] not in gone]

    def state(self) -> dict[str, tuple[bool, dict[str, Any]]]:
        found = {claim: (False, dict(fields)) for claim, fields in self.read.items()}
        for _, kind, claim, name, value in self.held():
            rejected, fields = found[claim]
            if kind == "correct":
                fields[str(name)] = value
            else:
                rejected = kind == "reject"
            found[claim] = (rejected, fields)
        return found


def state_of(ledger: Ledger) -> dict[str, tuple[bool, dict[str, Any]]]:
    edits = ledger.edits()
    return {
        claim.id: (
            claim.id in edits.decisions.rejected,
            {name: record_of(name, edits.claim(claim)) for name in {v[0] for v in VALUES}},
        )
        for claim in reading.claims(ledger.connection)
    }


def lines_of(ledger: Ledger) -> list[str]:
    head = ledger.connection.execute("SELECT value FROM meta WHERE key = 'view head'").fetchall()
    return [*(one for one in export_lines(ledger) if '"kind": "review"' not in one), str(head)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = world.filled(tmp_path_factory.mktemp("scripts") / "base.ledger")
    with Ledger.open(path) as ledger:
        rebuild_view(ledger)
    return path


def ledgers(base: Path, tmp_path: Path, times: int) -> Iterator[Ledger]:
    for number in range(times):
        path = tmp_path / f"{number}.ledger"
        shutil.copy(base, path)
        with Ledger.open(path) as ledger:
            ledger.connection.execute("PRAGMA synchronous = OFF")
            yield ledger


def step(ledger: Ledger, model: Model, rng: random.Random) -> None:
    """One decision or undo, of a ledger and of its model alike."""
    editor = Editor(rng.choice(PEOPLE), rng.choice((None, "because")))
    exact = rng.random() < 0.2
    held = model.log and rng.random() < 0.35
    if held:
        gone = {one[0] for one in model.log} - {one[0] for one in model.held()}
        known = rng.choice(model.log)
        try:
            made = undo(ledger, editor, known[0], exact=exact).decision
        except StaleDecision:
            assert known[0] in gone
            return
        model.log.append((made.id, "undo", known[0], None, None))
        return
    claim = rng.choice(CLAIMS)
    kind = rng.choice(("accept", "reject", "correct", "correct", "correct"))
    name, value, record = rng.choice(VALUES)
    given = Given(name, value) if kind == "correct" else None
    try:
        made = decide(ledger, editor, claim, kind, given, exact=exact).decision
    except LedgerError as error:
        assert "has this value already" in str(error)
        assert model.state()[claim][1][name] == record
        return
    model.log.append((made.id, kind, claim, name if given else None, record))


def test_a_thousand_scripts_of_decisions_and_undos(base: Path, tmp_path: Path) -> None:
    rng = random.Random(20240304)
    done = 0
    for ledger in ledgers(base, tmp_path, SCRIPTS // A_LEDGER):
        start = state_of(ledger)
        model = Model({claim: fields for claim, (_, fields) in start.items()})
        empty = lines_of(ledger)
        for _ in range(A_LEDGER):
            for _ in range(rng.randint(1, LONGEST)):
                step(ledger, model, rng)
            assert state_of(ledger) == model.state()
            in_incidents = {c for i in ledger.incidents() for c in i.claims}
            assert in_incidents == {c for c, (gone, _) in model.state().items() if not gone}
            if rng.random() < 0.2:  # back to the beginning, in any order
                rest = [one[0] for one in model.held()]
                rng.shuffle(rest)
                for name in rest:
                    made = undo(ledger, Editor("ana"), name, exact=False).decision
                    model.log.append((made.id, "undo", name, None, None))
                joined(ledger)
                assert lines_of(ledger) == empty
            done += 1
        _replayed(ledger, tmp_path / "replayed.ledger")
    assert done == SCRIPTS


def joined(ledger: Ledger) -> None:
    """Join what was decided, all anew where the ledger is too small or too changed for less."""
    if join_decided(ledger) is None:
        rebuild_view(ledger)


def _replayed(ledger: Ledger, path: Path) -> None:
    """What was joined step by step is what joining all anew gives; the log alone makes the same
    ledger again, and it is sound."""
    joined(ledger)
    stepwise = lines_of(ledger)
    rebuild_view(ledger)
    assert lines_of(ledger) == stepwise
    lines = list(export_lines(ledger))
    import_lines(lines, path)
    with Ledger.open(path) as again:
        assert list(export_lines(again)) == lines
        assert state_of(again) == state_of(ledger)
        assert [str(fault) for fault in verify(again).faults] == []
    assert [str(fault) for fault in verify(ledger).faults] == []
    path.unlink()


# ------------------------------------------------------------------ many at once

REVIEWERS, EDITS = 20, 50


def edit_all(path: Path, name: str, edits: int, seed: int) -> tuple[int, int]:
    """One reviewer: `edits` decisions on shared claims, each made on what was last seen."""
    rng = random.Random(seed)
    made = stale = 0
    with Ledger.open(path) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        while made < edits:
            claim = rng.choice(CLAIMS)
            seen = last_on(ledger, claim)
            given = Given("killed", {"low": seed * 1_000 + made, "high": None})
            try:
                decide(ledger, Editor(name), claim, "correct", given, seen=seen, exact=False)
            except StaleDecision as error:
                stale += 1
                assert error.yours["value"] == given.value and error.yours["by"] == name
                assert error.theirs and all(one.by != name for one in error.theirs)
                ids = [one.id for one in error.theirs]
                assert seen not in ids
                continue
            made += 1
    return made, stale


def check_one_line(path: Path, people: int, edits: int) -> None:
    """Each decision was made on the one before it: nothing was decided over something unseen."""
    with Ledger.open(path) as ledger:
        made = decisions(ledger.connection)
        assert len(made) == people * edits == len(in_force(made))
        for claim in CLAIMS:
            own = [one for one in made if one.claim == claim]
            assert [one.seen for one in own] == [None, *(one.id for one in own[:-1])]
        assert [str(fault) for fault in verify(ledger).faults] == []


def test_twenty_reviewers_of_shared_claims_lose_no_edit(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.ledger"
    shutil.copy(base, path)
    started = threading.Barrier(REVIEWERS)

    def reviewer(number: int) -> tuple[int, int]:
        started.wait()
        return edit_all(path, f"reviewer {number}", EDITS, number)

    with ThreadPoolExecutor(REVIEWERS) as pool:
        counts = list(pool.map(reviewer, range(REVIEWERS)))
    assert sum(stale for _, stale in counts) > 0
    check_one_line(path, REVIEWERS, EDITS)


def test_processes_lose_no_edit_either(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.ledger"
    shutil.copy(base, path)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(edit_all, path, f"process {n}", 20, n) for n in range(3)]
        assert [job.result(120)[0] for job in jobs] == [20, 20, 20]
    check_one_line(path, 3, 20)
