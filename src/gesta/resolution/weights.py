"""The learned weights of the signs: a table that a person can read, feature by feature.

`resources/resolution/weights.toml` holds log-odds for each bin of each feature of `signs`; it is
written by `training/resolution.py`. A bin that no training pair fell into weighs nothing.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from gesta.errors import ModelError
from gesta.resolution.sign import Sign
from gesta.types import Reason

_KEPT = 100_000  # reasons that are kept
_PRIOR = {
    "lead": "most reports tell of different happenings",
    "aside": "most claims of one day and area are of different happenings",
}


@dataclass(frozen=True)
class Weights:
    """Log-odds by feature and bin."""

    table: Mapping[str, Mapping[str, float]]
    # Signs repeat from pair to pair; what was answered of late, the lead's signs and others' apart.
    _known: tuple[dict[Sign, Reason], dict[Sign, Reason]] = field(
        default_factory=lambda: ({}, {}), compare=False, repr=False
    )

    def of(self, sign: Sign) -> Reason:
        """The sign as a reason, with its weight."""
        weight = self.table.get(sign.feature, {}).get(sign.bin, 0.0) + 0.0  # -0.0 is 0.0
        return Reason(sign.feature, weight, sign.words)

    def reasons(self, found: Iterable[Sign], *, lead: bool) -> list[Reason]:
        """The prior and every sign, with their weights.

        `lead` says whether both sides are what their reports are about.
        """
        kind = "lead" if lead else "aside"
        prior = Reason("prior", self.table["prior"][kind], _PRIOR[kind])
        known, weigh = self._known[lead], self.of if lead else self._aside
        if len(known) >= _KEPT:
            known.clear()
        line = [prior]
        for sign in found:
            reason = known.get(sign)
            if reason is None:
                reason = known[sign] = weigh(sign)
            line.append(reason)
        return line

    def _aside(self, sign: Sign) -> Reason:
        """What two reports share says less of what they tell besides, and the word used more."""
        if sign.feature == "trigger" and sign.bin in _WORD_ASIDE:
            return Reason(sign.feature, _WORD_ASIDE[sign.bin], sign.words)
        reason = self.of(sign)
        part = _OF_STORY if sign.feature in ("story", "names") else 1.0
        return Reason(reason.feature, part * reason.weight, reason.words)


# Of 1, .8 and .6: .6 loses what ECB+ joins, .8 gains on gva_incidents train in F1 and false merges.
_OF_STORY = 0.8
# Of .7, 1, 1.3 and 2 for one word, tried on ECB+ train, the one that adds no false merge on
# gva_incidents.
_WORD_ASIDE = {"same word": 0.7, "same words": 0.7, "different": -3.0}


def read_weights(path: Path) -> Weights:
    """The table in a file; ModelError says what is wrong with it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"the weights of resolution in {path} cannot be read: {error}") from error
    if set(_PRIOR) - set(table.get("prior", {})):
        raise ModelError(f"{path} has no prior for `lead` and `aside`: fit the weights again")
    for feature, bins in table.items():
        for name, weight in bins.items():
            if not isinstance(weight, int | float) or not math.isfinite(weight):
                raise ModelError(f"{path}: {feature}, {name}: {weight!r} is no number")
    return Weights(table)


@cache
def weights() -> Weights:
    """The table that ships with the package."""
    return read_weights(Path(str(files("gesta.resources") / "resolution" / "weights.toml")))
