"""The exchange format: the contract's fields, the same bytes, and nothing half imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import apsw
import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.ledger import Ledger, export_lines, import_lines, reading, verify
from tests import factories as make
from tests.ledger import world

# The fields of the contract; others may be added, none of these renamed or dropped.
CONTRACT = {
    "report": "id source_id path url title outlet author published published_from language sha256 "
    "text duplicate_of",
    "place": "id name names lat lon country precision geonames_id",
    "actor": "id name names type country generic",
    "claim": "id report incident evidence trigger type modes certainty outcome score said_by actors "
    "recipients targets weapons places origins time killed wounded count",
    "assessment": "id report evidence said_by",
    "tie": "id type from to claims since until",
    "incident": "id type modes time place actors recipients targets weapons killed wounded status "
    "claims disputes",
}
ORDER = ["report", "place", "actor", "claim", "assessment", "tie", "incident", "review", "refusal",
         "edge"]  # fmt: skip


def exported(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return list(export_lines(ledger))


def records(lines: list[str], kind: str) -> list[dict[str, Any]]:
    return [r for r in map(json.loads, lines) if r["kind"] == kind]


@pytest.mark.parametrize("kind", CONTRACT)
def test_every_field_of_the_contract_is_there(path: Path, kind: str) -> None:
    for record in records(exported(path), kind):
        assert set(CONTRACT[kind].split()) <= set(record)


def test_kinds_come_in_order_and_by_id(path: Path) -> None:
    lines = [json.loads(line) for line in exported(path)]
    places = [(ORDER.index(r["kind"]), r.get("id", r.get("left"))) for r in lines]
    assert places == sorted(places)
    assert {r["kind"] for r in lines} == set(ORDER)


def test_nested_fields_are_those_of_the_contract(path: Path) -> None:
    lines = exported(path)
    claim = next(c for c in records(lines, "claim") if c["certainty"] == "claimed")
    assert claim["incident"] == "i1"
    assert claim["score"] == 0.9123
    assert claim["evidence"] == {"start": 0, "end": 86, "text": world.FIRST[:86]}
    assert claim["said_by"][0] | {"cue": "said"} == {
        "text": "The Northern Front", "actor": world.FRONT.id, "start": 0, "end": 18, "cue": "said",
        "cue_start": 19, "cue_end": 23, "content": [[39, 84]],
    }  # fmt: skip
    assert claim["weapons"] == [{"start": 43, "end": 48, "text": "drone", "class": "drone"}]
    assert claim["places"] == [
        {"start": 74, "end": 84, "text": "Qaryat Umm", "place": world.TOWN.id}
    ]
    assert claim["time"] | {"basis": "", "reason": ""} == {
        "text": "on Monday", "start": "2024-03-04", "end": "2024-03-04", "precision": "day",
        "basis": "", "reason": "",
    }  # fmt: skip
    (incident,) = records(lines, "incident")
    assert incident["killed"] == {"low": 3, "best": 12, "high": None}
    assert incident["wounded"] is None
    assert incident["disputes"][0]["values"][0] == {"value": "12", "claims": [world.C2.id]}
    tie = records(lines, "tie")[0]
    assert (tie["from"], tie["to"]) == (world.FRONT.id, world.ARMY.id)
    assert tie["claims"][0]["certainty"] == "reported"


def test_a_round_trip_is_byte_identical(path: Path, tmp_path: Path) -> None:
    lines = exported(path)
    assert import_lines(lines, tmp_path / "b.ledger") == len(lines)
    assert exported(tmp_path / "b.ledger") == lines
    with Ledger.open(tmp_path / "b.ledger") as again:
        assert verify(again).faults == ()
        assert again.original(world.R1.id) == world.S1.data
        assert again.refused_bytes(world.REFUSED.id) == world.PDF


def test_what_is_not_known_of_a_speaker_is_left_out(path: Path) -> None:
    claims = {record["id"]: record for record in records(exported(path), "claim")}
    [army] = claims[world.C3.id]["said_by"]
    assert set(army) == {"text", "actor", "start", "end", "cue"}


def test_without_originals_a_round_trip_is_identical_too(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        lines = list(export_lines(ledger, originals=False))
    import_lines(lines, tmp_path / "b.ledger")
    assert exported(tmp_path / "b.ledger") == lines


def test_an_imported_ledger_goes_on_as_the_first(path: Path, tmp_path: Path) -> None:
    """More reports give the same ledger, whether added before or after a round trip."""
    import_lines(exported(path), tmp_path / "b.ledger")
    report = make.report("The Hill Army shelled Qaryat Umm again.")
    more = make.grounded(
        report, make.claim(report, report.text, "shelled"),
        actors=(make.actor("Hill Army", "the hillmen", type="force", country="SYR"),),
    )  # fmt: skip
    for name in (path, tmp_path / "b.ledger"):
        with Ledger.open(name) as ledger:
            assert ledger.add(more, make.source(report.text))
    assert exported(path) == exported(tmp_path / "b.ledger")


def test_lines_end_only_where_lines_end(tmp_path: Path) -> None:
    text = "One\u2028two\u2029three\u0085four\x0bfive\x1csix."
    report = make.report(text)
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(make.grounded(report), make.source(text))
        (line,) = export_lines(ledger)
    assert line.splitlines() == [line[:-1]]
    assert json.loads(line)["text"] == text


MINIMAL = [
    {"kind": "report", "id": "r1", "path": "a.txt", "sha256": "0" * 64, "text": "A hit B."},
    {"kind": "actor", "id": "a1", "name": "A", "names": ["A"], "type": "group"},
    {"kind": "claim", "id": "c1", "report": "r1", "incident": "i1",
     "evidence": {"start": 0, "end": 8, "text": "A hit B."},
     "trigger": {"start": 2, "end": 5, "text": "hit"}, "type": "ASSAULT", "certainty": "reported",
     "said_by": [{"text": None, "actor": None}],
     "actors": [{"start": 0, "end": 1, "text": "A", "actor": "a1"}]},
    {"kind": "tie", "id": "t1", "type": "opposed-to", "from": "a1", "to": "a1", "since": "2020-01-01",
     "claims": [{"report": "r1", "evidence": {"start": 0, "end": 8, "text": "A hit B."}}]},
    {"kind": "incident", "id": "i1", "type": "ASSAULT", "claims": ["c1"],
     "killed": {"low": 0, "best": 0, "high": 3}},
]  # fmt: skip


def test_lines_of_another_program_need_only_the_contract(tmp_path: Path) -> None:
    lines = [json.dumps(record) for record in MINIMAL]
    import_lines(lines, tmp_path / "a.ledger")
    again = exported(tmp_path / "a.ledger")
    assert [json.loads(line)["id"] for line in again] == ["r1", "a1", "c1", "t1", "i1"]
    assert json.loads(again[3])["since"] == "2020-01-01"
    import_lines(again, tmp_path / "b.ledger")
    assert exported(tmp_path / "b.ledger") == again
    with Ledger.open(tmp_path / "b.ledger") as ledger:
        assert verify(ledger).faults == ()


def changed(index: int, **fields: Any) -> list[str]:
    """The minimal lines with some fields of one changed."""
    return [
        json.dumps({**record, **fields} if at == index else record)
        for at, record in enumerate(MINIMAL)
    ]


@pytest.mark.parametrize(
    ("index", "fields", "named"),
    [
        (0, {"text": None}, "line 1: text is None"),
        (0, {"text": 5}, "line 1: text is 5"),
        (0, {"published": "26.9.2024"}, "line 1: published is '26.9.2024'"),
        (0, {"published": "20240926"}, "line 1: published"),
        (0, {"segments": [[1, 2]]}, "line 1: segments"),
        (0, {"original": "Other words."}, "line 1: sha256"),
        (0, {"original_base64": "%%%"}, "line 1: original_base64"),
        (0, {"kind": "rumour"}, "line 1: kind is 'rumour'"),
        (1, {"type": "alien"}, "line 2: type is 'alien'"),
        (1, {"names": "A"}, "line 2: names"),
        (1, {"generic": "no"}, "line 2: generic"),
        (2, {"report": "r9"}, "line 3: report is 'r9'"),
        (2, {"score": True}, "line 3: score"),
        (2, {"type": "assault"}, "line 3: type is 'assault'"),
        (2, {"evidence": {"start": "0", "end": 8, "text": "A"}}, "line 3: evidence.start is '0'"),
        (2, {"actors": [{"start": 0, "end": 2**64, "text": "A"}]}, r"line 3: actors\[0\].end"),
        (2, {"killed": {"text": "x", "low": 1.5}}, "line 3: killed.low is 1.5"),
        (2, {"said_by": [{"content": [[0, "8"]]}]}, r"line 3: said_by\[0\].content"),
        (2, {"said_by": [{"content": [8]}]}, r"line 3: said_by\[0\].content is \[8\]"),
        (2, {"said_by": [{"cue": "said", "cue_start": 1}]}, r"said_by\[0\].cue_start is 1"),
        (2, {"said_by": [{"cue_start": 0, "cue_end": 1}]}, r"said_by\[0\].cue_start is 0"),
        (2, {"incident": "i7"}, "line 5: id is 'i1'"),
        (3, {"type": "same-as"}, "line 4: type is 'same-as'"),
        (4, {"claims": ["c1", "c2"]}, "'c2'"),
        (4, {"claims": []}, "'c1' names the incident 'i1'"),
        (4, {"status": "true"}, "line 5: status"),
    ],
)
def test_a_bad_line_is_named_and_nothing_stays(
    tmp_path: Path, index: int, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(ExchangeError, match=named):
        import_lines(changed(index, **fields), tmp_path / "a.ledger")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"kind": NaN}', "[" * 100_000, '{"kind": "claim"', '"\\ud800"']
)
def test_what_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ExchangeError, match="line 2"):
        import_lines([json.dumps(MINIMAL[0]), line], tmp_path / "a.ledger")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", range(len(MINIMAL)))
def test_the_same_id_twice_is_named(tmp_path: Path, kind: int) -> None:
    lines = [json.dumps(record) for record in MINIMAL]
    with pytest.raises(ExchangeError, match=f"line {kind + 2}.*twice"):
        import_lines([*lines[: kind + 1], *lines[kind:]], tmp_path / "a.ledger")


def test_a_changed_actor_line_is_not_passed_over(path: Path, tmp_path: Path) -> None:
    lines = [
        line.replace('"name": "Hill Army"', '"name": "Hell Army"')
        if '"kind": "actor"' in line else line
        for line in exported(path)
    ]  # fmt: skip
    with pytest.raises(ExchangeError, match="sighted"):
        import_lines(lines, tmp_path / "a.ledger")


def test_a_ledger_with_reports_is_not_imported_into(path: Path) -> None:
    lines = exported(path)
    with pytest.raises(ExchangeError, match="not empty"):
        import_lines(lines, path)
    assert exported(path) == lines


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE claims SET modes = '{['",
        "UPDATE attributions SET content = '[[1, ' WHERE owner IN (SELECT id FROM claims)",
        "UPDATE incidents SET actors = '7'",
        "UPDATE reports SET published = 'some day'",
    ],
)
def test_a_damaged_value_is_told_with_the_next_step(path: Path, damage: str) -> None:
    apsw.Connection(str(path)).execute(damage)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="damaged value.*verify"):
        list(export_lines(ledger))


def test_rows_that_are_read_by_themselves_tell_a_damaged_value_too(path: Path) -> None:
    apsw.Connection(str(path)).execute("UPDATE claims SET modes = '{['")
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="damaged value.*verify"):
        list(reading.claims(ledger.connection))
