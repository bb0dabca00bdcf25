"""Which claims become one incident, and that nothing else decides it: not the order, not twice."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.resolution.facts import facts_of
from gesta.resolution.world import World
from tests.resolution.made import (
    ACTORS,
    PLACES,
    TIES,
    claim,
    groups,
    joined,
    only,
    person,
    resolved,
)


def told(report: str, **changes):  # type: ignore[no-untyped-def]
    base = {"when_": "2024-06-02", "place": "Homs", "killed": 3, "on": "villagers"}
    return claim("shelling", report=report, **{**base, **changes})


def test_two_reports_of_one_shelling_are_one_incident() -> None:
    assert joined(told("r1"), told("r2"))


def test_every_claim_is_in_exactly_one_incident() -> None:
    claims = [told("r1"), told("r2"), told("r3", place="Aleppo"), claim("warned", type_="THREATEN")]
    listed = [c for i in resolved(claims).incidents for c in i.claims]
    assert sorted(listed) == sorted(c.id for c in claims)


def test_a_join_carries_its_reasons_in_words() -> None:
    result = resolved([told("r1"), told("r2")])
    (edge,) = result.edges
    assert edge.judgement == "same" and edge.score > 0.5 and edge.left < edge.right
    words = {r.feature: r.words for r in edge.reasons}
    assert words["date"] == "the same day"
    assert "Homs" in words["place"] and "3" in words["killed"]
    assert all(r.words for r in edge.reasons)


@pytest.mark.parametrize(
    "other",
    [
        {"when_": "2023-06-02"},
        {"when_": "2024-06-05"},
        {"place": "Daraa"},
        {"certainty": "planned"},
        {"certainty": "hypothetical"},
        {"count": 100},
        {"when_": "2024-05-20/2024-06-20"},
        {"type_": "AID"},
    ],
    ids=str,
)
def test_vetoes_hold_whatever_else_agrees(other: dict[str, object]) -> None:
    assert not joined(told("r1"), told("r2", **other))


def test_the_toll_of_a_war_is_not_the_toll_of_a_strike() -> None:
    assert not joined(told("r1", killed=7), told("r2", killed=(33_000, None)))
    assert joined(told("r1", killed=7), told("r2", killed=(5, None)))


def test_a_day_apart_may_be_one_night() -> None:
    assert joined(
        told("r1", actor="army", weapon="mortar"),
        told("r2", actor="army", weapon="mortar", when_="2024-06-03"),
    )


def test_a_month_and_a_day_in_it_may_be_one_incident() -> None:
    rich = {"actor": "army", "weapon": "mortar", "killed": 37, "target": "grain silo"}
    assert joined(told("r1", **rich), told("r2", **rich, when_="2024-06"))


def test_planned_joins_planned() -> None:
    rich = {"certainty": "planned", "actor": "army"}
    assert joined(told("r1", **rich), told("r2", **rich))


def test_a_denial_joins_what_it_denies() -> None:
    assert joined(told("r1", actor="army"), told("r2", actor="army", certainty="denied"))


def test_an_umbrella_and_its_member_support_a_join_half() -> None:
    one, two = told("r1", actor="rebels"), told("r2", actor="brigade")
    (edge,) = resolved([one, two]).edges
    weight = {r.feature: r.weight for r in edge.reasons}["actor"]
    same = {
        r.feature: r.weight for r in resolved([one, told("r2", actor="rebels")]).edges[0].reasons
    }
    assert 0 < weight < same["actor"]


def test_aggregates_of_one_span_join_each_other_and_no_single() -> None:
    span = {"when_": "2024-05-01/2024-06-20", "count": 100, "actor": "army", "place": "Syria"}
    many = [claim("attacks", report=r, killed=40, **span) for r in ("r1", "r2")]  # type: ignore[arg-type]
    single = told("r3", actor="army", place="Syria", killed=40)
    assert groups(resolved([*many, single])) == {
        frozenset(c.id for c in many),
        frozenset({single.id}),
    }


def test_a_claim_without_date_stays_single_across_reports_and_says_why() -> None:
    lost = told("r2", when_=None)
    result = resolved([told("r1"), lost])
    assert len(result.incidents) == 2
    assert [(n.claim, n.words) for n in result.notes] == [
        (lost.id, "no date: joined within its report only")
    ]


def test_a_claim_without_place_stays_single_across_reports_and_says_why() -> None:
    lost = told("r2", place=None)
    result = resolved([told("r1"), lost])
    assert len(result.incidents) == 2
    assert result.notes[0].words.startswith("no place")


def test_a_deed_and_its_toll_in_one_sentence_are_one() -> None:
    text = "A shelling of Homs on 2 June killed three villagers."
    deed = claim("shelling", when_="2024-06-02", place="Homs", sentence=text)
    toll = claim("killed", on="villagers", killed=3, sentence=text)
    assert joined(deed, toll)


def test_the_attack_points_back() -> None:
    one = claim(
        "struck", when_="2024-06-02", place="Homs", actor="army", sentence="The army struck Homs."
    )
    two = claim("attack", sentence="The attack set a depot on fire.", target="depot", at=30)
    assert joined(one, two)


def test_another_attack_is_another() -> None:
    same = {"when_": "2024-06-02", "place": "Homs", "actor": "army"}
    one = claim("attack", sentence="An attack hit Homs.", **same)  # type: ignore[arg-type]
    two = claim("attack", sentence="Later another drone attack hit Homs.", at=40, **same)  # type: ignore[arg-type]
    assert not joined(one, two)


def test_a_report_that_names_two_doers_tells_of_two_deeds() -> None:
    same = {"when_": "2024-06-02", "place": "Homs"}
    one = claim("attack", actor="rebels", sentence="The Front's attack shook Homs.", **same)
    two = claim("killed", actor="army", sentence="The army has killed 90 there.", killed=90, at=40)
    assert not joined(one, two)
    member = claim("attack", actor="brigade", sentence="The attack was the Brigade's.", at=40)
    assert joined(one, member)
    accused = claim(
        "attack", actor="army", certainty="alleged", at=40,
        sentence="The attack was the army's, the Front said.", **same,
    )  # fmt: skip
    assert joined(one, accused)


def test_what_lies_weeks_back_takes_only_what_is_told_beside_it() -> None:
    past = claim(
        "attack", when_="2024-06-02", place="Homs", sentence="It began with the attack of 2 June."
    )
    far = claim("killed", killed=40, sentence="Since then 40 were killed.", at=2000)
    near = claim("killed", killed=40, sentence="It killed 40.", at=60)
    news, late = date(2024, 6, 3), date(2024, 9, 1)
    assert len(resolved([past, far], published={"r1": news}).incidents) == 1
    assert len(resolved([past, far], published={"r1": late}).incidents) == 2
    assert len(resolved([past, near], published={"r1": late}).incidents) == 1


def test_chains_do_not_carry_an_incident_away() -> None:
    """Each day looks like the next; the first and the last must not be one."""
    days = [f"2024-06-{day:02}" for day in range(1, 15)]
    claims = [told(f"r{i}", when_=day, killed=None) for i, day in enumerate(days)]
    for incident in resolved(claims).incidents:
        assert len(incident.claims) <= 2


def test_towns_in_a_row_do_not_chain_through_their_province() -> None:
    middle = told("r2", place="Homs province", killed=None)
    ends = [told("r1", killed=3, actor="army"), told("r3", place="Daraa", killed=9, actor="rebels")]
    assert not any(
        {ends[0].id, ends[1].id} <= set(i.claims) for i in resolved([*ends, middle]).incidents
    )


def test_a_person_can_split_and_join() -> None:
    one, two, three = told("r1"), told("r2"), told("r3", place="Aleppo")
    split = resolved([one, two], judged=[person(one, two, "different")])
    assert len(split.incidents) == 2
    forced = resolved([one, three], judged=[person(one, three, "same")])
    assert len(forced.incidents) == 1
    assert forced.edges[0].by == "mara"


def test_undo_of_a_judgement_restores_the_result() -> None:
    claims = [told(f"r{i}") for i in range(4)]
    before = resolved(claims)
    assert resolved(claims, judged=[person(claims[0], claims[3], "different")]) != before
    assert resolved(claims, judged=[]) == before


def test_contradictory_judgements_keep_apart_and_are_noted() -> None:
    one, two, three = told("r1"), told("r2"), told("r3")
    judged = [
        person(one, two, "same"),
        person(two, three, "same"),
        person(one, three, "different"),
    ]
    result = resolved([one, two, three], judged=judged)
    together = [i for i in result.incidents if {one.id, three.id} <= set(i.claims)]
    assert not together
    assert any("kept apart" in note.words for note in result.notes)


def test_a_judgement_on_a_claim_that_is_gone_is_noted() -> None:
    one, gone = told("r1"), told("r9")
    result = resolved([one], judged=[person(one, gone, "same")])
    assert any("is gone" in note.words for note in result.notes)


def test_gestas_own_edges_are_no_judgements() -> None:
    one, two = told("r1"), told("r2", place="Aleppo")
    edges = resolved([told("r1"), told("r2")]).edges
    assert len(resolved([one, two], judged=edges).incidents) == 2


def test_claims_of_a_copy_join_and_add_no_voice() -> None:
    alone = resolved([told("r1")])
    result = resolved(
        [told("r1"), told("r2")], copies={"r2": "r1"}, outlets={"r1": "Wire", "r2": "Paper"}
    )
    assert only(result).origins == only(alone).origins == 1
    assert only(result).status == "reported"


def test_a_copy_without_date_or_place_joins_by_its_words() -> None:
    lost = {"when_": None, "place": None, "sentence": "Mortar shelling shook the old market."}
    result = resolved([told("r1", **lost), told("r2", **lost)], copies={"r2": "r1"})
    assert only(result).origins == 1


def test_two_culprits_and_two_tolls_of_one_named_target_are_one_disputed_incident() -> None:
    same = {"when_": "2024-06-02", "place": "Homs", "target": "Red Hill hospital"}
    told_by = [
        claim("blast", report="r1", actor="army", killed=(500, None), certainty="alleged", **same),  # type: ignore[arg-type]
        claim(
            "struck", report="r2", actor="rebels", killed=(100, 200), certainty="attributed", **same
        ),  # type: ignore[arg-type]
        claim("strike", report="r3", actor="army", certainty="denied", **same),  # type: ignore[arg-type]
    ]
    incident = only(resolved(told_by))
    assert incident.status == "disputed"
    assert {d.field for d in incident.disputes} == {"actors", "killed", "denied"}


def test_an_empty_ledger_and_odd_values_are_no_errors() -> None:
    assert resolved([]).incidents == ()
    odd = claim("", actor="nobody known", place="nowhere known", killed=(9, 3), when_="2024-06-02")
    assert len(resolved([odd, odd]).incidents) == 1


MADE = st.builds(
    claim,
    st.sampled_from(["shelling", "attack", "killed", "clashes", "struck"]),
    when_=st.sampled_from([None, "2024-06-02", "2024-06-03", "2024-06", "2024-06-01/2024-06-20"]),
    place=st.sampled_from([None, "Homs", "Rastan", "Homs province", "Aleppo", "Syria"]),
    report=st.sampled_from(["r1", "r2", "r3", "r4"]),
    type_=st.sampled_from(["ASSAULT", "ASSAULT", "COERCE", "THREATEN"]),
    certainty=st.sampled_from(["reported", "reported", "claimed", "denied", "planned"]),
    actor=st.sampled_from([(), *ACTORS]),
    on=st.sampled_from([(), "villagers", "army"]),
    killed=st.sampled_from([None, 3, 5, (12, None)]),
    count=st.sampled_from([None, None, 2, 100]),
    at=st.sampled_from([0, 100, 900]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, max_size=14), st.randoms(use_true_random=False), st.data())
def test_order_does_not_matter_and_twice_changes_nothing(
    claims: list, chance: random.Random, data: st.DataObject
) -> None:
    ids = sorted({c.id for c in claims})
    pairs = [(a, b) for a in ids for b in ids if a < b]
    by_id = {c.id: c for c in claims}
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    judged = [
        person(by_id[a], by_id[b], "same" if n % 2 else "different")
        for n, (a, b) in enumerate(chosen)
    ]
    copies = {"r4": "r1"}
    first = resolved(claims, judged=judged, copies=copies)
    shuffled = claims + claims[:2]
    chance.shuffle(shuffled)
    turned = list(reversed(judged))
    assert resolved(shuffled, judged=turned, copies=copies) == first
    assert (
        resolved(claims, judged=[*judged, *first.edges], copies=copies).incidents == first.incidents
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, max_size=14))
def test_no_incident_holds_what_a_veto_keeps_apart(claims: list) -> None:
    world = World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)
    facts = {c.id: facts_of(c, world) for c in claims}
    for incident in resolved(claims).incidents:
        assert len({facts[c].kind for c in incident.claims}) == 1
        assert not {"one", "many"} <= {facts[c].number for c in incident.claims}
