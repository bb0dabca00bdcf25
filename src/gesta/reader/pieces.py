"""Words into the encoder's subword pieces, with the case that its uncased vocabulary loses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CASES = 5  # other signs and digits, lower, Capital, ALL CAPITALS, mIxed
# Words whose pieces and case are kept: reports repeat theirs, and cutting costs as much as a tenth of
# the encoder.
KEPT = 1 << 15


def pieces_of(
    tokenizer: Tokenizer, words: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Piece ids with [CLS] and [SEP], `[p]`, and for each word the index of its first piece, `[w]`.

    A word that the tokenizer drops altogether (a stray control sign) points at [SEP].
    """
    begin, end = _ends(tokenizer)
    ids = [begin]
    first = []
    for word in words:
        pieces = _pieces(tokenizer, word)
        first.append(len(ids) if pieces else -1)
        ids += pieces
    ids.append(end)
    places = np.array(first, np.int64)
    places[places < 0] = len(ids) - 1
    return np.array(ids, np.int64), places


@lru_cache(maxsize=KEPT)
def _pieces(tokenizer: Tokenizer, word: str) -> tuple[int, ...]:
    """The ids of one word's pieces; a word is cut by itself, whatever stands beside it."""
    return tuple(tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids)


@lru_cache(maxsize=8)
def _ends(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of [CLS] and [SEP]."""
    begin, end = tokenizer.encode([], is_pretokenized=True).ids
    return begin, end


def cases(words: Sequence[str], first: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """The case of the word that each piece belongs to, `[length]`, below `CASES`."""
    case = np.zeros(length, np.int64)
    ends = np.append(first[1:], length - 1)
    of_words = np.array([_case(word) for word in words], np.int64)
    # Where the tokenizer dropped words, the next word's case overwrites theirs.
    counts = np.maximum(ends - first, 1)
    of_piece = np.repeat(np.arange(len(words)), counts)
    within = np.arange(len(of_piece)) - np.repeat(counts.cumsum() - counts, counts)
    case[first[of_piece] + within] = of_words[of_piece]
    case[-1:] = 0
    return case


def last_pieces(first: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """For each word the index of its last piece, `[w]`, from its first and all pieces' count."""
    ends: NDArray[np.int64] = np.maximum(first, np.append(first[1:], length - 1) - 1)
    return ends


def spread(
    of_words: NDArray[np.float32], first: NDArray[np.int64], length: int
) -> NDArray[np.float32]:
    """What is said of words, `[w, n]`, said of each of their pieces, `[length, n]`."""
    out = np.zeros((length, of_words.shape[1]), np.float32)
    ends = np.append(first[1:], length - 1)
    for word in np.flatnonzero(of_words.any(1)):
        a, b = int(first[word]), int(ends[word])
        out[a : max(a + 1, b)] = of_words[word]
    out[-1:] = 0
    return out


@lru_cache(maxsize=KEPT)
def _case(word: str) -> int:
    if not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    if word.istitle():
        return 2
    return 3 if word.isupper() else 4
