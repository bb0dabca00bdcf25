"""What the reader missed and a person adds: a claim like others, taken away again byte for byte."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.identity import hashed
from gesta.ledger import Ledger
from gesta.ledger.editing import Editor
from gesta.ledger.exchange import export_lines, import_lines
from gesta.ledger.find import Filter, find_claims
from gesta.ledger.review import StaleDecision, claim_now, decide, last_on, undo
from gesta.ledger.review_add import Missed, add
from gesta.ledger.review_log import log, reviews_of
from gesta.ledger.review_passages import passages
from gesta.ledger.review_queue import Queue
from gesta.ledger.review_value import Given
from gesta.renew import join_decided
from gesta.types import Claim
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world
from tests.ledger.test_review import ANA, BEN, faults, joined, span, state

__all__ = ["joined"]  # the fixture

THIRD = (
    "Valley Guard fighters shelled Baghdad on 3 March 2024, killing at least 40 soldiers with "
    "mortars, the Northern Front said. Earlier they seized a bridge."
)
R3 = make.report(THIRD, outlet="Gulf Post", path="c.txt", published=make.day("2024-03-05"))


def shelled(**more: Any) -> Missed:
    """The event that no reader found in the third report, with all that it says."""
    fields = [
        Given("actor", span=span(THIRD, "Valley Guard")),
        Given("recipient", span=span(THIRD, "soldiers")),
        Given("place", span=span(THIRD, "Baghdad")),
        Given("time", span=span(THIRD, "3 March 2024")),
        Given("killed", span=span(THIRD, "at least 40")),
        Given("weapon", span=span(THIRD, "mortars")),
        Given("said_by", span=span(THIRD, "Northern Front")),
        Given("modes", ["heavy-weapons"]),
    ]
    given = {"report": R3.id, "trigger": span(THIRD, "shelled"), "type": "ASSAULT"}
    return Missed(**{**given, "fields": fields, **more})


@pytest.fixture
def missing(joined: Ledger) -> Ledger:
    """The small world with a report in which nothing was found."""
    assert joined.add(make.grounded(R3), make.source(THIRD, path="c.txt", outlet="Gulf Post"))
    rebuild_view(joined)
    return joined


def one(ledger: Ledger, claim: str) -> Claim:
    return next(ledger.claims("id = ?", (claim,)))


def incidents_of(ledger: Ledger, claim: str) -> list[str]:
    return [i.id for i in ledger.incidents() if claim in i.claims]


def test_an_added_claim_is_grounded_and_is_a_claim_like_others(missing: Ledger) -> None:
    made = add(missing, ANA, shelled())
    name = made.decision.claim
    claim = one(missing, name)
    assert claim.id == hashed("c", R3.id, claim.trigger.start, claim.trigger.end, "ASSAULT")
    assert claim.evidence.text == THIRD[: THIRD.index(" Earlier")]
    assert claim.time is not None and claim.killed is not None
    assert (claim.time.start, claim.time.basis) == (make.day("2024-03-03"), "stated")
    assert (claim.killed.low, claim.killed.high) == (40, None)
    assert claim.weapons[0].weapon_class == "mortar"
    assert (claim.certainty, claim.modes, claim.score) == ("attributed", ("heavy-weapons",), 1.0)
    said = claim.said_by[0]
    assert (said.text, said.cue) == ("Northern Front", "said")
    assert THIRD[said.cue_start : said.cue_end] == "said"
    place = next(missing.places("id = ?", (claim.places[0].place,)))
    assert (place.name, place.country) == ("Baghdad", "IRQ")
    assert "Valley Guard" in {a.name for a in missing.actors() if a.id == claim.actors[0].actor}
    assert incidents_of(missing, name) and made.incidents
    assert name in {c.id for c in find_claims(missing, Filter(place="IRQ")).shown}
    assert name in {c.id for c in find_claims(missing, Filter(actor="Valley Guard")).shown}
    assert faults(missing) == []


def test_taking_it_back_restores_every_byte_and_that_can_be_taken_back_too(missing: Ledger) -> None:
    before = state(missing)
    made = add(missing, ANA, shelled())
    after = state(missing)
    assert after != before
    back = undo(missing, ANA)
    assert state(missing) == before and faults(missing) == []
    with pytest.raises(LedgerError, match="has no claim"):
        decide(missing, BEN, made.decision.claim, "accept")
    undo(missing, BEN, back.decision.id)
    assert state(missing) == after and faults(missing) == []


def test_what_was_not_joined_yet_is_taken_back_by_joining(missing: Ledger) -> None:
    before = state(missing)
    name = add(missing, ANA, shelled(), exact=False).decision.claim
    incidents = incidents_of(missing, name)
    assert undo(missing, BEN, last_on(missing, name), exact=True).incidents == (*incidents,)
    assert state(missing) == before and faults(missing) == []


@pytest.mark.parametrize("exact", [True, False])
def test_joining_anew_gives_what_adding_and_taking_back_gave(missing: Ledger, exact: bool) -> None:
    """The event of the first report again, told by the third: it joins that incident and leaves it."""
    again = Missed(R3.id, span(THIRD, "seized"), "ASSAULT", [
        Given("actor", world.FRONT.id), Given("place", world.TOWN.id), Given("time", "2024-03-04"),
        Given("weapon", {"class": "drone"}),
    ])  # fmt: skip

    def view() -> list[Any]:
        return [list(missing.incidents()), list(missing.edges()), list(missing.notes())]

    for missed in (again, shelled(), None, None):
        if missed is None:
            undo(missing, ANA, exact=exact)
        else:
            add(missing, ANA, missed, exact=exact)
        assert faults(missing) == []
        join_decided(missing)
        short = view()
        rebuild_view(missing)
        assert view() == short


def test_it_travels_with_the_exchange_file_and_says_that_it_was_added(
    missing: Ledger, tmp_path: Path
) -> None:
    name = add(missing, ANA, shelled()).decision.claim
    decide(missing, BEN, name, "correct", Given("killed", 41))
    gone = add(missing, ANA, Missed(R3.id, span(THIRD, "seized"), "COERCE"))
    undo(missing, ANA, gone.decision.id)
    lines = list(export_lines(missing))
    line = next(line for line in lines if f'"claim", "id": "{name}"' in line)
    assert '"added": true' in line and '"as_read"' in line
    assert not any(f'"claim", "id": "{gone.decision.claim}"' in line for line in lines)
    import_lines(lines, tmp_path / "again.ledger")
    with Ledger.open(tmp_path / "again.ledger") as again:
        assert list(export_lines(again)) == lines
        assert faults(again) == []
        assert one(again, name) == one(missing, name)
        undo(again, BEN)
        undo(again, ANA)
        assert not list(again.claims("id = ?", (name,))) and faults(again) == []


def test_an_import_refuses_added_claims_that_no_review_adds(
    missing: Ledger, tmp_path: Path
) -> None:
    name = add(missing, ANA, shelled()).decision.claim
    lines = list(export_lines(missing))
    own = f'"claim", "id": "{name}"'
    rebuilt = [line.replace(f'"{name}"', '"cX"') if '"kind": "review"' in line else line
               for line in lines]  # fmt: skip
    for changed, words in (
        ([x.replace('"low": 40', '"low": 4') if own in x else x for x in lines], "adds it so"),
        ([x for x in lines if '"decided": "add"' not in x], "adds it so"),
        ([x for x in lines if name not in x or '"decided"' in x], "no claim's line has it"),
        (rebuilt, "is another than 'cX'|is not the hash"),
    ):
        with pytest.raises(ExchangeError, match=words):
            import_lines(changed, tmp_path / "no.ledger")


def test_it_is_corrected_rejected_brought_back_and_undone(missing: Ledger) -> None:
    before = state(missing)
    name = add(missing, ANA, shelled()).decision.claim
    added = state(missing)
    decide(missing, BEN, name, "correct", Given("type", "COERCE"))
    decide(missing, BEN, name, "reject")
    assert incidents_of(missing, name) == [] and claim_now(missing, name).type == "COERCE"
    decide(missing, ANA, name, "accept")
    assert one(missing, name).type == "COERCE" and faults(missing) == []
    first = next(row["id"] for row in log(missing) if row["kind"] == "add")
    undo(missing, ANA, first)  # with all that was decided on it
    assert state(missing) == before and faults(missing) == []
    again = add(missing, BEN, shelled()).decision
    assert again.claim == name
    assert state(missing) == added  # what was decided on the first one is not of this one


def test_it_outlives_reading_anew(tmp_path: Path, missing: Ledger) -> None:
    made = add(missing, ANA, shelled())
    review = next(r for r in missing.reviews() if r.id == made.decision.id)
    name, source = made.decision.claim, make.source(THIRD, path="c.txt", outlet="Gulf Post")
    with Ledger.open(tmp_path / "anew.ledger", create=True) as anew:
        anew.add_review(review)
        assert not list(anew.claims())
        assert anew.add(make.grounded(R3), source)
        rebuild_view(anew)
        assert one(anew, name) == one(missing, name) and incidents_of(anew, name)
        assert faults(anew) == []
    read = make.claim(
        R3, THIRD[: THIRD.index(" Earlier")], "shelled", certainty="reported", score=0.4
    )
    assert read.id == name
    with Ledger.open(tmp_path / "found.ledger", create=True) as found:
        assert found.add(make.grounded(R3, read), source)
        rebuild_view(found)
        before = state(found)
        found.add_review(review)
        rebuild_view(found)
        assert one(found, name) == one(missing, name)  # the person said more than the reader
        assert faults(found) == []
        lines = list(export_lines(found))
        assert '"added"' not in next(x for x in lines if f'"claim", "id": "{name}"' in x)
        import_lines(lines, tmp_path / "copy.ledger")
        with Ledger.open(tmp_path / "copy.ledger") as copy:
            assert list(export_lines(copy)) == lines
        undo(found, ANA)
        assert one(found, name) == read  # as if nobody had added it
        rebuild_view(found)
        assert state(found) == before


def test_two_who_add_the_same_event_are_told_of_each_other(missing: Ledger) -> None:
    made = add(missing, ANA, shelled())
    other = add(missing, BEN, Missed(R3.id, span(THIRD, "seized"), "COERCE"))
    before = state(missing)
    with pytest.raises(StaleDecision, match="ana added this event already") as refused:
        add(missing, BEN, shelled(fields=[]))
    assert refused.value.yours["value"]["actors"] == []
    assert [one.id for one in refused.value.theirs] == [made.decision.id]
    assert state(missing) == before
    assert {one(missing, c).id for c in (made.decision.claim, other.decision.claim)}
    with pytest.raises(StaleDecision, match="ana decided on this claim since"):
        decide(missing, BEN, made.decision.claim, "reject", seen=None)
    assert last_on(missing, made.decision.claim) == made.decision.id


def test_what_was_added_and_rejected_is_brought_back_and_not_added_again(missing: Ledger) -> None:
    name = add(missing, ANA, shelled()).decision.claim
    decide(missing, BEN, name, "reject")
    with pytest.raises(LedgerError, match=f"as the claim {name}; accept it to bring it back"):
        add(missing, BEN, shelled())


def test_who_added_it_last_is_named_where_it_was_taken_back_before(missing: Ledger) -> None:
    first = add(missing, ANA, shelled()).decision
    decide(missing, ANA, first.claim, "correct", Given("killed", 5))
    undo(missing, ANA, first.id)
    add(missing, BEN, shelled())
    with pytest.raises(StaleDecision, match="ben added this event already"):
        add(missing, ANA, shelled())


def test_what_was_read_is_not_added_again(joined: Ledger) -> None:
    again = Missed(world.R1.id, span(world.FIRST, "struck"), "ASSAULT")
    with pytest.raises(LedgerError, match=f"as the claim {world.C1.id}; correct it"):
        add(joined, ANA, again)
    decide(joined, ANA, world.C1.id, "reject")
    with pytest.raises(LedgerError, match="accept it to bring it back"):
        add(joined, ANA, again)
    decide(joined, ANA, world.C2.id, "correct", Given("type", "COERCE"))
    with pytest.raises(
        LedgerError, match=f"COERCE at 'killed' already, as the claim {world.C2.id}"
    ):
        add(joined, ANA, Missed(world.R1.id, span(world.FIRST, "killed"), "COERCE"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"report": "r0"}, "There is no report 'r0'"),
        ({"type": "WAR"}, "'WAR' is no type of event. Say one of ASSAULT"),
        ({"trigger": {"start": 0, "end": 9_999}}, "is not in the text, which has"),
        ({"trigger": {"start": 5, "end": 5}}, "is not in the text"),
        ({"trigger": "shelled"}, "the words need a span with start and end"),
        ({"trigger": {"start": 0, "end": 6, "text": "shelled"}}, "'shelled' does not stand at 0 to 6"),
        ({"trigger": {"start": 0, "end": 100}}, "longer than 80 characters"),
        ({"fields": [Given("colour", "red")]}, "'colour' is no field"),
        ({"fields": [Given("type", "COERCE")]}, "type is said beside the fields"),
        ({"fields": [Given("modes", ["nice"])]}, "'nice' is none of abduct"),
        ({"fields": [Given("certainty", "sure")]}, "must be one of reported"),
        ({"fields": [Given("killed", 3), Given("killed", 4)]}, "killed is said twice"),
        ({"fields": [Given("place", span={"start": 0, "end": 3, "text": "Rome"})]}, "'Rome' does not stand"),
        ({"fields": [Given("killed", span=span(THIRD, "soldiers"))]}, "says no number"),
        ({"fields": [Given("actor", {"start": 5})]}, "a span needs start and end as whole numbers"),
        ({"fields": [Given("content", [{"claim": "c1"}])]}, "the report has no claim {'claim': 'c1'}"),
        ({"fields": [Given("evidence", span=span(THIRD, "Earlier they seized"))]}, "must hold the trigger"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_in_words_and_changes_nothing(
    missing: Ledger, more: dict[str, Any], words: str
) -> None:
    before = state(missing)
    with pytest.raises(LedgerError) as refused:
        add(missing, ANA, shelled(**more))
    assert words in str(refused.value)
    assert state(missing) == before


def test_several_values_of_a_role_and_doers_who_say_so(missing: Ledger) -> None:
    made = add(missing, ANA, shelled(fields=[
        Given("actor", span=span(THIRD, "Valley Guard")),
        Given("actor", span=span(THIRD, "Northern Front")),
        Given("said_by", span=span(THIRD, "Northern Front")),
        Given("target", span=span(THIRD, "Baghdad")),
    ]))  # fmt: skip
    claim = one(missing, made.decision.claim)
    assert [party.text for party in claim.actors] == ["Valley Guard", "Northern Front"]
    assert claim.certainty == "claimed"  # one of those who did it says so
    assert [at.text for at in claim.places] == ["Baghdad"]  # a target that is on the map


def test_words_that_a_claim_has_already_mean_what_they_mean_there(joined: Ledger) -> None:
    fields = [Given("actor", span=span(world.FIRST, "guards")),
              Given("place", span=span(world.FIRST, "Qaryat Umm"))]  # fmt: skip
    made = add(joined, ANA, Missed(world.R1.id, span(world.FIRST, "strike"), "ASSAULT", fields))
    claim = one(joined, made.decision.claim)
    assert claim.actors[0].actor == world.C2.recipients[0].actor == world.ARMY.id
    assert claim.places[0].place == world.TOWN.id


def test_it_is_a_passage_and_leaves_no_question_in_the_queue(missing: Ledger) -> None:
    name = add(missing, ANA, shelled()).decision.claim
    made = passages(missing)
    [passage] = [p for p in made.found if p.report == R3.id]
    assert (passage.decided, passage.by, passage.complete) == ((name,), ("ana",), True)
    [event] = passage.row["events"]
    assert (event["type"], event["certainty"]) == ("ASSAULT", "attributed")
    assert {arg["role"] for arg in event["args"]} >= {
        "actor",
        "recipient",
        "place",
        "time",
        "killed",
    }
    queue = Queue()
    queue.refresh(missing)
    assert name not in {item.id for item in queue.top(100)}
    told = reviews_of(missing, [name])[name]
    assert [one["kind"] for one in told["decisions"]] == ["add"]
    assert "adds ASSAULT at 'shelled'" in told["decisions"][0]["words"]


def test_verify_names_rows_that_are_not_what_the_decision_adds(missing: Ledger) -> None:
    name = add(missing, ANA, shelled()).decision.claim
    missing.connection.execute("UPDATE claims SET killed_low = 4 WHERE id = ?", (name,))
    assert any("put in by other means" in words for words in faults(missing))
    missing.connection.execute("DELETE FROM attributions WHERE owner = ?", (name,))
    missing.connection.execute("DELETE FROM claim_roles WHERE claim = ?", (name,))
    missing.connection.execute("DELETE FROM claims WHERE id = ?", (name,))
    assert any("a decision adds it, and it is not there" in words for words in faults(missing))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_decided_undoing_it_all_restores_every_byte(
    missing: Ledger, seed: int, tmp_path: Path
) -> None:
    """Adds, corrections, rejections and undos in any order by two people; then all taken back."""
    chance = random.Random(seed)
    before = state(missing)
    events = [shelled(), Missed(R3.id, span(THIRD, "seized"), "COERCE"), shelled(type="COERCE")]
    made: list[str] = []

    def step(who: Editor) -> None:
        claims = [c.id for c in missing.claims("report = ?", (R3.id,))] + [world.C2.id]
        what = chance.choice(("add", "add", "correct", "reject", "accept", "undo"))
        if what == "add":
            made.append(add(missing, who, chance.choice(events), exact=False).decision.id)
        elif what == "undo":
            undo(missing, who, made.pop(), exact=False)
        elif what == "correct":
            given = Given("killed", chance.randint(50, 90))
            one = decide(missing, who, chance.choice(claims), what, given, exact=False)
            made.append(one.decision.id)
        else:
            one = decide(missing, who, chance.choice(claims), what, exact=False)
            made.append(one.decision.id)

    for _ in range(14):
        with suppress(LedgerError, IndexError):  # what cannot be decided changes nothing
            step(chance.choice((ANA, BEN)))
        assert faults(missing) == []
    lines = list(export_lines(missing))
    import_lines(lines, tmp_path / "again.ledger")
    with Ledger.open(tmp_path / "again.ledger") as again:
        assert list(export_lines(again)) == lines
    while made:
        undo(missing, chance.choice((ANA, BEN)), made.pop(), exact=False)
    join_decided(missing)
    assert state(missing) == before and faults(missing) == []
