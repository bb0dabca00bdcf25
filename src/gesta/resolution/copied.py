"""Which claims of a copied report are the claims of its original, told in the same words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gesta.resolution.facts import Facts
from gesta.resolution.world import World
from gesta.types import Claim, Reason

# An editor changes a word or two of a sentence; two sentences with less in common are two.
_ALIKE = 0.6


def same_words(
    claims: Iterable[Claim], facts: Mapping[str, Facts], world: World
) -> Iterator[tuple[str, str, Reason]]:
    """(claim of the original, claim of the copy, why), each copy's claim at most once."""
    families: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        families[world.root(claim.report)][claim.report].append(claim)
    for root in sorted(families):
        reports = families[root]
        first = root if root in reports else min(reports)
        for copy in sorted(set(reports) - {first}):
            yield from _match(reports[first], reports[copy], facts)


def _match(
    originals: Sequence[Claim], copied: Sequence[Claim], facts: Mapping[str, Facts]
) -> Iterator[tuple[str, str, Reason]]:
    """Match claims of one type and trigger, the most alike first, each once."""
    places: dict[tuple[str, frozenset[str], str], list[Claim]] = defaultdict(list)
    for claim in originals:
        places[claim.type, facts[claim.id].lemmas, facts[claim.id].kind].append(claim)
    rows = []
    for claim in copied:
        for original in places[claim.type, facts[claim.id].lemmas, facts[claim.id].kind]:
            alike = _alike(facts[original.id].words, facts[claim.id].words)
            if alike >= _ALIKE:
                moved = abs(original.trigger.start - claim.trigger.start)
                rows.append((-alike, moved, original.id, claim.id))
    used: set[str] = set()
    for alike, _, original_id, copy_id in sorted(rows):
        if original_id not in used and copy_id not in used:
            used |= {original_id, copy_id}
            words = f"a copy with {-alike:.0%} of the sentence the same"
            yield original_id, copy_id, Reason("copy", 6.0, words)


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    if not left or not right:
        return 1.0 if left == right else 0.0
    return len(left & right) / math.sqrt(len(left) * len(right))
