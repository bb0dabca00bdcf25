"""The type of an event from who does it to whom, where the codebook decides by that.

`captured` is an abduction when gunmen do it, an arrest when a state does it, a seizure when what
is taken is a town; `vowed` is a threat when an attack is vowed and an agreement when aid is. The
trigger head sees the word more than its sides, so here the sides have the last word. The counts
beside each rule are of the annotated passages for training: right of all that it speaks of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gesta.types import EventMention, Reading

Judged = tuple[str, tuple[str, ...]]  # a type and its modes

_TAKEN: Final = re.compile(
    r"(?:re)?captur|h[eo]ld|seiz|too?k|taken|taking|grabb|snatch"
    r"|arrest|apprehend|detain|imprison|jail"
)
_ABDUCTED: Final = ("ASSAULT", ("abduct",))
_ARRESTED: Final = ("COERCE", ("arrest",))
_SEIZED: Final = ("COERCE", ("seize",))
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_STATE: Final = frozenset({"force", "government"})
_DONE: Final = frozenset("reported attributed claimed alleged".split())

_WORDS: Final = frozenset({"THREATEN", "AGREE"})
_PLEDGE: Final = re.compile(r"promis|pledg|vow|swore|swear|commit")
_FRIENDLY: Final = frozenset("AID SUPPORT COOPERATE AGREE CONSULT CONCEDE RETREAT".split())
_FIRE: Final = re.compile(r"\s*(?:of |with )?(?:[\w-]+ )?(?:gun|artillery |rocket )?fire\b")
_AHEAD: Final = 40  # characters behind a trigger that `_FIRE` looks at


def by_sides(text: str, reading: Reading) -> Reading:
    """The reading of `text` with the types, modes and outcomes that sides and contents call for.

    Nothing else of an event changes, and none comes or goes.
    """
    return replace(
        reading, events=tuple(_retyped(text, reading, event) for event in reading.events)
    )


def _retyped(text: str, reading: Reading, event: EventMention) -> EventMention:
    word = text[event.start : event.end].lower()
    if event.type in _HARM and _TAKEN.match(word):
        judged = _taken(reading, event)
    elif event.type in _WORDS and _PLEDGE.match(word):
        judged = _pledged(reading, event, word)
    else:
        judged = _alone(text, event, word)
    if judged is None or (judged[0] == event.type and set(judged[1]) <= set(event.modes)):
        return event
    kind, modes = judged
    return replace(event, type=kind, modes=modes, outcome=_outcome(event, kind))


def _outcome(event: EventMention, kind: str) -> str | None:
    """Who is said to be captured or executed was: `hit` in 82 of 143 such events, else nothing.
    An exchange of fire has no outcome (14 of 14)."""
    if event.type == kind == "ASSAULT":
        return event.outcome
    done = event.type in ("COERCE", "SANCTION") and event.certainty in _DONE
    return "hit" if kind == "ASSAULT" and done else None


def _taken(reading: Reading, event: EventMention) -> Judged | None:
    """Who is taken by whom: an armed group abducts (56 of 56), a state arrests those who are no
    soldiers (63 of 69); what is taken by anyone, and is no one, is seized (105 of 106)."""
    actors = _kinds(reading, event, "actor")
    taken = _kinds(reading, event, "recipient")
    target = _kinds(reading, event, "target")
    if taken and not target:
        if "group" in actors:
            return _ABDUCTED
        if actors & _STATE and "force" not in taken:
            return _ARRESTED
    if target and not taken:
        return _SEIZED
    return None


def _pledged(reading: Reading, event: EventMention, word: str) -> Judged | None:
    """A promised attack is a threat (16 of 16, `committed to` aside), promised help an agreement
    (7 of 8)."""
    contents = {reading.events[a.event].type for a in event.arguments if a.event is not None}
    if "ASSAULT" in contents:
        return None if word.startswith("commit") else ("THREATEN", ())
    return ("AGREE", ()) if contents & _FRIENDLY else None


def _alone(text: str, event: EventMention, word: str) -> Judged | None:
    """Words that the codebook settles whatever their sides: who enters or crosses moves and does
    not coerce (21 of 23), who is executed is killed (14 of 14), an exchange of fire is violence
    (5 of 5)."""
    if event.type == "COERCE" and word.startswith(("enter", "cross")):
        return "MOBILIZE", ()
    if event.type == "SANCTION" and word.startswith("execut"):
        return "ASSAULT", ()
    if event.type == "COOPERATE" and word.startswith("exchang"):
        ahead = text[event.end : event.end + _AHEAD].lower()
        return ("ASSAULT", ()) if _FIRE.match(ahead) else None
    return None


def _kinds(reading: Reading, event: EventMention, role: str) -> set[str]:
    """The types of the mentions in one role of an event."""
    return {
        reading.mentions[a.mention].type
        for a in event.arguments
        if a.role == role and a.mention is not None
    }
