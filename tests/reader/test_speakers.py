"""Pronouns and names right before a verb of saying become mentions; nothing else does."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.codebook import MENTION_TYPES
from gesta.reader import labels
from gesta.reader.decode import Found
from gesta.reader.speakers import with_speakers

PERSON = MENTION_TYPES.index("person")
FORCE = MENTION_TYPES.index("force")


def speakers(words: str, said: str, mentions: list[Found] | None = None) -> list[str]:
    """The words of the mentions, with `said` as the only cue."""
    written = words.split()
    scores = np.zeros((len(written), len(labels.MENTION_TAGS)), np.float32)
    scores[:, 1 + 2 * PERSON] = 1
    cue = written.index(said)
    found = with_speakers(mentions or [], [(cue, cue + 1, 0)], written, {0}, scores)
    return [" ".join(written[a:b]) for a, b, _ in found]


@pytest.mark.parametrize(
    ("words", "said", "found"),
    [
        ("two men whom they said had fled", "said", ["they"]),
        ("Inspector Ada Rao said on Monday", "said", ["Inspector Ada Rao"]),
        ("on Friday , Ada Rao added", "added", ["Ada Rao"]),
    ],
)
def test_who_says_it_is_a_mention(words: str, said: str, found: list[str]) -> None:
    assert speakers(words, said) == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Unconfirmed reports of a raid", "reports"),  # a noun
        ("the men were believed dead", "believed"),
        ("said the men", "said"),  # nothing before it
        ("Anna , Bea and Cleo said so", "said"),  # one name of three
        ("you said so", "said"),
        ("Rao marched on", "marched"),  # no verb of saying
        ("in 2031 said", "said"),
    ],
)
def test_what_is_nobody_stays_out(words: str, said: str) -> None:
    assert speakers(words, said) == []


def test_a_mention_that_is_there_is_not_made_twice() -> None:
    assert speakers("Ada Rao said so", "said", [(0, 2, PERSON)]) == ["Ada Rao"]
    assert speakers("Ada Rao said so", "said", [(1, 2, PERSON)]) == ["Rao"]


def test_a_name_does_not_reach_over_a_sentence_or_a_mention() -> None:
    written = "near Sirn . Rao said".split()
    scores = np.zeros((5, len(labels.MENTION_TAGS)), np.float32)
    scores[:, 1 + 2 * FORCE] = 1
    assert with_speakers([], [(4, 5, 0)], written, {0, 3}, scores) == [(3, 4, FORCE)]
    before = [(0, 2, PERSON)]
    assert with_speakers(before, [(3, 4, 0)], "Port Vell Rao said".split(), {0}, scores) == [
        (0, 2, PERSON),
        (2, 3, FORCE),
    ]


def test_the_type_is_that_of_the_tags_among_those_who_can_speak() -> None:
    scores = np.zeros((2, len(labels.MENTION_TAGS)), np.float32)
    scores[0, 1 + 2 * MENTION_TYPES.index("place")] = 5
    scores[0, 1 + 2 * FORCE] = 2
    assert with_speakers([], [(1, 2, 0)], ["they", "said"], {0}, scores) == [(0, 1, FORCE)]
