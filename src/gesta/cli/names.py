"""Names of actors and places for the tables, looked up once."""

from __future__ import annotations

from collections.abc import Iterable

from gesta.ledger import Ledger
from gesta.phrases import plain
from gesta.types import Location, Party


class Names:
    """Main names by id."""

    def __init__(self, ledger: Ledger) -> None:
        rows = ledger.connection.execute
        self._actors = {str(i): str(n) for i, n in rows("SELECT id, name FROM actors")}
        if ledger.edits().rules is not None:
            self._actors |= {actor.id: actor.name for actor in ledger.actors()}
        self._places = {str(i): str(n) for i, n in rows("SELECT id, name FROM places")}

    def actor(self, name: str | None) -> str:
        """The name of an actor; the id itself where it has none."""
        return plain(self._actors.get(name or "", name))

    def place(self, name: str | None) -> str:
        """The name of a place; the id itself where it has none."""
        return plain(self._places.get(name or "", name))

    def end(self, name: str) -> str:
        """The name of an end of a tie: an actor, or a place."""
        return self.actor(name) if name in self._actors else self.place(name)

    def actors(self, ids: Iterable[str]) -> str:
        """Names joined."""
        return ", ".join(dict.fromkeys(self.actor(i) for i in ids))

    def parties(self, parties: Iterable[Party]) -> str:
        """Names, or words where no actor is known."""
        words = (self.actor(p.actor) if p.actor else plain(p.text) for p in parties)
        return ", ".join(dict.fromkeys(words))

    def locations(self, locations: Iterable[Location]) -> str:
        """Names, or words where no place is known."""
        words = (self.place(at.place) if at.place else plain(at.text) for at in locations)
        return ", ".join(dict.fromkeys(words))
