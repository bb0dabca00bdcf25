"""The rooms that an article passes through inside a worker, loaded once."""

from __future__ import annotations

from gesta.grounding import Grounder
from gesta.reader import Reader
from gesta.reports import parse
from gesta.types import Grounded, Reading, Refusal, Report, Source


class LoadedRooms:
    """The parser, the reader with its model, the grounder with its gazetteer and registry."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._grounder = Grounder()

    def parse(self, source: Source) -> Report | Refusal:
        """The article of `source`, or why there is none."""
        return parse(source)

    def read(self, report: Report) -> Reading:
        """What the reader finds in `report`."""
        return self._reader.read(report)

    def ground(self, report: Report, reading: Reading) -> Grounded:
        """What `report` adds to the ledger."""
        return self._grounder.ground(report, reading)
