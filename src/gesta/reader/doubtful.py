"""Pronouns that the tagger doubts, taken where an event has a part for them.

By the codebook a pronoun is a mention where it stands for a party of an event. The tagger sees
words and no events; so a pronoun that it leaves out by little is paired with the events all the
same, and stays where one of them likely enough has a part for it. Nothing else sees it until then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from gesta.reader.decode import Found
from gesta.reader.draft import Draft
from gesta.reader.features import Floats, Ints
from gesta.reader.likely import LEAST
from gesta.reader.pairs import Links
from gesta.reader.paths import Bits

_PRONOUNS: Final = frozenset(
    "i we us our you your he him his himself she her it its they them their".split()
)
DOUBT: Final = -2.0  # how far below no mention the best type may score

Sure = Callable[[str, float], float]  # a kind of thing and its raw probability: how sure


def doubtful_pronouns(
    scores: Floats, lowered: Sequence[str], spans: Sequence[Found]
) -> list[Found]:
    """The pronouns that the tag scores `[words, tags]` leave out of the spans by little."""
    best = scores[:, 1::2].argmax(1)
    near = scores[np.arange(len(scores)), 1 + 2 * best] - scores[:, 0] > DOUBT
    for start, end, _ in spans:
        near[start:end] = False
    return [
        (word, word + 1, int(best[word]))
        for word in np.flatnonzero(near).tolist()
        if lowered[word] in _PRONOUNS
    ]


def confirmed(draft: Draft, roles: Sequence[tuple[int, int, int, float]], sure: Sure) -> Draft:
    """The draft without its doubtful mentions but for those that one of the roles `(trigger,
    mention, label, odds)` makes likely enough."""
    kept = {
        mention
        for trigger, mention, _, odds in roles
        if draft.mentions[mention].doubtful
        and sure("event", draft.triggers[trigger].score)
        * sure("argument", odds)
        * sure("mention", draft.mentions[mention].score)
        >= LEAST
    }
    stays = np.array([not m.doubtful or i in kept for i, m in enumerate(draft.mentions)], bool)
    if stays.all():
        return draft
    mentions = [m for m, stay in zip(draft.mentions, stays, strict=True) if stay]
    links = {
        kind: [_moved(kind, part, stays) for part in parts] for kind, parts in draft.links.items()
    }
    return replace(draft, mentions=mentions, links=links)


# Which sides of the pairs of a kind are mentions.
_MENTIONS: Final = {
    "roles": (False, True),
    "ties": (True, True),
    "same": (True, True),
    "sources": (False, True),
}


def _moved(kind: str, links: Links, stays: Bits) -> Links:
    """The links between what stays, with its new numbers."""
    left, right = _MENTIONS.get(kind, (False, False))
    place: Ints = stays.cumsum() - 1
    keep = np.ones(len(links.left), bool)
    if left:
        keep &= stays[links.left]
    if right:
        keep &= stays[links.right]
    one, two = links.left[keep], links.right[keep]
    return Links(place[one] if left else one, place[two] if right else two, links.scores[keep])
