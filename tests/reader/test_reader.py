"""The shipped model reads whatever it is given, always the same, with offsets that hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.codebook import CERTAINTIES, EVENT_TYPES, MENTION_TYPES, TIE_TYPES
from gesta.errors import ModelError
from gesta.reader import Reader
from gesta.reader.model import Model
from gesta.types import Reading, Report

NEWS = (
    "Gunmen killed at least 12 soldiers near Ramsar on Tuesday, the army said. "
    "The Northern Front claimed on Telegram that its fighters fired two drones at the base. "
    "The governor denied that anyone was hurt."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Report("r1", "a.txt", "", text))


def test_a_plain_attack_is_read(reader: Reader) -> None:
    reading = read(reader, NEWS)
    killed = next(e for e in reading.events if NEWS[e.start : e.end] == "killed")
    roles = {
        a.role: NEWS[reading.mentions[a.mention].start : reading.mentions[a.mention].end]
        for a in killed.arguments
        if a.mention is not None
    }
    assert killed.type == "ASSAULT"
    assert roles["actor"] == "Gunmen"
    assert roles["recipient"] == "soldiers"
    assert roles["time"] == "Tuesday"
    assert "12" in roles["killed"]


def test_who_says_so_is_read(reader: Reader) -> None:
    reading = read(reader, NEWS)
    fired = next(e for e in reading.events if NEWS[e.start : e.end] == "fired")
    assert fired.certainty == "claimed"
    sources = [reading.attributions[i].source for i in fired.said_by]
    assert [
        NEWS[reading.mentions[s].start : reading.mentions[s].end] for s in sources if s is not None
    ] == ["Northern Front"]


def test_a_source_with_its_name_beside_it_is_one_source(reader: Reader) -> None:
    text = "A fisherman, Yusuf Tarek, told the agency that gunmen had abducted nine women."
    reading = read(reader, text)
    sources = [a.source for a in reading.attributions if a.source is not None]
    assert [text[reading.mentions[s].start : reading.mentions[s].end] for s in sources] == [
        "Yusuf Tarek"
    ]


def test_a_report_is_read_the_same_whatever_was_read_before(reader: Reader) -> None:
    first = read(reader, NEWS)
    read(reader, "Something else altogether happened in Lagos.")
    assert read(reader, NEWS) == first == read(Reader(), NEWS)


def test_a_long_report_is_read_to_its_end(reader: Reader) -> None:
    text = "\n".join(f"{NEWS} Part {i} ends here." for i in range(30))
    reading = read(reader, text)
    per_part = [0] * 30
    width = len(text) / 30
    for event in reading.events:
        per_part[min(29, int(event.start / width))] += 1
    assert min(per_part) >= 2


def check(reading: Reading, text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in reading.mentions)
    assert all(m.type in MENTION_TYPES for m in reading.mentions)
    assert all(0 <= e.start < e.end <= len(text) for e in reading.events)
    for event in reading.events:
        assert event.type in EVENT_TYPES
        assert event.certainty in CERTAINTIES
        assert all(0 <= i < len(reading.attributions) for i in event.said_by)
        for argument in event.arguments:
            assert (argument.mention is None) != (argument.event is None)
    for tie in reading.ties:
        assert tie.type in TIE_TYPES
        assert tie.head != tie.tail
        assert max(tie.head, tie.tail) < len(reading.mentions)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    check(read(reader, text), text)


@pytest.mark.parametrize(
    "text",
    [
        "", " \n ", "...", "—" * 3000, "a" * 5000, "💣" * 500, "قصف " * 400, "x-" * 4000,
        "The army said " * 600, "\u202eThe army\u202c shelled Homs.", "1 " * 3000,
    ],
)  # fmt: skip
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    check(read(reader, text), text)


def test_a_model_that_is_not_there_is_refused_in_words(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        Model(tmp_path)
