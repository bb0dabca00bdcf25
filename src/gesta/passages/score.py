"""How well a Reading matches an annotated passage (corpus format: the gesta corpus's README).

Definitions. Two spans match when they share half of the shorter. A typed trigger is right when
its span matches and its type is the same, one to one. An argument is right when its event is
found and typed, the role is the same (`place` and `target` of the same words count as the same)
and the filler's span matches the gold filler or any mention that gold ties to it by `same`, one
to one. The role `content`, which points at an event, is counted in a row of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gesta.types import Reading

Pair = tuple[int, int]
Row = dict[str, Any]

_SYMMETRIC = {"alias-of", "distinct-from", "linked-to", "allied-with", "opposed-to"}


@dataclass
class Tally:
    """Right, read and gold counts of each figure, and certainty confusions."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    grades: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure: defaultdict[str, list[tuple[float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # of each kind of thing read, its score and whether it is right

    def add(self, figure: str, right: int, read: int, gold: int) -> None:
        """Count one passage's share of a figure."""
        self.right[figure] += right
        self.read[figure] += read
        self.gold[figure] += gold

    def score(self, kind: str, scores: Iterable[float], right: Iterable[int]) -> None:
        """Keep the scores of the things read, of which those numbered `right` are right."""
        true = set(right)
        self.sure[kind] += [(score, i in true) for i, score in enumerate(scores)]

    def f1(self, figure: str) -> float:
        """F1 in percent; 0 where nothing is right."""
        total = self.read[figure] + self.gold[figure]
        return 200 * self.right[figure] / total if total else 0.0

    def macro_certainty(self) -> float:
        """Mean F1 over the grades that occur in gold, in percent."""
        grades = {g for g, _ in self.grades}
        scores = []
        for grade in grades:
            right = self.grades[grade, grade]
            gold = sum(n for (g, _), n in self.grades.items() if g == grade)
            read = sum(n for (_, r), n in self.grades.items() if r == grade)
            scores.append(200 * right / (gold + read))
        return sum(scores) / len(scores) if scores else 0.0


def score(tally: Tally, row: Row, reading: Reading) -> None:
    """Add one passage's counts to the tally."""
    gold = {m["id"]: (m["start"], m["end"]) for m in row["mentions"]}
    classes = _classes(row, gold)
    _mentions(tally, row, reading)
    pairs = _events(tally, row, reading)
    _arguments(tally, row, reading, pairs, classes)
    _said_by(tally, row, reading, pairs, classes)
    _attributions(tally, row, reading, classes)
    _ties(tally, row, reading, classes)
    _same(tally, row, reading)
    if len(reading.sentences) == len(row["sentences"]):
        right = sum(s.kind == k for s, k in zip(reading.sentences, row["sentences"], strict=True))
        tally.add("sentence", right, len(row["sentences"]), len(row["sentences"]))


def matches(a: Pair, b: Pair) -> bool:
    """Whether two spans share at least half of the shorter."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= min(a[1] - a[0], b[1] - b[0])


def _classes(row: Row, gold: dict[str, Pair]) -> dict[str, list[Pair]]:
    """For each gold mention the spans of all mentions that `same` ties to it."""
    root = {i: i for i in gold}

    def find(x: str) -> str:
        while root[x] != x:
            x = root[x]
        return x

    for tie in row["ties"]:
        if tie["type"] == "same":
            root[find(tie["from"])] = find(tie["to"])
    members: dict[str, list[Pair]] = {}
    for i, span in gold.items():
        members.setdefault(find(i), []).append(span)
    return {i: members[find(i)] for i in gold}


def _one_to_one(read: list[Any], gold: list[Any], fits: Any) -> list[Pair]:
    taken: set[int] = set()
    found = []
    for i, item in enumerate(read):
        for j, other in enumerate(gold):
            if j not in taken and fits(item, other):
                taken.add(j)
                found.append((i, j))
                break
    return found


def _mentions(tally: Tally, row: Row, reading: Reading) -> None:
    read = [(m.start, m.end, m.type) for m in reading.mentions]
    gold = [(m["start"], m["end"], m["type"]) for m in row["mentions"]]
    exact = len(set(read) & set(gold))
    loose = _one_to_one(read, gold, lambda a, b: a[2] == b[2] and matches(a[:2], b[:2]))
    tally.add("mention exact", exact, len(read), len(gold))
    tally.add("mention", len(loose), len(read), len(gold))
    tally.score("mention", (m.score for m in reading.mentions), (i for i, _ in loose))


def _events(tally: Tally, row: Row, reading: Reading) -> list[Pair]:
    read = [(e.start, e.end, e.type) for e in reading.events]
    gold = [(e["trigger"]["start"], e["trigger"]["end"], e["type"]) for e in row["events"]]
    found = _one_to_one(read, gold, lambda a, b: matches(a[:2], b[:2]))
    typed = _one_to_one(read, gold, lambda a, b: a[2] == b[2] and matches(a[:2], b[:2]))
    tally.add("trigger", len(found), len(read), len(gold))
    tally.add("trigger typed", len(typed), len(read), len(gold))
    tally.score("event", (e.score for e in reading.events), (i for i, _ in typed))
    for i, j in typed:
        event, truth = reading.events[i], row["events"][j]
        tally.grades[truth["certainty"], event.certainty] += 1
        tally.add("certainty", event.certainty == truth["certainty"], 1, 1)
        if event.type == "ASSAULT":
            tally.add("outcome", event.outcome == truth["outcome"], 1, 1)
    return typed


def _arguments(
    tally: Tally, row: Row, reading: Reading, pairs: list[Pair], classes: dict[str, list[Pair]]
) -> None:
    partner = dict(pairs)
    triggers = {e["id"]: (e["trigger"]["start"], e["trigger"]["end"]) for e in row["events"]}
    for i, event in enumerate(reading.events):
        plain = [a for a in event.arguments if a.mention is not None]
        inner = [a for a in event.arguments if a.event is not None]
        truth = row["events"][partner[i]] if i in partner else {"args": []}
        wanted = [a for a in truth["args"] if a["role"] != "content"]
        right = _one_to_one(plain, wanted, lambda a, b: _fills(reading, a, b, classes))
        tally.add("argument", len(right), len(plain), 0)
        if i in partner:
            tally.score("argument", (a.score for a in plain), (x for x, _ in right))
        sides = ("actor", "recipient", "target")
        core = sum(plain[x].role in sides for x, _ in right)
        tally.add("sides", core, sum(a.role in sides for a in plain), 0)
        nested = [triggers[a["mention"]] for a in truth["args"] if a["role"] == "content"]
        spans = [
            (reading.events[a.event].start, reading.events[a.event].end)
            for a in inner
            if a.event is not None
        ]
        tally.add("content", len(_one_to_one(spans, nested, matches)), len(inner), 0)
        _reversed(tally, reading, plain, truth, classes)
    for event in row["events"]:
        roles = [a["role"] for a in event["args"]]
        tally.add("argument", 0, 0, sum(r != "content" for r in roles))
        tally.add("sides", 0, 0, sum(r in ("actor", "recipient", "target") for r in roles))
        tally.add("content", 0, 0, roles.count("content"))


def _fills(reading: Reading, argument: Any, gold: Row, classes: dict[str, list[Pair]]) -> bool:
    alike = {"place", "target"}
    same = argument.role == gold["role"] or {argument.role, gold["role"]} == alike
    mention = reading.mentions[argument.mention]
    span = (mention.start, mention.end)
    return same and any(matches(span, other) for other in classes[gold["mention"]])


def _reversed(
    tally: Tally, reading: Reading, plain: list[Any], truth: Row, classes: dict[str, list[Pair]]
) -> None:
    """Count actor–recipient pairs of found events, and those whose sides are swapped."""
    roles = {
        role: [classes[a["mention"]] for a in truth["args"] if a["role"] == role]
        for role in ("actor", "recipient")
    }
    if not (roles["actor"] and roles["recipient"]):
        return
    swapped = 0
    for a in plain:
        other = {"actor": "recipient", "recipient": "actor"}.get(a.role)
        mention = reading.mentions[a.mention]
        span = (mention.start, mention.end)
        if other and any(matches(span, s) for spans in roles[other] for s in spans):
            swapped = 1
    tally.add("reversed sides", swapped, 1, 1)


def _said_by(
    tally: Tally, row: Row, reading: Reading, pairs: list[Pair], classes: dict[str, list[Pair]]
) -> None:
    partner = dict(pairs)
    wanted = [
        [
            a["source"]
            for a in row["attributions"]
            if a["source"]
            and any(c["start"] <= e["trigger"]["start"] < c["end"] for c in a["content"])
        ]
        for e in row["events"]
    ]
    for i, event in enumerate(reading.events):
        sources = [reading.attributions[a].source for a in event.said_by]
        spans = [
            (reading.mentions[s].start, reading.mentions[s].end) for s in sources if s is not None
        ]
        gold = wanted[partner[i]] if i in partner else []
        right = _one_to_one(
            spans, gold, lambda a, b: any(matches(a, other) for other in classes[b])
        )
        tally.add("said by", len(right), len(spans), 0)
    tally.add("said by", 0, 0, sum(len(w) for w in wanted))


def _attributions(tally: Tally, row: Row, reading: Reading, classes: dict[str, list[Pair]]) -> None:
    gold_cues = sorted({(a["cue"]["start"], a["cue"]["end"]) for a in row["attributions"]})
    read_cues = sorted({(a.cue.start, a.cue.end) for a in reading.attributions})
    found = _one_to_one(read_cues, gold_cues, matches)
    tally.add("cue", len(found), len(read_cues), len(gold_cues))
    read = [
        ((a.cue.start, a.cue.end), reading.mentions[a.source])
        for a in reading.attributions
        if a.source is not None
    ]
    gold = [
        ((a["cue"]["start"], a["cue"]["end"]), a["source"])
        for a in row["attributions"]
        if a["source"]
    ]
    right = _one_to_one(
        read,
        gold,
        lambda a, b: (
            matches(a[0], b[0])
            and any(matches((a[1].start, a[1].end), other) for other in classes[b[1]])
        ),
    )
    tally.add("source", len(right), len(read), len(gold))
    scores = (said.score for said in reading.attributions if said.source is not None)
    tally.score("attribution", scores, (i for i, _ in right))


def _ties(tally: Tally, row: Row, reading: Reading, classes: dict[str, list[Pair]]) -> None:
    spans = [(m.start, m.end) for m in reading.mentions]
    read = [(t.type, spans[t.head], spans[t.tail]) for t in reading.ties if t.type != "same"]
    gold = [
        (t["type"], classes[t["from"]], classes[t["to"]])
        for t in row["ties"]
        if t["type"] != "same"
    ]

    def holds(span: Pair, group: list[Pair]) -> bool:
        return any(matches(span, other) for other in group)

    def fits(a: Any, b: Any) -> bool:
        if a[0] != b[0]:
            return False
        straight = holds(a[1], b[1]) and holds(a[2], b[2])
        return straight or (a[0] in _SYMMETRIC and holds(a[1], b[2]) and holds(a[2], b[1]))

    right = _one_to_one(read, gold, fits)
    tally.add("tie", len(right), len(read), len(gold))
    scores = (t.score for t in reading.ties if t.type != "same")
    tally.score("tie", scores, (i for i, _ in right))


def _same(tally: Tally, row: Row, reading: Reading) -> None:
    """A link is right when gold joins the two mentions that it joins, directly or over others."""
    gold_spans = [(m["start"], m["end"]) for m in row["mentions"]]
    read_spans = [(m.start, m.end) for m in reading.mentions]
    partner = dict(_one_to_one(read_spans, gold_spans, matches))
    ids = [m["id"] for m in row["mentions"]]
    classes = _classes(row, {i: (n, n) for n, i in enumerate(ids)})
    links = [t for t in reading.ties if t.type == "same"]
    right = []
    for number, tie in enumerate(links):
        a, b = partner.get(tie.head), partner.get(tie.tail)
        if a is not None and b is not None and (b, b) in classes[ids[a]]:
            right.append(number)
    wanted = sum(t["type"] == "same" for t in row["ties"])
    tally.add("same", min(len(right), wanted), len(links), wanted)
    tally.score("same", (t.score for t in links), right)
