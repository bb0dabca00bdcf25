"""Decisions as files: passages that the checker takes, Label Studio and brat there and back."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger, verify
from gesta.ledger.editing import Editor
from gesta.ledger.review import claim_now, decide
from gesta.ledger.review_brat import ann_of, archive, config
from gesta.ledger.review_brat_in import read_brat, with_text
from gesta.ledger.review_labelstudio import config as interface
from gesta.ledger.review_labelstudio import read_labelstudio, tasks
from gesta.ledger.review_passages import passages
from gesta.ledger.review_value import Given
from gesta.passages import faults, parse
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

ANA = Editor("ana")
R1, R2 = world.R1.id, world.R2.id


@pytest.fixture
def joined(ledger: Ledger) -> Ledger:
    """The small world with its view computed."""
    rebuild_view(ledger)
    return ledger


def spot(words: str, text: str = world.FIRST) -> dict[str, int]:
    found = make.quote(text, words)
    return {"start": found.start, "end": found.end}


# ------------------------------------------------------------------ passages


def test_a_correction_becomes_a_passage_that_the_checker_takes(joined: Ledger) -> None:
    decide(joined, ANA, world.C1.id, "correct", Given("target", span=spot("depot")))
    made = passages(joined)
    [passage] = made.found
    assert made.refusals == []
    assert (passage.by, passage.decided, passage.complete) == (("ana",), (world.C1.id,), True)
    row = parse(passage.compact)
    assert faults(row) == []
    [event] = row["events"]
    words = {m["id"]: row["text"][m["start"] : m["end"]] for m in row["mentions"]}
    told = {arg["role"]: words[arg["mention"]] for arg in event["args"]}
    assert told["target"] == "depot" and told["actor"] == "Northern Front"
    assert told["time"] == "on Monday" and told["weapon"] == "drone"
    assert (event["type"], event["certainty"], event["outcome"]) == ("ASSAULT", "claimed", "hit")
    [said] = row["attributions"]
    assert words[said["source"]] == "Northern Front"


def test_a_rejected_claim_is_no_event_and_an_unreviewed_neighbour_is_told(joined: Ledger) -> None:
    decide(joined, ANA, world.C1.id, "reject")
    [passage] = passages(joined).found
    assert passage.row["events"] == [] and passage.complete
    assert passage.row["sentences"] == ["other"]
    decide(joined, ANA, world.C2.id, "correct", Given("evidence", span=spot(world.FIRST[:133])))
    [passage] = passages(joined).found
    assert len(passage.row["sentences"]) == 2 and passage.complete
    decide(joined, ANA, world.C1.id, "accept")
    assert len(passages(joined).found[0].row["events"]) == 2


def test_what_a_passage_cannot_hold_is_left_out_in_words(joined: Ledger) -> None:
    decide(joined, ANA, world.C2.id, "correct", Given("said_by", value=None))
    made = passages(joined)
    assert made.found == []
    assert "who says 'killed' stands in no words of the passage" in made.refusals[0]


QUOTED = (
    "“The hillmen shelled the valley. Nobody was hurt,” a doctor said on Monday. “They burned a mill,” "
    "the doctor added. The road was closed."
)


def test_a_passage_has_what_is_said_as_it_was_read(tmp_path: Path) -> None:
    """Over several sentences, with the cue behind them, and not the other words of the sentence."""
    report = make.report(QUOTED)
    says = ("“The hillmen shelled the valley. Nobody was hurt,”",)
    first = make.claim(
        report, "“The hillmen shelled the valley.", "shelled", certainty="attributed",
        said_by=(make.speaker(QUOTED, "a doctor", says=says),),
    )  # fmt: skip
    other = make.claim(
        report, "“They burned a mill,” the doctor added.", "burned", certainty="attributed",
        said_by=(make.speaker(QUOTED, "the doctor", cue="added", says=("“They burned a mill,”",)),),
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        assert ledger.add(make.grounded(report, first, other), make.source(QUOTED))
        for claim in (first, other):
            decide(ledger, ANA, claim.id, "accept")
        made = passages(ledger)
    assert made.refusals == [] and all(passage.complete for passage in made.found)
    rows = [parse(passage.compact) for passage in made.found]
    assert [faults(row) for row in rows] == [[], []]
    assert rows[0]["text"].endswith("a doctor said on Monday.")
    told = [
        [row["text"][part["start"] : part["end"]] for part in said["content"]]
        for row in rows
        for said in row["attributions"]
    ]
    assert told == [
        ["The hillmen shelled the valley. Nobody was hurt"],
        ["They burned a mill"],
    ]


def test_what_is_said_without_the_claims_word_gives_way_to_its_sentence(tmp_path: Path) -> None:
    text = "The hillmen shelled the valley, a doctor said; “it burned”."
    report = make.report(text)
    claim = make.claim(
        report, text, "shelled", certainty="attributed",
        said_by=(make.speaker(text, "a doctor", says=("“it burned”",)),),
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        assert ledger.add(make.grounded(report, claim), make.source(text))
        decide(ledger, ANA, claim.id, "accept")
        [passage] = passages(ledger).found
    [said] = parse(passage.compact)["attributions"]
    words = [passage.row["text"][part["start"] : part["end"]] for part in said["content"]]
    assert words == ["The hillmen shelled the valley", "it burned"]


def test_another_speaker_keeps_the_cue_and_what_is_said(joined: Ledger) -> None:
    given = Given("said_by", "Hill Army", spot("The Front"), item=0)
    decide(joined, ANA, world.C1.id, "correct", given)
    [read], [now] = world.C1.said_by, claim_now(joined, world.C1.id).said_by
    assert (now.text, now.actor) == ("The Front", world.ARMY.id)
    assert (now.cue, now.cue_start, now.content) == (read.cue, read.cue_start, read.content)
    assert verify(joined).sound
    bad = {**spot("The Front"), "cue": "said", "cue_start": 0, "cue_end": 4}
    with pytest.raises(LedgerError, match="'said' is not what the text says: 'The '"):
        decide(joined, ANA, world.C1.id, "correct", Given("said_by", [bad]))
    far = {**spot("The Front"), "cue": "said", "content": [[0, 9999]]}
    with pytest.raises(LedgerError, match="what is said ends at 9999"):
        decide(joined, ANA, world.C1.id, "correct", Given("said_by", [far]))


def test_without_decisions_there_is_no_passage(joined: Ledger) -> None:
    assert passages(joined).found == []


# ------------------------------------------------------------------ there and back


def annotated(ledger: Ledger, *reports: str) -> list[dict[str, Any]]:
    """Tasks as if a person had submitted the prediction as it stands."""
    made = list(tasks(ledger, list(reports)))
    for task in made:
        [prediction] = task.pop("predictions")
        task["annotations"] = [{"result": prediction["result"]}]
    return made


def labelstudio(ledger: Ledger, made: Any) -> Any:
    return read_labelstudio(ledger, ANA, json.dumps(made).encode())


def kinds(taken: Any) -> list[tuple[str, str, str | None]]:
    return [(m.decision.claim, m.decision.kind, m.decision.field) for m in taken.made]


def test_what_comes_back_unchanged_is_accepted(joined: Ledger) -> None:
    taken = labelstudio(joined, annotated(joined, R1, R2))
    assert taken.refusals == []
    assert sorted(kinds(taken)) == sorted(
        (c.id, "accept", None) for c in (world.C1, world.C2, world.C3)
    )
    taken = read_brat(joined, ANA, archive(joined, [R1, R2]))
    assert taken.refusals == []
    assert {kind for _, kind, _ in kinds(taken)} == {"accept"} and len(taken.made) == 3


def test_label_studio_corrections_are_decisions(joined: Ledger) -> None:
    made = annotated(joined, R1)
    result = made[0]["annotations"][0]["result"]
    for one in result:
        if one.get("id") == world.C1.id and one["type"] == "labels":
            one["value"]["labels"] = ["COERCE"]
        if one["type"] == "choices" and one["value"]["choices"] == ["claimed"]:
            one["value"]["choices"] = ["alleged"]
        if one["type"] == "labels" and one["value"].get("text") == "fuel depot":
            one["value"] |= {**spot("Hill Army"), "text": "Hill Army"}
    gone = [
        one for one in result if not str(one.get("id", one.get("from_id"))).startswith(world.C2.id)
    ]
    made[0]["annotations"][0]["result"] = gone
    taken = labelstudio(joined, made)
    assert taken.refusals == []
    assert sorted(kinds(taken)) == sorted([
        (world.C1.id, "correct", "type"), (world.C1.id, "correct", "certainty"),
        (world.C1.id, "correct", "targets"), (world.C2.id, "reject", None),
    ])  # fmt: skip
    now = claim_now(joined, world.C1.id)
    assert (now.type, now.certainty, now.targets[0].text) == ("COERCE", "alleged", "Hill Army")
    assert verify(joined).sound


def test_a_speaker_that_stays_keeps_what_it_says_when_another_is_marked(joined: Ledger) -> None:
    made = annotated(joined, R1)
    made[0]["annotations"][0]["result"] += [
        {"id": "n", "type": "labels", "value": {**spot("Hill Army"), "labels": ["force"]}},
        {"type": "relation", "from_id": world.C2.id, "to_id": "n", "labels": ["said_by"]},
    ]
    taken = labelstudio(joined, made)
    assert taken.refusals == []
    assert (world.C2.id, "correct", "said_by") in kinds(taken)
    doctor, army = claim_now(joined, world.C2.id).said_by
    assert doctor == world.C2.said_by[0] and doctor.content
    assert (army.text, army.cue_start, army.content) == ("Hill Army", None, ())
    assert verify(joined).sound


def test_offsets_in_utf16_units_are_understood_by_the_words(joined: Ledger) -> None:
    text = "🚁🚁 The army hit a depot near Kariat Um."
    report = make.report(text, outlet="Sky", path="e.txt")
    hit = make.claim(report, text, "hit", targets=(make.quote(text, "depot"),))
    assert joined.add(make.grounded(report, hit), make.source(text, path="e.txt", outlet="Sky"))
    made = annotated(joined, report.id)
    for one in made[0]["annotations"][0]["result"]:
        if "value" in one:
            one["value"]["start"] += 2
            one["value"]["end"] += 2
    taken = labelstudio(joined, made)
    assert (taken.refusals, kinds(taken)) == ([], [(hit.id, "accept", None)])


def _spoil(change: Callable[[dict[str, Any]], None]) -> Callable[[list[dict[str, Any]]], None]:
    return lambda made: change(made[0])


def _region(task: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = task["annotations"][0]["result"][0]
    return found


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda t: t["data"].update(text="other"), "task 1: the ledger has no report with this text"),
        (lambda t: t.update(annotations=[]), "task 1: nobody annotated it"),
        (lambda t: t["annotations"][0].update(was_cancelled=True), "was skipped"),
        (lambda t: t["annotations"][0].update(result=None), "has no result"),
        (lambda t: _region(t)["value"].update(text="no such words"), "do not stand there"),
        (lambda t: _region(t)["value"].update(start="0"), "do not stand there"),
        (lambda t: _region(t)["value"].update(labels=["WAR"]), "is no one word of the codebook"),
        (lambda t: _region(t).update(value=7), "it has no id or no value"),
        (lambda t: _region(t).update(type="video"), "a result of the type 'video' is not taken"),
        (lambda t: t["annotations"][0]["result"].append(
            {"id": "n", "type": "labels", "value": {**spot("struck"), "labels": ["ASSAULT"]}}
        ), "has ASSAULT at 'struck' already"),
        (lambda t: t["annotations"][0]["result"].append(
            {"type": "relation", "from_id": "x", "to_id": "y", "labels": ["actor"]}
        ), "a region that is not there"),
        (lambda t: t["annotations"][0]["result"].append(
            {"id": world.C1.id, "type": "choices", "from_name": "certainty", "value": {"choices": ["sure"]}}
        ), "is not known"),
    ],
)  # fmt: skip
def test_what_label_studio_says_wrong_is_refused_in_words(
    joined: Ledger, spoil: Callable[[dict[str, Any]], None], words: str
) -> None:
    made = annotated(joined, R1, R2)
    spoil(made[0])
    made[0].setdefault("id", 1)
    taken = labelstudio(joined, made)
    assert any(words in one for one in taken.refusals), taken.refusals
    assert (world.C3.id, "accept", None) in kinds(taken)  # the rest is taken


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"7", b"[7]", b"[" * 100_000])
def test_what_is_no_export_is_refused_whole(joined: Ledger, data: bytes) -> None:
    with pytest.raises(LedgerError, match="nothing was changed"):
        read_labelstudio(joined, ANA, data)


def test_the_interface_has_every_label(joined: Ledger) -> None:
    labels = {
        name
        for task in tasks(joined, [R1, R2])
        for one in task["predictions"][0]["result"]
        for name in (one.get("labels") or one["value"].get("labels") or one["value"]["choices"])
    }
    assert all(f'value="{label}"' in interface() for label in labels)
    assert "ASSAULT Actor*:<ENTITY>" in config() and "Rejected Arg:<EVENT>" in config()


def test_what_label_studio_has_and_the_ledger_lacks_is_added(joined: Ledger) -> None:
    made = annotated(joined, R1)
    made[0]["annotations"][0]["result"] += [
        {"id": "n", "type": "labels", "value": {**spot("strike"), "labels": ["ASSAULT"]}},
        {"id": "n", "type": "choices", "from_name": "certainty", "value": {"choices": ["planned"]}},
        {"id": "m", "type": "labels", "value": {**spot("The Front"), "labels": ["group"]}},
        {"id": "t", "type": "labels", "value": {**spot("last"), "labels": ["time"]}},
        {"type": "relation", "from_id": "n", "to_id": "m", "labels": ["actor"]},
        {"type": "relation", "from_id": "n", "to_id": "t", "labels": ["time"]},
    ]
    before = {claim.id for claim in joined.claims()}
    taken = labelstudio(joined, made)
    assert taken.refusals == [
        "task 1, region n: 'last' says no day; give start and end, or other words; the rest of the "
        "event is taken"
    ]
    [name] = [claim for claim, kind, _ in kinds(taken) if kind == "add"]
    claim = claim_now(joined, name)
    assert name not in before and claim in list(joined.claims())
    assert (claim.type, claim.certainty, claim.time) == ("ASSAULT", "planned", None)
    assert [party.text for party in claim.actors] == ["The Front"]
    assert verify(joined).sound
    again = labelstudio(joined, annotated(joined, R1))
    assert {kind for _, kind, _ in kinds(again)} == {"accept"} and again.refusals == []


def test_an_event_marked_on_the_word_of_a_claim_leaves_that_claim_alone(joined: Ledger) -> None:
    made = annotated(joined, R1)
    rows = made[0]["annotations"][0]["result"]
    further = {"id": "n", "type": "labels", "value": {**spot("killed"), "labels": ["ACCUSE"]}}
    rows.insert(0, further)  # whatever comes first in the file
    taken = labelstudio(joined, made)
    assert taken.refusals == []
    assert sorted(kind for _, kind, _ in kinds(taken)) == ["accept", "accept", "add"]


# ------------------------------------------------------------------ brat


def told(ann: str) -> set[str]:
    """What an .ann file says, whatever the numbers of its lines and the claims' ids."""
    rows = [line.partition("\t")[::2] for line in ann.splitlines()]
    spans = {name: rest for name, rest in rows if name.startswith("T")}
    events = {}
    for name, rest in rows:
        if name.startswith("E"):
            parts = (part.partition(":") for part in rest.split())
            events[name] = " ".join(f"{label}:({spans[target]})" for label, _, target in parts)
    grades = (rest.split() for name, rest in rows if name.startswith("A"))
    marked = {f"{kind} {events[event]} {word}" for kind, event, word in grades}
    return {*events.values(), *marked}


def test_an_annotation_of_events_that_nobody_read_comes_back_as_it_was(
    joined: Ledger, tmp_path: Path
) -> None:
    """brat → added claims → brat: the same events with the same roles and grades."""
    ann = ann_of(joined, R1)
    bare = "".join(f"{line}\n" for line in ann.splitlines() if not line.startswith("#"))
    with Ledger.open(tmp_path / "unread.ledger", create=True) as unread:
        assert unread.add(make.grounded(world.R1), world.S1)
        rebuild_view(unread)
        taken = read_brat(unread, ANA, bare.encode(), name=f"{R1}.ann")
        assert taken.refusals == [] and {kind for _, kind, _ in kinds(taken)} == {"add"}
        assert told(ann_of(unread, R1)) == told(ann)
        assert verify(unread).sound
        assert {c for i in unread.incidents() for c in i.claims} == {world.C1.id, world.C2.id}
        packed = archive(unread, [R1])
        assert {kind for _, kind, _ in kinds(read_brat(unread, ANA, packed))} == {"accept"}


def test_an_event_that_is_rejected_and_was_never_read_is_told(joined: Ledger) -> None:
    more = "T90\tASSAULT 200 206\tstrike\nE90\tASSAULT:T90\nA90\tRejected E90\n"
    taken = read_brat(joined, ANA, (ann_of(joined, R1) + more).encode(), name=f"{R1}.ann")
    assert any("marked as rejected, and the ledger has no claim" in one for one in taken.refusals)
    assert "add" not in {kind for _, kind, _ in kinds(taken)}


def test_brat_corrections_are_decisions(joined: Ledger) -> None:
    ann = ann_of(joined, R1)
    event = next(line for line in ann.split("\n") if line.startswith("E1\t"))
    changed = ann.replace("Certainty E1 claimed", "Certainty E1 alleged")
    changed = changed.replace(event, event.replace("Target:", "Recipient:"))
    changed += "A9\tRejected E2\n"
    taken = read_brat(joined, ANA, changed.encode(), name=f"{R1}.ann")
    found = kinds(taken)
    assert (world.C1.id, "correct", "certainty") in found
    assert (world.C1.id, "reject", "targets") in found or (
        world.C1.id,
        "correct",
        "targets",
    ) in found
    assert (world.C1.id, "correct", "recipients") in found
    assert (world.C2.id, "reject", None) in found
    assert taken.refusals == []
    assert verify(joined).sound


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T90\tASSAULT 5 9", "line 1: there is no span"),
        ("T90\tASSAULT 0 3;5 9\tThe x", "words in several pieces are not taken"),
        ("T90\tWAR 0 3\tThe", "'WAR' is no word of the codebook"),
        ("T90\tASSAULT 0 3\tAnd", "'And' does not stand at 0 to 3: 'The'"),
        ("E90\tWAR:T1", "begins with no event type"),
        ("E90\tASSAULT:T1 Boss:T2", "the role 'Boss' is none of Actor"),
        ("A90\tCertainty E77 claimed", "no grade of an event that stands above it"),
        ("A90\tCertainty E1 sure", "no grade of an event"),
        ("R1\tpart-of Arg1:T1 Arg2:T2", "is no line that is taken"),
        ("nonsense", "is no line that is taken"),
    ],
)
def test_what_brat_says_wrong_is_refused_with_its_line(
    joined: Ledger, line: str, words: str
) -> None:
    ann = ann_of(joined, R1)
    number = len(ann.splitlines()) + 1
    more = f"{line}\n"
    if line.startswith("T90\tASSAULT") and ";" not in line:
        more += "E90\tASSAULT:T90\n" if "And" in line else "E90\tASSAULT:T91\n"
        words = words.replace("line 1", f"line {number + 1}")
    taken = read_brat(joined, ANA, (ann + more).encode(), name=f"{R1}.ann")
    assert any(words in one for one in taken.refusals), taken.refusals
    assert (world.C1.id, "accept", None) in kinds(taken)


def test_brat_files_are_matched_by_text_name_or_claims(joined: Ledger, tmp_path: Path) -> None:
    ann = ann_of(joined, R1)
    assert len(read_brat(joined, ANA, ann.encode(), name="any.ann").made) == 2  # by the claims
    bare = "\n".join(line for line in ann.split("\n") if not line.startswith("#"))
    taken = read_brat(joined, ANA, bare.encode(), name="any.ann")
    assert taken.made == [] and "has no report with this text" in taken.refusals[0]
    (tmp_path / "mine.ann").write_text(bare, encoding="utf-8")
    (tmp_path / "mine.txt").write_text(world.FIRST, encoding="utf-8")
    assert len(read_brat(joined, ANA, with_text(tmp_path / "mine.ann")).made) == 2


def test_archives_that_cannot_be_read_are_refused(joined: Ledger) -> None:
    good = archive(joined, [R1])
    assert archive(joined, [R1]) == good
    for data in (good[:200], b"PK\x03\x04" + b"x" * 50):
        with pytest.raises(LedgerError, match="nothing was changed"):
            read_brat(joined, ANA, data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.ann", b"x" * (65 << 20))
    with pytest.raises(LedgerError, match="more than 64 MB"):
        read_brat(joined, ANA, packed.getvalue())
    with pytest.raises(LedgerError, match="no .ann file"):
        read_brat(joined, ANA, b"text", name="a.txt")
    assert "no UTF-8" in read_brat(joined, ANA, b"\xff\xfe", name="a.ann").refusals[0]
