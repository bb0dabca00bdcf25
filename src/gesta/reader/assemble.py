"""From scored spans and pairs to a Reading: thresholds, chains of `same`, chains of who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.reader import labels
from gesta.reader.antecedents import Mentioned, Text
from gesta.reader.calibration import Calibration
from gesta.reader.doubtful import confirmed
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.lines import with_lines
from gesta.reader.model import Thresholds
from gesta.reader.names import types_of_names
from gesta.reader.page import Page
from gesta.reader.posts import with_posts
from gesta.reader.same import Sure, same_ties, typed_alike
from gesta.reader.saying import attribute, said_by, sources_of
from gesta.reader.sides import Grammar
from gesta.types import (
    Argument,
    EventMention,
    Mention,
    Reading,
    Sentence,
    TieMention,
)

# Roles are filled by mentions that can fill them; the heads nearly always agree.
_ALLOWED = {
    "time": {"time"},
    "killed": {"number"},
    "wounded": {"number"},
    "count": {"number"},
}


def assemble(
    report: str, page: Page, draft: Draft, thresholds: Thresholds, calibration: Calibration
) -> Reading:
    """The reading of a report from what its windows decided."""
    sure = calibration.of
    draft = confirmed(draft, _labelled(draft, "roles", thresholds.role), sure)
    draft = replace(draft, mentions=_one_type_each(page, draft.mentions))
    mentions = tuple(
        Mention(*_chars(page, m), MENTION_TYPES[m.type], sure("mention", m.score))
        for m in draft.mentions
    )
    ties = _ties(draft, thresholds, sure)
    text = Text(
        [word.of(page.text) for word in page.words],
        page.lowered,
        page.sentences[:, 0],
        [Mentioned(m.start, m.end, MENTION_TYPES[m.type]) for m in draft.mentions],
    )
    sources = sources_of(draft, text, thresholds.source)
    same = same_ties(text, draft, thresholds.same, sure, mentions, ties, sources)
    chains = _chains([(t.head, t.tail) for t in same])
    attributions, of_cue = attribute(page, text, draft, sources, chains, sure)
    said = said_by(page, draft, thresholds.says, attributions, of_cue)
    reading = Reading(
        report=report,
        mentions=typed_alike(text, mentions, same),
        events=_events(page, draft, thresholds, said, sure),
        attributions=attributions,
        ties=(*ties, *same),
        sentences=tuple(
            Sentence(s.start, s.end, labels.KIND_LABELS[draft.kinds.get(i, 0)])
            for i, s in enumerate(page.spans)
        ),
        chains=chains,
    )
    return with_lines(page.text, with_posts(page.text, reading))


def _one_type_each(page: Page, mentions: Sequence[DraftSpan]) -> list[DraftSpan]:
    """The mentions, those of one name with one type."""
    named = [(MENTION_TYPES[m.type], page.text[slice(*_chars(page, m))]) for m in mentions]
    types = types_of_names(named, [m.score for m in mentions])
    return [
        m if kind == MENTION_TYPES[m.type] else replace(m, type=MENTION_TYPES.index(kind))
        for m, kind in zip(mentions, types, strict=True)
    ]


def _chars(page: Page, span: DraftSpan) -> tuple[int, int]:
    return page.words[span.start].start, page.words[span.end - 1].end


def _labelled(draft: Draft, kind: str, bias: float) -> list[tuple[int, int, int, float]]:
    """The pairs of a kind whose best label is not none: left, right, label, probability."""
    left, right, scores = draft.scored(kind)
    shifted = scores.copy()
    shifted[:, 0] += bias
    best = shifted.argmax(1)
    rows = np.flatnonzero(best)
    odds = np.exp(scores[rows] - scores[rows].max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    return [
        (int(left[row]), int(right[row]), int(best[row]), round(float(share[best[row]]), 4))
        for row, share in zip(rows, odds, strict=True)
    ]


def _sigmoid(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))


def _ties(draft: Draft, thresholds: Thresholds, sure: Sure) -> list[TieMention]:
    found = [
        TieMention(labels.TIE_LABELS[label], head, tail, sure("tie", odds))
        for head, tail, label, odds in _labelled(draft, "ties", thresholds.tie)
    ]
    return sorted(found, key=lambda t: (t.head, t.tail))


def _chains(links: list[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Groups of mentions joined by links, each sorted, in order of their first mention."""
    root: dict[int, int] = {}

    def find(x: int) -> int:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in links:
        one, two = find(a), find(b)
        root[max(one, two)] = min(one, two)
    groups: dict[int, list[int]] = {}
    for x in sorted(root):
        groups.setdefault(find(x), []).append(x)
    return tuple(tuple(group) for group in groups.values())


def _events(
    page: Page,
    draft: Draft,
    thresholds: Thresholds,
    said: dict[int, tuple[int, ...]],
    sure: Sure,
) -> tuple[EventMention, ...]:
    arguments: dict[int, list[Argument]] = {}
    grammar = Grammar(page.lowered, page.sentences, [(m.start, m.end) for m in draft.mentions])
    for trigger, mention, label, odds in _labelled(draft, "roles", thresholds.role):
        role = labels.ROLE_LABELS[label]
        if role in ("actor", "recipient"):
            verb = draft.triggers[trigger]
            role = grammar.side((verb.start, verb.end), EVENT_TYPES[verb.type], mention) or role
        kind = MENTION_TYPES[draft.mentions[mention].type]
        if kind in _ALLOWED.get(role, {kind}):
            arguments.setdefault(trigger, []).append(
                Argument(role, mention, None, sure("argument", odds))
            )
    for trigger, other, score in draft.above("contents", 0.0):
        odds = round(_sigmoid(score), 4)
        arguments.setdefault(trigger, []).append(Argument("content", None, other, odds))
    events = []
    for row, (span, grade) in enumerate(zip(draft.triggers, draft.grades, strict=True)):
        start, end = _chars(page, span)
        outcome = labels.OUTCOME_LABELS[grade.outcome]
        kind = EVENT_TYPES[span.type]
        events.append(
            EventMention(
                start,
                end,
                kind,
                labels.CERTAINTY_LABELS[grade.certainty],
                tuple(labels.MODE_LABELS[i] for i in grade.modes),
                outcome if kind == "ASSAULT" and outcome != "none" else None,
                tuple(sorted(arguments.get(row, []), key=_by_place)),
                said.get(row, ()),
                sure("event", span.score),
            )
        )
    return tuple(events)


def _by_place(argument: Argument) -> tuple[int, int]:
    return (argument.mention or 0, 0) if argument.event is None else (argument.event, 1)
