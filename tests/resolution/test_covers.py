"""An aggregate is linked to the incidents that it counts, and never joined with them."""

from __future__ import annotations

from itertools import permutations

import pytest

from gesta.resolution import Resolution
from gesta.resolution.covers import COVERS, MOST, covers
from gesta.resolution.facts import facts_of
from gesta.resolution.world import World
from gesta.types import Claim, Edge
from tests.resolution.made import ACTORS, PLACES, TIES, claim, groups, person, resolved

WORLD = World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)

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


def year_of(months: int, each: int) -> list[Claim]:
    """An aggregate of a year, and so many single incidents in each of its first months."""
    return [
        claim("attacks", when_="2024-01-01/2024-12-31", actor="rebels", count=900, report="r0"),
        *(
            claim("raid", when_=f"2024-{month:02d}-{at % 28 + 1:02d}", place="Homs",
                  actor="rebels", report=f"x{month}-{at:03d}", count=1, killed=at + 1)
            for month in range(1, months + 1)
            for at in range(each)
        ),
    ]  # fmt: skip


def test_an_aggregate_of_a_year_is_linked_to_each_incident_of_it() -> None:
    assert len(links(resolved(year_of(12, 10)))) == 120


def test_a_month_of_which_very_much_is_told_is_not_linked_one_by_one() -> None:
    """Lines are of a month; where one is full, its incidents are left out, and no others."""
    facts = [facts_of(c, WORLD) for c in (*year_of(1, MOST + 1), *year_of(2, 5)[6:])]
    later = {f.id for f in facts[-5:]}
    assert {edge.right for edge in covers(facts, WORLD)} == later


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
