"""Which reports are copies of one text: the same article under several outlets, lightly edited.

Exact copies (same words, whatever the case and punctuation) are found by hash; near copies by
MinHash over word 5-shingles with banding (Broder 1997), each candidate then checked on the whole
shingle sets. The invariant: every value of the result is the id of a report that is no copy
itself, and the result does not depend on the order of the reports.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Row = tuple[str, str, str | None, date | None]
"""A report: id, text, outlet, day of publication."""
Seen = Callable[[str, bytes, Iterable[int]], None]

SHINGLE = 5
# One word in twenty changed leaves a resemblance of about .6; two reports of different writers
# on one story stay below .1. Half of all shingles shared is far from both.
NEAR = 0.5
# A text cut short by its editor is a copy too: nearly all of its shingles are in the longer one.
CONTAINED = 0.8
# Shorter texts are compared whole only: a bulletin of one line shares its frame with the next.
SHORTEST = 25
# Daily bulletins repeat their frame day after day; near copies appear within days of each other.
DAYS_APART = 7
# 60 bands of 3 rows: a pair of resemblance .5 is seen with probability .9997, of .1 with .06.
BANDS, ROWS = 60, 3

_CHUNK = 4096  # shingles hashed at a time: bounds the memory for a text of a million words

_WORD = re.compile(r"\w+", re.UNICODE)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def _seeds(salt: bytes) -> Hashes:
    """One fixed odd number for each MinHash row, the same on every machine."""
    digests = (
        hashlib.blake2b(salt + bytes([i]), digest_size=8).digest() for i in range(BANDS * ROWS)
    )
    return np.array([int.from_bytes(d, "little") | 1 for d in digests], dtype=np.uint64)


_TIMES, _PLUS = _seeds(b"times"), _seeds(b"plus")


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    published: date | None
    shingles: Hashes  # sorted, unique

    @property
    def order(self) -> tuple[date, str]:
        """Sort key: the original comes first, an unknown date last."""
        return (self.published or date.max, self.id)


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def shingles(words: Sequence[str]) -> Hashes:
    """The sorted set of hashes of the runs of `SHINGLE` words."""
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    codes = np.array([_word_hash(w) for w in words], dtype=np.uint64)
    size = len(codes) - SHINGLE + 1
    runs = np.zeros(size, dtype=np.uint64)
    for i in range(SHINGLE):
        runs = runs * _MIX + codes[i : i + size]
    return np.unique(runs ^ (runs >> np.uint64(29)))


def _bands(values: Hashes) -> Iterator[tuple[int, bytes]]:
    """The MinHash signature of a shingle set, cut into bands."""
    least = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(values), _CHUNK):
        part = values[start : start + _CHUNK, None]
        least = np.minimum(least, (part * _TIMES[None, :] + _PLUS[None, :]).min(axis=0))
    for band in range(BANDS):
        yield band, least[band * ROWS : (band + 1) * ROWS].tobytes()


def resemblance(left: Hashes, right: Hashes) -> tuple[float, float]:
    """Jaccard resemblance and containment of the smaller in the larger set, both 0 to 1."""
    if not len(left) or not len(right):
        return 0.0, 0.0
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / (len(left) + len(right) - shared), shared / min(len(left), len(right))


def _days_apart(left: _Text, right: _Text) -> int:
    """Days between the publications, 0 where one is unknown."""
    if left.published is None or right.published is None:
        return 0
    return abs((left.published - right.published).days)


def _near(left: _Text, right: _Text) -> float:
    """How surely two texts are near copies, 0 where they are not."""
    if _days_apart(left, right) > DAYS_APART:
        return 0.0
    alike, contained = resemblance(left.shingles, right.shingles)
    shorter, longer = sorted((len(left.shingles), len(right.shingles)))
    cut = contained >= CONTAINED and shorter * 3 >= longer
    return max(alike, contained) if cut else (alike if alike >= NEAR else 0.0)


def _exact(reports: Iterable[Row], seen: Seen) -> dict[bytes, list[_Text]]:
    """The reports grouped by their words; only the first of a group keeps its shingles."""
    groups: dict[bytes, list[_Text]] = defaultdict(list)
    for report, text, _outlet, published in reports:
        words = _WORD.findall(text.casefold())
        if not words:
            continue
        key = _key(words)
        seen(report, key, ())
        held = groups[key]
        near = len(words) >= SHORTEST
        values = held[0].shingles if held else shingles(words if near else ())
        held.append(_Text(report, published, values))
    return groups


def _key(words: Sequence[str]) -> bytes:
    """A hash of the words of a text."""
    return hashlib.blake2b(
        " ".join(words).encode("utf-8", "surrogatepass"), digest_size=16
    ).digest()


def _unseen(report: str, key: bytes, bands: Iterable[int]) -> None:
    """What was found of a report's text, which nobody asked to see."""


class Printed:
    """One text by what tells copies: the key of its words, and its bands."""

    def __init__(self, row: Row) -> None:
        report, text, _, published = row
        words = _WORD.findall(text.casefold())
        self._text = _Text(report, published, shingles(words if len(words) >= SHORTEST else ()))
        self.key = _key(words) if words else None
        some = len(self._text.shingles) > 0
        self.bands = tuple(_number(b) for b in _bands(self._text.shingles)) if some else ()

    def is_near(self, other: Printed) -> bool:
        """Whether one is a copy of the other, lightly edited."""
        return _near(self._text, other._text) > 0.0


def _number(band: tuple[int, bytes]) -> int:
    """A band of a text as a number of 62 bits."""
    row, values = band
    digest = hashlib.blake2b(bytes([row]) + values, digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 2


def find_copies(reports: Iterable[Row], *, seen: Seen = _unseen) -> dict[str, str]:
    """Report id → id of the report it is a copy of, for (id, text, outlet, published) rows.

    The original is the earliest published, an unknown date counting as last, then the smallest
    id. Chains point at the root. Empty texts are no copies of each other. Time grows linearly
    with the reports; memory is about 8 bytes for each word. `seen` is told the key of the words of
    each text, and later, for the first of those with one key, the numbers of its bands.
    """
    copies: dict[str, str] = {}
    firsts: list[_Text] = []
    for group in _exact(reports, seen).values():
        group.sort(key=lambda t: t.order)
        firsts.append(group[0])
        copies.update({t.id: group[0].id for t in group[1:] if t.id != group[0].id})
    firsts.sort(key=lambda t: t.order)
    copies_of_firsts = _near_copies(firsts, seen)
    rooted = {copy: copies_of_firsts.get(root, root) for copy, root in copies.items()}
    return dict(sorted({**rooted, **copies_of_firsts}.items()))


def _near_copies(texts: Sequence[_Text], found: Seen) -> dict[str, str]:
    """Near copies among texts in order, each tied to the root of the earlier text most like it."""
    roots: dict[str, str] = {}
    first: dict[int, int] = {}  # the text that a band was seen in first, and those after it
    more: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        if not len(text.shingles):
            continue
        bands = [_number(band) for band in _bands(text.shingles)]
        found(text.id, b"", bands)
        met = [band for band in bands if band in first]
        earlier = sorted({i for band in met for i in (first[band], *more.get(band, ()))})
        scored = [(_near(texts[i], text), -i) for i in earlier]
        best, at = max(scored, default=(0.0, 0))
        if best > 0.0:
            original = texts[-at].id
            roots[text.id] = roots.get(original, original)
        for band in bands:
            # A near copy has the bands of its root; later texts find the root all the same, and
            # a text printed a thousand times does not make a list of a thousand.
            if best < 0.9 and first.setdefault(band, index) != index:
                more.setdefault(band, []).append(index)
    return roots
