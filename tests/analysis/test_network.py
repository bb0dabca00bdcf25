"""Who is with whom: only stated ties, on their days, both sides of a contested one, events once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gesta.analysis import simulate_network as simulate
from gesta.analysis.acts import Acts
from gesta.analysis.answer import NO, OPEN, YES, Answer, to_json, to_text
from gesta.analysis.known_network import Known
from gesta.analysis.network import judge, network, umbrella
from gesta.analysis.structure import (  # fmt: skip
    CIRCLES,
    RECIPROCITY,
    Figure,
    _figure,
    adjusted,
    clustering,
    meetings,
    modularity,
    reciprocity,
    structure,
)
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.types import Tie
from tests import factories as make
from tests.analysis.ledgers import ARMY, MEMBER, OTHER, UMBRELLA, Story, when

GUNMEN = make.actor("gunmen", generic=True)


def tie(kind: str, one: Any, two: Any, **more: Any) -> Tie:
    return Tie(f"t-{kind}-{one.id}-{two.id}", kind, one.id, two.id, basis="registry", **more)


def told(text: str, *ties: tuple[str, Any, Any], **more: Any) -> tuple[Any, Any]:
    """A report whose words state ties."""
    report = make.report(text)
    said = tuple(make.tie_claim(report, k, (a.id, b.id), text, **more) for k, a, b in ties)
    actors = {one.id: one for _, a, b in ties for one in (a, b)}
    return make.grounded(report, ties=said, actors=tuple(actors.values())), make.source(text)


def known(story: Story, path: Path, *ties: Tie, on: str | None = None, **asked: Any) -> Known:
    story.write(path)
    with Ledger.open(path) as ledger:
        ledger.replace_view(incidents=story.incidents, edges=story.edges, ties=ties)
        day = date.fromisoformat(on) if on else None
        return Known.of(ledger, Filter(**asked), day=day, draws=60, seed=1)


def value(answer: Answer, k: int = 0) -> float:
    return float(answer.estimates[k].value)  # type: ignore[arg-type]


def attacks(*doers: Any, days: int = 30) -> Story:
    story = Story()
    for day in range(0, days, 10):
        for k, doer in enumerate(doers):
            story.attack(when(day + k), published=day + k, by=doer)
    return story


def test_events_under_an_umbrella_are_counted_once(tmp_path: Path) -> None:
    story = attacks(MEMBER, UMBRELLA)
    both = story.attack(when(25), published=25)
    story.incidents[-1] = type(both)(**{**_fields(both), "actors": (MEMBER.id, UMBRELLA.id)})
    ties = (tie("part-of", MEMBER, UMBRELLA), tie("part-of", OTHER, ARMY))
    answer = umbrella(known(story, tmp_path / "a.ledger", *ties), "the Coalition", [UMBRELLA.id])
    assert answer.verdict == YES and value(answer) == 7 == answer.used
    assert [row["own events"] for row in answer.table] == [4, 4]
    assert [row["with those below"] for row in answer.table] == [7, 4]


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_events_before_a_tie_began_are_not_the_umbrella_s(tmp_path: Path) -> None:
    ties = (tie("part-of", MEMBER, UMBRELLA, since=date(2024, 1, 15)),)
    late = known(attacks(MEMBER), tmp_path / "a.ledger", *ties)
    assert value(umbrella(late, "U", [UMBRELLA.id])) == 1


@pytest.mark.parametrize(("on", "verdict"), [("2024-01-10", NO), ("2024-01-20", YES), ("2024-02-20", NO)])  # fmt: skip
def test_a_tie_holds_on_its_days_alone(tmp_path: Path, on: str, verdict: str) -> None:
    dated = tie("part-of", MEMBER, UMBRELLA, since=date(2024, 1, 15), until=date(2024, 1, 31))
    found = umbrella(known(attacks(MEMBER), tmp_path / "a.ledger", dated, on=on), "U", [UMBRELLA.id])  # fmt: skip
    assert found.verdict == verdict
    assert ("Red Banner" in to_text(found)) == (verdict == YES)


def test_undated_words_of_reports_alone_cannot_tell(tmp_path: Path) -> None:
    story = attacks(MEMBER)
    story.grounded.append(told("Red Banner belongs to the Northern Coalition.", ("part-of", MEMBER, UMBRELLA)))  # fmt: skip
    found = umbrella(known(story, tmp_path / "a.ledger"), "U", [UMBRELLA.id])
    assert found.verdict == OPEN and "undated" in to_text(found)
    assert (value(found, 0), value(found, 1)) == (3, 0)


def test_nobody_counts_under_what_it_is_distinct_from(tmp_path: Path) -> None:
    ties = (
        tie("part-of", MEMBER, OTHER), tie("part-of", OTHER, UMBRELLA),
        tie("distinct-from", MEMBER, UMBRELLA),
    )  # fmt: skip
    found = umbrella(known(attacks(MEMBER, OTHER), tmp_path / "a.ledger", *ties), "U", [UMBRELLA.id])  # fmt: skip
    assert value(found) == 3 and "Red Banner" not in "".join(str(r) for r in found.table)


def test_a_description_is_no_member(tmp_path: Path) -> None:
    ties = (tie("part-of", GUNMEN, UMBRELLA), tie("part-of", GUNMEN, OTHER))
    story = attacks(MEMBER)
    story.grounded.append(told("Gunmen met the Grey Wolves.", ("linked-to", GUNMEN, OTHER)))
    found = umbrella(known(story, tmp_path / "a.ledger", *ties), "U", [UMBRELLA.id])
    assert "gunmen" not in "".join(str(row) for row in found.table)


def test_rings_of_ties_end(tmp_path: Path) -> None:
    ties = (tie("part-of", MEMBER, UMBRELLA), tie("part-of", UMBRELLA, MEMBER))
    found = known(attacks(MEMBER, UMBRELLA), tmp_path / "a.ledger", *ties)
    assert value(umbrella(found, "U", [UMBRELLA.id, MEMBER.id])) == 6
    assert network(found, seed=1).plot is not None


def test_a_shared_enemy_makes_nobody_allied(tmp_path: Path) -> None:
    ties = (tie("opposed-to", MEMBER, ARMY), tie("opposed-to", OTHER, ARMY))
    answer = network(known(attacks(MEMBER, OTHER), tmp_path / "a.ledger", *ties), seed=1)
    assert {row["tie"] for row in answer.table} == {"opposed-to"}
    said = {row["tie"] for row in json.loads(to_json(answer))["details"]}
    assert said == {"opposed-to"} and "allied-with" not in to_text(answer)


def test_contested_ties_are_shown_with_the_words_of_both_sides(tmp_path: Path) -> None:
    story = attacks(MEMBER)
    story.grounded += [
        told("Red Banner fights beside the Grey Wolves.", ("allied-with", MEMBER, OTHER)),
        told("Red Banner is at war with the Grey Wolves.", ("opposed-to", MEMBER, OTHER)),
    ]
    answer = network(known(story, tmp_path / "a.ledger"), seed=1)
    warning = next(w for w in answer.warnings if w.startswith("contested"))
    assert "fights beside" in warning and "at war with" in warning and "AGAINST" in warning
    assert {row["contested"] for row in answer.table} == {"yes"}


def test_a_tie_that_a_report_denies_is_contested(tmp_path: Path) -> None:
    story = attacks(MEMBER)
    story.grounded += [
        told("Red Banner is part of the Coalition.", ("part-of", MEMBER, UMBRELLA)),
        told("Red Banner has never been part of the Coalition.", ("part-of", MEMBER, UMBRELLA), certainty="denied"),
    ]  # fmt: skip
    answer = umbrella(known(story, tmp_path / "a.ledger"), "U", [UMBRELLA.id])
    assert answer.verdict == OPEN and any("never been part" in w for w in answer.warnings)


def test_an_empty_ledger_is_refused_in_words(tmp_path: Path) -> None:
    found = known(Story(), tmp_path / "a.ledger")
    assert network(found, seed=1).verdict == umbrella(found, "U", ["a"]).verdict == OPEN


# ---------------------------------------------------------------- structure


def test_reciprocity_and_clustering_of_small_networks() -> None:
    assert reciprocity([frozenset({1}), frozenset({0, 2}), frozenset()]) == pytest.approx(2 / 3)
    triangle = meetings([frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2})], 3)
    assert triangle.tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]] and clustering(triangle) == 1
    star = meetings([frozenset({0, 1}), frozenset({0}), frozenset({1})], 2)
    assert clustering(star) == 0


def test_two_camps_that_never_meet_have_a_modularity_of_one_half() -> None:
    camp = np.ones((3, 3), dtype=np.int64) - np.eye(3, dtype=np.int64)
    none = np.zeros((3, 3), dtype=np.int64)
    assert modularity(np.block([[camp, none], [none, camp]])) == pytest.approx(0.5)
    assert modularity(none) == 0


def test_circles_are_seen_and_chance_is_not() -> None:
    def said(**planted: float) -> int:
        runs = [simulate.acts(np.random.default_rng(k), **planted) for k in range(6)]  # type: ignore[arg-type]
        return sum(judge(structure(a, [simulate.everything(a)], seed=1))[0] == YES for a in runs)

    assert said() <= 1 and said(circles=0.6) >= 5


def test_pairs_that_meet_too_often_are_named_and_not_called_allied() -> None:
    plain = simulate.acts(np.random.default_rng(3), parties=12, occasions=60)
    twins = {(k + 100, frozenset({"one", "two"})): frozenset({f"t{k}"}) for k in range(12)}
    acts = Acts({**plain.joint, **twins}, plain.against)
    pairs = structure(acts, [simulate.everything(acts)], seed=1).pairs
    assert ("one", "two") in {(a, b) for a, b, _, _ in pairs} and len(pairs) <= 3


def test_too_few_acts_are_refused_with_what_is_needed() -> None:
    found = structure(Acts(), [], seed=1)
    assert judge(found)[0] == OPEN and all("needed" in f.fault for f in found.figures)


def test_degrees_that_leave_one_network_are_refused() -> None:
    everybody = frozenset(f"p{k}" for k in range(6))
    acts = Acts({(k, everybody): frozenset({f"j{k}"}) for k in range(15)})
    found = structure(acts, [simulate.everything(acts)], seed=1)
    assert all("only one network" in f.fault for f in found.figures[1:])


def test_p_values_of_several_questions_grow() -> None:
    figures = [Figure("a", p=0.01), Figure("b", fault="none"), Figure("c", p=0.04)]
    assert adjusted(figures)[::2] == [0.02, 0.04] and np.isnan(adjusted(figures)[1])


def test_an_interval_of_a_share_ends_at_one_and_that_of_a_mean_square_does_not() -> None:
    chance, drawn = [0.2, 0.3, 0.4], [0.4, 0.5, 0.9]
    assert max(_figure(RECIPROCITY, 0.9, chance, drawn).drawn) == 1.0
    assert max(_figure(CIRCLES, 0.9, chance, drawn).drawn) == pytest.approx(1.3)
