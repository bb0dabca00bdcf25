"""An argument is read where its event, role and filler are likely together."""

from gesta.reader.likely import LEAST, without_unlikely
from gesta.types import Argument, EventMention, Mention, Reading


def reading(event: float, role: float, filler: float) -> Reading:
    mentions = (Mention(0, 6, "group", filler),)
    arguments = (Argument("actor", 0, None, role), Argument("content", None, 0, 0.1))
    raid = EventMention(7, 13, "ASSAULT", "reported", (), None, arguments, (), event)
    return Reading("r", mentions=mentions, events=(raid,))


def roles(found: Reading) -> list[str]:
    return [a.role for a in found.events[0].arguments]


def test_three_doubts_together_are_too_many() -> None:
    assert roles(without_unlikely(reading(0.6, 0.6, 0.6))) == ["content"]
    assert roles(without_unlikely(reading(0.6, 0.6, 0.99))) == ["actor", "content"]


def test_the_least_is_kept_and_nothing_else_changes() -> None:
    sure = reading(1.0, LEAST, 1.0)
    assert without_unlikely(sure) == sure
    doubtful = without_unlikely(reading(0.5, 0.4, 0.5))
    assert doubtful.mentions == reading(0.5, 0.4, 0.5).mentions
    assert doubtful.events[0].score == 0.5
    assert without_unlikely(Reading("empty")) == Reading("empty")
