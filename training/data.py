"""Annotated passages as the arrays that the model learns from.

A `Passage` holds one passage of the corpus in word indexes. Pairs are listed once, with their
features, so that a training step only gathers. Source of the format: the corpus's README.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.reader import labels
from gesta.reader.lexicon import lexicon
from gesta.reader.paths import Paths
from gesta.reader.pieces import cases, last_pieces, pieces_of, spread
from gesta.reader.sentences import split_sentences
from gesta.reader.words import split_words
from gesta.types import Span
from training.graph import Graph, Pairs, span_of

IGNORE = -100


@dataclass(frozen=True)
class Passage:
    """One annotated passage. Spans are `[n, 2]` word ranges; tags are `[words]`."""

    id: str
    document: str
    pieces: np.ndarray
    case: np.ndarray
    first: np.ndarray
    last: np.ndarray
    hints: np.ndarray  # [pieces, HINTS]
    mention_tags: np.ndarray
    trigger_tags: np.ndarray
    cue_tags: np.ndarray
    mentions: np.ndarray
    mention_types: np.ndarray
    triggers: np.ndarray
    trigger_types: np.ndarray
    certainty: np.ndarray
    outcome: np.ndarray
    modes: np.ndarray
    cues: np.ndarray
    content: np.ndarray  # [cues, words] tags of SPAN_TAGS
    sentences: np.ndarray
    kinds: np.ndarray
    roles: Pairs
    ties: Pairs
    same: Pairs
    sources: Pairs
    says: Pairs
    contents: Pairs
    paths: Paths


def load(path: Path, tokenizer: Tokenizer, *, leave_out: str = "") -> list[Passage]:
    """The passages of a corpus file (one JSON object a line), but for those of the origins `leave_out`
    (a,b)."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        prepare(row, tokenizer)
        for row in rows
        if row["origin"].split("/")[0] not in leave_out.split(",")
    ]


def prepare(row: dict[str, Any], tokenizer: Tokenizer) -> Passage:
    """One corpus row as arrays. Nested mentions keep their pairs but only the outer is tagged."""
    text = row["text"]
    words = split_words(text)
    begin = {w.start: i for i, w in enumerate(words)}
    finish = {w.end: i + 1 for i, w in enumerate(words)}

    def ranged(items: list[dict[str, Any]]) -> np.ndarray:
        return np.array([(begin[x["start"]], finish[x["end"]]) for x in items], np.int64).reshape(
            -1, 2
        )

    surfaces = [w.of(text) for w in words]
    pieces, first = pieces_of(tokenizer, surfaces)
    mentions = sorted(row["mentions"], key=lambda m: (m["start"], m["end"]))
    events = sorted(row["events"], key=lambda e: (e["trigger"]["start"], e["trigger"]["end"]))
    spans = ranged(mentions)
    triggers = ranged([e["trigger"] for e in events])
    mention_types = np.array([MENTION_TYPES.index(m["type"]) for m in mentions], np.int64)
    trigger_types = np.array([EVENT_TYPES.index(e["type"]) for e in events], np.int64)
    cue_rows = _cue_rows(row["attributions"])
    cues = ranged([{"start": a, "end": b} for a, b in cue_rows])
    sentences = split_sentences(text)
    kinds = row["sentences"] if len(sentences) == len(row["sentences"]) else None
    bounds = _word_ranges(words, sentences)
    of_word = np.zeros(len(words), np.int64)
    for number, (a, b) in enumerate(bounds):
        of_word[a:b] = number
    lowered = [w.lower() for w in surfaces]
    named = [lowered[a:b] for a, b in spans]
    paths = Paths(lowered, of_word, spans, mention_types, triggers, cues)
    graph = Graph(spans, triggers, cues, of_word, named, mention_types, paths)
    place = {m["id"]: i for i, m in enumerate(mentions)}
    number = {e["id"]: i for i, e in enumerate(events)}
    return Passage(
        id=row["id"],
        document=row.get("doc", row["id"]),
        pieces=pieces,
        case=cases(surfaces, first, len(pieces)),
        first=first,
        last=last_pieces(first, len(pieces)),
        hints=spread(lexicon().hints(lowered), first, len(pieces)),
        mention_tags=_tags(len(words), spans, mention_types),
        trigger_tags=_tags(len(words), triggers, trigger_types),
        cue_tags=_tags(len(words), cues, np.zeros(len(cues), np.int64)),
        mentions=spans,
        mention_types=mention_types,
        triggers=triggers,
        trigger_types=trigger_types,
        certainty=_index(labels.CERTAINTY_LABELS, [e["certainty"] for e in events]),
        outcome=_index(labels.OUTCOME_LABELS, [e["outcome"] or "none" for e in events]),
        modes=_modes(events),
        cues=cues,
        content=_content(row["attributions"], cue_rows, words),
        sentences=bounds,
        kinds=_index(labels.KIND_LABELS, kinds) if kinds else np.full(len(bounds), IGNORE),
        roles=graph.roles(events, place),
        ties=graph.ties(row["ties"], place),
        same=graph.same(row["ties"], place),
        sources=graph.sources(row["attributions"], cue_rows, place),
        says=graph.says(row["attributions"], cue_rows, events),
        contents=graph.contents(events, number),
        paths=paths,
    )


def _cue_rows(attributions: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The distinct cues in order of the text (several sources share one cue)."""
    return sorted({span_of(a["cue"]) for a in attributions})


def _word_ranges(words: list[Span], sentences: list[Span]) -> np.ndarray:
    starts = np.array([w.start for w in words])
    return np.array(
        [np.searchsorted(starts, (s.start, s.end)) for s in sentences], np.int64
    ).reshape(-1, 2)


def _index(names: tuple[str, ...], values: list[str]) -> np.ndarray:
    return np.array([names.index(v) for v in values], np.int64)


def _tags(length: int, spans: np.ndarray, types: np.ndarray) -> np.ndarray:
    """BIO tags; of overlapping spans the longest is tagged, the others are left out."""
    tags = np.zeros(length, np.int64)
    for row in sorted(range(len(spans)), key=lambda i: spans[i, 0] - spans[i, 1]):
        a, b = spans[row]
        if not tags[a:b].any():
            tags[a:b] = 2 + 2 * types[row]
            tags[a] = 1 + 2 * types[row]
    return tags


def _modes(events: list[dict[str, Any]]) -> np.ndarray:
    hot = np.zeros((len(events), len(labels.MODE_LABELS)), np.float32)
    for row, event in enumerate(events):
        for mode in event["mode"]:
            if mode in labels.MODE_LABELS:
                hot[row, labels.MODE_LABELS.index(mode)] = 1
    return hot


def _content(
    rows: list[dict[str, Any]], cues: list[tuple[int, int]], words: list[Span]
) -> np.ndarray:
    tags = np.zeros((len(cues), len(words)), np.int64)
    starts = np.array([w.start for w in words])
    for row in rows:
        line = tags[cues.index(span_of(row["cue"]))]
        for part in row["content"]:
            a, b = np.searchsorted(starts, span_of(part))
            line[a:b] = 2
            line[a : a + 1] = 1
    return tags
