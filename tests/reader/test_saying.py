"""Who says it: sources that the head leaves out, chains of carriers, quotations kept whole."""

from __future__ import annotations

import pytest

from gesta.reader import Reader
from gesta.reader.quotes import LONGEST, quotations, quoted, statement
from gesta.reader.sources import grammatical_source, named_source
from gesta.types import Report, Span
from tests.reader.test_antecedents import Typed, lay


def spot(words: list[str], phrase: str) -> tuple[int, int]:
    size = len(phrase.split())
    at = next(i for i in range(len(words)) if " ".join(words[i : i + size]) == phrase)
    return at, at + size


@pytest.mark.parametrize(
    ("text", "named", "cue", "source"),
    [
        ("The Front also said so .", [("Front", "group")], "said", 0),
        (
            "A spokesman for the army said so .",
            [("spokesman", "person"), ("army", "force")],
            "said",
            0,
        ),
        (
            "The letter , seen by KNA , says so .",
            [("letter", "organisation"), ("KNA", "media")],
            "says",
            0,
        ),
        ("It fell , according to the Front .", [("Front", "group")], "according to", 0),
        ("It was claimed by the Front .", [("Front", "group")], "claimed", 0),
        # The other side of a sentence's end, no verb of saying, a place, nobody at all.
        ("Look at the Front . | Said at noon .", [("Front", "group")], "Said", None),
        ("The Front appears to flee .", [("Front", "group")], "appears", None),
        ("Guards were hit , allegedly by gunmen .", [("gunmen", "group")], "allegedly", None),
        ("Kasel said so .", [("Kasel", "place")], "said", None),
        ("said", [], "said", None),
    ],
)
def test_the_grammar_names_a_source(text: str, named: Typed, cue: str, source: int | None) -> None:
    page = lay(text, named)
    assert grammatical_source(page, spot(list(page.words), cue)) == source


def test_whom_a_cue_names_stands_behind_it() -> None:
    page = lay("Maro , quoted by KNA , said so .", [("Maro", "person"), ("KNA", "media")])
    assert named_source(page, spot(list(page.words), "quoted")) == 1
    assert named_source(page, spot(list(page.words), "said")) is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We came at dawn. They had fled by then.”", ["We came at dawn. They had fled by then."]),
        ("“A paragraph without an end.\n“And the next one, ended.” Out.", None),
        ('He said "we came at dawn, in silence" and "they had fled by then".',
         ["we came at dawn, in silence", "they had fled by then"]),
        ("The “leaders” and “heroes” fled.", []),
        ('A 5" pipe and a very long line of words that never closes.', []),
        ("“Never closed " + "x" * 2 * LONGEST + "” “This one is closed again.”",
         ["This one is closed again."]),
        ("” “", []),
        ("", []),
    ],
)  # fmt: skip
def test_quotations(text: str, inside: list[str] | None) -> None:
    found = [q.of(text) for q in quotations(text)]
    assert found == (["A paragraph without an end.\n“And the next one, ended."] if inside is None
                     else inside)  # fmt: skip


def speakers(text: str, cues: list[str], contents: list[list[str]]) -> list[list[str]]:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    spoken = quoted(text, [span(c) for c in cues], [[span(p) for p in ps] for ps in contents])
    return [[q.of(text) for q in quotes] for quotes in spoken]


def test_a_quotation_is_said_whole_and_goes_on_behind_its_cue() -> None:
    text = "“We came at dawn. They had fled by then,” Maro said. “Nobody was hurt that day.” It rained."
    assert speakers(text, ["said"], [["They had fled by then"]]) == [
        ["We came at dawn. They had fled by then,", "Nobody was hurt that day."]
    ]


def test_a_quotation_with_a_cue_of_its_own_is_not_the_last_speakers() -> None:
    text = "“We came here at dawn,” Maro said. “Nobody was hurt that day,” the mayor added."
    assert speakers(text, ["said", "added"], [["We came here at dawn"], []])[0] == [
        "We came here at dawn,"
    ]
    far = "“We came here at dawn,” Maro said. It rained. “Nobody was hurt that day.”"
    assert speakers(far, ["said"], [["We came here at dawn"]])[0] == ["We came here at dawn,"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        (
            "According to KNA, citing the office of the group, two guards were killed in Darwa.",
            "killed",
            ["KNA", "office"],
        ),
        (
            "A spokesman quoted by AFP said the rebels seized the bridge.",
            "seized",
            ["AFP", "spokesman"],
        ),
        (
            "State television reported that the army announced that its jets had bombed the port.",
            "bombed",
            ["State television", "army"],
        ),
        ("The Northern Front said it shelled the port. It raided Darwa on Monday.", "raided", []),
    ],
)
def test_chains_of_who_says_so(reader: Reader, text: str, trigger: str, chain: list[str]) -> None:
    reading = reader.read(Report("r1", "a.txt", "", text))
    event = next(e for e in reading.events if text[e.start : e.end] == trigger)
    sources = [reading.attributions[i].source for i in event.said_by]
    named = [reading.mentions[s] for s in sources if s is not None]
    assert [text[m.start : m.end] for m in named] == chain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The envoy said: We fired. They fled.\nLater it rained.", "We fired. They fled."),
        ("The envoy said:\nWe fired. They fled.\nLater it rained.", "We fired. They fled."),
        ("The envoy said: “We fired. “They fled.", "“We fired. “They fled."),
        ("The envoy said: “We fired.” They fled.", None),  # the marks tell
        ('The envoy said: "We fired." They fled.', None),
        ("The envoy said: two men fled. Later it rained.", None),  # a sentence like any other
        ("The envoy said so: They fled.", None),
        ("The envoy said:", None),
        ("The envoy said: W" + "e" * LONGEST, None),
    ],
)
def test_a_statement_goes_on_to_the_end_of_the_line(text: str, said: str | None) -> None:
    at = text.index("said")
    found = statement(text, Span(at, at + 4))
    assert (found and found.of(text)) == said


def test_all_of_a_statement_is_told_by_its_speaker() -> None:
    text = (
        "The Foreign Minister of Ruritania said: I am appalled. Rebels shelled the port of Sirn. "
        "On Friday they killed four doctors. On Sunday troops arrested two gunmen."
    )
    reading = Reader().read(Report("r", "r", "", text))
    told = {text[e.start : e.end] for e in reading.events if e.said_by}
    assert {"shelled", "killed", "arrested"} <= told
