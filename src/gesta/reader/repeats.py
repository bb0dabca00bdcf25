"""Which earlier mention each mention may repeat, looked for over the windows' edges.

What a pronoun stands for may lie in the sentence before, which the window holds no longer. So the
windows leave the vectors of their mentions, and each new one is paired with those of the sentences
before, wherever they were read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from gesta.codebook import MENTION_TYPES
from gesta.reader import features
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.features import Floats, Ints
from gesta.reader.heads import Heads, PairFeatures
from gesta.reader.page import Page
from gesta.reader.pairs import Links, tieable
from gesta.reader.paths import Bits

# Sentences. Up to four the links themselves gain (`same` in prose of dev 58.9 to 59.3), but of what is
# joined by them on gva_incidents 2.4 % is false, not 1.5 %: the far ones are wrong too often.
BACK = 2
_PEOPLE = tuple(MENTION_TYPES.index(kind) for kind in ("person", "civilian"))


def repeated(
    heads: Heads, page: Page, draft: Draft, words: Floats, later: Floats, earlier: Floats, end: int
) -> Links:
    """The scores of `same` of the newest mentions of the draft, whose vectors as the later and as
    the earlier one of a pair are given, with those up to `BACK` sentences before, and keeps the
    vectors for the mentions to come. `words` are the newest words, up to the word `end`."""
    first = len(draft.earlier)
    draft.earlier = np.concatenate((draft.earlier, earlier)) if first else earlier
    lowest = _reach(page, draft.mentions, first)
    begin = _known_words(page, draft, words, end)
    mentions = draft.mentions[lowest:]
    a, b, seen = candidates(page, mentions, first - lowest)
    if not len(a):
        return Links(a, b, np.zeros((0, 1), np.float32))
    scores = heads.same(later, draft.earlier[lowest:], (a - (first - lowest), b), seen)
    spans = np.array([(m.start - begin, m.end - begin) for m in mentions], np.int64)
    types = np.array([m.type for m in mentions], np.int64)
    bounds = np.broadcast_to(np.array((0, len(draft.words))), spans.shape)
    scores = heads.second_same.mean(scores, (spans, types, bounds), draft.words, (a, b), seen)
    return Links(a + lowest, b + lowest, scores)


def candidates(
    page: Page, mentions: Sequence[DraftSpan], first: int
) -> tuple[Ints, Ints, PairFeatures]:
    """Pairs of the mentions from the one numbered `first` on and those before that each may
    repeat, and what is seen of the pairs. What is doubtful may repeat, but not be repeated."""
    spans = np.array([(m.start, m.end) for m in mentions], np.int64).reshape(-1, 2)
    types = np.array([m.type for m in mentions], np.int64)
    sure = np.array([not m.doubtful for m in mentions], np.bool_)
    sentence: Ints = page.sentences[:, 0].searchsorted(spans[:, 0], "right") - 1
    new = np.arange(first, len(spans))
    near = (sentence[None, :] >= sentence[new, None] - BACK) & sure
    a, b = np.nonzero(near & (np.arange(len(spans)) < new[:, None]) & _alike(types, new))
    a += first
    x, y = spans[a], spans[b]
    names = features.Names([page.lowered[start:end] for start, end in spans.tolist()], types)
    seen = PairFeatures(
        features.distances(x, y),
        features.sentence_gaps(sentence[a], sentence[b]),
        features.between(x, y, np.unique(spans[sure, 0])),
        names.bits(a, b),
    )
    return a, b, seen


def _known_words(page: Page, draft: Draft, words: Floats, end: int) -> int:
    """Puts the newest words behind those of the sentences that they may go back to; gives the
    first word that is known then."""
    begin = end - len(words)
    if not len(words):
        return begin - len(draft.words)
    starts = page.sentences[:, 0]
    back = int(starts.searchsorted(begin, "right")) - 1 - BACK
    kept = min(begin - int(starts[max(0, back)]), len(draft.words))
    draft.words = np.concatenate((draft.words[len(draft.words) - kept :], words)) if kept else words
    return begin - kept


def _reach(page: Page, mentions: Sequence[DraftSpan], first: int) -> int:
    """The earliest of the mentions that the one numbered `first` may repeat."""
    if first == len(mentions):
        return first
    starts = page.sentences[:, 0]
    home = int(starts.searchsorted(mentions[first].start, "right")) - 1
    return bisect_left(mentions, starts[max(0, home - BACK)], key=lambda m: m.start)


def _alike(types: Ints, new: Ints) -> Bits:
    """Which mentions each of the `new` ones can be by their types: of one type, as 98 of 100 are in
    the annotated passages, or a person and one of the civilians."""
    kinds = np.where(types == _PEOPLE[1], _PEOPLE[0], types)
    alike: Bits = (kinds[new, None] == kinds[None, :]) & tieable(types)
    return alike
