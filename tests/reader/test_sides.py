"""The sides of an event where the grammar leaves no doubt."""

from __future__ import annotations

import numpy as np
import pytest

from gesta.reader.sides import Grammar
from gesta.reader.words import split_words


def side(text: str, trigger: str, mention: str, kind: str = "ASSAULT") -> str | None:
    words = [w.of(text).lower() for w in split_words(text)]
    named = [m for m in ("rebels", "the town", "army", "militia", "donors") if m in text.lower()]

    def where(phrase: str) -> tuple[int, int]:
        parts = phrase.lower().split()
        at = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        return at, at + len(parts)

    grammar = Grammar(words, np.array([[0, len(words)]]), [where(m) for m in named])
    return grammar.side(where(trigger), kind, named.index(mention))


@pytest.mark.parametrize(
    ("text", "trigger", "mention", "expected"),
    [
        ("The town was heavily shelled on Monday", "shelled", "the town", "recipient"),
        ("Rebels have been attacked by the army", "attacked", "rebels", "recipient"),
        ("Rebels have been attacked by the army", "attacked", "army", "actor"),
        ("an attack by the rebels on the town", "attack", "rebels", "actor"),
        ("an attack by the rebels on the town", "attack", "the town", None),
        ("Rebels shelled the town", "shelled", "rebels", None),
        ("A bombing by rebels; the army was struck", "struck", "army", "recipient"),
        ("An attack by storming rebels there", "attack", "rebels", None),
        ("Fired on by rebels who were killed", "killed", "rebels", None),
        ("an attack against the rebels there", "attack", "rebels", "recipient"),
        ("The army has fended off a fierce attack", "attack", "army", "recipient"),
        ("The army repelled two attacks", "attacks", "army", "recipient"),
        ("The army rejected talks and attacks the town", "attacks", "army", None),
        ("The rebels said the army faced attacks", "attacks", "rebels", None),
        ("Attack off the rebels", "attack", "rebels", None),
    ],
)
def test_passives_and_by(text: str, trigger: str, mention: str, expected: str | None) -> None:
    assert side(text, trigger, mention) == expected


def test_a_giver_stands_after_from() -> None:
    assert side("With support from the donors", "support", "donors", "AID") == "actor"
    assert side("They withdrew from the town", "withdrew", "the town", "RETREAT") is None


def test_being_committed_is_not_suffered() -> None:
    assert side("The army is committed to the truce", "committed", "army", "AGREE") is None
