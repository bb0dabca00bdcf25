"""Claims fetched report by report: the same claims, each report seldom, few of them held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gesta.resolution import Shelf, resolve
from gesta.types import Claim
from tests.resolution.made import ACTORS, PLACES, TIES, claim, resolved

REPORTS = [f"r{number:02d}" for number in range(30)]
CLAIMS = [
    made
    for number, report in enumerate(REPORTS)
    for made in (
        claim("shelling", when_=f"2024-06-{1 + number // 3:02d}", place="Homs", report=report),
        claim("killed", killed=3, report=report, at=90, sentence="The shelling killed three."),
        claim("arrested", when_="2024-06-20", report=report, at=900, type_="COERCE"),
    )
]


def fetched(held: int) -> tuple[Shelf, Counter[str]]:
    """A shelf that holds so many claims, and how often each report was fetched."""
    times: Counter[str] = Counter()

    def fetch(report: str) -> Sequence[Claim]:
        times[report] += 1
        return [made for made in reversed(CLAIMS) if made.report == report]

    return Shelf({made.id: made.report for made in CLAIMS}, fetch, held=held), times


def test_a_shelf_is_a_mapping_of_all_its_claims() -> None:
    shelf, _ = fetched(held=2)
    assert dict(shelf) == {made.id: made for made in CLAIMS}
    assert len(shelf) == 90 and "c0" not in shelf and CLAIMS[0].id in shelf
    assert shelf.reports() == REPORTS
    assert [made.report for made in shelf.told("r07")] == ["r07"] * 3


def test_of_claims_with_one_id_one_is_kept() -> None:
    assert len(Shelf.of([CLAIMS[0], CLAIMS[0], CLAIMS[1]])) == 2


def test_fetched_claims_resolve_as_held_ones_do() -> None:
    for held in (1, 10, 1000):
        shelf, _ = fetched(held)
        result = resolve(
            shelf, published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES
        )
        assert result == resolved(CLAIMS)


def test_each_report_is_fetched_once_where_all_are_held() -> None:
    shelf, times = fetched(held=1000)
    resolve(shelf, published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)
    assert times == dict.fromkeys(REPORTS, 1)
