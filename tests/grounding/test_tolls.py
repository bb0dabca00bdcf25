"""Killed or wounded: the event's own word decides where it leaves no doubt."""

from __future__ import annotations

import pytest

from gesta.grounding.tolls import told_role
from gesta.types import EventMention


@pytest.mark.parametrize(
    ("word", "read", "told"),
    [
        ("harmed", "killed", "wounded"),
        ("injuring", "killed", "wounded"),
        ("killed", "wounded", "killed"),
        ("killed", "killed", "killed"),
        ("attack", "killed", "killed"),
        ("burned", "killed", "killed"),
        ("wounded", "recipient", "recipient"),
    ],
)
def test_the_word_of_the_event_says_which(word: str, read: str, told: str) -> None:
    text = f"A blast {word} thousands."
    event = EventMention(8, 8 + len(word), "ASSAULT", "reported")
    assert told_role(read, event, text) == told
