"""Tag scores into spans: the best sequence that the BIO scheme allows.

Most sentences' highest tags are legal as they stand; only the others pay for Viterbi.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gesta.reader.features import Floats, Ints


def tags_of(scores: Floats, bias: float = 0.0) -> Ints:
    """The best legal tags `[words]` of `scores` `[words, 1 + 2 * types]`.

    `bias` is added to O: above 0 fewer spans, below 0 more. An I-x may only follow B-x or I-x.
    """
    shifted = scores.copy()
    shifted[:, 0] += bias
    best = shifted.argmax(1)
    return best if _legal(best) else _viterbi(shifted)


def _legal(tags: Ints) -> bool:
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate(([0], tags[:-1]))
    return bool(np.all(~inside | (before == tags) | (before == tags - 1)))


def _viterbi(scores: Floats) -> Ints:
    count = scores.shape[1]
    total = scores[0].copy()
    total[2::2] = -np.inf
    back = np.zeros(scores.shape, np.int64)
    begins, goes = np.arange(1, count, 2), np.arange(2, count, 2)
    for word in range(1, len(scores)):
        top = int(total.argmax())
        reach = np.empty_like(total)
        reach[:] = total[top]
        come = back[word]
        come[:] = top
        begun, gone = total[1::2], total[2::2]
        come[2::2] = np.where(begun >= gone, begins, goes)
        reach[2::2] = np.maximum(begun, gone)
        total = reach + scores[word]
    tags = np.zeros(len(scores), np.int64)
    tags[-1] = total.argmax()
    for word in range(len(scores) - 1, 0, -1):
        tags[word - 1] = back[word, tags[word]]
    return tags


def spans_of(tags: Ints) -> list[tuple[int, int, int]]:
    """The spans `(start, end, type)` of legal tags, in order."""
    found: list[tuple[int, int, int]] = []
    start = kind = -1
    for word, tag in enumerate([*tags.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            found.append((start, word, kind))
            start = -1
        if tag % 2 == 1:
            start, kind = word, tag // 2
    return found


_POINTERS = frozenset("this that these those".split())


def without_pointers(
    spans: list[tuple[int, int, int]], words: Sequence[str]
) -> list[tuple[int, int, int]]:
    """The spans but for a lone `this` or `these` right before another span: it is no mention of
    its own (`these [militias]`). `words` are lower-cased."""
    begins = {start for start, _, _ in spans}
    return [
        (start, end, kind)
        for start, end, kind in spans
        if not (end - start == 1 and words[start] in _POINTERS and end in begins)
    ]


def span_scores(scores: Floats, spans: list[tuple[int, int, int]]) -> Floats:
    """How sure the tags of each span are: the mean probability of the tags chosen."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    sure = [
        float(np.mean([odds[start, 1 + 2 * kind], *odds[start + 1 : end, 2 + 2 * kind]]))
        for start, end, kind in spans
    ]
    return np.array(sure, np.float32)
