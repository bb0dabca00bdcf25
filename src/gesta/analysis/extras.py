"""Packages that only the analysis needs, asked for where they are used."""

from __future__ import annotations

import importlib
from typing import Any

from gesta.errors import AnalysisError


def need(module: str, what: str) -> Any:
    """The module of the extra `analysis`; raises AnalysisError in words where it is missing.

    `what` ends the sentence "This package is needed …", such as `to draw a plot`.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise AnalysisError(
            f"{package} is needed {what} and is not installed. Install it with "
            "`pip install 'gesta[analysis]'`."
        ) from error
