"""`gesta actors` as people run it: edits, the log, exit codes, words on stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.ledger import Ledger
from tests.cli.test_verbs import gesta
from tests.ledger import world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return world.filled(tmp_path / "small.ledger")


def test_edits_are_made_logged_shown_and_undone(path: Path) -> None:
    out, _ = gesta(
        "actors", path, "merge", "Northern Front", "Hill Army", "--by", "ana", "-r", "one"
    )
    edit = out.partition(":")[0]
    out, _ = gesta("actors", path, "log")
    assert edit in out and "ana" in out and "one" in out and "in force" in out
    shown, _ = gesta("show", path, "actors", "--json")
    assert [json.loads(line)["name"] for line in shown.splitlines()] == ["Hill Army"]
    gesta("verify", path)
    gesta("actors", path, "undo", GESTA_USER="ben")
    (line, last) = (json.loads(x) for x in gesta("actors", path, "log", "--json")[0].splitlines())
    assert (line["id"], line["by"], last["by"], last["subject"]) == (edit, "ana", "ben", edit)
    shown, _ = gesta("show", path, "actors")
    assert "Northern Front" in shown and "2 actors" in shown


def test_the_ledger_may_be_left_out_or_follow_the_verb(path: Path) -> None:
    gesta("actors", "alias", "Hill Army", "HA", "--by", "ana", "--later", cwd=path.parent)
    gesta("actors", "add", path, "Zubar", "--type", "group", "--by", "ana", "--later")
    with Ledger.open(path) as ledger:
        assert {name for a in ledger.actors() for name in a.names} >= {"HA", "Zubar"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "Nobody", "Hill Army"), "no actor called"),
        (("merge", "Hill Army"), "Missing argument"),
        (("paint", "Hill Army"), "No such command"),
        (("add", "Zub", "--type", "army"), "is no type"),
        (("split", "Hill Army", "Zub"), "--name"),
        (("undo", "v0"), "no edit"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    path: Path, words: tuple[str, ...], said: str
) -> None:
    before = path.read_bytes()
    _, err = gesta("actors", path, *words, code=2)
    assert said in err
    assert path.read_bytes() == before


def test_a_missing_ledger_is_not_made(tmp_path: Path) -> None:
    _, err = gesta("actors", tmp_path / "no.ledger", "undo", code=2)
    assert "no ledger" in err.lower()
    assert list(tmp_path.iterdir()) == []
