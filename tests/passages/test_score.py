"""The measure of the reader on hand-made passages."""

from gesta.passages.score import Tally, score
from gesta.types import Argument, Attribution, EventMention, Mention, Reading, Sentence, Span

TEXT = "Rebels killed two guards, police said."
ROW = {
    "text": TEXT,
    "mentions": [
        {"id": "r", "type": "group", "start": 0, "end": 6},
        {"id": "g", "type": "civilian", "start": 18, "end": 24},
        {"id": "p", "type": "force", "start": 26, "end": 32},
    ],
    "events": [
        {
            "id": "e", "type": "ASSAULT", "certainty": "attributed", "outcome": "hit",
            "trigger": {"start": 7, "end": 13},
            "args": [{"role": "actor", "mention": "r"}, {"role": "recipient", "mention": "g"}],
        }
    ],
    "attributions": [
        {"source": "p", "cue": {"start": 33, "end": 37}, "content": [{"start": 0, "end": 24}]}
    ],
    "ties": [],
    "sentences": ["fact"],
}  # fmt: skip
MENTIONS = (Mention(0, 6, "group"), Mention(18, 24, "civilian"), Mention(26, 32, "force"))


def read(actor: int, recipient: int) -> Reading:
    roles = (Argument("actor", actor), Argument("recipient", recipient))
    event = EventMention(7, 13, "ASSAULT", "attributed", (), "hit", roles, (0,))
    said = Attribution(2, Span(33, 37), (Span(0, 24),))
    return Reading("r", MENTIONS, (event,), (said,), (), (Sentence(0, len(TEXT)),))


def test_a_perfect_reading_scores_full() -> None:
    tally = Tally()
    score(tally, ROW, read(0, 1))
    for figure in ("mention", "trigger typed", "argument", "said by", "source", "sentence"):
        assert tally.f1(figure) == 100, figure
    assert tally.right["reversed sides"] == 0


def test_swapped_sides_are_counted_and_wrong() -> None:
    tally = Tally()
    score(tally, ROW, read(1, 0))
    assert tally.f1("argument") == 0
    assert tally.right["reversed sides"] == 1


def test_an_empty_reading_scores_nothing() -> None:
    tally = Tally()
    score(tally, ROW, Reading("r"))
    assert tally.f1("trigger typed") == tally.f1("argument") == tally.f1("said by") == 0
