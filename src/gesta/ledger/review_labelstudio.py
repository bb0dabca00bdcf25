"""Label Studio: reports with their claims as tasks, and people's annotations back as decisions.

A region labelled with an event type is a trigger, one with a mention type is words of a role; a
relation from the trigger to them says which role. Certainty, outcome and modes are choices on the
trigger's region. Label Studio may count offsets in UTF-16 units; the words of a region decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from gesta.codebook import ACTOR_TYPES, CERTAINTIES, EVENT_TYPES, MENTION_TYPES, MODES, OUTCOMES
from gesta.errors import LedgerError
from gesta.ledger.editing import Editor
from gesta.ledger.pieces import Record
from gesta.ledger.review_apply import Event, Marked, Spot, Taken, now_marks, take
from gesta.ledger.review_marks import ROLES
from gesta.ledger.store import Ledger
from gesta.types import Claim

CHOICES: Final = {"certainty": CERTAINTIES, "outcome": OUTCOMES, "modes": MODES}


def config() -> str:
    """The labelling interface that the tasks are made for."""
    labels = "".join(f'\n    <Label value="{name}"/>' for name in (*EVENT_TYPES, *MENTION_TYPES))
    roles = "".join(f'\n    <Relation value="{role}"/>' for role in ROLES)
    choices = "".join(
        f'\n  <Choices name="{name}" toName="text" perRegion="true" '
        f'choice="{"multiple" if name == "modes" else "single"}">'
        + "".join(f'\n    <Choice value="{word}"/>' for word in words)
        + "\n  </Choices>"
        for name, words in CHOICES.items()
    )
    return (
        f'<View>\n  <Labels name="label" toName="text">{labels}\n  </Labels>\n'
        f'  <Relations>{roles}\n  </Relations>{choices}\n  <Text name="text" value="$text"/>\n</View>\n'
    )


def tasks(ledger: Ledger, reports: list[str]) -> Iterator[Record]:
    """One task a report, its claims as they now stand as the prediction to be corrected."""
    for name in reports:
        report = ledger.report(name)
        if report is None:
            raise LedgerError(f"{ledger.path} has no report {name!r}.")
        told = now_marks(ledger, name)
        yield {
            "data": {
                "text": report.text, "report": name, "title": report.title,
                "outlet": report.outlet, "claims": [claim.id for claim, _ in told],
            },
            "predictions": [{"model_version": "gesta", "result": _result(told)}],
        }  # fmt: skip


def _result(told: list[tuple[Claim, list[Any]]]) -> list[Record]:
    found: list[Record] = []
    for claim, marks in told:
        spot = {"start": claim.trigger.start, "end": claim.trigger.end, "text": claim.trigger.text}
        found.append(_region(claim.id, spot, claim.type))
        for name in CHOICES:
            value = getattr(claim, name)
            if value:
                words = [value] if isinstance(value, str) else [*value]
                found.append({
                    "id": claim.id, "from_name": name, "to_name": "text", "type": "choices",
                    "value": {**spot, "choices": words},
                })  # fmt: skip
        base, text = claim.evidence.start, claim.evidence.text
        for number, mark in enumerate(marks):
            quoted = text[mark.start - base : mark.end - base]
            if mark.start < base or mark.end > base + len(text):
                quoted = ""
            name = f"{claim.id}-{number}"
            place = {"start": mark.start, "end": mark.end}
            found.append(_region(name, {**place, "text": quoted} if quoted else place, mark.type))
            found.append({
                "type": "relation", "from_id": claim.id, "to_id": name, "direction": "right",
                "labels": [mark.role],
            })  # fmt: skip
    return found


def _region(name: str, spot: Record, label: str) -> Record:
    return {
        "id": name, "from_name": "label", "to_name": "text", "type": "labels",
        "value": {**spot, "labels": [label]},
    }  # fmt: skip


# ------------------------------------------------------------------ back


def read_labelstudio(ledger: Ledger, editor: Editor, data: bytes) -> Taken:
    """The decisions that a JSON export of Label Studio calls for.

    Raises LedgerError where the file is no such export.
    """
    try:
        tasks = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LedgerError(
            f"This is no JSON export of Label Studio ({str(error)[:120]}). Export the project as "
            "JSON and give that file; nothing was changed."
        ) from error
    if isinstance(tasks, dict):
        tasks = [tasks]
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise LedgerError(
            "A JSON export of Label Studio is a list of tasks. Export the project as JSON and give "
            "that file; nothing was changed."
        )
    taken = Taken()
    take(ledger, editor, _marked(ledger, tasks, taken), taken)
    return taken


def _marked(ledger: Ledger, tasks: list[Record], taken: Taken) -> Iterator[Marked]:
    for number, task in enumerate(tasks, 1):
        where = f"task {task.get('id', number)}"
        data = task.get("data")
        data = data if isinstance(data, dict) else {}
        report = _report(ledger, data)
        if report is None:
            taken.refusals.append(f"{where}: the ledger has no report with this text")
            continue
        annotations = task.get("annotations", task.get("completions"))
        if not isinstance(annotations, list) or not annotations:
            taken.refusals.append(f"{where}: nobody annotated it (predictions are not taken)")
            continue
        for annotation in annotations:
            if not isinstance(annotation, dict) or not isinstance(annotation.get("result"), list):
                taken.refusals.append(f"{where}: an annotation of it has no result")
            elif annotation.get("was_cancelled"):
                taken.refusals.append(f"{where}: the annotation was skipped by whoever made it")
            else:
                yield _Task(where, report, data, annotation["result"], taken).marked()


def _report(ledger: Ledger, data: Record) -> tuple[str, str] | None:
    """Id and text of the report that a task shows; its text must be the kept one."""
    text = data.get("text")
    if not isinstance(text, str):
        return None
    for sql, value in (
        ("SELECT id, text FROM reports WHERE id = ? AND text = ?", data.get("report")),
        ("SELECT id, text FROM reports WHERE ?1 IS NULL AND text = ?2", None),
    ):
        if value is not None and not isinstance(value, str):
            continue
        for name, kept in ledger.connection.execute(sql, (value, text)):
            return str(name), str(kept)
    return None


class _Task:
    """One annotation of one task."""

    def __init__(
        self, where: str, report: tuple[str, str], data: Record, result: list[Any], taken: Taken
    ) -> None:
        self._where, self._taken = where, taken
        self._report, self._text = report
        listed = data.get("claims")
        self._claims = tuple(c for c in listed if isinstance(c, str)) if listed else ()
        self._result = [one for one in result if isinstance(one, dict)]
        self._regions: dict[str, tuple[Spot, str]] = {}
        self._grades: dict[str, Record] = {}

    def marked(self) -> Marked:
        """The annotation as marked events."""
        for one in self._result:
            self._region(one)
        roles: dict[str, dict[str, list[Spot]]] = {}
        for one in self._result:
            if one.get("type") == "relation":
                self._relation(one, roles)
        types = {spot: label for spot, label in self._regions.values() if label in ACTOR_TYPES}
        events = []
        for name, (spot, label) in self._regions.items():
            if label in EVENT_TYPES:
                own = {role: roles.get(name, {}).get(role, []) for role in ROLES}
                grades = {"type": label, **self._grades.get(name, {})}
                if self._claims:
                    grades = {"outcome": None, "modes": [], **grades}
                where = f"{self._where}, region {name}"
                events.append(Event(where, spot, grades, own, name, types))
        return Marked(self._where, self._report, tuple(events), self._claims)

    def _refuse(self, name: Any, words: str) -> None:
        self._taken.refusals.append(f"{self._where}, region {str(name)[:40]}: {words}")

    def _region(self, one: Record) -> None:
        name, value, kind = one.get("id"), one.get("value"), one.get("type")
        if kind not in ("labels", "choices"):
            if kind != "relation":
                self._refuse(name, f"a result of the type {str(kind)[:40]!r} is not taken")
            return
        if not isinstance(name, str) or not isinstance(value, dict):
            self._refuse(name, "it has no id or no value")
            return
        if kind == "choices":
            self._choice(name, one.get("from_name"), value.get("choices"))
            return
        labels = value.get("labels")
        label = labels[0] if isinstance(labels, list) and len(labels) == 1 else None
        if label not in (*EVENT_TYPES, *MENTION_TYPES):
            self._refuse(name, f"its label {str(labels)[:60]} is no one word of the codebook")
            return
        spot = self._spot(value)
        if spot is None:
            self._refuse(name, f"its words {str(value.get('text'))[:60]!r} do not stand there")
            return
        self._regions[name] = (spot, str(label))

    def _spot(self, value: Record) -> Spot | None:
        """Where the region's words stand, counted in code points or in UTF-16 units."""
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            return None
        if words is None:
            return (start, end) if end <= len(self._text) else None
        if self._text[start:end] == words:
            return start, end
        units = self._text.encode("utf-16-le", "surrogatepass")
        first = len(units[: 2 * start].decode("utf-16-le", "ignore"))
        last = len(units[: 2 * end].decode("utf-16-le", "ignore"))
        return (first, last) if self._text[first:last] == words else None

    def _choice(self, name: str, field: Any, chosen: Any) -> None:
        words = CHOICES.get(field) if isinstance(field, str) else None
        if words is None or not isinstance(chosen, list) or any(one not in words for one in chosen):
            self._refuse(name, f"the choice {str(chosen)[:60]} of {str(field)[:40]!r} is not known")
            return
        grade = list(chosen) if field == "modes" else chosen[0] if chosen else None
        if grade is not None:
            self._grades.setdefault(name, {})[str(field)] = grade

    def _relation(self, one: Record, roles: dict[str, dict[str, list[Spot]]]) -> None:
        source, target = one.get("from_id"), one.get("to_id")
        if one.get("direction") == "left":
            source, target = target, source
        labels = one.get("labels")
        role = labels[0] if isinstance(labels, list) and len(labels) == 1 else None
        if source not in self._regions or target not in self._regions:
            self._refuse(source, "a relation leads to a region that is not there")
        elif role not in ROLES:
            self._refuse(source, f"a relation of the role {str(labels)[:60]} is not known")
        else:
            roles.setdefault(str(source), {}).setdefault(str(role), []).append(
                self._regions[str(target)][0]
            )
