"""Upper layers of the encoder trained for a public mark: `heads/NAME.onnx`, in eight bits.

They begin from the states halfway up the shipped encoder, which stands still; written by
`training/marks/upper.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks._words import Document, Floats, session


class Upper:
    """Word vectors of documents from the upper layers of one mark."""

    def __init__(self, path: Path) -> None:
        self._session = session(path)

    def __call__(self, document: Document) -> Floats:
        """Vectors `[w, 384]`, the mean of the first and last piece of each word."""
        parts = []
        for window in document.windows:
            (states,) = self._session.run(None, {"middle": window.states.astype(np.float32)[None]})
            parts.append((states[0, window.first] + states[0, window.last]) / 2)
        return np.concatenate(parts)
