"""A sentence's kind agrees with what is read in it."""

from gesta.reader.kinds import with_kinds
from gesta.types import EventMention, Mention, Reading, Sentence, TieMention

RAID = EventMention(2, 6, "ASSAULT", "reported", (), None, (), (), 0.9)
NAMES = (Mention(12, 14, "group"), Mention(16, 18, "group"))


def kinds(reading: Reading) -> list[str]:
    return [s.kind for s in with_kinds(reading).sentences]


def sentences(*found: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(10 * i, 10 * i + 9, kind) for i, kind in enumerate(found))


def test_an_event_is_told_by_no_other_sentence() -> None:
    assert kinds(Reading("r", events=(RAID,), sentences=sentences("other", "other"))) == [
        "fact", "other",
    ]  # fmt: skip
    judged = sentences("assessment", "question")
    assert kinds(Reading("r", events=(RAID,), sentences=judged)) == ["assessment", "question"]


def test_a_report_of_nothing_has_no_facts() -> None:
    plain = sentences("fact", "fact", "assessment")
    assert kinds(Reading("r", sentences=plain)) == ["other", "other", "assessment"]
    tied = (TieMention("part-of", 0, 1),)
    told = Reading("r", mentions=NAMES, ties=tied, sentences=plain)
    assert kinds(told) == ["other", "fact", "assessment"]
    assert kinds(Reading("r", events=(RAID,), sentences=plain)) == ["fact", "fact", "assessment"]
    assert with_kinds(Reading("empty")) == Reading("empty")
