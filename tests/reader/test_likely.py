"""An argument is read where its event, role and filler are likely together."""

from dataclasses import replace

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


def bare(*scores: float) -> tuple[EventMention, ...]:
    return tuple(
        EventMention(10 * i, 10 * i + 4, "ASSAULT", "reported", (), None, (), (), score)
        for i, score in enumerate(scores)
    )


def test_a_doubtful_event_with_nothing_to_it_is_not_read() -> None:
    assert without_unlikely(Reading("r", events=bare(0.49, 0.51))).events == bare(0.49, 0.51)[1:]


def test_what_is_said_or_spoken_of_is_kept_and_numbers_follow() -> None:
    lost, said, inner, outer = bare(0.3, 0.3, 0.3, 0.9)
    said = replace(said, said_by=(0,))
    outer = replace(outer, arguments=(Argument("content", None, 2, 0.9),))
    found = without_unlikely(Reading("r", events=(lost, said, inner, outer))).events
    assert [e.start for e in found] == [said.start, inner.start, outer.start]
    assert found[2].arguments[0].event == 1
