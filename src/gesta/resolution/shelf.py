"""Claims by id, fetched report by report when they are asked for, so that a million need not be held.

Who goes through claims report by report fetches each report once; of the reports asked for last
some are held. The invariant: a shelf gives the same claims however often and in whatever order it
is asked.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gesta.types import Claim

# Claims that are held, some tens of megabytes.
HELD = 12_000


class Shelf(Mapping[str, Claim]):
    """A mapping from ids to claims. `report_of` gives the report of each claim by its id, `fetch`
    the claims of a report."""

    def __init__(
        self, report_of: Mapping[str, str], fetch: Callable[[str], Iterable[Claim]], *,
        held: int = HELD,
    ) -> None:  # fmt: skip
        self.report_of = report_of
        self._fetch = fetch
        self._most, self._many = held, 0
        self._held: OrderedDict[str, dict[str, Claim]] = OrderedDict()

    @staticmethod
    def of(claims: Iterable[Claim]) -> Shelf:
        """A shelf of claims that are held anyway; of claims with one id the last is taken."""
        by_id = {claim.id: claim for claim in claims}
        by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in by_id.values():
            by_report[claim.report].append(claim)
        return Shelf({key: claim.report for key, claim in by_id.items()}, by_report.__getitem__)

    def reports(self) -> list[str]:
        """The reports with claims, in order."""
        return sorted(set(self.report_of.values()))

    def told(self, report: str) -> Sequence[Claim]:
        """The claims of one report, in order of their ids."""
        return list(self._of(report).values())

    def _of(self, report: str) -> dict[str, Claim]:
        found = self._held.get(report)
        if found is None:
            claims = sorted(self._fetch(report), key=lambda claim: claim.id)
            found = self._held[report] = {claim.id: claim for claim in claims}
            self._many += len(found)
            while self._many > self._most and len(self._held) > 1:
                self._many -= len(self._held.popitem(last=False)[1])
        else:
            self._held.move_to_end(report)
        return found

    def __getitem__(self, claim: str) -> Claim:
        return self._of(self.report_of[claim])[claim]

    def __contains__(self, claim: object) -> bool:
        return claim in self.report_of

    def __iter__(self) -> Iterator[str]:
        return iter(self.report_of)

    def __len__(self) -> int:
        return len(self.report_of)
