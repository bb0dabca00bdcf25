"""Which mentions are one thing: what the `same` head says, and the rules that need no model.

A rule's link takes the place of the head's, which is right six times in ten; the rules are right 80
times in 100 or more on annotated mentions. But where the head has seen the very pair and says no,
a rule's link is seldom right: two of the fourteen such links of the development passages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from gesta.codebook import MENTION_TYPES
from gesta.reader.antecedents import Link, Text, pronoun_links
from gesta.reader.definites import definite_links
from gesta.reader.draft import Draft
from gesta.reader.names import JOINED, PRONOUNS, REPEATED, bare_names, repeated_names
from gesta.types import Mention, TieMention

# A name goes back to what has none of its words only where that is likelier than not: of such links
# between .4 and .5 nine of 42 are right on dev.
STRANGE: Final = 0.5
STEM: Final = 4  # letters by which words are alike: `Kaseli` and `Kasel`

Sure = Callable[[str, float], float]  # a kind of thing and its raw probability: how sure


def same_ties(
    text: Text,
    draft: Draft,
    threshold: float,
    sure: Sure,
    mentions: Sequence[Mention],
    ties: Sequence[TieMention],
    sources: Mapping[int, Sequence[int]],
) -> list[TieMention]:
    """The ties `same` of a report, by the later mention; no two mentions tied otherwise. `sources`
    are the mentions that each cue has for its source."""
    saying = {mention for members in sources.values() for mention in members}
    found = {link.later: link for link in _antecedents(text, draft, threshold, sure)}
    named = [(m.type, " ".join(text.words[m.start : m.end])) for m in text.mentions]
    bare = [Link(*pair, JOINED) for pair in bare_names(named)]
    again = [Link(a, b, REPEATED[text.mentions[a].type]) for a, b in repeated_names(named)]
    left, right, scores = draft.scored("same")
    scored = dict(zip(zip(left.tolist(), right.tolist(), strict=True), scores[:, 0], strict=True))
    for link in (*bare, *again, *definite_links(text), *pronoun_links(text, saying)):
        if scored.get(link[:2], threshold) >= threshold:
            found[link.later] = _read(link, mentions)
    tied = {frozenset((tie.head, tie.tail)) for tie in ties}
    return [
        TieMention("same", *link)
        for _, link in sorted(found.items())
        if frozenset(link[:2]) not in tied
    ]


def typed_alike(
    text: Text, mentions: Sequence[Mention], same: Sequence[TieMention]
) -> tuple[Mention, ...]:
    """The mentions, a pronoun having the type of what it stands for."""
    typed = list(mentions)
    for tie in same:  # by the later mention, so that a chain of pronouns is typed from its name on
        if text.pronoun(tie.head) is not None:
            typed[tie.head] = replace(typed[tie.head], type=typed[tie.tail].type)
    return tuple(typed)


def _read(link: Link, mentions: Sequence[Mention]) -> Link:
    """The link as sure as its rule is, where both mentions are there and whole."""
    sure = link.sure * mentions[link.later].score * mentions[link.earlier].score
    return link._replace(sure=round(sure, 4))


def _antecedents(text: Text, draft: Draft, threshold: float, sure: Sure) -> list[Link]:
    """For each mention the earlier one of its type that it most likely repeats, if any.

    In the annotated passages 98 of 100 such pairs are of one type, most others a person and one
    of the civilians. A name seldom goes back to what has no word in common with it.
    """
    best: dict[int, tuple[float, int]] = {}
    for later, earlier, score in draft.above("same", threshold):
        if score > best.get(later, (-np.inf, 0))[0]:
            kinds = {MENTION_TYPES[draft.mentions[i].type] for i in (later, earlier)}
            if len(kinds) == 1 or kinds == {"person", "civilian"}:
                best[later] = score, earlier
    links = [
        Link(later, earlier, sure("same", float(1 / (1 + np.exp(-score)))))
        for later, (score, earlier) in sorted(best.items())
    ]
    return [link for link in links if link.sure >= STRANGE or not _strange(text, link)]


def _strange(text: Text, link: Link) -> bool:
    """Whether a name is said to be something with other words: `Kasel` the `Front`."""
    if not text.capital(link.later) or text.last(link.later) in PRONOUNS:
        return False
    later, earlier = (
        {text.lowered[word][:STEM] for word in range(*text.mentions[m][:2])} for m in link[:2]
    )
    return not later & earlier
