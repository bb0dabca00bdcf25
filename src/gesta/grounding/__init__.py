"""Reading → Claims: words made comparable (when, where, who, how many), the words kept."""

from collections.abc import Iterable

from gesta.grounding.actors import Registry
from gesta.grounding.ground import Grounder
from gesta.types import Tie

__all__ = ["Grounder", "joining_ties", "registry_ties"]


def registry_ties(actor_ids: Iterable[str]) -> list[Tie]:
    """The ties that the registry states between the actors of a ledger, with their years."""
    return Registry.open().ties_among(actor_ids)


def joining_ties(ties: Iterable[Tie]) -> list[Tie]:
    """The ties but for an `alias-of` that reports alone state between two actors of the registry,
    which knows them as two: more often than not it is a slip of reading."""
    registry = Registry.open()
    return [
        tie
        for tie in ties
        if tie.type != "alias-of"
        or tie.basis == "registry"
        or registry.get(tie.source) is None
        or registry.get(tie.target) is None
    ]
