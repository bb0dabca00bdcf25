"""The trained model on disk: encoder (ONNX, int8), heads, tokenizer, settings.

`model.json` states the labels that the files were made for; a file of another codebook is
refused, never read wrongly.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from gesta.errors import ModelError
from gesta.reader import labels
from gesta.reader.calibration import Calibration
from gesta.reader.features import Floats
from gesta.reader.heads import Heads, single
from gesta.reader.page import Inputs

# The tokenizer library would look for a hub; nothing is ever fetched at run time.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# On a CPU the fused kernel takes three times as long as adding and norming one after the other,
# a tenth of the whole pass (onnxruntime 1.31).
SLOWER = ["SkipLayerNormFusion"]

FILES = ("encoder.onnx", "heads.npz", "tokenizer.json", "model.json")


@dataclass(frozen=True)
class Thresholds:
    """Biases tuned on dev after quantisation; above 0 means fewer of the thing."""

    mention: float = 0.0
    trigger: float = 0.0
    cue: float = 0.0
    role: float = 0.0
    tie: float = 0.0
    same: float = 0.0
    source: float = 0.0
    says: float = 0.0
    content: float = 0.0


def default_folder() -> Path:
    """The model that ships with the package."""
    return Path(str(files("gesta.resources") / "model"))


def label_lists() -> dict[str, list[str]]:
    """The labels of every head, as `model.json` states them."""
    return {
        name: list(getattr(labels, name))
        for name in (
            "MENTION_TAGS", "TRIGGER_TAGS", "SPAN_TAGS", "ROLE_LABELS", "TIE_LABELS",
            "CERTAINTY_LABELS", "OUTCOME_LABELS", "MODE_LABELS", "KIND_LABELS",
        )
    }  # fmt: skip


class Model:
    """The files of one trained model, loaded at first use. One thread, deterministic."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        for name in FILES:
            if not (self.folder / name).is_file():
                raise ModelError(
                    f"the reader's model has no {name} in {self.folder}: reinstall gesta, or "
                    "build a model with `make train`"
                )
        self.settings: dict[str, Any] = json.loads((self.folder / "model.json").read_text())
        if self.settings["labels"] != label_lists():
            raise ModelError(
                f"the model in {self.folder} was trained for another codebook: train it again "
                "with `make train`"
            )
        self.version: str = self.settings["version"]
        self.thresholds = Thresholds(**self.settings["thresholds"])
        fitted = self.settings.get("calibration", {})
        self.calibration = Calibration({k: (v[0], v[1]) for k, v in fitted.items()})

    @cached_property
    def heads(self) -> Heads:
        """The heads over the encoder's word vectors."""
        with np.load(self.folder / "heads.npz") as stored:
            return Heads(single(dict(stored)))

    @cached_property
    def tokenizer(self) -> Any:
        """The subword tokenizer, without truncation or padding."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=SLOWER,
        )

    def encode(self, inputs: Inputs) -> tuple[Floats, Floats]:
        """Word vectors `[w, 384]` and tag scores `[w, tags]` of one window, at batch 1."""
        words, tags = self._session.run(
            ("words", "tags"),
            {
                "pieces": inputs.pieces[None],
                "case": inputs.case[None],
                "hints": inputs.hints[None],
                "first": inputs.first,
                "last": inputs.last,
            },
        )
        return words, tags
