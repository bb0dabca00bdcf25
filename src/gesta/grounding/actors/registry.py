"""The registry of known actors: who bears which name, who belongs to whom, who owns which outlet.

Read once from the texts in `resources`; every look-up after that is a dictionary's. A name that
two actors bear stands for neither unless type or country leaves exactly one: no guess is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gesta.errors import ResourceError
from gesta.grounding.actors.index import NameIndex, fits
from gesta.grounding.actors.states import States, made_actors
from gesta.grounding.actors.texts import (
    ActorRow,
    Name,
    OutletRow,
    StateRow,
    TieRow,
    read_actors,
    read_outlets,
    read_states,
)
from gesta.grounding.actors.vocabulary import BULLETINS
from gesta.grounding.names import LONGEST, words
from gesta.identity import hashed
from gesta.types import Actor, Tie

GOVERNMENTS: Final = "governments.txt"
SHIPPED: Final = Path(__file__).parents[2] / "resources"


class Registry:
    """The actors of the texts. `Registry.open()` gives the one that is shipped."""

    def __init__(
        self,
        states: Sequence[StateRow],
        actors: Sequence[ActorRow],
        outlets: Sequence[OutletRow] = (),
    ) -> None:
        self.rows: tuple[StateRow | ActorRow | OutletRow, ...] = (*states, *actors, *outlets)
        self.states = States(states)
        self.actors: dict[str, Actor] = {}
        self._parties: dict[tuple[str, str], str] = {}
        self._index = NameIndex()
        self._ties: dict[str, list[TieRow]] = {}
        self._domains: dict[str, str] = {}
        self._owners: dict[str, tuple[str, str]] = {}  # outlet → kind and id of its owner
        self._sectors: dict[str, str] = {}
        replaced = {f"{row.force_of}-armed-forces" for row in actors if row.force_of}
        replaced |= {row.id for row in actors}
        for state in states:
            self._add_state(state, replaced)
        for row in actors:
            self._add_actor(row)
        for outlet in outlets:
            self._add_outlet(outlet)

    @staticmethod
    def open(path: Path | None = None) -> Registry:
        """The registry of a folder with `actors/` and `outlets/`; the shipped one without `path`.

        Raises:
            ResourceError: the folder holds no actors, or a row has a fault.
        """
        return _open(path or SHIPPED)

    def _add(self, actor: Actor, names: Iterable[Name]) -> None:
        if actor.id not in self.actors:
            self.actors[actor.id] = actor
            for name in names:
                self._index.add(name, actor)

    def _add_state(self, row: StateRow, replaced: set[str]) -> None:
        for part, actor in made_actors(row):
            self._parties[row.code, part] = actor.id
            if actor.id.removeprefix("a-") in replaced:
                continue
            self._add(actor, (Name(row.name), *row.names) if part == "state" else ())
            if part != "state":
                self._ties[actor.id] = [TieRow("part-of", row.id, None, None)]

    def _add_actor(self, row: ActorRow) -> None:
        names = (Name(row.name), *row.names)
        shown = tuple(dict.fromkeys(name.text for name in names))
        self._add(Actor(f"a-{row.id}", row.name, shown, row.type, row.country), names)
        self._ties.setdefault(f"a-{row.id}", []).extend(row.ties)
        if row.sector:
            self._sectors[f"a-{row.id}"] = row.sector
        if row.force_of and (state := self.actors.get(f"a-{row.force_of}")) and state.country:
            self._parties[state.country, "armed-forces"] = f"a-{row.id}"

    def _add_outlet(self, row: OutletRow) -> None:
        names = (Name(row.name), *row.names)
        shown = tuple(dict.fromkeys(name.text for name in names))
        actor = Actor(f"a-{row.id}", row.name, shown, "media", row.country)
        self._add(actor, names)
        for domain in row.domains:
            self._domains.setdefault(domain.removeprefix("www."), actor.id)
        kind, _, owner = row.owner.partition(":")
        if owner:
            self._owners[actor.id] = kind, f"a-{owner}"

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id (`a-…`), with all its names."""
        return self.actors.get(actor_id)

    def bearers(self, name: str) -> tuple[Actor, ...]:
        """All actors that bear the name, shared or not, in order of the texts."""
        return self._index.bearers(name[:LONGEST])

    def find(
        self, name: str, *, type: str | None = None, country: str | None = None
    ) -> Actor | None:
        """The one actor that the name stands for, or None.

        A name of the texts wins; else the rule of states (`Iraqi army`). `type` is the codebook's
        type of the mention: it chooses among actors of one name and keeps capitals to
        governments; a mention of one type may still name an actor of another (`Iran` as a group).

        >>> registry = Registry.open()
        >>> registry.find("Ukraine's military").name
        'Armed Forces of Ukraine'
        """
        bearers = [one for one in self.bearers(name) if fits(one, name, type)]
        if country is not None:
            bearers = [one for one in bearers if one.country == country] or bearers
        if len(bearers) > 1:
            bearers = [one for one in bearers if one.type == type] or bearers
        if len(bearers) > 1:  # an unmarked name is its bearer's before a marked one
            bearers = [one for one in bearers if not self._index.is_shared(name, one)]
        if len(bearers) == 1 and self._index.is_safe(name, bearers[0], type, country):
            return bearers[0] if type != "force" else self._armed(bearers[0])
        if bearers or self._index.is_common(name):
            return None
        return self.party(words(name), type)

    def party(self, spoken: tuple[str, ...], type: str | None) -> Actor | None:
        """The state or state force that plain words stand for by the rule of states."""
        found = self.states.party(spoken, type)
        return self._party(*found) if found else None

    def _party(self, code: str, part: str) -> Actor | None:
        actor_id = self._parties.get((code, part))
        return self.actors[actor_id] if actor_id else None

    def _armed(self, actor: Actor) -> Actor:
        """A state that acts as a force is its armed forces: `Iran` typed force."""
        if actor.country and self._parties.get((actor.country, "state")) == actor.id:
            return self._party(actor.country, "armed-forces") or actor
        return actor

    def is_state_force(self, actor: Actor, part: str) -> bool:
        """Whether the actor is the `part` (`armed-forces`, `police`, …) of its country."""
        return bool(actor.country) and self._parties.get((actor.country or "", part)) == actor.id

    def ties_of(self, actor_id: str) -> list[Tie]:
        """The registry's ties from an actor, with their years as days."""
        return [_made_tie(actor_id, row) for row in self._ties.get(actor_id, ())]

    def ties_among(self, actor_ids: Iterable[str]) -> list[Tie]:
        """The registry's ties of which both ends are given, in order of their ids."""
        known = set(actor_ids)
        ties = {tie.id: tie for one in known for tie in self.ties_of(one) if tie.target in known}
        return [ties[key] for key in sorted(ties)]

    def outlet(self, name_or_domain_or_url: str) -> Actor | None:
        """The outlet of a name (`IRNA`), a domain (`irna.ir`) or an address, or None."""
        text = name_or_domain_or_url.strip()[:2048]
        host = _host(text)
        while host.count(".") >= 1:
            if host in self._domains:
                return self.actors[self._domains[host]]
            host = host.partition(".")[2]
        found = self.find(text, type="media")
        return found if found is not None and found.type == "media" else None

    def owner_of(self, outlet_actor_id: str) -> str | None:
        """The id of the state or party whose outlet it is; None where private, public, unknown."""
        return self._owners.get(outlet_actor_id, ("", None))[1]

    def mouthpiece(self, outlet: str) -> tuple[str, bool] | None:
        """The id of the party that speaks in an outlet, and whether it is the party's own bulletin.

        A party named as the outlet (`IDF`, `SDF Press Center`) is its own bulletin. The press of a
        state is no party's.

        >>> Registry.open().mouthpiece("https://www.centcom.mil/MEDIA/")
        ('a-united-states-central-command', True)
        """
        found = self.outlet(outlet)
        if found is not None:
            kind, owner = self._owners.get(found.id, ("", ""))
            return (owner, kind == "bulletin") if kind in ("party", "bulletin") else None
        tokens = outlet[:LONGEST].split()
        while len(tokens) > 1 and set(words(tokens[-1])) <= BULLETINS:
            tokens.pop()
        party = self.find(" ".join(tokens))
        return (party.id, True) if party is not None and self._is_armed(party) else None

    def _is_armed(self, actor: Actor) -> bool:
        """Whether the actor is a party of a war that puts out bulletins: a group, force or its
        ministry."""
        ministry = actor.type == "government" and {"defense", "ministry"} <= set(words(actor.name))
        return actor.type in ("group", "force") or ministry

    def is_side_of(self, actor_id: str, other_id: str) -> bool:
        """Whether one of the two is the other or, by ties that still hold, a part of it."""
        return other_id in self._wholes(actor_id) or actor_id in self._wholes(other_id)

    def _wholes(self, actor_id: str) -> set[str]:
        """The actor and everything it is a part of, however far up."""
        found, waiting = {actor_id}, [actor_id]
        while waiting:
            for row in self._ties.get(waiting.pop(), ()):
                whole = f"a-{row.target}"
                if row.type == "part-of" and row.until is None and whole not in found:
                    found.add(whole)
                    waiting.append(whole)
        return found

    def stated_sector(self, actor_id: str) -> str | None:
        """The sector that the actor's row states, None where it leaves it to type and name."""
        return self._sectors.get(actor_id)


def _host(text: str) -> str:
    """The host of an address or bare domain; '' where there is none."""
    if " " in text or "." not in text:
        return ""
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".")


def _made_tie(source: str, row: TieRow) -> Tie:
    target = f"a-{row.target}"
    return Tie(
        id=hashed("t", row.type, source, target),
        type=row.type,
        source=source,
        target=target,
        since=row.since,
        until=row.until,
        basis="registry",
    )


def read_registry(folder: Path) -> Registry:
    """Reads the texts of a folder with `actors/` and `outlets/`, without a cache.

    Raises:
        ResourceError: the folder holds no actors, or a row has a fault.
    """
    states = folder / "actors" / GOVERNMENTS
    tables = sorted((folder / "actors").glob("*.txt"))
    if not tables:
        raise ResourceError(f"{folder}: no actors/*.txt in it; give a folder that holds the texts")
    actors = [row for table in tables if table != states for row in read_actors(table)]
    outlets = [
        row for table in sorted((folder / "outlets").glob("*.txt")) for row in read_outlets(table)
    ]
    return Registry(read_states(states) if states.exists() else (), actors, outlets)


@lru_cache(maxsize=4)
def _open(folder: Path) -> Registry:
    return read_registry(folder)
