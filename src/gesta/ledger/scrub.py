"""Words that UTF-8 cannot hold, made so that it can."""

from __future__ import annotations

import pickle
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
# How a surrogate looks in the bytes of a pickle; numbers now and then look so too, which costs only
# the longer way: without the third byte two reports in five went it.
_MAY_HOLD = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def scrubbed(value: Any) -> Any:
    """`value` with lone surrogates, which UTF-8 cannot hold, replaced one by one by U+FFFD.

    The length stays, so no offset moves. Nearly every value holds none, which its pickle tells
    many times faster than a walk through it; the values of a long tuple each by itself, since in
    many something looks so.
    """
    if type(value) is tuple:
        return tuple(scrubbed(item) for item in value)
    return _walked(value) if _MAY_HOLD.search(pickle.dumps(value)) else value


def _walked(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, tuple | list):
        return type(value)(_walked(item) for item in value)
    if isinstance(value, dict):
        return {_walked(key): _walked(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walked(getattr(value, f.name)) for f in fields(value)})
    return value
