"""Pronouns and nouns with `the` go back to what they must mean, and to nothing where it is unclear."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.reader.antecedents import MOST, Mentioned, Text, pronoun_links
from gesta.reader.definites import definite_links
from gesta.reader.words import split_words

Typed = list[tuple[str, str]]  # the words of a mention and its type, in the order of the text


def lay(text: str, named: Typed) -> Text:
    """`|` begins a new sentence."""
    words: list[str] = []
    starts: list[int] = []
    for part in text.split("|"):
        starts.append(len(words))
        words += [w.of(part) for w in split_words(part)]
    mentions, at = [], 0
    for phrase, kind in named:
        size = len(phrase.split())
        at = next(i for i in range(at, len(words)) if " ".join(words[i : i + size]) == phrase)
        mentions.append(Mentioned(at, at + size, kind))
        at += size
    return Text(words, [w.lower() for w in words], np.array(starts), mentions)


@pytest.mark.parametrize(
    ("text", "named", "sources", "links"),
    [
        (  # The running source, not the last thing named.
            "The Front said the Guard fled . | It added that Kasel fell .",
            [("Front", "group"), ("Guard", "force"), ("It", "group")],
            [0, 2],
            [(2, 0)],
        ),
        (  # A source two sentences back is no running one; nor is one that does not fit.
            "Mr Maro said so . | Rain fell . | It said two bodies met .",
            [("Maro", "person"), ("It", "group")],
            [0, 1],
            [],
        ),
        ("Kasel says it will fight .", [("Kasel", "government"), ("it", "force")], [0], [(1, 0)]),
        (
            "Maro came . | Troops left , he said .",
            [("Maro", "person"), ("Troops", "force"), ("he", "person")],
            [],
            [(2, 0)],
        ),
        (  # Two men: silence.
            "Maro met Tarek in Kasel . | Later he left .",
            [("Maro", "person"), ("Tarek", "person"), ("he", "person")],
            [],
            [],
        ),
        (  # The same `he` again, nobody else between.
            "Maro met Tarek . | He left . | Then he came back .",
            [("Maro", "person"), ("Tarek", "person"), ("He", "person"), ("he", "person")],
            [],
            [(3, 2)],
        ),
        ("The army fled . | He wept .", [("army", "force"), ("He", "person")], [], []),
        ("It rained .", [("It", "group")], [0], []),
    ],
)
def test_pronouns(
    text: str, named: Typed, sources: list[int], links: list[tuple[int, int]]
) -> None:
    found = pronoun_links(lay(text, named), sources)
    assert [link[:2] for link in found] == links
    assert all(0.8 <= link.sure < 1 for link in found)


@pytest.mark.parametrize(
    ("text", "named", "links"),
    [
        (
            "The Kasel Front struck . | The group fled .",
            [("Kasel Front", "group"), ("group", "group")],
            [(1, 0)],
        ),
        (
            "A field hospital was hit . | The hospital burnt .",
            [("field hospital", "site"), ("hospital", "site")],
            [(1, 0)],
        ),
        (  # Two groups, another type, no article, and nouns that name their own thing.
            "The Front met the Host . | The group fled .",
            [("Front", "group"), ("Host", "group"), ("group", "group")],
            [],
        ),
        ("Kasel fell . | The group fled .", [("Kasel", "place"), ("group", "group")], []),
        ("The Front struck . | A group fled .", [("Front", "group"), ("group", "group")], []),
        ("Kasel fell . | The area burnt .", [("Kasel", "place"), ("area", "place")], []),
        ("Guards fled . | The army won .", [("Guards", "force"), ("army", "force")], []),
        ("An area , the area .", [("area", "place"), ("area", "place")], []),
    ],
)
def test_nouns_with_the(text: str, named: Typed, links: list[tuple[int, int]]) -> None:
    assert [link[:2] for link in definite_links(lay(text, named))] == links


def test_a_thousand_pronouns_in_one_sentence_are_read_in_reach() -> None:
    words = ["he", "said"] * 1000
    mentions = [Mentioned(2 * i, 2 * i + 1, "person") for i in range(1000)]
    text = Text(words, words, np.array([0]), mentions)
    links = pronoun_links(text, range(1000))
    assert len(links) == 999
    assert all(0 < link.later - link.earlier <= MOST for link in links)


def test_no_mentions_no_links() -> None:
    text = Text(["So"], ["so"], np.array([0]), [])
    assert pronoun_links(text, ()) == definite_links(text) == []
