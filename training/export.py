"""Export a trained network to the package's model files.

    python -m training.export runs/seed1 --to src/gesta/resources/model --corpora ../shared/corpora

The encoder with the tag heads becomes ONNX, quantised dynamically to int8 per channel; the other
heads are stored in half precision. Thresholds are then tuned on dev with the quantised files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from gesta.reader.calibration import Calibration
from gesta.reader.lexicon import HINTS
from gesta.reader.model import Thresholds, label_lists
from training.model import ReaderNet
from training.pretrained import folder

# What the encoder graph holds already; everything else goes to heads.npz.
_IN_GRAPH = ("encoder.", "mention_tags.", "trigger_tags.", "cue_tags.")


MIDDLE = 3  # layers below the states that the public marks' own upper layers begin from


class Graph(nn.Module):
    """One window at batch 1: word vectors (the mean of first and last piece), all tag scores, and
    the pieces' states halfway up (computed only where asked for)."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, pieces: Tensor, case: Tensor, hints: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        layers: list[nn.Module] = list(self.net.encoder.encoder["layer"])  # type: ignore[arg-type]
        middle = self.net.encoder.embeddings(pieces, case, hints)
        for layer in layers[:MIDDLE]:
            middle = layer(middle, None)
        states = middle
        for layer in layers[MIDDLE:]:
            states = layer(states, None)
        states = states[0]
        words = (states[first] + states[last]) / 2
        tags = [
            self.net.mention_tags(words),
            self.net.trigger_tags(words),
            self.net.cue_tags(words),
        ]
        return words, torch.cat(tags, 1), middle[0]


def export(net: ReaderNet, to: Path, *, version: str, eight_bits: bool = True) -> None:
    """Write encoder.onnx, heads.npz, tokenizer.json and model.json to the folder `to`."""
    to.mkdir(parents=True, exist_ok=True)
    net.eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _write_graph(net, plain)
        if eight_bits:
            quantised(plain, to / "encoder.onnx")
        else:
            shutil.copy(plain, to / "encoder.onnx")
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in net.state_dict().items()
        if not name.startswith(_IN_GRAPH)
    }
    np.savez(to / "heads.npz", **heads)  # type: ignore[arg-type]
    _write_tokenizer(to)
    write_settings(to, version=version, thresholds=Thresholds(), calibration=Calibration())


def quantised(plain: Path, to: Path) -> None:
    """Write an ONNX file's matrices as int8, a scale per channel; activations are at run time."""
    ready = plain.with_name("ready.onnx")
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(to), per_channel=True, weight_type=QuantType.QInt8)


def _write_graph(net: ReaderNet, path: Path) -> None:
    pieces = torch.tensor([[101, 2002, 2003, 102]])
    ends = torch.tensor([1, 2])
    torch.onnx.export(
        Graph(net),
        (pieces, torch.zeros_like(pieces), torch.zeros(1, 4, HINTS), ends, ends),
        str(path),
        input_names=["pieces", "case", "hints", "first", "last"],
        output_names=["words", "tags", "middle"],
        dynamic_axes={
            "pieces": {1: "p"}, "case": {1: "p"}, "hints": {1: "p"},
            "first": {0: "w"}, "last": {0: "w"},
            "words": {0: "w"}, "tags": {0: "w"}, "middle": {0: "p"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip


def _write_tokenizer(to: Path) -> None:
    """The published tokenizer with truncation and padding switched off."""
    settings = json.loads((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    (to / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


def write_settings(
    to: Path, *, version: str, thresholds: Thresholds, calibration: Calibration
) -> None:
    """`model.json`: version, labels, thresholds, calibration and the hash of every file."""
    hashes = {
        name: hashlib.sha256((to / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "heads.npz", "tokenizer.json")
    }
    settings = {
        "version": version,
        "labels": label_lists(),
        "thresholds": {k: round(getattr(thresholds, k), 3) for k in Thresholds.__annotations__},
        "calibration": {k: list(v) for k, v in sorted(calibration.fitted.items())},
        "sha256": hashes,
    }
    (to / "model.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line and export one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a training run, with net.pt")
    parser.add_argument("--to", type=Path, default=Path("src/gesta/resources/model"))
    parser.add_argument("--version", default="1")
    parser.add_argument("--plain", action="store_true", help="without quantisation, to compare")
    args = parser.parse_args()
    net = ReaderNet()
    net.load_state_dict(torch.load(args.run / "net.pt", weights_only=True))
    export(net, args.to, version=args.version, eight_bits=not args.plain)
    sizes = {f.name: f"{f.stat().st_size / 1e6:.1f} MB" for f in sorted(args.to.iterdir())}
    print(sizes)


if __name__ == "__main__":
    main()
