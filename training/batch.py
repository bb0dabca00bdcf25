"""Passages into padded batches: pieces padded, words and spans flattened with offsets.

A row of a batch holds one passage, or several in a row as a window over a whole report would: the
encoder sees them together, pairs are taken within each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gesta.reader.features import NAME_BITS
from gesta.reader.lexicon import HINTS
from training.data import IGNORE, Passage
from training.graph import Pairs

PAIR_KINDS = {
    "roles": ("triggers", "mentions"),
    "ties": ("mentions", "mentions"),
    "same": ("mentions", "mentions"),
    "sources": ("cues", "mentions"),
    "says": ("cues", "triggers"),
    "contents": ("triggers", "triggers"),
}


@dataclass(frozen=True)
class Batch:
    """A batch of passages; word and span indexes run over the whole batch."""

    pieces: Tensor  # [b, p]
    case: Tensor  # [b, p]
    mask: Tensor  # [b, 1, 1, p] True where a piece stands
    row: Tensor  # [w] row of each word
    first: Tensor  # [w] first piece of each word in its row
    last: Tensor  # [w] last piece
    hints: Tensor  # [b, p, HINTS]
    tags: dict[str, Tensor]
    spans: dict[str, Tensor]
    types: dict[str, Tensor]
    grades: dict[str, Tensor]
    pairs: dict[str, dict[str, Tensor]]
    content: dict[str, Tensor]  # cue-word pairs
    sentences: list[tuple[int, int]]
    kinds: Tensor


Row = list[Passage]


def rows_of(passages: Sequence[Passage], *, packed: int, rng: random.Random) -> list[Row]:
    """The passages in rows: about half alone, the others packed up to `packed` pieces, those of
    one document next to each other in their order. 0 packs none."""
    documents: dict[str, Row] = {}
    for passage in passages:
        documents.setdefault(passage.document, []).append(passage)
    order = list(documents.values())
    rng.shuffle(order)
    rows: list[Row] = []
    limit = size = 0
    for passage in (p for document in order for p in document):
        if rows and size + len(passage.pieces) - 2 <= limit:
            rows[-1].append(passage)
            size += len(passage.pieces) - 2
        else:
            rows.append([passage])
            size = len(passage.pieces)
            limit = rng.choice((0, packed))
    return rows


def length(row: Row) -> int:
    """Pieces of a row, with one [CLS] and one [SEP]."""
    return sum(len(p.pieces) - 2 for p in row) + 2


def batches(rows: Sequence[Row], *, budget: int, rng: random.Random) -> Iterator[list[Row]]:
    """Shuffled groups of like length whose padded size stays within `budget` pieces."""
    order = list(rows)
    rng.shuffle(order)
    pools = [order[i : i + 400] for i in range(0, len(order), 400)]
    groups: list[list[Row]] = []
    for pool in pools:
        group: list[Row] = []
        for row in sorted(pool, key=length):
            if group and (len(group) + 1) * length(row) > budget:
                groups.append(group)
                group = []
            group.append(row)
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def collate(rows: Sequence[Row]) -> Batch:
    """One batch of a group of rows."""
    longest = max(length(row) for row in rows)
    pieces = np.zeros((len(rows), longest), np.int64)
    case = np.zeros((len(rows), longest), np.int64)
    mask = np.zeros((len(rows), 1, 1, longest), bool)
    hints = np.zeros((len(rows), longest, HINTS), np.float32)
    group: list[Passage] = []
    row_of: list[int] = []
    shift: list[int] = []
    for i, row in enumerate(rows):
        at = 0
        for p in row:
            n = len(p.pieces)
            # The next passage begins on this one's [SEP]; its own [CLS] goes.
            cut = 1 if at else 0
            pieces[i, at + cut : at + n] = p.pieces[cut:]
            case[i, at + cut : at + n] = p.case[cut:]
            hints[i, at + cut : at + n] = p.hints[cut:]
            group.append(p)
            row_of.append(i)
            shift.append(at)
            at += n - 2
        mask[i, 0, 0, : at + 2] = True
    words = _offsets([len(p.first) for p in group])
    spans = {
        name: _stack([getattr(p, name) + words[i] for i, p in enumerate(group)])
        for name in ("mentions", "triggers", "cues")
    }
    counts = {
        name: _offsets([len(getattr(p, name)) for p in group])
        for name in ("mentions", "triggers", "cues")
    }
    return Batch(
        pieces=torch.from_numpy(pieces),
        case=torch.from_numpy(case),
        mask=torch.from_numpy(mask),
        row=_flat([np.full(len(p.first), row_of[i]) for i, p in enumerate(group)]),
        first=_flat([p.first + shift[i] for i, p in enumerate(group)]),
        last=_flat([p.last + shift[i] for i, p in enumerate(group)]),
        hints=torch.from_numpy(hints),
        tags={
            n: _flat([getattr(p, n) for p in group])
            for n in ("mention_tags", "trigger_tags", "cue_tags")
        },
        spans=spans,
        types={
            "mentions": _flat([p.mention_types for p in group]),
            "triggers": _flat([p.trigger_types for p in group]),
            "cues": torch.zeros(len(spans["cues"]), dtype=torch.long),
        },
        grades={
            "certainty": _flat([p.certainty for p in group]),
            "outcome": _flat([p.outcome for p in group]),
            "modes": torch.from_numpy(np.concatenate([p.modes for p in group])),
        },
        pairs={
            kind: _pairs([getattr(p, kind) for p in group], counts[a], counts[b])
            for kind, (a, b) in PAIR_KINDS.items()
        },
        content=_content(group, words, counts["cues"]),
        sentences=[
            (int(a) + words[i], int(b) + words[i])
            for i, p in enumerate(group)
            for a, b in p.sentences
        ],
        kinds=_flat([p.kinds for p in group]),
    )


def _offsets(counts: list[int]) -> list[int]:
    return [0, *np.cumsum(counts).tolist()]


def _flat(arrays: list[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(arrays).astype(np.int64))


def _stack(arrays: list[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(arrays).reshape(-1, 2))


def _pairs(items: list[Pairs], left: list[int], right: list[int]) -> dict[str, Tensor]:
    return {
        "left": _flat([p.left + left[i] for i, p in enumerate(items)]),
        "right": _flat([p.right + right[i] for i, p in enumerate(items)]),
        "distance": _flat([p.distance for p in items]),
        "gap": _flat([p.gap for p in items]),
        "between": _flat([p.between for p in items]),
        "bits": torch.from_numpy(np.concatenate([p.bits for p in items])),
        "label": _flat([p.label for p in items]),
    } | _path([p.path for p in items if p.path is not None])


def _path(items: list[np.ndarray]) -> dict[str, Tensor]:
    return {"path": torch.from_numpy(np.concatenate(items).astype(np.float32))} if items else {}


def _content(group: Sequence[Passage], words: list[int], cues: list[int]) -> dict[str, Tensor]:
    """Every cue with every word of its passage, with the features of a pair."""
    from gesta.reader.content import cue_word_features

    parts: list[dict[str, np.ndarray]] = []
    for i, p in enumerate(group):
        n = len(p.first)
        for c, span in enumerate(p.cues):
            of_word = np.searchsorted(p.sentences[:, 0], np.arange(n), "right") - 1
            seen = cue_word_features(span, of_word, p.paths, 0, n)
            parts.append(
                {
                    "distance": seen.distance,
                    "gap": seen.gap,
                    "between": seen.between,
                    "path": seen.path,
                    "left": np.full(n, c + cues[i]),
                    "right": np.arange(n) + words[i],
                    "label": p.content[c] if p.content[c].any() else np.full(n, IGNORE),
                }
            )
    if not parts:
        return {}
    out = {
        k: torch.from_numpy(np.concatenate([part[k] for part in parts]).astype(np.int64))
        for k in ("left", "right", "distance", "gap", "between", "label")
    }
    out["bits"] = torch.zeros(len(out["left"]), NAME_BITS)
    return out | _path([part["path"] for part in parts])
