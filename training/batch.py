"""Passages into padded batches: pieces padded, words and spans flattened with offsets."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.data import IGNORE, Pairs, Passage

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
    row: Tensor  # [w] passage of each word
    first: Tensor  # [w] first piece of each word in its row
    tags: dict[str, Tensor]
    spans: dict[str, Tensor]
    types: dict[str, Tensor]
    grades: dict[str, Tensor]
    pairs: dict[str, dict[str, Tensor]]
    content: dict[str, Tensor]  # cue-word pairs
    sentences: list[tuple[int, int]]
    kinds: Tensor


def batches(
    passages: Sequence[Passage], *, budget: int, rng: random.Random
) -> Iterator[list[Passage]]:
    """Shuffled groups of like length whose padded size stays within `budget` pieces."""
    order = list(passages)
    rng.shuffle(order)
    pools = [order[i : i + 400] for i in range(0, len(order), 400)]
    groups: list[list[Passage]] = []
    for pool in pools:
        group: list[Passage] = []
        for passage in sorted(pool, key=lambda p: len(p.pieces)):
            if group and (len(group) + 1) * len(passage.pieces) > budget:
                groups.append(group)
                group = []
            group.append(passage)
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def collate(group: Sequence[Passage]) -> Batch:
    """One batch of a group of passages."""
    longest = max(len(p.pieces) for p in group)
    pieces = np.zeros((len(group), longest), np.int64)
    case = np.zeros((len(group), longest), np.int64)
    mask = np.zeros((len(group), 1, 1, longest), bool)
    for i, p in enumerate(group):
        n = len(p.pieces)
        pieces[i, :n], case[i, :n], mask[i, 0, 0, :n] = p.pieces, p.case, True
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
        row=_flat([np.full(len(p.first), i) for i, p in enumerate(group)]),
        first=_flat([p.first for p in group]),
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
    }


def _content(group: Sequence[Passage], words: list[int], cues: list[int]) -> dict[str, Tensor]:
    """Every cue with every word of its passage, with the features of a pair."""
    from gesta.reader.content import cue_word_features

    parts: list[dict[str, np.ndarray]] = []
    for i, p in enumerate(group):
        n = len(p.first)
        for c, span in enumerate(p.cues):
            seen = cue_word_features(span, n, p.sentences)
            seen["left"] = np.full(n, c + cues[i])
            seen["right"] = np.arange(n) + words[i]
            seen["label"] = p.content[c] if p.content[c].any() else np.full(n, IGNORE)
            parts.append(seen)
    if not parts:
        return {}
    out = {
        k: torch.from_numpy(np.concatenate([part[k] for part in parts]).astype(np.int64))
        for k in ("left", "right", "distance", "gap", "between", "label")
    }
    out["bits"] = torch.from_numpy(np.concatenate([part["bits"] for part in parts]))
    return out
