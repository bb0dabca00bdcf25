"""A ledger's incidents as happenings: doubts kept, what cannot be counted named with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gesta.analysis import doubts
from gesta.analysis.from_ledger import from_ledger
from gesta.analysis.happenings import Amount, Happenings
from gesta.analysis.nowcast import nowcast
from gesta.analysis.shift import shift
from gesta.analysis.since import since
from gesta.analysis.trend import trend
from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.types import Count, Edge
from tests.analysis.ledgers import MEMBER, OTHER, Story, when


def read(path: Path, recipient: str | None = None, **asked: object) -> Happenings:
    with Ledger.open(path) as ledger:
        return from_ledger(ledger, Filter(**asked), recipient=recipient)  # type: ignore[arg-type]


def test_reasons_are_named_for_what_cannot_be_counted(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(3), published=4)
    story.attack(None, published=5)
    story.attack(when(0, 90, "span"), published=6)
    story.attack(when(5), published=6, status="denied", certainties=("denied",))
    story.attack(when(9), published=6, status="planned", certainties=("planned",))
    story.attack(when(-4000), published=6)
    story.attack(when(2, 20, "span"), published=6, count=Count("160", 160, 160))
    found = read(story.write(tmp_path / "a.ledger"))
    assert [row.id for row in found.rows] == ["i000"]
    assert found.left_out() == {
        "undated": 1, "vague in time": 1, "denied": 1, "planned": 1,
        "outside the days covered": 1, "sum over many days": 1,
    }  # fmt: skip
    assert found.rows[0].first_reported == date(2024, 1, 5)


def test_days_covered_are_those_of_the_reports(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(3), published=2)
    story.attack(when(6), published=11)
    found = read(story.write(tmp_path / "a.ledger"))
    assert (found.begin, found.end) == (date(2024, 1, 2), date(2024, 1, 12))
    assert read(tmp_path / "a.ledger", until=date(2024, 1, 5)).ids == ("i000",)


def test_an_umbrella_answers_for_its_members_while_they_belong_to_it(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(3), published=2)
    story.attack(when(30), published=31)
    story.attack(when(31), published=31, by=OTHER)
    path = story.write(tmp_path / "a.ledger", until=date(2024, 1, 20))
    assert read(path, actor="Northern Coalition").ids == ("i000",)
    assert read(path, actor="Red Banner").ids == ("i000", "i001")
    assert read(path, recipient="Border Guard").ids == ("i000", "i001", "i002")
    with pytest.raises(LedgerError, match="nobody-here"):
        read(path, actor="nobody-here")


def test_denials_and_other_culprits_lower_belief(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(1), published=1, status="disputed", certainties=("reported", "denied"))
    two = ("reported", "reported", "reported")
    story.attack(when(2), published=1, certainties=two, blamed=(MEMBER, OTHER, OTHER))
    path = story.write(tmp_path / "a.ledger")
    assert [r.belief for r in read(path, actor="Red Banner").rows] == [0.5, pytest.approx(1 / 3)]
    assert [r.belief for r in read(path).rows] == [0.5, 1.0]


def test_a_weak_join_may_be_two_and_a_near_miss_one(tmp_path: Path) -> None:
    story = Story()
    weak = story.attack(when(1), published=1, certainties=("reported", "reported"), edge=0.7)
    other = story.attack(when(2), published=2)
    left, right = sorted((weak.claims[0], other.claims[0]))
    story.edges.append(Edge(left, right, "different", 0.4))
    found = read(story.write(tmp_path / "a.ledger"))
    assert [(s.id, s.p) for s in found.splits] == [("i000", pytest.approx(0.3))]
    assert [(t.left, t.right, t.p) for t in found.twins] == [("i000", "i001", 0.4)]


def test_what_a_person_judged_is_not_in_doubt(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(1), published=1, certainties=("reported", "reported"), edge=0.7)
    story.edges = [Edge(e.left, e.right, e.judgement, e.score, by="a person") for e in story.edges]
    assert read(story.write(tmp_path / "a.ledger")).splits == ()


def test_a_counted_incident_stands_for_its_number(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(1), published=1, count=Count("10 to 14", 10, 14))
    assert read(story.write(tmp_path / "a.ledger")).rows[0].n == Amount(10, 14, 14)


def test_a_count_since_some_day_is_a_sum_and_no_attack_of_the_day_it_was_put_on(
    tmp_path: Path,
) -> None:
    story = Story()
    story.attack(when(1), published=1, count=Count("160", 160, 160), words="one of 160 since May")
    story.attack(when(1), published=1, count=Count("3", 3, 3), words="three times at dawn")
    found = read(story.write(tmp_path / "a.ledger"))
    assert found.ids == ("i001",) and found.left_out() == {"sum over many days": 1}


def test_an_aggregate_of_told_incidents_is_not_counted_beside_them(tmp_path: Path) -> None:
    story = Story()
    whole, single = story.attack(when(1), published=1), story.attack(when(1), published=1)
    story.edges.append(Edge(whole.claims[0], single.claims[0], "covers", 0.5))
    found = read(story.write(tmp_path / "a.ledger"))
    assert found.ids == ("i001",) and found.left_out() == {"sum of attacks told one by one": 1}
    assert found.twins == ()


def test_what_one_report_tells_as_one_is_one(tmp_path: Path) -> None:
    story = Story()
    weak = story.attack(when(1), published=1, certainties=("reported",) * 2, edge=0.6)
    assert len(read(story.write(tmp_path / "a.ledger")).splits) == 1
    reports = dict.fromkeys(weak.claims, "r")
    claims = {c.id: replace(c, report=reports[c.id]) for g, _ in story.grounded for c in g.claims}
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        assert doubts.of(ledger, [weak], claims) == ([], [])


def test_copies_are_named_and_add_nothing(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(1), published=1, status="disputed", certainties=("denied", "reported"))
    reports = [grounded.report.id for grounded, _ in story.grounded]
    story.copies = {reports[0]: reports[1]}
    found = read(story.write(tmp_path / "a.ledger"))
    assert found.rows[0].belief == 1.0
    assert found.left_out() == {"duplicate": 1}


def test_an_empty_ledger_covers_nothing(tmp_path: Path) -> None:
    found = read(Story().write(tmp_path / "a.ledger"))
    assert found.rows == () and found.begin is None


def test_days_that_no_report_covers_are_warned_of(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(3), published=2)
    story.attack(when(6), published=11)
    path = story.write(tmp_path / "a.ledger")
    found = read(path, since=date(2020, 1, 1), until=date(2030, 1, 1))
    assert (found.begin, found.end) == (date(2020, 1, 1), date(2024, 1, 12))
    assert "first report is of 2024-01-03" in found.notes[0]
    assert "last report is of 2024-01-12" in found.notes[1]
    assert read(path).notes == ()


def test_a_window_after_the_last_report_is_empty_and_refused(tmp_path: Path) -> None:
    story = Story()
    story.attack(when(3, 20, "span"), published=11)
    path = story.write(tmp_path / "a.ledger")
    found = read(path, since=date(2024, 1, 15))
    for answer in (
        nowcast(found, draws=20, seed=1), trend(found, draws=20, seed=1),
        since(found, draws=20, seed=1), shift(found, "actor", at=None, draws=20, seed=1),
    ):  # fmt: skip
        assert answer.verdict == "cannot tell"
