"""What every benchmark over a corpus begins and ends with: its documents, and shares in percent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """The documents of a JSONL file; FileNotFoundError with its path where it is absent."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is absent; name the folder of corpora with --corpora")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def percent(part: float, whole: float) -> float:
    """A share in percent, to two places; 0 where there is nothing."""
    return round(100 * part / whole, 2) if whole else 0.0
