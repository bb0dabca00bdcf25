"""Signs between groups: named bins, the same from both sides, and a weight for each in the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.errors import ModelError
from gesta.resolution.facts import facts_of, names_in
from gesta.resolution.sign import Sign
from gesta.resolution.signs import ORDERED, signs
from gesta.resolution.stories import Alike
from gesta.resolution.weights import read_weights, weights
from gesta.resolution.world import World
from gesta.types import Claim
from tests.resolution.made import ACTORS, PLACES, TIES, claim, resolved


def world() -> World:
    return World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)


def told(report: str, **changes: object) -> Claim:
    base: dict[str, object] = {"when_": "2024-06-02", "place": "Homs", "killed": 3, "actor": "army"}
    return claim("shelling", report=report, **{**base, **changes})  # type: ignore[arg-type]


def bins(one: Claim, two: Claim, alike: Alike | None = None) -> dict[str, str]:
    here = world()
    found = signs(facts_of(one, here), facts_of(two, here), here, alike)
    turned = signs(facts_of(two, here), facts_of(one, here), here, alike)
    assert [(s.feature, s.bin) for s in found] == [(s.feature, s.bin) for s in turned]
    assert all(sign.words for sign in found)
    return {sign.feature: sign.bin for sign in found}


@pytest.mark.parametrize(
    ("changes", "feature", "bin_"),
    [
        ({}, "date", "same day"),
        ({"when_": "2024-06-03"}, "date", "a day apart"),
        ({"when_": "2024-07-20"}, "date", "weeks apart"),
        ({"when_": "2024-06"}, "date", "within a month"),
        ({}, "place", "same town"),
        ({"place": "Aleppo"}, "place", "far apart"),
        ({"place": "Homs province"}, "place", "in one region"),
        ({"actor": "syria"}, "actor", "name and description"),
        ({"actor": "rebels"}, "actor", "another"),
        ({"actor": "rebels", "certainty": "alleged"}, "actor", "another, in doubt"),
        ({}, "killed", "same, few"),
        ({"killed": (2, None)}, "killed", "may agree"),
        ({"killed": 60}, "killed", "far other"),
    ],
    ids=str,
)
def test_each_pair_falls_into_a_named_bin(
    changes: dict[str, object], feature: str, bin_: str
) -> None:
    assert bins(told("r1"), told("r2", **changes))[feature] == bin_


def test_what_one_side_leaves_out_gives_no_sign() -> None:
    found = bins(told("r1"), claim("shelling", report="r2"))
    assert {"date", "place", "actor", "killed", "story"}.isdisjoint(found)


def test_among_few_reports_no_word_is_rare() -> None:
    assert bins(told("r1"), told("r2"), Alike(0.4, known=False))["story"] == "unknown"
    assert bins(told("r1"), told("r2"), Alike(0.11, names=("maren",)))["names"] == "1"


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    assert names_in("Yesterday the dam at Tilbury burst. Nobody called Maren.") == {
        "tilbury",
        "maren",
    }


def test_the_table_orders_what_is_a_scale() -> None:
    table = weights().table
    for feature in ("story", "names"):
        steps = [table[feature][name] for name in ORDERED[feature]]
        assert steps[-1] > steps[len(steps) // 2] > steps[0]
    assert table["date"]["same day"] > table["date"]["days apart"] > table["date"]["months apart"]
    assert table["actor"]["same"] > 0 > table["actor"]["another"]
    assert table["prior"]["aside"] < table["prior"]["lead"] < 0


def test_a_bin_that_nobody_weighed_weighs_nothing() -> None:
    assert weights().of(Sign("date", "in another age", "…")).weight == 0.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[prior]\nlead = 1.0\n", "no prior"),
        ("[prior]\nlead = 1.0\naside = 'x'\n", "no number"),
        ("[prior]\nlead = 1.0\naside = nan\n", "no number"),
        ("prior", "cannot be read"),
    ],
)
def test_a_broken_table_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=said):
        read_weights(path)
    with pytest.raises(ModelError, match="cannot be read"):
        read_weights(tmp_path / "absent.toml")


def test_reasons_of_an_edge_add_up_to_its_score() -> None:
    import math

    (edge,) = resolved([told("r1"), told("r2")]).edges
    logit = sum(reason.weight for reason in edge.reasons)
    assert edge.score == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-4)
