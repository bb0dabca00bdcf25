"""Tag scores into spans: the best sequence that the BIO scheme allows.

Most sentences' highest tags are legal as they stand; only the others pay for Viterbi.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gesta.reader.features import Floats, Ints

Found = tuple[int, int, int]  # the words [start, end) and the type of a span


def tags_of(scores: Floats, bias: float = 0.0) -> Ints:
    """The best legal tags `[words]` of `scores` `[words, 1 + 2 * types]`.

    `bias` is added to O: above 0 fewer spans, below 0 more. An I-x may only follow B-x or I-x.
    """
    shifted = scores.copy()
    shifted[:, 0] += bias
    best = shifted.argmax(1)
    return best if _legal(best) else _viterbi(shifted)


def spans_in(scores: Floats, blocks: Sequence[tuple[int, int]], bias: float = 0.0) -> list[Found]:
    """The spans of each block of words by itself, all together, in the words of `scores`."""
    shifted = scores.copy()
    shifted[:, 0] += bias
    best = shifted.argmax(1)
    found: list[Found] = []
    for start, end in blocks:
        tags = best[start:end]
        if not _legal(tags):
            tags = _viterbi(shifted[start:end])
        found += [(start + a, start + b, kind) for a, b, kind in spans_of(tags)]
    return found


def _legal(tags: Ints) -> bool:
    before = 0
    for tag in tags.tolist():
        if tag and tag % 2 == 0 and before != tag and before != tag - 1:
            return False
        before = tag
    return True


def _viterbi(scores: Floats) -> Ints:
    """Every tag but an I may follow any; so per word one best tag before is kept, and of each type
    whether its I goes on from the I or from the B."""
    if scores.shape[1] == 3:
        return _viterbi_of_one(scores)
    total = scores[0].copy()
    total[2::2] = -np.inf
    tops = [0]
    begins = [total[1::2] >= total[2::2]]
    for row in scores[1:]:
        top = int(total.argmax())
        begun, gone = total[1::2], total[2::2]
        tops.append(top)
        begins.append(begun >= gone)
        inside = np.maximum(begun, gone) + row[2::2]
        total = row + total[top]
        total[2::2] = inside
    tag = int(total.argmax())
    tags = [tag]
    for word in range(len(scores) - 1, 0, -1):
        if tag > 0 and tag % 2 == 0:
            tag -= bool(begins[word][tag // 2 - 1])
        else:
            tag = tops[word]
        tags.append(tag)
    return np.array(tags[::-1], np.int64)


def _viterbi_of_one(scores: Floats) -> Ints:
    """The same for a single type, number by number: three tags are too few for arrays to pay."""
    (none, begun, _), *rest = scores.tolist()
    gone = -math.inf
    steps: list[tuple[int, int]] = []
    for of_none, of_begin, of_inside in rest:
        top, before = _first_highest(none, begun, gone), 1 if begun >= gone else 2
        steps.append((top, before))
        highest = (none, begun, gone)[top]
        gone = max(begun, gone) + of_inside
        none, begun = highest + of_none, highest + of_begin
    tags = [_first_highest(none, begun, gone)]
    for top, before in reversed(steps):
        tags.append(before if tags[-1] == 2 else top)
    return np.array(tags[::-1], np.int64)


def _first_highest(none: float, begun: float, gone: float) -> int:
    if none >= begun:
        return 0 if none >= gone else 2
    return 1 if begun >= gone else 2


def spans_of(tags: Ints) -> list[Found]:
    """The spans `(start, end, type)` of legal tags, in order."""
    found: list[Found] = []
    start = kind = -1
    for word, tag in enumerate([*tags.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            found.append((start, word, kind))
            start = -1
        if tag % 2 == 1:
            start, kind = word, tag // 2
    return found


_POINTERS = frozenset("this that these those".split())


def without_pointers(spans: list[Found], words: Sequence[str]) -> list[Found]:
    """The spans but for a lone `this` or `these` right before another span: it is no mention of
    its own (`these [militias]`). `words` are lower-cased."""
    begins = {start for start, _, _ in spans}
    return [
        (start, end, kind)
        for start, end, kind in spans
        if not (end - start == 1 and words[start] in _POINTERS and end in begins)
    ]


def span_scores(scores: Floats, spans: list[Found]) -> Floats:
    """How sure the tags of each span are: the mean probability of the tags chosen."""
    if not spans:
        return np.zeros(0, np.float32)
    words = [word for start, end, _ in spans for word in range(start, end)]
    tags = [
        1 + 2 * kind + (word > start) for start, end, kind in spans for word in range(start, end)
    ]
    rows = scores[words]
    odds = np.exp(rows - rows.max(1, keepdims=True))
    chosen = odds[np.arange(len(words)), tags] / odds.sum(1)
    lengths = np.array([end - start for start, end, _ in spans])
    sure: Floats = np.add.reduceat(chosen, lengths.cumsum() - lengths) / lengths
    return sure.astype(np.float32, copy=False)
