"""Judgements of incidents: they outlive joining anew, contradict each other openly, are undone."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.ledger import Ledger, export_lines, import_lines, judging, verify
from gesta.ledger.editing import Editor
from gesta.ledger.judgements import Judgement, edges_of, in_force, judged, judgement_of, judgements
from gesta.resolution import Resolution, resolve
from gesta.types import Claim, Review, When
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world
from tests.resolution.made import ACTORS, PLACES, TIES, claim

ANA, BEN = Editor("ana", "one convoy"), Editor("ben")


WORDS = "Two shepherds were kidnapped at Kariat Um in May. The police raided a market."
R3 = make.report(WORDS, outlet="Late Post", path="d.txt")
FAR = make.claim(
    R3, "Two shepherds were kidnapped at Kariat Um in May.", "kidnapped",
    time=When("in May", make.day("2024-05-01"), make.day("2024-05-31"), "month", "inferred"),
)  # fmt: skip
RAID = make.claim(R3, "The police raided a market.", "raided", type="COERCE")


@pytest.fixture
def joined(ledger: Ledger) -> Ledger:
    """The small world and a third report of other happenings, its view computed."""
    source = make.source(WORDS, path="d.txt", outlet="Late Post")
    assert ledger.add(make.grounded(R3, FAR, RAID), source)
    rebuild_view(ledger)
    assert len({incident_with(ledger, c.id) for c in (world.C1, FAR, RAID)}) == 3
    return ledger


def parts(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(incident.claims) for incident in ledger.incidents()}


def incident_with(ledger: Ledger, name: str) -> str:
    return next(i.id for i in ledger.incidents() if name in i.claims)


def state(ledger: Ledger) -> list[str]:
    """All that the ledger says but for the log of decisions, and the head of the view."""
    head = ledger.connection.execute("SELECT value FROM meta WHERE key = 'view head'").fetchall()
    lines = [line for line in export_lines(ledger) if '"kind": "review"' not in line]
    return [*lines, str(head)]


def test_a_merge_joins_what_was_two_and_an_undo_restores_every_byte(joined: Ledger) -> None:
    before = state(joined)
    one, other = (incident_with(joined, c.id) for c in (world.C1, FAR))
    assert one != other
    judging.merge(joined, ANA, one, other)
    rebuild_view(joined)
    assert incident_with(joined, world.C1.id) == incident_with(joined, FAR.id)
    edge = next(e for e in joined.edges() if e.by == "ana")
    assert (edge.judgement, edge.reasons[0].words) == ("same", "one convoy")
    assert edge.at is not None and edge.at.endswith("Z")
    assert verify(joined).sound
    judging.undo(joined, BEN)
    rebuild_view(joined)
    assert state(joined) == before
    assert verify(joined).sound


def test_a_split_keeps_apart_and_outlives_joining_anew(joined: Ledger) -> None:
    judging.merge(joined, ANA, world.C1.id, FAR.id)
    rebuild_view(joined)
    judging.split(joined, ANA, incident_with(joined, world.C1.id), [FAR.id])
    for _ in range(2):
        rebuild_view(joined)
        assert incident_with(joined, world.C1.id) != incident_with(joined, FAR.id)
    # The later of one person's two words on a pair counts, so nothing is contradicted.
    assert not any("judged same" in note.words for note in joined.notes())


def test_two_people_contradict_each_other_in_the_open(joined: Ledger) -> None:
    made = judging.merge(joined, ANA, world.C1.id, FAR.id)
    rebuild_view(joined)
    against = judging.split(joined, BEN, incident_with(joined, world.C1.id), [FAR.id])
    rebuild_view(joined)
    pair = {(e.by, e.judgement) for e in joined.edges() if e.by != "gesta"}
    assert pair >= {("ana", "same"), ("ben", "different")}
    assert incident_with(joined, world.C1.id) != incident_with(joined, FAR.id)
    assert any("judged same" in note.words and "ana" in note.words for note in joined.notes())
    assert judging.opponents(joined, against) == [made]
    judging.undo(joined, ANA, against.id)
    rebuild_view(joined)
    assert incident_with(joined, world.C1.id) == incident_with(joined, FAR.id)


def test_judgements_travel_with_the_ledger(joined: Ledger, tmp_path: Path) -> None:
    judging.merge(joined, ANA, world.C1.id, FAR.id)
    rebuild_view(joined)
    import_lines(export_lines(joined), tmp_path / "copy.ledger")
    with Ledger.open(tmp_path / "copy.ledger") as copy:
        assert list(export_lines(copy)) == list(export_lines(joined))
        assert judged(copy.connection) == judged(joined.connection)
        before = state(copy)
        rebuild_view(copy)
        assert state(copy) == before
        assert verify(copy).sound


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda one: judging.merge(one, ANA, "i-none", world.C1.id), "no incident or claim"),
        (lambda one: judging.merge(one, ANA, world.C1.id, world.C1.id), "one already"),
        (lambda one: judging.split(one, ANA, incident_with(one, world.C1.id), ["c0"]), "no claim"),
        (lambda one: judging.split(one, ANA, incident_with(one, world.C1.id), []), "Which claims"),
        (lambda one: judging.split(one, ANA, world.C1.id, [world.C1.id]), "without a claim"),
        (lambda one: judging.undo(one, ANA), "no judgement"),
        (lambda one: judging.undo(one, ANA, "v0"), "no judgement"),
        (lambda one: judging.merge(one, Editor("gesta"), world.C1.id, FAR.id), "Who judges"),
    ],
)
def test_what_cannot_be_judged_is_said_and_changes_nothing(
    joined: Ledger, act: Callable[[Ledger], Judgement], said: str
) -> None:
    before = list(export_lines(joined))
    with pytest.raises(LedgerError, match=said):
        act(joined)
    assert list(export_lines(joined)) == before


def test_an_undo_undone_brings_the_judgement_back(joined: Ledger) -> None:
    made = judging.merge(joined, ANA, world.C1.id, FAR.id)
    back = judging.undo(joined, ANA)
    with pytest.raises(LedgerError, match="undone already"):
        judging.undo(joined, ANA, made.id)
    judging.undo(joined, BEN, back.id)
    assert in_force(judgements(joined.connection)) == [made]


@pytest.mark.parametrize(
    "after",
    [
        {"judged": "perhaps"},
        {"judged": "same"},
        {"judged": "same", "left": [], "right": ["c1"]},
        {"judged": "different", "left": ["c1"], "right": [3]},
        {"judged": "different", "left": ["c1"], "right": ["c1"]},
    ],
)
def test_a_broken_judgement_is_refused_by_import_and_named_by_verify(
    joined: Ledger, tmp_path: Path, after: dict[str, object]
) -> None:
    joined.add_review(Review("v9", "merge", "i1", "ana", "2024-01-01T00:00:00Z", None, after))
    assert judged(joined.connection) == []
    (fault,) = verify(joined).faults
    assert (fault.kind, fault.id) == ("review", "v9")
    with pytest.raises(ExchangeError, match="cannot be taken"):
        import_lines(export_lines(joined), tmp_path / "copy.ledger")
    assert not (tmp_path / "copy.ledger").exists()


def test_a_judgement_is_its_review() -> None:
    made = Judgement("different", "i1", "ana", "2024-01-01T00:00:00Z", ("c1",), ("c2", "c3"), "so")
    assert judgement_of(made.review({"i1": ["c1", "c2", "c3"]})) == made


# ------------------------------------------------------------------ random scripts


def scene() -> list[Claim]:
    """Six claims of four reports, of which some join by themselves."""
    return [
        claim("shelling", when_="2024-06-02", place="Homs", report="r1", actor="army", killed=3),
        claim("bombing", when_="2024-06-02", place="Homs", report="r2", actor="army", killed=3),
        claim("shelling", when_="2024-06-02", place="Homs", report="r3", actor="rebels"),
        claim("raid", when_="2024-06-03", place="Rastan", report="r3", at=200),
        claim("attack", report="r4"),
        claim("shelling", when_="2024-06-02", place="Homs", report="r4", at=100, actor="army"),
    ]


CLAIMS = scene()
SCRIPTS = 10_000
VIEWED = 250  # every so many scripts the incidents themselves are compared, not only the edges


def incidents_of(held: list[Judgement]) -> Resolution:
    return resolve(
        CLAIMS, published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES,
        judged=edges_of(in_force(held)),
    )  # fmt: skip


def random_judgement(dice: random.Random, step: int) -> Judgement:
    ids = [c.id for c in CLAIMS]
    dice.shuffle(ids)
    left, right = dice.randint(1, 3), dice.randint(1, 3)
    return Judgement(
        dice.choice(("same", "different")), "i1", dice.choice(("ana", "ben", "cem")),
        f"2024-01-01T00:00:{step:02d}Z", tuple(sorted(ids[:left])),
        tuple(sorted(ids[left : left + right])),
    )  # fmt: skip


def test_undo_restores_the_state_byte_for_byte_over_random_scripts() -> None:
    """10,000 scripts of judgements and undos: what undos leave is what was there before."""
    dice = random.Random(5)
    for script in range(SCRIPTS):
        done: list[Judgement] = []
        states = [repr(edges_of(in_force(done)))]
        viewed = [repr(incidents_of(done))] if script % VIEWED == 0 else []
        for step in range(dice.randint(1, 6)):
            done.append(random_judgement(dice, step))
            states.append(repr(edges_of(in_force(done))))
            if viewed:
                viewed.append(repr(incidents_of(done)))
        made = list(done)
        for step, judgement in enumerate(reversed(made), len(done)):
            assert repr(edges_of(in_force(done))) == states.pop()
            if viewed:
                assert repr(incidents_of(done)) == viewed.pop()
            undo = Judgement("undo", judgement.id, "dan", f"2024-01-01T00:00:{step:02d}Z")
            done.append(undo)
        assert repr(edges_of(in_force(done))) == states.pop()
        redo = [Judgement("undo", u.id, "dan", f"2024-01-01T00:01:{n:02d}Z")
                for n, u in enumerate(j for j in done if j.kind == "undo")]  # fmt: skip
        assert edges_of(in_force([*done, *redo])) == edges_of(made)
