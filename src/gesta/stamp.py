"""What a ledger was read with, in words: the program, the model, the gazetteer.

Places and claims depend on all three; a ledger keeps the stamp of every reading that went into it
(`Ledger.read_with`), so that two ledgers can be told apart by what made them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from gesta import __version__

_SHOWN = 12  # hexadecimal figures of a SHA-256


def stamp() -> str:
    """The versions in use, as `gesta 0.1.0, model 2 (0123…), gazetteer 4567…, places 89ab…`.

    The figures are the first of the SHA-256 of the files in use, a user's own gazetteer included.
    """
    from gesta.grounding.gazetteer_file import package_file
    from gesta.grounding.gazetteer_home import chosen_files
    from gesta.grounding.place_layer import places_folder

    model = Path(str(files("gesta.resources"))) / "model"
    version = json.loads((model / "model.json").read_text(encoding="utf-8"))["version"]
    compiled, own = chosen_files()
    layer = [*sorted(places_folder().rglob("*.txt")), *([own] if own else [])]
    return (
        f"gesta {__version__}, model {version} ({_digest(sorted(model.glob('*.np*')))}), "
        f"gazetteer {_digest([compiled or package_file()])}, places {_digest(layer)}"
    )


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as handle:
            whole.update(hashlib.file_digest(handle, "sha256").digest())
    return whole.hexdigest()[:_SHOWN]
