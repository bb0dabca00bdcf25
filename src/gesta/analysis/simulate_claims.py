"""Speakers whose accuracy is known: what they say of incidents of which one of two parties is the doer.

A copy repeats its original word for word. Known as a copy it has the original's voice; not known
it looks like an origin of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gesta.analysis.statements import ATTRIBUTES, Said, Statements

DOERS = ("doer a", "doer b")


def votes(
    incidents: int, accuracy: Sequence[float], rng: np.random.Generator, *, speaks: float = 1.0
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """`[incident, speaker]`: 1 where a speaker names the true doer, 0 the other, -1 says nothing."""
    right = rng.random((incidents, len(accuracy))) < np.asarray(accuracy)
    silent = rng.random(right.shape) >= speaks
    return np.where(silent, -1, right.astype(np.int64))


def statements(
    cast: np.ndarray[tuple[int, int], np.dtype[np.int64]],
    *,
    copies: Sequence[tuple[int, str]] = (),
    collapsed: bool = True,
) -> Statements:
    """The votes as statements of outlets `outlet:0`, `outlet:1`, …; `copies` are (original, name).

    `collapsed` gives a copy the voice of its original, as `gesta.resolution` does.
    """
    said: list[Said] = []
    for incident, row in enumerate(cast.tolist()):
        told = [(f"outlet:{k}", k, vote) for k, vote in enumerate(row)]
        told += [(f"outlet:{name}", k, row[k]) for k, name in copies]
        for name, origin, vote in told:
            if vote >= 0:
                voice = f"outlet:{origin}" if collapsed else name
                said.append(
                    Said(f"c{incident}-{name}", f"i{incident:04d}", voice, voice, act=ATTRIBUTES,
                         doers=frozenset({DOERS[vote]}), belongs=frozenset({voice}),
                         near=frozenset({voice}), carrier=frozenset({voice}))
                )  # fmt: skip
    return Statements(tuple(said))
