"""Edits of actors in a ledger: kept, shown everywhere, exported, verified, undone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.grounding.actors.generic import own_id
from gesta.ledger import Ledger, editing, export_lines, import_lines, moments, reading, verify
from gesta.ledger.editing import Editor
from gesta.ledger.find import Filter, find_claims, find_incidents
from gesta.types import Grounded
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

ANA = Editor("ana", "as the ministry says")
LATE = "Hill men shelled the town. The Northern Front cheered."


def late() -> tuple[Grounded, object]:
    """A report that is read after the edits."""
    report = make.report(LATE, outlet="Late Post")
    men = replace(make.actor("Hill men", type="group"), id=own_id("Hill men"))
    claim = make.claim(
        report, "Hill men shelled the town.", "shelled",
        actors=(make.party(LATE, "Hill men", men.id),),
        recipients=(make.party(LATE, "The Northern Front", world.FRONT.id),),
    )  # fmt: skip
    return Grounded(report, (claim,), actors=(men, world.FRONT)), make.source(
        LATE, outlet="Late Post"
    )


def lines(ledger: Ledger) -> list[str]:
    return list(export_lines(ledger))


def parties(ledger: Ledger) -> set[str | None]:
    return {p.actor for c in ledger.claims() for p in (*c.actors, *c.recipients, *c.said_by)}


def test_an_edit_says_who_when_why_and_what_was(ledger: Ledger) -> None:
    edit = editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    (review,) = [r for r in ledger.reviews() if r.id == edit.id]
    assert (review.kind, review.by, review.reason) == ("merge", "ana", "as the ministry says")
    assert review.subject == world.FRONT.id
    assert review.at.startswith("20") and review.at.endswith("Z")
    assert review.before["name"] == "Northern Front"
    assert review.after["actor"]["id"] == world.ARMY.id


def test_a_merge_shows_everywhere_and_edits_no_claim(ledger: Ledger) -> None:
    read = list(reading.claims(ledger.connection))
    editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    rebuild_view(ledger)
    assert list(reading.claims(ledger.connection)) == read
    assert parties(ledger) == {world.ARMY.id, None}
    assert [a.name for a in ledger.actors()] == ["Hill Army"]
    assert find_claims(ledger, Filter(actor="the Front")).total == 3
    assert find_incidents(ledger, Filter(actor="Northern Front")).total >= 1
    assert {a for i in ledger.incidents() for a in (*i.actors, *i.recipients)} == {world.ARMY.id}
    assert not [t for t in ledger.ties() if t.type == "part-of"]  # of one actor with itself
    assert verify(ledger).sound


def test_an_undo_brings_the_same_bytes_back_but_for_the_log(ledger: Ledger) -> None:
    rebuild_view(ledger)
    before = [line for line in lines(ledger) if '"kind": "review"' not in line]
    edit = editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    editing.split(ledger, ANA, "Hill Army", "Night Front", names=["the Front"])
    with pytest.raises(LedgerError, match="no edit"):
        editing.undo(ledger, ANA, "vnobody")
    editing.undo(ledger, ANA)
    editing.undo(ledger, ANA, edit.id)
    rebuild_view(ledger)
    assert [line for line in lines(ledger) if '"kind": "review"' not in line] == before
    assert [e.kind for e in editing.log(ledger)] == ["merge", "split", "undo", "undo"]
    with pytest.raises(LedgerError, match="undone already"):
        editing.undo(ledger, ANA, edit.id)
    with pytest.raises(LedgerError, match="no edit of an actor to undo"):
        editing.undo(ledger, ANA)
    assert verify(ledger).sound


def test_an_undo_can_be_undone(ledger: Ledger) -> None:
    editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    undone = editing.undo(ledger, ANA)
    editing.undo(ledger, ANA, undone.id)
    assert [a.name for a in ledger.actors()] == ["Hill Army"]


def test_edits_hold_for_reports_read_later(ledger: Ledger) -> None:
    editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    editing.alias(ledger, ANA, "Hill Army", ["Hill men"])
    assert ledger.add(*late())  # type: ignore[arg-type]
    rebuild_view(ledger)
    assert parties(ledger) == {world.ARMY.id, None}
    assert {"Hill men", "Northern Front"} <= set(next(ledger.actors()).names)
    assert verify(ledger).sound


@pytest.mark.parametrize("touch", ["merge", "alias", "split", "add", "all"])
def test_a_ledger_with_edits_goes_out_and_in_whole(
    ledger: Ledger, tmp_path: Path, touch: str
) -> None:
    assert ledger.add(*late())  # type: ignore[arg-type]
    if touch in ("alias", "all"):
        editing.alias(ledger, ANA, "Hill Army", ["Hill men", "guards"])
    if touch in ("split", "all"):
        editing.split(ledger, ANA, "Northern Front", "Night Front", names=["the Northern Front"],
                      reports=[world.R1.id], country="syr")  # fmt: skip
    if touch in ("merge", "all"):
        editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    if touch in ("add", "all"):
        editing.add(ledger, ANA, "Zubar Brigades", type="group", names=["ZB"])
    rebuild_view(ledger)
    out = lines(ledger)
    import_lines(out, tmp_path / "copy.ledger")
    with Ledger.open(tmp_path / "copy.ledger") as copy:
        assert lines(copy) == out
        assert verify(copy).sound
        editing.undo(copy, ANA)
        editing.undo(ledger, ANA)
        rebuild_view(copy)
        rebuild_view(ledger)
        assert list(copy.actors()) == list(ledger.actors())
        assert list(copy.claims()) == list(ledger.claims())


def test_exported_parties_say_whom_they_were_read_as(ledger: Ledger) -> None:
    editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    rebuild_view(ledger)
    out = "".join(lines(ledger))
    assert f'"actor": "{world.ARMY.id}", "read_as": "{world.FRONT.id}"' in out
    assert f'"merged_into": "{world.ARMY.id}"' in out


def test_an_added_actor_is_there_before_any_report_names_it(ledger: Ledger) -> None:
    edit = editing.add(
        ledger, ANA, "Zubar Brigades", type="group", country="irq", names=["ZB", "Liwa Zubar"]
    )
    (one,) = [a for a in ledger.actors() if a.id == edit.subject]
    assert (one.id, one.country, one.generic) == ("a-zubar-brigade", "IRQ", False)
    with pytest.raises(LedgerError, match="is known"):
        editing.add(ledger, ANA, "the ZUBAR brigades", type="group")


@pytest.mark.parametrize(
    ("make_edit", "words"),
    [
        (lambda x: editing.merge(x, ANA, "Northern Front", "Nrthern Front"), "nearest names"),
        (lambda x: editing.merge(x, ANA, "Northern Front", "the Front"), "one actor already"),
        (lambda x: editing.merge(x, ANA, "", "Hill Army"), "no actor called"),
        (lambda x: editing.merge(x, Editor("  "), "Hill Army", "the Front"), "--by"),
        (lambda x: editing.add(x, ANA, "…", type="group"), "is no name"),
        (lambda x: editing.add(x, ANA, "Zub" * 200, type="group"), "is no name"),
        (lambda x: editing.add(x, ANA, "Zub", type="army"), "is no type"),
        (lambda x: editing.add(x, ANA, "Zub", type="group", country="XX"), "no country's code"),
        (lambda x: editing.add(x, ANA, "Hezbollah", type="group"), "is known"),
        (lambda x: editing.alias(x, ANA, "Hill Army", []), "Which names"),
        (lambda x: editing.alias(x, ANA, "Hill Army", ["Northern Front"]), "another actor"),
        (lambda x: editing.split(x, ANA, "Hill Army", "Zub"), "What of"),
        (lambda x: editing.split(x, ANA, "Hill Army", "Zub", names=["Zubar"]), "No report calls"),
        (lambda x: editing.split(x, ANA, "Hill Army", "Zub", reports=["r0"]), "no report 'r0'"),
        (lambda x: editing.undo(x, ANA), "no edit"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_in_words_and_changes_nothing(
    ledger: Ledger, make_edit: object, words: str
) -> None:
    before = lines(ledger)
    with pytest.raises(LedgerError, match=words):
        make_edit(ledger)  # type: ignore[operator]
    assert lines(ledger) == before


def test_an_actor_that_edits_stand_on_is_not_undone_from_under_them(ledger: Ledger) -> None:
    added = editing.add(ledger, ANA, "Zubar Brigades", type="group")
    editing.merge(ledger, ANA, "Northern Front", "Zubar Brigades")
    with pytest.raises(LedgerError, match="Undo that one first"):
        editing.undo(ledger, ANA, added.id)
    editing.undo(ledger, ANA)
    editing.undo(ledger, ANA, added.id)
    assert {a.name for a in ledger.actors()} == {"Hill Army", "Northern Front"}


def test_an_actor_of_the_registry_can_be_merged_into_unread(ledger: Ledger) -> None:
    editing.merge(ledger, ANA, "Northern Front", "Hezbollah")
    rebuild_view(ledger)
    assert "a-hezbollah" in {a.id for a in ledger.actors()}
    assert verify(ledger).sound


def test_two_of_one_name_are_told_apart_by_report(ledger: Ledger) -> None:
    edit = editing.split(ledger, ANA, "Hill Army", "Hill Army", reports=[world.R2.id])
    assert edit.actor is not None and edit.actor.id != world.ARMY.id
    whom = {c.report: p.actor for c in ledger.claims() for p in (*c.recipients, *c.said_by)
            if p.actor in (edit.actor.id, world.ARMY.id)}  # fmt: skip
    assert whom == {world.R1.id: world.ARMY.id, world.R2.id: edit.actor.id}


def test_a_forged_edit_is_not_imported(ledger: Ledger, tmp_path: Path) -> None:
    edit = editing.merge(ledger, ANA, "Northern Front", "Hill Army")
    out = [line.replace('"by": "ana"', '"by": "eve"') if edit.id in line else line
           for line in lines(ledger)]  # fmt: skip
    with pytest.raises(ExchangeError, match="not the hash"):
        import_lines(out, tmp_path / "copy.ledger")
    out = [line for line in lines(ledger) if f'"id": "{edit.id}"' not in line]
    with pytest.raises(ExchangeError):
        import_lines(out, tmp_path / "copy.ledger")
    assert not (tmp_path / "copy.ledger").exists()


def test_edits_are_ordered_though_the_clock_stands_still(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(moments.datetime):
        @classmethod
        def now(cls, tz: object = None) -> Stopped:  # type: ignore[override]
            return cls(2024, 1, 1, tzinfo=moments.UTC)

    monkeypatch.setattr(moments, "datetime", Stopped)
    kinds = [
        editing.merge(ledger, ANA, "Northern Front", "Hill Army").kind,
        editing.undo(ledger, ANA).kind,
        editing.alias(ledger, ANA, "Northern Front", ["Zub"]).kind,
    ]
    assert [e.kind for e in editing.log(ledger)] == kinds


def test_every_actor_goes_out_with_type_and_sector(ledger: Ledger) -> None:
    editing.add(ledger, ANA, "Zubar police", type="force", country="IRQ")
    out = [json.loads(line) for line in lines(ledger)]
    sectors = {r["name"]: (r["type"], r["sector"]) for r in out if r["kind"] == "actor"}
    assert sectors["Zubar police"] == ("force", "COP")
    assert sectors["Hill Army"] == ("force", "MIL")
    assert len(sectors) == 3


def test_the_id_of_an_actor_merged_away_leads_to_what_it_became(ledger: Ledger) -> None:
    editing.merge(ledger, ANA, "Northern Front", "Hezbollah")
    editing.merge(ledger, ANA, "a-hezbollah", "Hill Army")
    for gone in (world.FRONT.id, "a-hezbollah"):
        assert editing.find_actor(ledger, gone).id == world.ARMY.id
        assert find_claims(ledger, Filter(actor=gone)).total == 3
