"""JSON lines: the whole is the exchange format as ever, a part imports as a ledger of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.ledger import Ledger, export_lines, import_lines, verify
from gesta.ledger.editing import Editor
from gesta.ledger.find import Filter
from gesta.ledger.review import decide
from gesta.ledger.review_add import Missed, add
from gesta.ledger.review_value import Given
from tests.export.conftest import give
from tests.ledger import world


def test_the_whole_is_the_exchange_format(ledger: Ledger) -> None:
    assert give(ledger, "jsonl") == "".join(export_lines(ledger)).encode("utf-8")
    assert b'"original"' not in give(ledger, "jsonl", originals=False)


@pytest.mark.parametrize("asked", [Filter(status="disputed"), Filter(actor="Northern Front")])
def test_a_part_imports_and_holds(ledger: Ledger, asked: Filter, tmp_path: Path) -> None:
    lines = give(ledger, "jsonl", asked=asked).decode("utf-8").splitlines(keepends=True)
    kinds = {json.loads(line)["kind"] for line in lines}
    assert kinds == {"report", "place", "actor", "claim", "tie", "incident", "edge"}
    import_lines(lines, tmp_path / "part.ledger")
    with Ledger.open(tmp_path / "part.ledger") as part:
        assert not verify(part).faults
        assert [i.id for i in part.incidents()] == ["i1"]
        assert give(part, "geojson") == give(ledger, "geojson", asked=asked)


def test_a_part_holds_what_people_gave_without_words(ledger: Ledger, tmp_path: Path) -> None:
    editor = Editor("ana", None)
    decide(ledger, editor, world.C1.id, "correct", Given("recipient", "Hill Army"))
    span = {"start": world.FIRST.index("fuel"), "end": world.FIRST.index("fuel") + len("fuel")}
    missed = Missed(world.R1.id, span, "COERCE", [Given("actor", "Northern Front")])
    name = add(ledger, editor, missed).decision.claim
    lines = give(ledger, "jsonl", asked=Filter(actor="Northern Front")).decode().splitlines(True)
    import_lines(lines, tmp_path / "part.ledger")
    with Ledger.open(tmp_path / "part.ledger") as part:
        assert not verify(part).faults
        claims = {claim.id: claim for claim in part.claims()}
        assert claims[world.C1.id].recipients[0].actor == world.ARMY.id
        assert claims[name].actors[0].actor == world.FRONT.id


def test_a_part_names_nothing_outside_itself(odd_ledger: Ledger, tmp_path: Path) -> None:
    lines = give(odd_ledger, "jsonl", asked=Filter(type="CONSULT")).decode().splitlines(True)
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds == ["report", "claim", "incident"]
    import_lines(lines, tmp_path / "part.ledger")
    with Ledger.open(tmp_path / "part.ledger") as part:
        assert not verify(part).faults


def test_a_filter_that_keeps_nothing_gives_nothing(ledger: Ledger) -> None:
    assert give(ledger, "jsonl", asked=Filter(status="planned")) == b""
    assert world.INCIDENT.status != "planned"
