"""Making edits of a ledger's actors: each is checked, then kept as a review, and can be undone.

Every function takes who edits, and why, and gives the edit that was kept. LedgerError says in
words why an edit cannot be made; then nothing was changed. The incidents follow when the view is
built again (`gesta.view.rebuild_view`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gesta.codebook import ACTOR_TYPES
from gesta.errors import LedgerError
from gesta.grounding.actors import Registry
from gesta.grounding.actors.edits import Edit, close_key, edit_of, in_force, key_of
from gesta.grounding.actors.generic import own_id
from gesta.grounding.names import LONGEST, tidy
from gesta.ledger.moments import moment_after
from gesta.ledger.store import Ledger
from gesta.ledger.who import actors_of, bearers, find_actor, listed, of_registry
from gesta.types import Actor, Party, Speaker


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits, and why."""

    by: str
    reason: str | None = None


def add(
    ledger: Ledger, editor: Editor, name: str, *, type: str, country: str | None = None,
    names: Sequence[str] = (),
) -> Edit:  # fmt: skip
    """Add an actor that stands from now on behind its names, in whatever report."""
    name, names = _name(name), tuple(_name(other) for other in names)
    if taken := bearers(actors_of(ledger), name) or of_registry(name):
        raise LedgerError(
            f"{name!r} is known: {listed(taken)}. Use `gesta actors {ledger.path} alias` to give "
            "an actor another name, or `split` to tell two of one name apart."
        )
    made = Actor(
        own_id(name), name, tuple(dict.fromkeys((name, *names))), _type(type), _country(country)
    )
    return _keep(ledger, editor, "add", made.id, actor=made, names=made.names)


def merge(ledger: Ledger, editor: Editor, actor: str, into: str) -> Edit:
    """Make one actor of two: what stood for `actor` stands for `into`."""
    gone, kept = find_actor(ledger, actor), find_actor(ledger, into)
    if gone.id == kept.id:
        raise LedgerError(
            f"{actor!r} and {into!r} are one actor already ({kept.id}). `gesta actors "
            f"{ledger.path} log` shows the edits."
        )
    return _keep(ledger, editor, "merge", gone.id, actor=kept, before=_shown(gone))


def split(
    ledger: Ledger, editor: Editor, actor: str, off: str, *, names: Sequence[str] = (),
    reports: Sequence[str] = (), type: str | None = None, country: str | None = None,
) -> Edit:  # fmt: skip
    """Take names of an actor, or its mentions in some reports, and give them to another.

    `off` is the name or id of an actor that is there, or the name of a new one, which then has
    the type and country of the old one unless others are given.
    """
    one = find_actor(ledger, actor)
    names = tuple(_name(name) for name in names)
    if not names and not reports:
        raise LedgerError(
            f"What of {one.name} ({one.id}) is {off!r}? Give the names with --name, or the reports "
            "with --report."
        )
    own = {close_key(name) for name in one.names}
    for name in names:
        if not reports and close_key(name) not in own and not _said(ledger, one.id, name):
            raise LedgerError(
                f"No report calls {one.id} {name!r}. Its names: {', '.join(one.names)}."
            )
    for report in reports:
        if ledger.report(report) is None:
            raise LedgerError(
                f"There is no report {report!r}. `gesta show {ledger.path} reports` lists them."
            )
    other = _split_off(ledger, one, off, type=type, country=country, names=names)
    if names and not reports and {close_key(name) for name in names} >= own:
        raise LedgerError(
            f"That takes every name of {one.id} away. To make it one with {other.id} use "
            f"`gesta actors {ledger.path} merge`."
        )
    return _keep(
        ledger, editor, "split", one.id,
        actor=other, names=names, reports=tuple(reports), before=_shown(one),
    )  # fmt: skip


def alias(ledger: Ledger, editor: Editor, actor: str, names: Sequence[str]) -> Edit:
    """Give an actor more names: whatever report says one of them means this actor."""
    one = find_actor(ledger, actor)
    names = tuple(_name(name) for name in names)
    if not names:
        raise LedgerError(f"Which names is {one.name} ({one.id}) to have? Give one or more.")
    for name in names:
        main = [a for a in bearers(actors_of(ledger), name) if key_of(a.name) == key_of(name)]
        if others := [a for a in main if a.id != one.id and a.id != own_id(name)]:
            raise LedgerError(
                f"{name!r} is the name of another actor: {listed(others)}. If they are one, use "
                f"`gesta actors {ledger.path} merge {others[0].id} {one.id}`."
            )
    return _keep(ledger, editor, "alias", one.id, actor=one, names=names, before=_shown(one))


def undo(ledger: Ledger, editor: Editor, edit_id: str | None = None) -> Edit:
    """Take back an edit, by default the last one in force; an undo can be undone by its id."""
    edits = log(ledger)
    held = in_force(edits)
    if edit_id is None and not held:
        raise LedgerError(f"{ledger.path} has no edit of an actor to undo.")
    wanted = held[-1].id if edit_id is None else edit_id
    found = next((edit for edit in edits if edit.id == wanted), None)
    if found is None:
        raise LedgerError(
            f"There is no edit {wanted!r}. `gesta actors {ledger.path} log` lists them."
        )
    if not _holds(found, edits):
        raise LedgerError(f"The edit {wanted} is undone already.")
    if found.actor is not None:
        _check_none_needs(found, held)
    return _keep(ledger, editor, "undo", found.id, before=found.after())


def log(ledger: Ledger) -> list[Edit]:
    """All edits, oldest first, undone ones and undos too."""
    edits = []
    for review in ledger.reviews():
        try:
            edit = edit_of(review)
        except ValueError:
            continue  # `gesta verify` names it
        if edit is not None:
            edits.append(edit)
    return sorted(edits, key=lambda edit: (edit.at, edit.id))


def _holds(edit: Edit, edits: Sequence[Edit]) -> bool:
    """Whether no undo that holds takes the edit back."""
    undos = [one for one in edits if one.kind == "undo" and one.subject == edit.id]
    return not any(_holds(one, edits) for one in undos)


def _check_none_needs(found: Edit, held: Iterable[Edit]) -> None:
    """Raise LedgerError where a later edit stands on the actor that this one made."""
    if found.kind not in ("add", "split") or found.actor is None:
        return
    for edit in held:
        uses = found.actor.id in (edit.subject, edit.actor.id if edit.actor else None)
        if uses and (edit.at, edit.id) > (found.at, found.id):
            raise LedgerError(
                f"The {edit.kind} {edit.id} stands on {found.actor.id}, which this edit made. "
                "Undo that one first."
            )


def _said(ledger: Ledger, actor: str, name: str) -> bool:
    """Whether a party of the ledger's claims is called so and stands for the actor."""
    wanted = close_key(name)
    for claim in ledger.claims():
        said: list[Party | Speaker] = [*claim.actors, *claim.recipients, *claim.said_by]
        if any(one.actor == actor and close_key(one.text or "") == wanted for one in said):
            return True
    return False


def _split_off(
    ledger: Ledger, one: Actor, off: str, *, type: str | None, country: str | None,
    names: tuple[str, ...],
) -> Actor:  # fmt: skip
    """The actor that is split off: the one of that id or name, or a new one."""
    actors, name = actors_of(ledger), _name(off)
    there = [actors[off]] if off in actors else bearers(actors, name)
    known = there or ([a] if (a := Registry.open().get(off)) else of_registry(name))
    others = [a for a in known if a.id != one.id]
    if len(others) > 1:
        raise LedgerError(f"Several actors are called {off!r}: {listed(others)}. Give the id.")
    if others:
        return others[0]
    made, number = own_id(name), 1
    while made in actors or Registry.open().get(made) is not None:
        number += 1
        made = f"{own_id(name)}-{number}"
    kind = one.type if type is None else _type(type)
    where = one.country if country is None else _country(country)
    return Actor(made, name, tuple(dict.fromkeys((name, *names))), kind, where)


def _name(text: str) -> str:
    name = tidy(text)
    if not key_of(name) or not own_id(name) or len(text) > LONGEST:
        raise LedgerError(
            f"{text[:60]!r} is no name. Give letters, at most {LONGEST} characters of them."
        )
    return name


def _type(type: str) -> str:
    if type not in ACTOR_TYPES:
        raise LedgerError(f"{type!r} is no type of actor. Say one of {', '.join(ACTOR_TYPES)}.")
    return type


def _country(country: str | None) -> str | None:
    if country is None:
        return None
    code = country.upper()
    if code not in Registry.open().states.rows:
        raise LedgerError(
            f"{country!r} is no country's code. Write three letters, such as IRQ (ISO 3166-1)."
        )
    return code


def _shown(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id, "name": actor.name, "names": list(actor.names), "type": actor.type,
        "country": actor.country,
    }  # fmt: skip


def _keep(
    ledger: Ledger, editor: Editor, kind: str, subject: str, *, actor: Actor | None = None,
    names: tuple[str, ...] = (), reports: tuple[str, ...] = (), before: Any = None,
) -> Edit:  # fmt: skip
    """Write the edit, later than every edit before it."""
    by = " ".join(editor.by.split())
    if not by:
        raise LedgerError("Who edits? Give a name with --by.")
    at = moment_after(edit.at for edit in log(ledger))
    edit = Edit(kind, subject, by, at, actor, names, reports, editor.reason)
    ledger.add_review(edit.review(before))
    return edit
