"""What a reviewer gives for a field, made the field's whole value.

A value is words of the report (a span, which is grounded), an actor, place, class, number or days
by name (then words are kept where given, and without them the value says that it stands on the
reviewer), or several of these; one item of a list can be replaced, added or taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from gesta.codebook import ACTOR_TYPES
from gesta.errors import LedgerError
from gesta.grounding.dates import NO_DATE
from gesta.grounding.places import resolve_places
from gesta.grounding.weapons import WEAPON_CLASSES
from gesta.ledger import records
from gesta.ledger.pieces import Record, count_record, quote_record, when_record
from gesta.ledger.review_fields import LISTS, NUMBERS, REVIEWER, field_named, typed
from gesta.ledger.review_ground import Ground
from gesta.ledger.spans import NOWHERE
from gesta.ledger.store import Ledger
from gesta.ledger.who import find_actor
from gesta.types import Actor, Count, Place, Quote

MOST: Final = 50  # values of one field


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer gives for a field.

    span: {start, end} of words; `text` has them once more to be checked, `type` says of a party
    what it is (group, force, government, …). value: what the words mean, or the whole value (a word of the
    codebook, a list of items, a number {low, high}, days {start, end}, an actor or place by id or
    name); None takes the value away. item: which of a list's values is meant, from 0 on; one more
    than there are adds to it.
    """

    field: str
    value: Any = None
    span: Any = None
    item: int | None = None


@dataclass(slots=True)
class Valued:
    """A field's value as exchange lines have it, with the actors and places that it names."""

    field: str
    value: Any
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()


class Values:
    """Values of one claim's fields, understood in the light of its report."""

    def __init__(self, ledger: Ledger, ground: Ground) -> None:
        self._ledger = ledger
        self._ground = ground
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}

    def of(self, given: Given, now: Any) -> Valued:
        """The field's whole value; `now` is the present one, as exchange lines have it.

        Raises ValueError in words where it cannot be one.
        """
        name = field_named(given.field)
        if given.item is not None and name not in LISTS:
            raise ValueError(f"{name} holds one value; leave item out")
        value: Any
        if name in LISTS:
            value = self._list(name, given, now)
        elif name in ("evidence", "trigger"):
            longest = None if name == "evidence" else 80
            value = quote_record(self.quoted(given.span or given.value, longest=longest))
        elif name in NUMBERS:
            value = self._number(given.value, given.span)
        elif name == "time":
            value = self._time(given.value, given.span)
        else:
            value = self._words(name, given)
        typed(name, value)
        return Valued(name, value, (*self._actors.values(),), (*self._places.values(),))

    # ------------------------------------------------------------ judged fields

    def _words(self, name: str, given: Given) -> Any:
        value = given.value
        if name == "modes":
            value = [] if value is None else [value] if isinstance(value, str) else value
        if name == "content":
            value = [] if value is None else value
            known = {claim.id for claim in self._ground.claims}
            gone = [c for c in value if str(c) not in known] if isinstance(value, list) else []
            if gone:
                raise ValueError(f"content: the report has no claim {gone[0]!r}")
        return value

    def quoted(self, span: Any, *, longest: int | None = 400) -> Quote:
        """The words of a span {start, end}; where it has `text` too, they must be those."""
        if not isinstance(span, dict):
            raise ValueError(f"the words need a span with start and end, not {span!r}")
        quote = self._ground.quote(span.get("start"), span.get("end"), longest=longest)
        said = span.get("text")
        if isinstance(said, str) and said and said.strip() != quote.text:
            raise ValueError(
                f"{said[:60]!r} does not stand at {quote.start} to {quote.end}: the text has "
                f"{quote.text[:60]!r} there"
            )
        return quote

    def _number(self, value: Any, span: Any) -> Record | None:
        quote = NOWHERE if span is None else self.quoted(span)
        if value is None and span is None:
            return None
        if value is None:
            return count_record(self._ground.number(quote))
        if type(value) is int:
            value = {"low": value, "high": value}
        if not isinstance(value, dict):
            raise ValueError(f"a number is {{low, high}} or a whole number, not {value!r}")
        if span is None and type(value.get("start")) is int:
            quote = self.quoted(value)
        return count_record(Count(quote.text, value.get("low"), value.get("high")))

    def _time(self, value: Any, span: Any) -> Record | None:
        if value is None and span is None:
            return None
        if value is None:
            when = self._ground.time(self.quoted(span))
            if when.reason == NO_DATE:
                raise ValueError(
                    f"{when.text[:60]!r} says no day; give start and end, or other words"
                )
            return when_record(when)
        if isinstance(value, str):
            value = {"start": value, "end": value, "precision": "day"}
        if not isinstance(value, dict) or not (value.get("start") or value.get("end")):
            raise ValueError(f"a time is {{start, end}} as days such as 2024-09-25, not {value!r}")
        start, end = value.get("start"), value.get("end")
        precision = value.get("precision") or ("day" if start == end else "span")
        return {
            "text": "" if span is None else self.quoted(span).text, "start": start, "end": end,
            "precision": precision, "basis": REVIEWER, "reason": None,
        }  # fmt: skip

    # ------------------------------------------------------------ lists

    def _list(self, name: str, given: Given, now: Sequence[Record]) -> list[Record]:
        empty = given.value is None and given.span is None
        if given.item is None:
            if empty:
                return []
            if given.span is not None or not isinstance(given.value, list):
                return [self._item(name, given.value, given.span, None)]
            if len(given.value) > MOST:
                raise ValueError(f"{name}: {len(given.value)} values are more than {MOST}")
            return [self._item(name, one, None, None) for one in given.value]
        items = list(now)
        if type(given.item) is not int or not 0 <= given.item <= len(items):
            raise ValueError(
                f"item: {given.item!r}, but {name} has {len(items)} values (from 0 on)"
            )
        if empty:
            if given.item == len(items):
                raise ValueError(f"item: {given.item} of {name} is not there to be taken out")
            del items[given.item]
        else:
            before = items[given.item] if given.item < len(items) else None
            items[given.item : given.item + 1] = [self._item(name, given.value, given.span, before)]
        return items

    def _item(self, name: str, value: Any, span: Any, before: Record | None) -> Record:
        """One value of a list: words, what they mean, or both."""
        if span is None and isinstance(value, dict) and type(value.get("start")) is int:
            span = value if value.get("end") != 0 else None
        if span is None and before is not None and before["text"]:
            span = before if before.get("start") is not None else None
        quote = NOWHERE if span is None else self.quoted(span)
        meant = _meant(name, value)
        if not meant and quote is NOWHERE:
            raise ValueError(f"{name}: give words (a span) or what is meant, not {value!r}")
        record: Record = quote_record(quote)
        kind = span.get("type") if isinstance(span, dict) else None
        if name in ("actors", "recipients"):
            record["actor"] = self._actor(quote, meant, kind)
        elif name in ("places", "origins"):
            record["place"] = self._place(quote, meant)
        elif name == "weapons":
            record["class"] = self._weapon(quote, meant)
        elif name == "said_by":
            said = value if isinstance(value, dict) else before or {}
            record |= {"actor": self._actor(quote, meant, kind), **self._ground.said(said)}
            if quote is NOWHERE:
                record |= {"text": None, "start": None, "end": None}
        elif quote is NOWHERE:
            raise ValueError("targets: a target is words of the report; give their span")
        return record

    def _actor(self, quote: Quote, meant: str | None, kind: Any) -> str | None:
        if kind is not None and kind not in ACTOR_TYPES:
            raise ValueError(
                f"{quote.text[:60]!r} is marked as {kind!r}, which is no type of a party: "
                f"{', '.join(ACTOR_TYPES)}"
            )
        if meant is None:
            found = self._ground.actor(quote, kind)
        elif not meant:
            found = None
        else:
            try:
                found = find_actor(self._ledger, meant)
            except LedgerError as error:
                raise ValueError(str(error)) from error
        if found is None:
            return None
        self._actors[found.id] = found
        return found.id

    def _place(self, quote: Quote, meant: str | None) -> str | None:
        if meant is None:
            found = self._ground.place(quote)
        elif not meant:
            found = None
        else:
            found = next(self._ledger.places("id = ?", (meant,)), None)
            found = found or resolve_places([(meant, "")])[0]
            if found is None:
                raise ValueError(
                    f"no place is called {meant!r}: the gazetteer and the ledger have none. Give "
                    "another name of it or the id of a place of the ledger"
                )
        if found is None:
            return None
        self._places[found.id] = found
        return found.id

    def _weapon(self, quote: Quote, meant: str | None) -> str | None:
        if meant is None:
            return self._ground.weapon(quote)
        if meant and meant not in WEAPON_CLASSES:
            raise ValueError(f"{meant!r} is no class of weapons: {', '.join(WEAPON_CLASSES)}")
        return meant or None


def _meant(name: str, value: Any) -> str | None:
    """The actor, place or class that a value names; '' for nobody, None for what the words say."""
    key = {"weapons": "class", "places": "place", "origins": "place"}.get(name, "actor")
    found = value.get(key) if isinstance(value, dict) else value
    if found is None and isinstance(value, dict) and key in value:
        return ""
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{name}: {found!r} must be the id or name of the {key}")
    return found or None


def known_records(valued: Valued) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Records of the actors and places that a value names."""
    actors = sorted(valued.actors, key=lambda actor: actor.id)
    places = sorted(valued.places, key=lambda place: place.id)
    return tuple(map(records.actor_record, actors)), tuple(map(records.place_record, places))
