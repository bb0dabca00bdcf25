"""brat standoff: reports with their claims as .txt and .ann, and people's annotations back.

    T1  ASSAULT 88 96   targeted          a trigger, or the words of a role
    E1  ASSAULT:T1 Actor:T2 Place:T3      an event with its roles
    A1  Certainty E1 claimed              certainty, outcome, mode; `Rejected E1`: no such claim
    #1  AnnotatorNotes E1 claim c0123…    the claim that the event is

The text file is the report's kept text, and its name the report's id; offsets count code points.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

from gesta.codebook import CERTAINTIES, EVENT_TYPES, MENTION_TYPES, MODES, OUTCOMES
from gesta.errors import LedgerError
from gesta.ledger.review_apply import now_marks
from gesta.ledger.review_marks import ROLES
from gesta.ledger.store import Ledger
from gesta.types import Claim

NAMES: Final = {role: "Speaker" if role == "said_by" else role.capitalize() for role in ROLES}
GRADES: Final = {
    "Certainty": ("certainty", CERTAINTIES), "Outcome": ("outcome", OUTCOMES), "Mode": ("modes", MODES),
}  # fmt: skip


def config() -> str:
    """brat's annotation.conf for these files."""
    roles = ", ".join(f"{name}*:<ENTITY>" for name in NAMES.values())
    return (
        "[entities]\n" + "\n".join(MENTION_TYPES) + "\n\n[events]\n"
        + "\n".join(f"{name} {roles}" for name in EVENT_TYPES) + "\n\n[relations]\n\n[attributes]\n"
        + "\n".join(
            f"{name} Arg:<EVENT>, Value:{'|'.join(words)}" for name, (_, words) in GRADES.items()
        ) + "\nRejected Arg:<EVENT>\n"
    )  # fmt: skip


def ann_of(ledger: Ledger, report: str) -> str:
    """The claims of a report as they now stand, as an .ann file."""
    kept = ledger.report(report)
    if kept is None:
        raise LedgerError(f"{ledger.path} has no report {report!r}.")
    made = _Writer(kept.text)
    for number, (claim, marks) in enumerate(now_marks(ledger, report), 1):
        made.event(number, claim, marks)
    return "".join(f"{line}\n" for line in made.lines)


class _Writer:
    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        self._text = text
        self._spans: dict[tuple[str, int, int], str] = {}
        self._grades = 0

    def _span(self, label: str, start: int, end: int, *, own: bool = False) -> str:
        key = (label, start, end)
        if own or key not in self._spans:
            name = f"T{sum(line.startswith('T') for line in self.lines) + 1}"
            words = self._text[start:end].replace("\n", " ")
            self.lines.append(f"{name}\t{label} {start} {end}\t{words}")
            self._spans[key] = name
        return self._spans[key]

    def event(self, number: int, claim: Claim, marks: Iterable[Any]) -> None:
        """One claim: its spans, the event, its grades, its id."""
        trigger = self._span(claim.type, claim.trigger.start, claim.trigger.end, own=True)
        said: dict[str, int] = {}
        parts = [f"{claim.type}:{trigger}"]
        for mark in marks:
            name = NAMES[mark.role]
            said[name] = said.get(name, 0) + 1
            order = "" if said[name] == 1 else str(said[name])
            parts.append(f"{name}{order}:{self._span(mark.type, mark.start, mark.end)}")
        self.lines.append(f"E{number}\t{' '.join(parts)}")
        grades = [("Certainty", claim.certainty)]
        grades += [("Outcome", claim.outcome)] if claim.outcome else []
        for name, word in (*grades, *(("Mode", mode) for mode in claim.modes)):
            self._grades += 1
            self.lines.append(f"A{self._grades}\t{name} E{number} {word}")
        self.lines.append(f"#{number}\tAnnotatorNotes E{number}\tclaim {claim.id}")


def archive(ledger: Ledger, reports: Iterable[str]) -> bytes:
    """A ZIP of .txt and .ann files with brat's configuration; the same input, the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in _files(ledger, reports):
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return packed.getvalue()


def _files(ledger: Ledger, reports: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield "annotation.conf", config()
    for name in reports:
        ann = ann_of(ledger, name)
        kept = ledger.report(name)
        yield f"{name}.txt", "" if kept is None else kept.text
        yield f"{name}.ann", ann
