"""Times of people's decisions, each later than all before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta


def moment_after(stamps: Iterable[str]) -> str:
    """Now as ISO 8601 in UTC, or the first microsecond after the last of `stamps`."""
    moment = datetime.now(UTC)
    last = max(stamps, default="")
    at = _stamp(moment)
    while at <= last:
        try:
            moment = datetime.fromisoformat(last)
        except ValueError:  # an imported decision of an unknown clock
            break
        moment += timedelta(microseconds=1)
        at = _stamp(moment)
    return at


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
