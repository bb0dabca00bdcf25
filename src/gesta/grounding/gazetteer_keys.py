"""The hashed names of a gazetteer too large for memory: spooled in buckets, sorted one by one."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import IO

import numpy as np

from gesta.grounding.toponyms import digest

_BUCKETS = 64  # of 40-bit hashes, by the top six bits; allCountries.txt has some 600,000 in each
_FLUSH = 1 << 17  # keys gathered before they go to disk
_ENTRY = np.dtype([("hash", "<u8"), ("target", "<u4")])


class Keys:
    """Hashed names on disk, in buckets of rising hash."""

    def __init__(self, folder: Path) -> None:
        self._files = [(folder / f"keys{n}").open("w+b") for n in range(_BUCKETS)]
        self._hashes, self._targets = array("Q"), array("I")

    def add(self, key: str, how: int, row: int) -> None:
        """The row `row` is found under `key`; `how` as in `Candidate`."""
        self.add_hash(digest(key), how, row)

    def add_hash(self, code: int, how: int, row: int) -> None:
        """As `add`, of a key hashed already."""
        self._hashes.append(code)
        self._targets.append(how << 28 | row)
        if len(self._hashes) >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        entries = np.empty(len(self._hashes), dtype=_ENTRY)
        entries["hash"], entries["target"] = self._hashes, self._targets
        bucket = (entries["hash"] >> np.uint64(34)).astype(np.int64)
        order = np.argsort(bucket, kind="stable")
        edges = np.searchsorted(bucket[order], np.arange(_BUCKETS + 1))
        for number, (start, end) in enumerate(pairwise(edges.tolist())):
            self._files[number].write(entries[order[start:end]].tobytes())
        self._hashes, self._targets = array("Q"), array("I")

    def write(self, columns: Mapping[str, IO[bytes]]) -> None:
        """The three key columns, all buckets in order, each sorted alone."""
        self._flush()
        for handle in self._files:
            handle.seek(0)
            entries = np.frombuffer(handle.read(), dtype=_ENTRY)
            entries = entries[np.lexsort((entries["target"], entries["hash"]))]
            columns["hash_high"].write((entries["hash"] >> np.uint64(8)).astype("<u4").tobytes())
            columns["hash_low"].write((entries["hash"] & np.uint64(255)).astype("u1").tobytes())
            columns["target"].write(entries["target"].tobytes())

    def close(self) -> None:
        """Give the files back."""
        for handle in self._files:
            handle.close()
