"""Which actor a person means by an id or name: one of the ledger's, or else of the registry's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz import process

from gesta.errors import LedgerError
from gesta.grounding.actors import Registry
from gesta.grounding.actors.edits import close_key, key_of
from gesta.ledger.store import Ledger
from gesta.types import Actor

NEAREST: Final = 3  # names proposed where none matches
MOST: Final = 9  # actors of one name that a message lists


def find_actor(ledger: Ledger, asked: str) -> Actor:
    """The one actor of an id or name, in the ledger or else in the registry.

    Raises LedgerError where there is none, or where several have the name.
    """
    actors = actors_of(ledger)
    if (found := actors.get(ledger.edits().whom(asked) or asked)) is not None:
        return found
    if (known := Registry.open().get(asked)) is not None:
        return known
    named = bearers(actors, asked) or of_registry(asked)
    if len(named) == 1:
        return named[0]
    if named:
        raise LedgerError(f"Several actors are called {asked!r}: {listed(named)}. Give the id.")
    names = sorted({name for actor in actors.values() for name in (actor.name, *actor.names)})
    near = ", ".join(name for name, *_ in process.extract(asked, names, limit=NEAREST))
    raise LedgerError(
        f"{ledger.path} has no actor called {asked!r}."
        + (f" The nearest names: {near}." if near else "")
        + f" `gesta show {ledger.path} actors` lists them, `gesta actors {ledger.path} add` adds one."
    )


def actors_of(ledger: Ledger) -> dict[str, Actor]:
    """The ledger's actors by id, as its edits leave them."""
    return {actor.id: actor for actor in ledger.actors()}


def bearers(actors: dict[str, Actor], name: str) -> list[Actor]:
    """The actors of this name, by main name before others, by closer spelling before wider."""
    for key in (close_key, key_of):
        wanted = key(name)
        if not wanted:
            continue
        for own in (lambda a: (a.name,), lambda a: a.names):
            found = [a for a in actors.values() if any(key(n) == wanted for n in own(a))]
            if found:
                return found
    return []


def of_registry(name: str) -> list[Actor]:
    """The one actor of the registry that the name stands for, if any."""
    found = Registry.open().find(name)
    return [] if found is None else [found]


def listed(actors: Sequence[Actor]) -> str:
    """Actors in a message: id, name, type."""
    shown = ", ".join(f"{a.id} ({a.name}, {a.type})" for a in actors[:MOST])
    return shown + (f" and {len(actors) - MOST} more" if len(actors) > MOST else "")
