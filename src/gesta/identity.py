"""Ids are hashes of canonical JSON, so the same value has the same id on every machine."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from anyascii import anyascii


def canonical(value: Any) -> str:
    """The one JSON text of `value`: keys sorted, no blanks, UTF-8 kept."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hashed(prefix: str, *parts: Any) -> str:
    """An id: `prefix` and the first 12 hex digits of the SHA-256 of the canonical parts.

    >>> hashed("c", "r1", 88, 96)
    'cc00e60c75798'
    """
    digest = hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return prefix + digest[:12]


def slug(name: str, *, longest: int = 60) -> str:
    """A readable ASCII id of a name: lower case, words joined by hyphens.

    >>> slug("Kata'ib Hezbollah")
    'kataib-hezbollah'
    """
    plain = re.sub(r"['’ʼʻ`´]", "", anyascii(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "unnamed"
