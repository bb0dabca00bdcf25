"""Decisions on claims hold wherever claims are asked for, and every one can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.ledger import Ledger, export_lines, import_lines, reading, verify
from gesta.ledger.editing import Editor
from gesta.ledger.find import Filter, find_claims, find_incidents
from gesta.ledger.review import StaleDecision, claim_now, decide, last_on, undo
from gesta.ledger.review_value import Given
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

ANA, BEN = Editor("ana", "as the text says"), Editor("ben")


@pytest.fixture
def joined(ledger: Ledger) -> Ledger:
    """The small world with its view computed."""
    rebuild_view(ledger)
    return ledger


def span(text: str, words: str) -> dict[str, int]:
    found = make.quote(text, words)
    return {"start": found.start, "end": found.end}


def state(ledger: Ledger) -> list[str]:
    """All that the ledger says but for the log of decisions, and the head of the view."""
    head = ledger.connection.execute("SELECT value FROM meta WHERE key = 'view head'").fetchall()
    lines = [line for line in export_lines(ledger) if '"kind": "review"' not in line]
    return [*lines, str(head)]


def faults(ledger: Ledger) -> list[str]:
    return [str(fault) for fault in verify(ledger).faults]


CORRECTIONS: list[tuple[str, Given, Any]] = [
    (world.C1.id, Given("type", "COERCE"), "COERCE"),
    (world.C1.id, Given("certainty", "alleged"), "alleged"),
    (world.C1.id, Given("outcome", None), None),
    (world.C1.id, Given("modes", ["aerial", "drone"]), ("aerial", "drone")),
    (world.C1.id, Given("trigger", span=span(world.FIRST, "drone")), None),
    (world.C2.id, Given("evidence", span=span(world.FIRST, world.FIRST[87:130])), None),
    (world.C2.id, Given("killed", 11), (11, 11)),
    (world.C2.id, Given("killed", {"low": 5}), (5, None)),
    (world.C2.id, Given("wounded", span=span(world.FIRST, "At least 12")), (12, None)),
    (world.C2.id, Given("time", span=span(world.FIRST, "Monday")), "2024-03-04"),
    (world.C1.id, Given("time", "2024-03-03"), "2024-03-03"),
    (world.C1.id, Given("actor", span=span(world.FIRST, "Hill Army")), "Hill Army"),
    (world.C2.id, Given("actor", world.FRONT.id), ""),
    (world.C2.id, Given("place", span=span(world.FIRST, "Qaryat Umm")), "Qaryat Umm"),
    (world.C2.id, Given("origin", world.TOWN.id), ""),
    (world.C2.id, Given("weapon", span=span(world.FIRST, "drone")), "drone"),
    (world.C2.id, Given("weapon", {"class": "mortar"}), ""),
    (world.C1.id, Given("target", span=span(world.FIRST, "guards"), item=1), "fuel depot"),
    (world.C2.id, Given("said_by", span=span(world.FIRST, "The Front")), "The Front"),
    (world.C1.id, Given("actors", item=0), None),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "given", "gives"), CORRECTIONS)
def test_a_corrected_field_is_what_everything_reads_and_an_undo_restores_every_byte(
    joined: Ledger, claim: str, given: Given, gives: Any, tmp_path: Path
) -> None:
    before = state(joined)
    made = decide(joined, ANA, claim, "correct", given)
    now = next(joined.claims("id = ?", (claim,)))
    read = next(reading.claims(joined.connection, "id = ?", (claim,)))
    value = getattr(now, made.decision.field or "")
    assert value != getattr(read, made.decision.field or "")
    if given.field in ("killed", "wounded"):
        assert (value.low, value.high) == gives
    elif given.field == "time":
        assert value.start.isoformat() == gives
    elif isinstance(gives, str) and isinstance(value, tuple):
        assert value[0].text == gives
    elif gives is not None:
        assert value == gives
    assert faults(joined) == []
    lines = list(export_lines(joined))
    import_lines(lines, tmp_path / "again.ledger")
    with Ledger.open(tmp_path / "again.ledger") as again:
        assert list(export_lines(again)) == lines
        assert next(again.claims("id = ?", (claim,))) == now
        assert faults(again) == []
    undo(joined, ANA)
    assert state(joined) == before
    assert faults(joined) == []


def test_a_value_without_words_says_that_it_stands_on_the_reviewer(joined: Ledger) -> None:
    decide(joined, ANA, world.C2.id, "correct", Given("killed", 11))
    decide(joined, ANA, world.C2.id, "correct", Given("actor", world.FRONT.id))
    decide(joined, ANA, world.C2.id, "correct", Given("time", {"start": "2024-03-01"}))
    line = next(line for line in export_lines(joined) if f'"claim", "id": "{world.C2.id}"' in line)
    assert line.count('"basis": "reviewer"') == 3


def test_a_rejected_claim_leaves_claims_and_incidents_and_stays_in_the_file(joined: Ledger) -> None:
    before = state(joined)
    made = decide(joined, ANA, world.C1.id, "reject")
    assert world.C1.id not in {claim.id for claim in joined.claims()}
    assert all(world.C1.id not in incident.claims for incident in joined.incidents())
    assert made.incidents
    line = next(line for line in export_lines(joined) if f'"claim", "id": "{world.C1.id}"' in line)
    assert '"rejected": true' in line and '"incident": null' in line
    rebuild_view(joined)
    assert world.C1.id not in {c for i in joined.incidents() for c in i.claims}
    assert faults(joined) == []
    undo(joined, ANA)
    rebuild_view(joined)
    assert state(joined) == before


def test_the_later_of_two_people_counts_and_both_stay(joined: Ledger) -> None:
    decide(joined, ANA, world.C2.id, "correct", Given("killed", 11))
    decide(joined, BEN, world.C2.id, "correct", Given("killed", 9))
    assert claim_now(joined, world.C2.id).killed.low == 9  # type: ignore[union-attr]
    assert [r.by for r in joined.reviews() if r.subject == world.C2.id].count("ben") == 1
    decide(joined, ANA, world.C2.id, "reject")
    decide(joined, BEN, world.C2.id, "accept")
    assert claim_now(joined, world.C2.id) in list(joined.claims())
    undo(joined, BEN)
    assert claim_now(joined, world.C2.id) not in list(joined.claims())


def test_who_has_not_seen_the_last_decision_is_refused_with_both_versions(joined: Ledger) -> None:
    first = decide(joined, ANA, world.C2.id, "correct", Given("killed", 11), seen=None)
    before = state(joined)
    with pytest.raises(StaleDecision, match="ana decided on this claim since") as refused:
        decide(joined, BEN, world.C2.id, "correct", Given("killed", 9), seen=None)
    assert refused.value.yours["value"] == 9
    assert [one.id for one in refused.value.theirs] == [first.decision.id]
    assert state(joined) == before
    decide(joined, BEN, world.C2.id, "correct", Given("killed", 9), seen=first.decision.id)
    with pytest.raises(StaleDecision, match="ben decided"):
        undo(joined, ANA, first.decision.id, seen=first.decision.id)
    undo(joined, ANA, first.decision.id, seen=last_on(joined, world.C2.id))
    with pytest.raises(StaleDecision, match="undone already, by ana"):
        undo(joined, BEN, first.decision.id)
    with pytest.raises(LedgerError, match="no decision 'v0' that could have been seen"):
        decide(joined, ANA, world.C2.id, "accept", seen="v0")


def test_an_undo_can_itself_be_undone(joined: Ledger) -> None:
    made = decide(joined, ANA, world.C2.id, "correct", Given("killed", 11))
    after = state(joined)
    back = undo(joined, ANA, made.decision.id)
    undo(joined, BEN, back.decision.id)
    assert state(joined) == after


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given("colour", "red"), "'colour' is no field of a claim. Say one of evidence, trigger"),
        (Given("type", "WAR"), "type is 'WAR', but must be one of ASSAULT"),
        (Given("type"), "a claim cannot be without type"),
        (Given("actor", span={"start": 0, "end": 99_999}), "is not in the text, which has"),
        (Given("actor", span={"start": 1.5, "end": 3}), "a span needs start and end"),
        (Given("actor", span="x"), "the words need a span"),
        (Given("actor", "Nobody At All"), "has no actor called 'Nobody At All'"),
        (Given("actor", span={"start": 0, "end": 3}, item=7), "item: 7, but actors has 0 values"),
        (Given("actor", item=0), "item: 0 of actors is not there to be taken out"),
        (Given("place", "Xyzzyqqq"), "no place is called 'Xyzzyqqq'"),
        (Given("killed", span={"start": 0, "end": 3}), "'The' says no number"),
        (Given("killed", {"low": 9, "high": 3}), "low no more than high"),
        (Given("killed", {"low": -1}), "of at least 0"),
        (Given("killed", "many"), "a number is"),
        (Given("killed", span={"start": 0, "end": 3}, item=0), "killed holds one value"),
        (Given("time", {"start": "2024-13-01"}), "must be a day such as"),
        (Given("time", {"start": "2024-02-02", "end": "2024-02-01"}), "the end comes before"),
        (Given("time", span={"start": 0, "end": 3}), "'The' says no day"),
        (Given("weapon", {"class": "spoon"}), "'spoon' is no class of weapons: cruise missile"),
        (Given("target", "a depot"), "a target is words of the report"),
        (Given("modes", ["drone", "drone"]), "is there twice"),
        (Given("modes", ["nice"]), "'nice' is none of abduct"),
        (Given("content", ["c0"]), "the report has no claim 'c0'"),
        (Given("killed", span=span(world.FIRST, "At least 12")), "killed has this value already"),
        (Given("evidence", span=span(world.FIRST, "a doctor")), "the evidence must hold"),
        (Given("actors", [{"actor": 5}]), "must be the id or name of the actor"),
        (Given("actors", ["x"] * 51), "51 values are more than 50"),
    ],
)
def test_what_cannot_be_a_value_is_refused_in_words_and_changes_nothing(
    joined: Ledger, given: Given, words: str
) -> None:
    before = state(joined)
    with pytest.raises(LedgerError) as refused:
        decide(joined, ANA, world.C2.id, "correct", given)
    assert words in str(refused.value)
    assert state(joined) == before


def test_who_decides_on_what_must_be_said(joined: Ledger) -> None:
    with pytest.raises(LedgerError, match="Who decides"):
        decide(joined, Editor(" "), world.C2.id, "accept")
    with pytest.raises(LedgerError, match="no claim 'c0'"):
        decide(joined, ANA, "c0", "accept")
    with pytest.raises(LedgerError, match="'praise' is no decision"):
        decide(joined, ANA, world.C2.id, "praise")
    with pytest.raises(LedgerError, match="Which field"):
        decide(joined, ANA, world.C2.id, "correct")
    with pytest.raises(LedgerError, match="ana made no decision"):
        undo(joined, ANA)
    with pytest.raises(LedgerError, match="no decision 'v0' on a claim"):
        undo(joined, ANA, "v0")


def test_filters_ask_what_claims_are_now(joined: Ledger) -> None:
    for given in (
        Given("type", "COERCE"), Given("actor", world.ARMY.id), Given("time", "2024-05-01"),
        Given("place", item=0), Given("certainty", "alleged"),
    ):  # fmt: skip
        decide(joined, ANA, world.C1.id, "correct", given)

    def found(**asked: Any) -> set[str]:
        return {c.id for c in find_claims(joined, Filter(**asked)).shown}

    assert world.C1.id in found(type="COERCE") and world.C1.id not in found(type="ASSAULT")
    assert world.C1.id in found(actor="Hill Army", certainty="alleged")
    assert world.C1.id in found(actor="Northern Front")  # it still says so
    assert world.C1.id not in found(place="Qaryat Umm")
    assert found(since=make.day("2024-04-30")) == {world.C1.id}
    assert world.C1.id not in found(until=make.day("2024-04-30"))
    assert find_claims(joined, Filter()).shown[0].id == world.C3.id  # in the order of its days
    of_it = next(i.id for i in joined.incidents() if world.C1.id in i.claims)
    assert of_it in {i.id for i in find_incidents(joined, Filter(certainty="alleged")).shown}
    assert not find_incidents(joined, Filter(certainty="claimed")).shown
    decide(joined, ANA, world.C1.id, "reject")
    assert found(type="COERCE") == set()


def test_counts_of_parties_places_and_speakers_are_of_claims_as_they_are_now(
    joined: Ledger,
) -> None:
    def counted(sql: str, column: str) -> dict[str, int]:
        rows = joined.connection.execute(
            f"SELECT {column}, count(*) FROM {sql} WHERE {column} IS NOT NULL GROUP BY {column}"
        )
        return {str(name): int(number) for name, number in rows}

    def all_counts() -> list[dict[str, int]]:
        edits = joined.edits()
        return [
            counted(edits.parties_sql(), "actor"), counted(edits.places_sql(), "place"),
            counted(edits.speakers_sql(), "actor"),
        ]  # fmt: skip

    front, army, town = world.FRONT.id, world.ARMY.id, world.TOWN.id
    assert all_counts() == [{front: 1, army: 1}, {town: 2}, {front: 1, army: 1}]
    decide(
        joined, ANA, world.C1.id, "correct", Given("actors", [{"actor": army}, {"actor": front}])
    )
    decide(joined, ANA, world.C1.id, "correct", Given("said_by", [{"actor": army, "cue": "said"}]))
    decide(joined, ANA, world.C3.id, "reject")
    assert all_counts() == [{front: 1, army: 2}, {town: 1}, {army: 1}]


def test_a_place_of_the_gazetteer_comes_with_the_decision_and_goes_with_its_undo(
    joined: Ledger, tmp_path: Path
) -> None:
    made = decide(joined, ANA, world.C2.id, "correct", Given("place", "Baghdad"))
    name = made.decision.value[0]["place"]
    assert next(joined.places("id = ?", (name,))).country == "IRQ"
    assert {c.id for c in find_claims(joined, Filter(place="IRQ")).shown} == {world.C2.id}
    lines = list(export_lines(joined))
    assert sum('"added": true' in line for line in lines) == 1
    import_lines(lines, tmp_path / "again.ledger")
    with Ledger.open(tmp_path / "again.ledger") as again:
        assert list(export_lines(again)) == lines
    undo(joined, ANA)
    assert not list(joined.places("id = ?", (name,)))


def test_an_import_refuses_what_no_decision_made_of_a_claim(joined: Ledger, tmp_path: Path) -> None:
    decide(joined, ANA, world.C2.id, "correct", Given("killed", 11))
    lines = list(export_lines(joined))
    head = '"kind": "claim", '
    for old, new, words in (
        ('"low": 11, "high": 11, "basis"', '"low": 11, "high": 12, "basis"', "as_read of the"),
        (head, f'{head}"rejected": true, ', "rejected of the claim"),
        ('"decided": "correct"', '"decided": "praise"', "'praise' is none of accept"),
        ('"field": "killed"', '"field": "wounded"', "is not the hash of what it says"),
    ):
        changed = [line.replace(old, new) for line in lines]
        assert changed != lines
        with pytest.raises(ExchangeError, match=words):
            import_lines(changed, tmp_path / "no.ledger")


def test_verify_names_words_that_do_not_stand_in_the_text(joined: Ledger) -> None:
    made = decide(
        joined, ANA, world.C2.id, "correct", Given("target", span=span(world.FIRST, "guards"))
    )
    joined.connection.execute(
        "UPDATE reviews SET after = replace(after, 'guards', 'people') WHERE id = ?",
        (made.decision.id,),
    )
    assert any("receipt" in words for words in faults(joined))
    assert any("not in force" in words for words in faults(joined))


def test_joining_anew_honours_decisions_and_gives_what_the_short_way_gave(joined: Ledger) -> None:
    decide(joined, ANA, world.C2.id, "correct", Given("killed", 11))
    decide(joined, ANA, world.C3.id, "reject")
    short = list(joined.incidents())
    rebuild_view(joined)
    assert list(joined.incidents()) == short
