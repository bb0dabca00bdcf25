"""Upper layers of the encoder of its own for a public mark: the twin of `benchmarks/_upper.py`.

The lower half of the shipped encoder stands still; the layers above it begin as the reader's and
are trained with the mark's head.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks._words import Document
from training.export import MIDDLE, quantised
from training.model import LAYERS, WIDTH, Layer

DROPOUT = 0.1


class Upper(nn.Module):
    """The layers above the middle, beginning with those of a `ReaderNet`'s weights."""

    def __init__(self, kept: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(DROPOUT) for _ in range(LAYERS - MIDDLE))
        for number, layer in enumerate(self.layers, MIDDLE):
            start = f"encoder.encoder.layer.{number}."
            layer.load_state_dict(
                {k.removeprefix(start): v for k, v in kept.items() if k.startswith(start)}
            )

    @classmethod
    def of_run(cls, run: Path) -> Upper:
        """The upper layers of a training run, from its `net.pt`."""
        return cls(torch.load(run / "net.pt", weights_only=True))

    def forward(self, documents: Sequence[Document]) -> Tensor:
        """Word vectors `[documents, w, 384]`, padded with zeros to the longest document."""
        windows = [window for document in documents for window in document.windows]
        longest = max(len(window.states) for window in windows)
        states = torch.zeros(len(windows), longest, WIDTH)
        mask = torch.zeros(len(windows), 1, 1, longest, dtype=torch.bool)
        for row, window in enumerate(windows):
            states[row, : len(window.states)] = torch.from_numpy(window.states.astype(np.float32))
            mask[row, ..., : len(window.states)] = True
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                states = layer(states, mask)
        of_word = torch.from_numpy(
            np.repeat(np.arange(len(windows)), [len(w.first) for w in windows])
        )
        first, last = (
            torch.from_numpy(np.concatenate([getattr(w, end) for w in windows]))
            for end in ("first", "last")
        )
        words = (states[of_word, first].float() + states[of_word, last].float()) / 2
        counts = [len(document.words) for document in documents]
        return nn.utils.rnn.pad_sequence(list(words.split(counts)), batch_first=True)

    def write(self, path: Path) -> None:
        """Write the layers as an ONNX file that `benchmarks/_upper.py` runs, int8 per channel."""
        with tempfile.TemporaryDirectory() as scratch:
            plain = Path(scratch) / "plain.onnx"
            torch.onnx.export(
                _Graph(self.layers).eval(),
                (torch.zeros(1, 4, WIDTH),),
                str(plain),
                input_names=["middle"],
                output_names=["states"],
                dynamic_axes={"middle": {1: "p"}, "states": {1: "p"}},
                opset_version=17,
                dynamo=False,
            )
            quantised(plain, path)


class _Graph(nn.Module):
    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, states: Tensor) -> Tensor:
        for layer in self.layers:
            states = layer(states, None)
        return states
