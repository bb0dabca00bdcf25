"""People's edits of a ledger's actors: added, merged, split, given another name, undone.

Invariant: an edit changes no claim. It is kept as a review beside the evidence, and whom a
mention stands for is asked of all edits in force, oldest first, each upon the result of those
before it. So edits hold for reports read later too, and taking one back brings back what was.

A name given by a person is met up to case, articles, quotes and transliteration; a name that is
split off, up to case, articles and quotes alone, as two spellings may be what has to be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors.generic import own_id
from gesta.grounding.names import fold, has_arabic, plain, skeleton, tidy
from gesta.identity import hashed
from gesta.types import Actor, Review

# The codebook of reviews has five words for decisions; the field `edit` says which edit it is.
DECISIONS: Final = {
    "add": "accept", "alias": "correct", "merge": "merge", "split": "split", "undo": "reject",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: who, when and why, and what it does.

    subject: the actor added, merged away, split or renamed; of an undo the id of the edit undone.
    actor: the actor as the edit found or made it: the one added, merged into, split off, or named.
    names: the names of an add or alias, or those that a split takes along.
    reports: ids of reports whose every mention of the subject a split takes along.
    """

    kind: str
    subject: str
    by: str
    at: str
    actor: Actor | None = None
    names: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def id(self) -> str:
        """A hash of all that the edit says."""
        return hashed("v", self.kind, self.subject, self.by, self.at, self.after(), self.reason)

    def after(self) -> dict[str, Any]:
        """What the edit does, as a review keeps it."""
        record: dict[str, Any] = {"edit": self.kind}
        if self.actor is not None:
            one = self.actor
            record["actor"] = {
                "id": one.id, "name": one.name, "names": list(one.names), "type": one.type,
                "country": one.country, "generic": one.generic,
            }  # fmt: skip
        if self.names:
            record["names"] = list(self.names)
        if self.reports:
            record["reports"] = list(self.reports)
        return record

    def review(self, before: Any = None) -> Review:
        """The edit as a review; `before` is what the subject was."""
        kind = DECISIONS[self.kind]
        return Review(
            self.id, kind, self.subject, self.by, self.at, before, self.after(), self.reason
        )


def edit_of(review: Review) -> Edit | None:
    """The edit that a review keeps; None where it is a decision on something else.

    Raises ValueError, naming the field, where the review is an edit that cannot be read.
    """
    after = review.after
    if not isinstance(after, dict) or after.get("edit") not in DECISIONS:
        return None
    kind = str(after["edit"])
    actor = None if after.get("actor") is None else _actor(after["actor"])
    if actor is None and kind != "undo":
        raise ValueError(f"after.actor: an edit of the kind {kind!r} needs the actor it leads to")
    edit = Edit(
        kind, review.subject, review.by, review.at, actor,
        _texts(after, "names"), _texts(after, "reports"), review.reason,
    )  # fmt: skip
    if edit.id != review.id:
        raise ValueError(f"id: {review.id!r} is not the hash of what the edit says ({edit.id})")
    return edit


def _actor(record: Any) -> Actor:
    if not isinstance(record, dict):
        raise ValueError(f"after.actor: {record!r} is no actor")
    for name in ("id", "name", "type"):
        if not isinstance(record.get(name), str) or not record[name]:
            raise ValueError(f"after.actor.{name}: {record.get(name)!r} must be words")
    if record["type"] not in ACTOR_TYPES:
        raise ValueError(f"after.actor.type: {record['type']!r}; one of {', '.join(ACTOR_TYPES)}")
    country, generic = record.get("country"), record.get("generic", False)
    if not (country is None or isinstance(country, str)) or not isinstance(generic, bool):
        raise ValueError("after.actor: country must be a code or null, generic true or false")
    return Actor(
        record["id"], record["name"], _texts(record, "names"), record["type"], country, generic
    )


def _texts(record: dict[str, Any], name: str) -> tuple[str, ...]:
    values = record.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"after.{name}: {values!r} must be a list of words")
    return tuple(values)


def in_force(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that hold, oldest first: an undo takes back an edit, or an undo before it."""
    undone: set[str] = set()
    held: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.at, one.id), reverse=True):
        if edit.id in undone:
            continue
        if edit.kind == "undo":
            undone.add(edit.subject)
        else:
            held.append(edit)
    return tuple(reversed(held))


def key_of(name: str) -> str:
    """The key under which a name given by a person is met; '' for what is no name."""
    shown = tidy(name)
    return skeleton(shown) if has_arabic(shown) else fold(shown)


def close_key(name: str) -> str:
    """The key under which a name to be split off is met."""
    shown = tidy(name)
    return skeleton(shown) if has_arabic(shown) else plain(shown)


class Rules:
    """Whom mentions stand for by the edits in force, and the actors as these leave them."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = in_force(edits)
        self._rules = tuple(_Rule(edit) for edit in self.edits)
        self._known: dict[tuple[str | None, str, str], str | None] = {}

    def __bool__(self) -> bool:
        return bool(self.edits)

    def whom(self, actor: str | None, words: str = "", report: str = "") -> str | None:
        """The id of the actor that words of a report stand for, grounded to `actor` as read.

        Without words and report: what an actor's id stands for as a whole.
        """
        asked = (actor, words, report)
        if asked not in self._known:
            found = actor
            for rule in self._rules:
                found = rule.apply(found, words, report)
            self._known[asked] = found
        return self._known[asked]

    def actors(self, read: Iterable[Actor]) -> list[Actor]:
        """The actors after the edits, by id; `read` are those that the reports gave."""
        found = {actor.id: actor for actor in read}
        for rule in self._rules:
            rule.change(found)
        return [found[name] for name in sorted(found)]


class _Rule:
    """One edit with the keys of its names."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        self.target = "" if edit.actor is None else edit.actor.id
        key = close_key if edit.kind == "split" else key_of
        self._key = key
        self._keys = {key(name) for name in edit.names} - {""}
        # Ids under which reports that know no better have these names.
        self._ids: set[str] = set()
        if edit.kind in ("add", "alias"):
            own = {name for text in edit.names if (name := own_id(tidy(text)))}
            self._ids = own | {f"{name}-namesake" for name in own}

    def apply(self, actor: str | None, words: str, report: str) -> str | None:
        edit = self.edit
        if edit.kind == "merge":
            return self.target if actor == edit.subject else actor
        if edit.kind == "split":
            mine = actor == edit.subject and (report in edit.reports or self._names(words))
            return self.target if mine else actor
        return self.target if actor in self._ids or self._names(words) else actor

    def _names(self, words: str) -> bool:
        return bool(words) and self._key(words) in self._keys

    def change(self, found: dict[str, Actor]) -> None:
        """Apply the edit to the actors of `found`, in place."""
        edit, made = self.edit, self.edit.actor
        if made is None:
            return
        if edit.kind == "split" and edit.subject in found:
            found[edit.subject] = self._without(found[edit.subject])
        if edit.kind in ("add", "alias"):
            for name in [*found]:
                if name != made.id and name not in self._ids:
                    found[name] = self._without(found[name])
        joined = found.get(made.id, made)
        if edit.kind == "add":
            joined = replace(made, names=_all_names(made, joined.names))
        gone = {edit.subject} if edit.kind == "merge" else self._ids
        for name in sorted(gone - {made.id}):
            if (other := found.pop(name, None)) is not None:
                joined = _joined(joined, other)
        if edit.kind != "merge":
            joined = replace(joined, names=_all_names(joined, edit.names))
        found[made.id] = joined

    def _without(self, actor: Actor) -> Actor:
        """The actor without the edit's names; its main name it keeps."""
        kept = tuple(n for n in actor.names if n == actor.name or self._key(n) not in self._keys)
        return actor if kept == actor.names else replace(actor, names=kept)


def _joined(one: Actor, other: Actor) -> Actor:
    """`one` with the names of `other`, and its country where `one` has none."""
    names = _all_names(one, (other.name, *other.names))
    return replace(one, names=names, country=one.country or other.country)


def _all_names(actor: Actor, more: Iterable[str]) -> tuple[str, ...]:
    """The main name, then all others in the order of letters, each once."""
    return (actor.name, *sorted({*actor.names, *more} - {actor.name}))
