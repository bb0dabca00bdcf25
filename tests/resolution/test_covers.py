"""An aggregate is linked to the incidents that it counts, and never joined with them."""

from __future__ import annotations

from itertools import permutations

import pytest

from gesta.resolution import Resolution
from gesta.resolution.covers import COVERS, MOST
from gesta.types import Claim, Edge
from tests.resolution.made import claim, groups, person, resolved

SUM = claim(
    "attacks", when_="2024-06-01/2024-06-30", place="Syria", actor="rebels", count=40, report="r0"
)
SINGLE = claim("shelling", when_="2024-06-10", place="Homs", actor="rebels", report="r1", count=1)


def links(result: Resolution) -> list[Edge]:
    """The links of aggregates."""
    return [edge for edge in result.edges if edge.judgement == COVERS]


def covered(aggregate: Claim, *singles: Claim) -> set[str]:
    """The claims that the aggregate is linked to; none of them is joined with it."""
    result = resolved([aggregate, *singles])
    assert frozenset({aggregate.id}) in groups(result)
    found = links(result)
    assert {edge.left for edge in found} <= {aggregate.id}
    return {edge.right for edge in found}


def test_an_aggregate_is_linked_to_what_it_sums_up_with_the_reasons() -> None:
    (edge,) = links(resolved([SUM, SINGLE]))
    assert (edge.left, edge.right, edge.by) == (SUM.id, SINGLE.id, "gesta")
    assert [reason.feature for reason in edge.reasons] == ["date", "actor", "place"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"when_": "2024-07-02"}, "after its days"),
        ({"when_": "2024-06-30/2024-07-02"}, "not whole in its days"),
        ({"actor": "other"}, "another doer"),
        ({"actor": "gunmen"}, "a doer without a name may be anybody"),
        ({"actor": ()}, "no doer"),
        ({"place": None}, "no place"),
        ({"type_": "PROTEST"}, "another type"),
        ({"certainty": "planned"}, "only planned"),
        ({"when_": None}, "no date"),
    ],
)
def test_what_differs_is_not_covered(change: dict[str, object], why: str) -> None:
    row: dict[str, object] = {
        "when_": "2024-06-10", "place": "Homs", "actor": "rebels", "report": "r1", "count": 1
    }  # fmt: skip
    assert not covered(SUM, claim("shelling", **{**row, **change})), why  # type: ignore[arg-type]


def test_a_unit_is_part_of_what_its_umbrella_did_and_not_the_other_way_round() -> None:
    unit = claim("raid", when_="2024-06-11", place="Homs", actor="brigade", report="r2", count=1)
    assert covered(SUM, unit) == {unit.id}
    of_unit = claim("raids", when_="2024-06-01/2024-06-30", actor="brigade", count=9, report="r3")
    assert not covered(of_unit, SINGLE)


def test_without_a_doer_the_place_has_to_hold_the_incident() -> None:
    wide = {"when_": "2024-06-01/2024-06-30", "count": 12, "report": "r0"}
    inside = claim("airstrike", when_="2024-06-03", place="Homs", report="r1", count=1)
    assert covered(claim("airstrikes", place="Homs province", **wide), inside) == {inside.id}  # type: ignore[arg-type]
    assert not covered(claim("airstrikes", place="Daraa", **wide), inside)  # type: ignore[arg-type]
    assert not covered(claim("airstrikes", **wide), inside)  # type: ignore[arg-type]


def test_a_wide_single_is_not_inside_a_town() -> None:
    town = claim("attacks", when_="2024-06-01/2024-06-30", place="Homs", count=5, report="r0")
    vague = claim("attack", when_="2024-06-03", place="Syria", report="r1", count=1)
    assert not covered(town, vague)


def test_where_more_match_than_were_counted_the_score_is_their_share() -> None:
    two = claim("attacks", when_="2024-06-01/2024-06-30", actor="rebels", count=2, report="r0")
    days = ("2024-06-03", "2024-06-12", "2024-06-21", "2024-06-28")
    singles = [
        claim("raid", when_=day, place="Homs", actor="rebels", report=f"r{at}", count=1)
        for at, day in enumerate(days, 1)
    ]
    found = links(resolved([two, *singles]))
    assert {edge.score for edge in found} == {0.5}
    assert found[0].reasons[-1].words == "4 match and 2 are counted"


def test_an_aggregate_of_a_war_is_linked_to_so_many_and_says_so() -> None:
    year = claim("attacks", when_="2024-01-01/2024-12-31", actor="rebels", count=900, report="r0")
    singles = [
        claim("raid", when_=f"2024-{at // 28 % 12 + 1:02d}-{at % 28 + 1:02d}", place="Homs",
              actor="rebels", report=f"x{at:03d}", count=1)
        for at in range(MOST + 20)
    ]  # fmt: skip
    result = resolved([year, *singles])
    assert len(links(result)) == MOST
    assert any(note.claim == year.id and "sums up more than" in note.words for note in result.notes)


def test_the_order_of_the_claims_does_not_matter() -> None:
    other = claim(
        "ambush", when_="2024-06-20", place="Aleppo", actor="rebels", report="r4", count=1
    )
    found = {resolved(row).edges for row in permutations([SUM, SINGLE, other])}
    assert len(found) == 1


def test_a_persons_judgement_of_the_two_stands_beside_no_link() -> None:
    result = resolved([SUM, SINGLE], judged=[person(SUM, SINGLE, "same")])
    assert not links(result)
    assert len(result.incidents) == 1
