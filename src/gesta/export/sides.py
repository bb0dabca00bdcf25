"""What UCDP and ACLED ask of the two sides of an incident, from the types of its parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gesta.export.extract import Extract, Row
from gesta.types import Actor

STATE: Final = {"force", "government"}
ARMED: Final = {"force", "government", "group"}
NOT_DONE: Final = {"planned", "denied"}


def types(actors: Iterable[Actor]) -> set[str]:
    """The types of parties."""
    return {actor.type for actor in actors}


def on_civilians(row: Row) -> bool:
    """Whether all those it was done to, and somebody, are civilians."""
    return types(row.recipients) == {"civilian"}


def between_armed(row: Row) -> bool:
    """Whether both sides are known and armed."""
    actors, recipients = types(row.actors), types(row.recipients)
    if not recipients and len(row.actors) > 1:  # `clashes between A and B` makes both actors
        return actors <= ARMED
    return bool(actors and recipients) and (actors | recipients) <= ARMED


def held(row: Row, kinds: tuple[str, ...], extract: Extract) -> bool:
    """Whether a table of what happened holds it; what it does not is counted."""
    if row.incident.type not in kinds:
        extract.left_out[f"incidents of other types than {', '.join(kinds)}"] += 1
        return False
    if row.incident.status in NOT_DONE:
        extract.left_out["incidents that were only planned, or denied"] += 1
        return False
    return True
