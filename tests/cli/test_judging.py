"""`gesta merge`, `split` and `undo` as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.ledger import Ledger
from gesta.view import rebuild_view
from tests.cli.test_verbs import gesta
from tests.ledger import world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = world.filled(tmp_path / "small.ledger")
    with Ledger.open(path) as ledger:
        rebuild_view(ledger)
    return path


def incidents(path: Path) -> list[dict[str, object]]:
    out, _ = gesta("show", path, "incidents", "--json")
    return [json.loads(line) for line in out.splitlines()]


def test_a_split_is_made_shown_contradicted_and_undone(path: Path) -> None:
    before = incidents(path)
    whole = next(i for i in before if world.C2.id in i["claims"])  # type: ignore[operator]
    assert world.C1.id in whole["claims"]  # type: ignore[operator]
    out, err = gesta(
        "split", path, whole["id"], world.C2.id, "--by", "ana", "-r", "the raid of May"
    )
    made = out.partition(":")[0]
    assert "different happenings" in out and "Now of" in err
    assert len(incidents(path)) == len(before) + 1
    shown, _ = gesta("show", path, "incident", whole["id"])
    assert "judged" in shown and "ana" in shown and "the raid of May" in shown

    _, err = gesta("merge", path, world.C1.id, world.C2.id, GESTA_USER="ben")
    assert "ana judged the contrary" in err and made in err
    shown, _ = gesta("show", path, "incident", whole["id"])
    assert "contradicts" in shown and "ben" in shown and "ana" in shown

    listed, _ = gesta("show", path, "judgements")
    assert made in listed and "in force" in listed and "2 judgements" in listed
    gesta("undo", "--by", "ben", cwd=path.parent)
    gesta("undo", path, made, "--by", "ana")
    assert incidents(path) == before
    gesta("verify", path)
    lines = gesta("show", path, "judgements", "--json")[0].splitlines()
    assert [json.loads(line)["decision"] for line in lines] == [
        "split",
        "merge",
        "reject",
        "reject",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "i0", "i1"), "no incident or claim"),
        (("merge", "i0"), "Name the two"),
        (("split", "i0"), "Name the incident"),
        (("undo",), "no judgement"),
        (("undo", "v0", "v1"), "one word too many"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    path: Path, words: tuple[str, ...], said: str
) -> None:
    before = path.read_bytes()
    verb, *rest = words
    _, err = gesta(verb, path, *rest, "--by", "ana", code=2)
    assert said in err
    assert path.read_bytes() == before


def test_a_missing_ledger_is_not_made(tmp_path: Path) -> None:
    _, err = gesta("merge", tmp_path / "no.ledger", "i0", "i1", code=2)
    assert "no ledger" in err
    assert list(tmp_path.iterdir()) == []


def test_the_history_of_an_incident_in_words_and_in_lines(path: Path, tmp_path: Path) -> None:
    incident = next(i for i in incidents(path) if world.C1.id in i["claims"])  # type: ignore[operator]
    gesta("merge", path, world.C1.id, world.C3.id, "--by", "ana", "-r", "one depot")
    shown, _ = gesta("show", path, "incident", incident["id"], "--history")
    assert "2024-03-05" in shown and "Valley News first reported it" in shown
    assert "ana judged" in shown and "one depot" in shown
    lines = gesta("show", path, "incident", incident["id"], "--history", "--json")[0]
    record = json.loads(lines)
    assert record["kind"] == "history"
    assert record["history"][0]["report"] == world.R1.id
    out = tmp_path / "out.jsonl"
    gesta("export", path, "--history", "-o", out)
    histories = {
        line["id"]: line["history"]
        for line in map(json.loads, out.read_text(encoding="utf-8").splitlines())
        if line["kind"] == "incident"
    }
    assert histories[incident["id"]] == record["history"]
    gesta("import", out, "--ledger", tmp_path / "copy.ledger")
    again, _ = gesta("export", tmp_path / "copy.ledger", "--history")
    assert again == out.read_text(encoding="utf-8")
    _, err = gesta("show", path, "claims", "--history", code=2)
    assert "--history is of an incident" in err
