"""Who does it and to whom, where the grammar leaves no doubt: the passive, `by`, `against`, and
verbs whose subject meets with what others do.

In the annotated passages the subject of a passive trigger (`the town was shelled`) is its
recipient, never its actor, 98 times in 100, and what follows `by` (`shelled by rebels`, an attack
by rebels`) its actor 99 times in 100. What follows `against` was its recipient 112 times in 112,
and who rejects, repels, faces or receives it 36 in 36. The role head mostly knows; where it has
the two sides the wrong way round, it is put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gesta.reader.features import Ints

Range = tuple[int, int]

_BE: Final = frozenset("was were been being be is are got".split())
_PARTICIPLE: Final = re.compile(r"(?:ed|en|wn|ught|shot|hit|struck|held|led|sent|hurt|slain)$")
_STOPS: Final = frozenset(", . ; : and or but of by to from with that which who in on at".split())
_BETWEEN: Final = frozenset("not also then since both all - being been".split())
# What somebody gets `from` somebody: the giver is the actor.
_GIVEN: Final = frozenset({"AID", "SUPPORT", "ACCUSE", "REQUEST"})
# Types whose passive subject is the one it is done to; `is committed to` AGREE is none of them.
_SUFFERED: Final = frozenset({"ASSAULT", "COERCE", "AID", "ACCUSE", "SANCTION"})
# Verbs whose subject is the one to whom their object is done: `the army repelled an attack`.
_MEETS: Final = frozenset(
    "reject rejects rejected rejecting spurn spurns spurned spurning repel repels repelled "
    "repelling repulse repulses repulsed repulsing face faces faced facing receive receives "
    "received receiving suffer suffers suffered suffering dismiss dismisses dismissed dismissing "
    "draw draws drew drawing resist resists resisted resisting survive survives survived "
    "ignore ignores ignored ignoring welcome welcomes welcomed welcoming defy defies defied "
    "defying brave braved withstood escape escapes escaped endure endures endured enduring".split()
)
NEAR: Final = 4  # words between a subject and its auxiliary, at most


class Grammar:
    """The words of a report with its mentions, asked about one trigger at a time."""

    def __init__(self, lowered: Sequence[str], sentences: Ints, mentions: Sequence[Range]) -> None:
        self._words = lowered
        self._starts = sentences[:, 0]
        self._mentions = mentions
        self._ends = sorted(end for _, end in mentions)

    def side(self, trigger: Range, kind: str, mention: int) -> str | None:
        """`actor` or `recipient` where the grammar says so, None where it does not."""
        start, end = self._mentions[mention]
        if self._behind("by", trigger, start) or (
            kind in _GIVEN and self._behind("from", trigger, start)
        ):
            return "actor"
        if self._behind("against", trigger, start) or self._meets(trigger, end):
            return "recipient"
        verb = self._auxiliary(trigger)
        if verb is None or kind not in _SUFFERED:
            return None
        if end <= verb <= end + NEAR and not any(end < other <= verb for other in self._ends):
            return None if self._led_by(start) else "recipient"
        return None

    def _behind(self, word: str, trigger: Range, start: int) -> bool:
        """Whether the mention stands right after the trigger and this word (an article or an
        adjective may stand between, but no `by storming`)."""
        after = trigger[1]
        return (
            after < len(self._words)
            and self._words[after] == word
            and after < start <= after + 3
            and not any(after < other <= start for other in self._ends)
            and not any(w.endswith("ing") for w in self._words[after + 1 : start])
        )

    def _meets(self, trigger: Range, end: int) -> bool:
        """Whether the mention is the subject of a verb that has the trigger for its object, at
        most three words (an article, adjectives) between verb and trigger."""
        for at in range(trigger[0] - 1, max(end, trigger[0] - 5) - 1, -1):
            word = self._words[at]
            if word in _MEETS or (word == "off" and self._words[at - 1].startswith("fend")):
                # Auxiliaries and adverbs may stand before the verb, no other mention.
                return at - end < NEAR and not any(end < other <= at for other in self._ends)
            if word in _STOPS:
                return False
        return False

    def _led_by(self, start: int) -> bool:
        return any(word in ("by", "from") for word in self._words[max(0, start - 2) : start])

    def _auxiliary(self, trigger: Range) -> int | None:
        """Where the form of `be` stands that makes the trigger passive."""
        start, end = trigger
        if end - start != 1 or not _PARTICIPLE.search(self._words[start]):
            return None
        first = int(self._starts[self._starts <= start].max())
        found = None
        for at in range(start - 1, max(first, start - 5) - 1, -1):
            word = self._words[at]
            if word in _BE:
                found = at
            elif not (word in _BETWEEN or word.endswith("ly")):
                break
        return found
