"""Arithmetic that the public marks share: counts into F1, gold events, and rules between codebooks.

A corpus has types and roles of its own. A `Rule` says which of our events is one of its types
and what our roles are called there; an event that no rule takes is none of the corpus's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks._rows import Row, percent
from gesta.codebook import ROLES
from gesta.passages import score
from gesta.passages.score import matches
from gesta.reader import Reader
from gesta.types import EventMention, Reading, Report

Range = tuple[int, int]
One = TypeVar("One")
Other = TypeVar("Other")

EVENT_FIGURES = ("trigger found", "trigger typed", "argument found", "argument typed")

# Words by which other codebooks tell apart what is one type in ours.
DYING = r"^(?:kill|die|dying|dead|death|slain|slay|slaughter|murder|assassinat|lost|massacr|execut)"
WOUNDING = r"^(?:wound|injur|hurt|maim)"
ARRESTING = r"^(?:arrest|detain|detention|jail|imprison|custody|captur|held|seiz|round)"
CHARGING = r"^(?:charg|indict|prosecut|accus|su(?:e|ed|ing)\b|lawsuit)"
TRYING = r"^(?:trial|tried|hearing|court)"
PROBING = r"^(?:investigat|prob|inquir|examin)"


class Tally(score.Tally):
    """Right, read and gold counts of each figure, with its precision and recall."""

    def f1(self, figure: str) -> float:
        """F1 in percent, to two places; 0 where nothing is right."""
        return round(super().f1(figure), 2)

    def precision(self, figure: str) -> float:
        """The share of what was read that is right, in percent."""
        return percent(self.right[figure], self.read[figure])

    def recall(self, figure: str) -> float:
        """The share of gold that was read, in percent."""
        return percent(self.right[figure], self.gold[figure])


@dataclass(frozen=True)
class Filled:
    """An event in a corpus's words: trigger, type, and its arguments as (role, range)."""

    trigger: Range
    type: str
    arguments: tuple[tuple[str, Range], ...] = ()


@dataclass(frozen=True)
class Rule:
    """Our events of `types` whose trigger matches `words` are the corpus's `name`.

    `roles` names our roles as the corpus does; arguments of other roles are left out.
    """

    name: str
    types: frozenset[str]
    roles: Mapping[str, str]
    words: str = ""

    def takes(self, event: EventMention, trigger: str) -> bool:
        """Whether the event is of this rule."""
        return event.type in self.types and bool(re.search(self.words, trigger, re.IGNORECASE))


def readings_of(rows: Iterable[Row], reader: Reader) -> Iterator[tuple[Row, Reading]]:
    """Each document with what the reader reads in its text; a text that comes again at once is
    read once."""
    text, reading = None, Reading("")
    for row in rows:
        if row["text"] != text:
            text = row["text"]
            reading = reader.read(Report(row["id"], row["id"], "", row["text"]))
        yield row, reading


def paired(
    read: Sequence[One], gold: Sequence[Other], fits: Callable[[One, Other], bool]
) -> list[tuple[One, Other]]:
    """What was read with the gold that it fits, each used once, in order."""
    free = list(gold)
    pairs = []
    for one in read:
        place = next((i for i, other in enumerate(free) if fits(one, other)), None)
        if place is not None:
            pairs.append((one, free.pop(place)))
    return pairs


def gold_events(
    row: Row, name: Callable[[str], str | None], alike: Mapping[str, str] | None = None
) -> list[Filled]:
    """The gold events whose type `name` gives a name, in text order; None leaves one out.

    `alike` gives roles another name, where a corpus has several for one. Roles are lower-case.
    """
    other = alike or {}
    spans = {m["id"]: (m["start"], m["end"]) for m in row["mentions"]}
    found = []
    for event in row["events"]:
        kind = name(event["type"])
        if kind is not None:
            roles = [(a["role"].lower(), spans[a["mention"]]) for a in event["args"]]
            filled = tuple((other.get(role, role), span) for role, span in roles)
            found.append(Filled(spans[event["trigger"]], kind, filled))
    return sorted(found, key=lambda e: e.trigger)


def read_events(
    reading: Reading, text: str, rules: Sequence[Rule], *, rest: str | None = None
) -> list[Filled]:
    """Our events in the corpus's words, each by the first rule that takes it.

    An event that no rule takes is left out, or is of the type `rest` with our own roles.
    """
    found = []
    for event in reading.events:
        words = text[event.start : event.end]
        rule = next((r for r in rules if r.takes(event, words)), None)
        if rule is not None:
            found.append(_filled(reading, event, rule.name, rule.roles))
        elif rest is not None:
            found.append(_filled(reading, event, rest, {role: role for role in ROLES}))
    return found


def _filled(reading: Reading, event: EventMention, name: str, roles: Mapping[str, str]) -> Filled:
    """The event with the roles that have a name. A count of victims stands for them only where
    they are not named beside it."""
    named = {roles.get(a.role) for a in event.arguments if a.role == "recipient"}
    arguments = []
    for argument in event.arguments:
        role = roles.get(argument.role)
        counted = argument.role in ("killed", "wounded") and role in named
        if role is not None and argument.mention is not None and not counted:
            mention = reading.mentions[argument.mention]
            arguments.append((role, (mention.start, mention.end)))
    return Filled((event.start, event.end), name, tuple(arguments))


def count_events(tally: Tally, read: Sequence[Filled], gold: Sequence[Filled]) -> None:
    """Count triggers and arguments: found (overlap at least half of the shorter), and also typed.

    An argument is found when the event at its trigger has an argument at its words, and typed
    when that event's type and the argument's role are right too. Each gold thing counts once.
    """
    found = paired(read, gold, lambda a, b: matches(a.trigger, b.trigger))
    typed = paired(read, gold, lambda a, b: a.type == b.type and matches(a.trigger, b.trigger))
    tally.add("trigger found", len(found), len(read), len(gold))
    tally.add("trigger typed", len(typed), len(read), len(gold))
    filled = sum(len(e.arguments) for e in read), sum(len(e.arguments) for e in gold)
    spans = sum(len(paired(a.arguments, b.arguments, _same_words)) for a, b in found)
    roles = sum(len(paired(a.arguments, b.arguments, _same_role)) for a, b in typed)
    tally.add("argument found", spans, *filled)
    tally.add("argument typed", roles, *filled)


def _same_words(a: tuple[str, Range], b: tuple[str, Range]) -> bool:
    return matches(a[1], b[1])


def _same_role(a: tuple[str, Range], b: tuple[str, Range]) -> bool:
    return a[0] == b[0] and matches(a[1], b[1])


def print_events(corpus: str, tally: Tally, peers: Mapping[str, float]) -> dict[str, float]:
    """Print the table of triggers and arguments beside the peer's F1; gives our figures."""
    print(f"{corpus + ', %':<18}{'F1':>7}{'precision':>11}{'recall':>8}{'peer F1':>9}{'gold':>6}")
    flat: dict[str, float] = {}
    for name in EVENT_FIGURES:
        f1, precision, recall = tally.f1(name), tally.precision(name), tally.recall(name)
        peer = f"{peers[name]:.1f}" if name in peers else "-"
        row = f"{f1:7.1f}{precision:11.1f}{recall:8.1f}{peer:>9}{tally.gold[name]:6}"
        print(f"{name:<18}{row}")
        flat |= {name: f1, f"{name} precision": precision, f"{name} recall": recall}
    return flat
