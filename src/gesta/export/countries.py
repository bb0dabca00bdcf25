"""Countries' two-letter codes and names by their ISO 3166 alpha-3 code, as the gazetteer has them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _rows() -> dict[str, tuple[str, str]]:
    text = files("gesta.resources").joinpath("places/countries.txt").read_text(encoding="utf-8")
    cells = (line.split("|", 3) for line in text.splitlines() if not line.startswith("#"))
    return {c[0].strip(): (c[1].strip(), c[2].strip()) for c in cells if len(c) == 4}


def alpha2(code: str | None) -> str | None:
    """SY for SYR; None for what is no country's code."""
    return _rows().get(code or "", (None, None))[0]


def country_name(code: str | None) -> str | None:
    """Syria for SYR; the code itself where it has no name here."""
    return _rows().get(code or "", (None, code))[1]
