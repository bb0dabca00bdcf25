"""Which groups are compared: each pair once, by the keys that the two share."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from gesta.resolution import blocks
from gesta.resolution.facts import Facts, facts_of
from gesta.resolution.world import World
from tests.resolution.made import ACTORS, PLACES, TIES, claim

WORLD = World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)
WHENS = ("2024-06-01", "2024-06-02", "2024-06-05", "2024-06", "2024-05-28/2024-06-20", None)


def groups(number: int, seed: int) -> list[Facts]:
    dice = random.Random(seed)
    made = [
        claim(
            dice.choice(("shelling", "raid", "attack")), when_=dice.choice(WHENS),
            place=dice.choice((*PLACES, None)), report=f"r{index}", killed=dice.randint(1, 9),
        )
        for index in range(number)
    ]  # fmt: skip
    return sorted((facts_of(one, WORLD) for one in made), key=lambda facts: facts.id)


@pytest.mark.parametrize("number", [0, 1, 40, 160])
def test_pairs_come_once_and_in_order(number: int) -> None:
    found = list(blocks.pairs(groups(number, seed=number), WORLD))
    assert found == sorted(set(found))
    assert all(i < j for i, j in found)


@pytest.mark.parametrize("number", [40, 160, 400])
def test_two_are_judged_where_they_share_a_key_of_few_whatever_else_is_there(number: int) -> None:
    given = groups(number, seed=number)
    filed = [dict(blocks.keys(group, WORLD)) for group in given]
    sizes = Counter(key for row in filed for key in row)
    wanted = [
        (i, j)
        for i, j in combinations(range(number), 2)
        if any(
            sizes[key] <= blocks.FULL and (filed[i][key] or filed[j][key])
            for key in filed[i].keys() & filed[j].keys()
        )
    ]
    assert list(blocks.pairs(given, WORLD)) == wanted
    assert number < 400 or max(sizes.values()) > blocks.FULL


def test_on_a_crowded_day_those_who_agree_still_meet() -> None:
    crowd = [
        facts_of(
            claim("shelling", when_="2024-06-01", place="Homs", report=f"r{n}", killed=n), WORLD
        )
        for n in range(1, blocks.FULL + 9)
    ]
    twins = [
        facts_of(claim("raid", when_="2024-06-01", place="Homs", report=r, killed=500), WORLD)
        for r in ("x1", "x2")
    ]
    given = [*crowd, *twins]
    found = set(blocks.pairs(given, WORLD))
    assert (len(given) - 2, len(given) - 1) in found and (0, 1) not in found


def test_further_pairs_come_once_and_in_order() -> None:
    given = groups(30, seed=2)
    own = list(blocks.pairs(given, WORLD))
    missing = sorted(set(combinations(range(30), 2)) - set(own))[:3]
    assert own and missing
    found = list(blocks.pairs(given, WORLD, also=[*missing, own[0]]))
    assert found == sorted({*own, *missing})


def test_claims_of_one_day_and_town_meet_and_those_without_either_do_not() -> None:
    near = [facts_of(claim("shelling", when_="2024-06-01", place="Homs", report=r), WORLD)
            for r in ("r1", "r2")]  # fmt: skip
    bare = facts_of(claim("shelling", place="Homs", report="r3"), WORLD)
    lost = facts_of(claim("shelling", when_="2024-06-01", report="r4"), WORLD)
    assert list(blocks.pairs([*near, bare, lost], WORLD)) == [(0, 1)]
    assert "no date" in str(blocks.blockable(bare)) and "no place" in str(blocks.blockable(lost))
