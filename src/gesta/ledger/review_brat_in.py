"""brat standoff back: .ann files that people corrected, made decisions.

What a line says wrong is refused with the file and the line; the other lines are taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.errors import LedgerError
from gesta.ledger.editing import Editor
from gesta.ledger.review_apply import Event, Marked, Spot, Taken, take
from gesta.ledger.review_brat import GRADES, NAMES
from gesta.ledger.review_marks import ROLES
from gesta.ledger.store import Ledger

_ROLE_OF: Final = {name: role for role, name in NAMES.items()}
_SPAN = re.compile(r"(\S+) (\d{1,9}) (\d{1,9})")
_NUMBERED = re.compile(r"(.+?)\d*")  # Actor2 is a second Actor
MOST_BYTES: Final = 64 << 20
"""Of all files of an archive together, unpacked."""


def read_brat(ledger: Ledger, editor: Editor, data: bytes, *, name: str = "file.ann") -> Taken:
    """The decisions that an .ann file, or a ZIP of .ann and .txt files, calls for."""
    taken = Taken()
    files = _unpacked(data) if data[:4] == b"PK\x03\x04" else {name: data}
    pairs = [(one, files.get(one[: -len(".ann")] + ".txt")) for one in sorted(files)]
    pairs = [(one, text) for one, text in pairs if one.endswith(".ann")]
    if not pairs:
        raise LedgerError(
            "There is no .ann file in it. Give an .ann file, or a ZIP of .ann and .txt files; "
            "nothing was changed."
        )
    marked = (
        found for one, text in pairs if (found := _marked(ledger, one, files[one], text, taken))
    )
    take(ledger, editor, marked, taken)
    return taken


def with_text(file: Path) -> bytes:
    """The bytes of a ZIP, or of an .ann file packed with the .txt beside it."""
    beside = file.with_suffix(".txt")
    if file.suffix != ".ann" or not beside.is_file():
        return file.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for one in (file, beside):
            made.writestr(one.name, one.read_bytes())
    return packed.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = [i for i in packed.infolist() if i.filename.endswith((".ann", ".txt"))]
            if sum(info.file_size for info in infos) > MOST_BYTES:
                raise LedgerError(
                    f"Unpacked the archive has more than {MOST_BYTES >> 20} MB. Give it in parts; "
                    "nothing was changed."
                )
            return {info.filename: packed.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise LedgerError(
            f"The ZIP archive cannot be read ({error}); nothing was changed."
        ) from error


def _marked(
    ledger: Ledger, name: str, data: bytes, text: bytes | None, taken: Taken
) -> Marked | None:
    try:
        ann = data.decode("utf-8-sig")
        own = None if text is None else text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        taken.refusals.append(f"{name}: it is no UTF-8 text ({error.reason})")
        return None
    found = _Ann(name, taken)
    for number, line in enumerate(ann.split("\n"), 1):
        found.line(number, line.rstrip("\r"))
    report = _report(ledger, name, own, found)
    if report is None:
        taken.refusals.append(
            f"{name}: the ledger has no report with this text; give the .txt beside it, named by "
            "the report's id or with its kept text"
        )
        return None
    return found.marked(*report)


def _report(
    ledger: Ledger, name: str, text: str | None, found: _Ann
) -> tuple[str, str, tuple[str, ...]] | None:
    """Id, text and claims of the report: by the text beside, the file's name, or the claims named."""
    ids = [name.rpartition("/")[2][: -len(".ann")]]
    claims = sorted(found.claims.values())
    for claim in claims:
        rows = ledger.connection.execute("SELECT report FROM claims WHERE id = ?", (claim,))
        ids += [str(row[0]) for row in rows]
    for one in ids:
        kept = ledger.report(one)
        if kept is not None and (text is None or kept.text == text):
            return kept.id, kept.text, tuple(claims)
    if text is not None:
        rows = ledger.connection.execute("SELECT id FROM reports WHERE text = ?", (text,))
        for (one,) in rows:
            return str(one), text, tuple(claims)
    return None


@dataclass(slots=True)
class _Event:
    line: int
    type: str
    trigger: str
    roles: list[tuple[str, str]]
    grades: dict[str, Any] = field(default_factory=dict)


class _Ann:
    """One .ann file, line by line."""

    def __init__(self, name: str, taken: Taken) -> None:
        self._name, self._taken = name, taken
        self._spans: dict[str, tuple[int, str, Spot, str]] = {}
        self._events: dict[str, _Event] = {}
        self.claims: dict[str, str] = {}

    def _refuse(self, number: int, words: str) -> None:
        self._taken.refusals.append(f"{self._name}, line {number}: {words}")

    def line(self, number: int, line: str) -> None:
        """One line; what is no part of the form is refused."""
        if not line.strip():
            return
        name, _, rest = line.partition("\t")
        takers = {
            "T": self._span,
            "E": self._event,
            "A": self._grade,
            "M": self._grade,
            "#": self._note,
        }
        taker = takers.get(name[:1])
        if taker is None or not rest:
            self._refuse(number, f"{line[:60]!r} is no line that is taken (T, E, A and notes are)")
        else:
            taker(number, name, rest)

    def _span(self, number: int, name: str, rest: str) -> None:
        head, _, words = rest.partition("\t")
        found = _SPAN.fullmatch(head)
        if found is None:
            more = "; words in several pieces are not taken" if ";" in head else ""
            self._refuse(number, f"{head[:60]!r} is not `LABEL START END`{more}")
            return
        label, start, end = found[1], int(found[2]), int(found[3])
        if label not in (*EVENT_TYPES, *MENTION_TYPES):
            self._refuse(number, f"{label[:40]!r} is no word of the codebook")
        else:
            self._spans[name] = (number, label, (start, end), words)

    def _event(self, number: int, name: str, rest: str) -> None:
        parts = [part.partition(":")[::2] for part in rest.split()]
        if not parts or parts[0][0] not in EVENT_TYPES:
            self._refuse(number, f"{rest[:60]!r} begins with no event type of the codebook")
            return
        roles = []
        for role, target in parts[1:]:
            plain = _NUMBERED.fullmatch(role)
            known = _ROLE_OF.get(plain[1] if plain else role)
            if known is None:
                self._refuse(
                    number, f"the role {role[:40]!r} is none of {', '.join(NAMES.values())}"
                )
            else:
                roles.append((known, target))
        self._events[name] = _Event(number, parts[0][0], parts[0][1], roles)

    def _grade(self, number: int, name: str, rest: str) -> None:
        words = rest.split()
        kind, event = (
            (words[0] if words else ""),
            self._events.get(words[1] if len(words) > 1 else ""),
        )
        if event is not None and words[0] == "Rejected" and len(words) == 2:
            event.grades["rejected"] = True
            return
        field_name, allowed = GRADES.get(kind, ("", ()))
        if event is None or len(words) != 3 or words[2] not in allowed:
            self._refuse(number, f"{rest[:60]!r} is no grade of an event that stands above it")
        elif field_name == "modes":
            event.grades.setdefault("modes", []).append(words[2])
        else:
            event.grades[field_name] = words[2]

    def _note(self, number: int, name: str, rest: str) -> None:
        target, _, words = rest.removeprefix("AnnotatorNotes ").partition("\t")
        if words.startswith("claim ") and target in self._events:
            self.claims[target] = words.removeprefix("claim ").strip()

    def marked(self, report: str, text: str, claims: tuple[str, ...]) -> Marked:
        """The file's events in the text that it is about."""
        events = []
        for name, event in self._events.items():
            trigger = self._spot(event.line, event.trigger, text)
            if trigger is None:
                continue
            roles: dict[str, list[Spot]] = {role: [] for role in ROLES}
            types: dict[Spot, str] = {}
            for role, target in event.roles:
                spot = self._spot(event.line, target, text)
                if spot is not None:
                    roles[role].append(spot)
                    types[spot] = self._spans[target][1]
            grades = {"type": event.type, "outcome": None, "modes": [], **event.grades}
            where = f"{self._name}, line {event.line}"
            events.append(Event(where, trigger, grades, roles, self.claims.get(name), types))
        return Marked(self._name, report, tuple(events), ())

    def _spot(self, number: int, name: str, text: str) -> Spot | None:
        """Where a T line's words stand; they must be those of the text."""
        found = self._spans.get(name)
        if found is None:
            self._refuse(number, f"there is no span {name[:40]!r}")
            return None
        line, _, (start, end), words = found
        stands = text[start:end].replace("\n", " ")
        if not start < end <= len(text) or (words and stands != words):
            self._refuse(
                line, f"{words[:60]!r} does not stand at {start} to {end}: {stands[:60]!r}"
            )
            return None
        return start, end
