"""From scored spans and pairs to a Reading: thresholds, chains of `same`, chains of who says so."""

from __future__ import annotations

import numpy as np

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.reader import labels
from gesta.reader.calibration import Calibration
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.model import Thresholds
from gesta.reader.page import Page
from gesta.reader.same import Sure, same_ties
from gesta.reader.sides import Grammar
from gesta.types import (
    Argument,
    Attribution,
    EventMention,
    Mention,
    Reading,
    Sentence,
    Span,
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
    mentions = tuple(
        Mention(*_chars(page, m), MENTION_TYPES[m.type], sure("mention", m.score))
        for m in draft.mentions
    )
    ties = _ties(draft, thresholds, sure)
    sources = {mention for _, mention, _ in _above(draft, "sources", thresholds.source)}
    same = same_ties(page, draft, thresholds.same, sure, mentions, ties, sources)
    chains = _chains([(t.head, t.tail) for t in same])
    attributions, of_cue = _attributions(page, draft, thresholds, sure, chains)
    said = _said_by(draft, thresholds, attributions, of_cue)
    return Reading(
        report=report,
        mentions=mentions,
        events=_events(page, draft, thresholds, said, sure),
        attributions=attributions,
        ties=(*ties, *same),
        sentences=tuple(
            Sentence(s.start, s.end, labels.KIND_LABELS[draft.kinds.get(i, 0)])
            for i, s in enumerate(page.spans)
        ),
        chains=chains,
    )


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


def _above(draft: Draft, kind: str, threshold: float) -> list[tuple[int, int, float]]:
    """The pairs of a yes-or-no kind that score above the threshold: left, right, score."""
    left, right, scores = draft.scored(kind)
    rows = np.flatnonzero(scores[:, 0] > threshold)
    return [(int(left[row]), int(right[row]), float(scores[row, 0])) for row in rows]


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


def _attributions(
    page: Page,
    draft: Draft,
    thresholds: Thresholds,
    sure: Sure,
    chains: tuple[tuple[int, ...], ...],
) -> tuple[tuple[Attribution, ...], dict[int, list[int]]]:
    """One attribution for each source of a cue (one without, where none is found), in order;
    and which attributions each cue gave."""
    chain_of = {mention: chain[0] for chain in chains for mention in chain}
    sources: dict[int, list[tuple[float, int]]] = {}
    for cue, mention, score in _above(draft, "sources", thresholds.source):
        sources.setdefault(cue, []).append((score, mention))
    found: list[Attribution] = []
    of_cue: dict[int, list[int]] = {}
    for cue, span in enumerate(draft.cues):
        content = tuple(
            Span(page.words[a].start, page.words[b - 1].end) for a, b in draft.content.get(cue, [])
        )
        members = sorted(m for _, m in sources.get(cue, []))
        who: list[int | None] = [*_one_each(page, draft, members, chain_of)]
        for source in who or [None]:
            of_cue.setdefault(cue, []).append(len(found))
            found.append(
                Attribution(
                    source, Span(*_chars(page, span)), content, sure("attribution", span.score)
                )
            )
    return tuple(found), of_cue


def _one_each(page: Page, draft: Draft, mentions: list[int], chain_of: dict[int, int]) -> list[int]:
    """The sources of a cue, each once: of `a resident, Sani Bello, said` the name alone."""

    def named(mention: int) -> bool:
        return page.text[_chars(page, draft.mentions[mention])[0]].isupper()

    kept: dict[int, int] = {}
    for mention in mentions:
        one = chain_of.get(mention, mention)
        if one not in kept or (named(mention) and not named(kept[one])):
            kept[one] = mention
    return list(kept.values())


def _said_by(
    draft: Draft,
    thresholds: Thresholds,
    attributions: tuple[Attribution, ...],
    of_cue: dict[int, list[int]],
) -> dict[int, tuple[int, ...]]:
    """For each trigger the attributions that carry it, outermost first.

    An attribution is outer to another when its content holds the other's cue.
    """
    carried: dict[int, set[int]] = {}
    for cue, trigger, _ in _above(draft, "says", thresholds.says):
        carried.setdefault(trigger, set()).update(of_cue.get(cue, ()))
    chains = {}
    for trigger, members in carried.items():
        depth = {
            i: sum(
                any(part.contains(attributions[i].cue) for part in attributions[j].content)
                for j in members
                if attributions[j].cue != attributions[i].cue
            )
            for i in members
        }
        chains[trigger] = tuple(sorted(members, key=lambda i: (depth[i], i)))
    return chains


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
    for trigger, other, score in _above(draft, "contents", 0.0):
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
