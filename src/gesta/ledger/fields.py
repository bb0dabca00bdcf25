"""Taking fields out of an exchange line; a bad one is named with its line, value and next step."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any, NoReturn

from gesta.errors import ExchangeError
from gesta.ledger.scrub import scrubbed

_LARGEST = 2**63 - 1  # SQLite's integers


class Fields:
    """A JSON object of a line, read field by field."""

    def __init__(self, data: dict[str, Any], line: int, path: str = "") -> None:
        self._data = data
        self.line = line
        self.path = path

    def wrong(self, name: str, why: str) -> NoReturn:
        """Raise ExchangeError for a field: line, field, value, next step."""
        value = repr(self._data.get(name))
        if len(value) > 80:
            value = value[:77] + "…"
        raise ExchangeError(
            f"line {self.line}: {self.path}{name} is {value}, but {why}. Correct the line or "
            "export the ledger again; nothing was imported."
        )

    def get(self, name: str) -> Any:
        """The value as it stands, None where absent."""
        return self._data.get(name)

    def has(self, name: str) -> bool:
        """Whether the field is there, be it null."""
        return name in self._data

    def text(self, name: str) -> str:
        """Words that must be there."""
        value = self._data.get(name)
        if not isinstance(value, str):
            self.wrong(name, "must be text")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Words, or None."""
        return None if self._data.get(name) is None else self.text(name)

    def word(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of the codebook's words."""
        if default is not None and self._data.get(name) is None:
            return default
        value = self.text(name)
        if value not in allowed:
            self.wrong(name, f"must be one of {', '.join(allowed)}")
        return value

    def integer(self, name: str) -> int:
        """A whole number that must be there."""
        value = self._data.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
            self.wrong(name, "must be a whole number")
        return value

    def maybe_integer(self, name: str) -> int | None:
        """A whole number, or None."""
        return None if self._data.get(name) is None else self.integer(name)

    def maybe_number(self, name: str) -> float | None:
        """A number, or None."""
        value = self._data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300:
            self.wrong(name, "must be a number")
        return float(value)

    def flag(self, name: str) -> bool:
        """True or false; false where absent."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name, "must be true or false")
        return bool(value)

    def day(self, name: str) -> date | None:
        """An ISO 8601 day, or None."""
        value = self.maybe_text(name)
        if value is None:
            return None
        try:
            found = date.fromisoformat(value)
        except ValueError:
            self.wrong(name, "must be a day such as 2024-09-25")
        if found.isoformat() != value:
            self.wrong(name, "must be a day such as 2024-09-25")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; empty where absent."""
        values = self._items(name)
        if not all(isinstance(value, str) for value in values):
            self.wrong(name, "must be a list of texts")
        return tuple(values)

    def parts(self, name: str) -> list[Fields]:
        """A list of objects; empty where absent."""
        values = self._items(name)
        if not all(isinstance(value, dict) for value in values):
            self.wrong(name, "must be a list of objects")
        path = f"{self.path}{name}"
        return [type(self)(v, self.line, f"{path}[{i}].") for i, v in enumerate(values)]

    def _items(self, name: str) -> list[Any]:
        value = self._data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(name, "must be a list")
        return value

    def part(self, name: str) -> Fields:
        """An object that must be there."""
        value = self._data.get(name)
        if not isinstance(value, dict):
            self.wrong(name, "must be an object")
        return type(self)(value, self.line, f"{self.path}{name}.")

    def maybe_part(self, name: str) -> Fields | None:
        """An object, or None."""
        return None if self._data.get(name) is None else self.part(name)


def fields_of(text: str, line: int) -> Fields:
    """The fields of one line. Raises ExchangeError where it is no JSON object."""

    def no_number(word: str) -> NoReturn:
        raise ValueError(f"{word} is no number")

    try:
        data = json.loads(text, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(
            f"line {line}: {text[:60]!r} is no JSON object ({error}). Give `gesta import` a file "
            "that `gesta export --format jsonl` wrote; nothing was imported."
        ) from error
    if not isinstance(data, dict):
        raise ExchangeError(
            f"line {line}: {text[:60]!r} is no JSON object. Give `gesta import` a file that "
            "`gesta export --format jsonl` wrote; nothing was imported."
        )
    # Only an escape can bring in a lone surrogate.
    return Fields(scrubbed(data) if "\\u" in text else data, line)
