"""Reading → Claims: words made comparable (when, where, who, how many), the words kept."""

from collections.abc import Iterable

from gesta.grounding.actors import Registry
from gesta.grounding.ground import Grounder
from gesta.types import Tie

__all__ = ["Grounder", "registry_ties"]


def registry_ties(actor_ids: Iterable[str]) -> list[Tie]:
    """The ties that the registry states between the actors of a ledger, with their years."""
    return Registry.open().ties_among(actor_ids)
