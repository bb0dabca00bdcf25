"""Packages that only some formats need, asked for where they are used."""

from __future__ import annotations

import importlib
from typing import Any

from gesta.errors import ExchangeError


def need(module: str, format_: str) -> Any:
    """The module of the extra `export`; raises ExchangeError in words where it is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise ExchangeError(
            f"{package} is needed to write {format_} and is not installed. Install it with "
            "`pip install 'gesta[export]'`, or choose a format that needs no package, such as csv "
            "or geojson."
        ) from error
