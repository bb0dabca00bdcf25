"""Links of `same`: what the head says within reason, and the rules in its place."""

from __future__ import annotations

import numpy as np

from gesta.codebook import MENTION_TYPES
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.pairs import Links
from gesta.reader.same import same_ties, typed_alike
from gesta.types import Mention, TieMention
from tests.reader.test_antecedents import Typed, lay

NAMES = [("Front", "group"), ("Guard", "group"), ("Host", "group")]


def link(
    text: str,
    named: Typed,
    scored: dict[tuple[int, int], float],
    ties: list[TieMention] | None = None,
) -> list[tuple[int, int, float]]:
    """The links of a text whose head scored these pairs (later, earlier)."""
    page = lay(text, named)
    mentions = [Mention(m.start, m.end, m.type, 1.0) for m in page.mentions]
    spans = [DraftSpan(m.start, m.end, MENTION_TYPES.index(m.type), 1.0) for m in page.mentions]
    pairs = np.array(list(scored), np.int64).reshape(-1, 2)
    scores = np.array(list(scored.values()), np.float32)[:, None]
    draft = Draft(mentions=spans, links={"same": [Links(pairs[:, 0], pairs[:, 1], scores)]})
    found = same_ties(page, draft, -2.0, lambda _, raw: raw, mentions, ties or [], {})
    return [(tie.head, tie.tail, tie.score) for tie in found]


def test_a_name_is_something_with_other_words_only_where_the_head_is_sure() -> None:
    text = "The Front met the Guard ."
    assert link(text, NAMES[:2], {(1, 0): -1.0}) == []
    assert [pair[:2] for pair in link(text, NAMES[:2], {(1, 0): 1.0})] == [(1, 0)]
    alike = "The Kasel government met the Kaseli cabinet ."
    named = [("Kasel government", "government"), ("Kaseli cabinet", "government")]
    assert [pair[:2] for pair in link(alike, named, {(1, 0): -1.0})] == [(1, 0)]


def test_a_rule_takes_the_place_of_the_head() -> None:
    text = "The Front met the Guard . | The Front left ."
    named = [*NAMES[:2], NAMES[0]]
    (found,) = link(text, named, {(2, 1): 3.0})
    assert found[:2] == (2, 0)


def test_a_rule_gives_way_where_the_head_rejects_the_pair() -> None:
    text = "The Front met the Guard . | The Front left ."
    named = [*NAMES[:2], NAMES[0]]
    assert link(text, named, {(2, 0): -3.0}) == []
    assert [pair[:2] for pair in link(text, named, {(2, 0): -3.0, (2, 1): 3.0})] == [(2, 1)]
    assert [pair[:2] for pair in link(text, named, {(2, 0): -1.0})] == [(2, 0)]


def test_mentions_of_two_types_are_not_one_thing() -> None:
    named = [("Front", "group"), ("town", "place")]
    assert link("The Front took a town .", named, {(1, 0): 3.0}) == []


def test_what_is_tied_otherwise_is_not_the_same() -> None:
    tie = TieMention("part-of", 0, 1, 0.9)
    assert link("The Front and the Guard .", NAMES[:2], {(1, 0): 3.0}, [tie]) == []


def test_a_link_is_no_surer_than_its_mentions() -> None:
    page = lay("The Front came . | The Front left .", [NAMES[0], NAMES[0]])
    mentions = [Mention(m.start, m.end, m.type, 0.5) for m in page.mentions]
    (tie,) = same_ties(page, Draft(), 0.0, lambda _, raw: raw, mentions, [], {})
    assert tie.score < 0.25


def test_a_pronoun_has_the_type_of_what_it_stands_for() -> None:
    named = [("Front", "group"), ("it", "force"), ("it", "place"), ("it", "media")]
    page = lay("The Front said it left and it is gone . | But it came .", named)
    mentions = [Mention(m.start, m.end, m.type) for m in page.mentions]
    same = [TieMention("same", 1, 0), TieMention("same", 2, 1)]
    types = [m.type for m in typed_alike(page, mentions, same)]
    assert types == ["group", "group", "group", "media"]
