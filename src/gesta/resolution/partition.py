"""Groups of claims under the judgements of people.

The invariant: no group ever holds two claims that a person judged different. Joins that would
break it are refused, so the state never has to be repaired.
"""

from __future__ import annotations

from collections.abc import Iterable


class Partition:
    """A union-find over claim ids with pairs that must stay apart."""

    def __init__(self, claims: Iterable[str], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent = {claim: claim for claim in claims}
        self._members: dict[str, list[str]] = {}  # of groups of more than one
        self._apart: dict[str, set[str]] = {}
        for left, right in apart:
            if left in self._parent and right in self._parent and left != right:
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)

    def find(self, claim: str) -> str:
        """The claim that stands for the group of `claim`: its smallest id."""
        root = claim
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[claim] != root:
            self._parent[claim], claim = root, self._parent[claim]
        return root

    def members(self, claim: str) -> list[str]:
        """All claims of the group of `claim`, in order."""
        return sorted(self._of(self.find(claim)))

    def _of(self, root: str) -> list[str]:
        return self._members.get(root) or [root]

    def may_join(self, left: str, right: str) -> bool:
        """Whether joining the two groups keeps apart what people judged different."""
        one, two = self.find(left), self.find(right)
        if one == two or not self._apart:
            return True
        small, large = sorted((self._of(one), self._of(two)), key=len)
        inside = set(large)
        return not any(inside & self._apart[m] for m in small if m in self._apart)

    def join(self, left: str, right: str) -> bool:
        """Join two groups; False, and nothing changed, where a judgement forbids it."""
        one, two = sorted((self.find(left), self.find(right)))
        if one == two:
            return True
        if not self.may_join(one, two):
            return False
        self._parent[two] = one
        self._members.setdefault(one, [one]).extend(self._members.pop(two, [two]))
        return True

    def groups(self) -> list[list[str]]:
        """All groups, each in order, by their smallest id."""
        roots = (claim for claim, parent in self._parent.items() if claim == parent)
        return [sorted(self._of(root)) for root in sorted(roots)]
