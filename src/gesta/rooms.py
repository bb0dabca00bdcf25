"""The rooms that an article passes through inside a worker, loaded once."""

from __future__ import annotations

from gesta.grounding import Grounder
from gesta.reader import Reader
from gesta.reader.gate import Gate
from gesta.reports import parse
from gesta.types import Grounded, Reading, Refusal, Report, Source
from gesta.worker import PEACEFUL


class LoadedRooms:
    """The parser, the reader with its model, the grounder with its gazetteer and registry.

    With `skip_peaceful` a report in which the gate expects no event of conflict is passed over.
    """

    def __init__(self, *, skip_peaceful: bool = False) -> None:
        self._reader = Reader()
        self._gate = Gate(self._reader.model) if skip_peaceful else None
        self._grounder = Grounder()

    def parse(self, source: Source) -> Report | Refusal:
        """The article of `source`, or why there is none."""
        return parse(source)

    def read(self, report: Report) -> Reading | Refusal:
        """What the reader finds in `report`, or why it was passed over."""
        verdict = self._gate.judge(report.text) if self._gate else None
        if verdict and verdict.peaceful:
            return Refusal(report.path, "read", PEACEFUL, verdict.reason, report.sha256)
        return self._reader.read(report)

    def ground(self, report: Report, reading: Reading) -> Grounded:
        """What `report` adds to the ledger."""
        return self._grounder.ground(report, reading)
