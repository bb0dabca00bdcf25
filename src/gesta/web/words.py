"""Lists of words into which the columns of a table point; they only grow while it is served."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Words(Generic[T]):
    """A list of words in the order of their first use, and where each stands in it."""

    def __init__(self, known: Iterable[T] = ()) -> None:
        self.words: list[T] = list(known)
        self._at = {word: i for i, word in enumerate(self.words)}

    def at(self, word: T) -> int:
        """Where a word stands; a new one goes to the end."""
        found = self._at.get(word)
        if found is None:
            found = self._at[word] = len(self.words)
            self.words.append(word)
        return found

    def all(self, words: Iterable[T | None]) -> tuple[int, ...]:
        """Where each stands, each once."""
        return tuple(dict.fromkeys([self.at(word) for word in words if word]))


def longer(old: list[Any], new: list[Any]) -> dict[str, Any]:
    """How one list becomes another: so many of its first words are kept, others follow."""
    kept = len(old) if new[: len(old)] == old else 0
    return {"from": kept, "words": new[kept:]}
