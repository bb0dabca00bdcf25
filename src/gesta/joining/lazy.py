"""Mappings whose values are fetched when they are asked for, and then held."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Generic, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lazy(Mapping[K, V], Generic[K, V]):
    """A mapping from ids; `fetch` gives the value of an id, None where there is none.

    It cannot be gone through: nobody knows its ids.
    """

    def __init__(self, fetch: Callable[[K], V | None]) -> None:
        self._fetch = fetch
        self._held: dict[K, V | None] = {}

    def __getitem__(self, name: K) -> V:
        if name not in self._held:
            self._held[name] = self._fetch(name)
        found = self._held[name]
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return self.get(cast(K, name)) is not None

    def __iter__(self) -> Iterator[K]:
        raise TypeError("the ids of what is fetched when asked for are not known")

    def __len__(self) -> int:
        raise TypeError("the ids of what is fetched when asked for are not known")
