"""Who: names and descriptions of parties to actors that reports can be compared by."""

from gesta.grounding.actors.lint import lint
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.resolve import resolve_actors
from gesta.grounding.actors.sectors import SECTORS, sector_of

__all__ = ["SECTORS", "Registry", "lint", "resolve_actors", "sector_of"]
