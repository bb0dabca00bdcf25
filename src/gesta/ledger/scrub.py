"""Words that UTF-8 cannot hold, made so that it can."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def scrubbed(value: Any) -> Any:
    """`value` with lone surrogates, which UTF-8 cannot hold, replaced one by one by U+FFFD.

    The length stays, so no offset moves.
    """
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, tuple | list):
        return type(value)(scrubbed(item) for item in value)
    if isinstance(value, dict):
        return {scrubbed(key): scrubbed(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: scrubbed(getattr(value, f.name)) for f in fields(value)})
    return value
