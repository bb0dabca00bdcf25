"""A line that names its speaker gives its events to him, and no other line does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesta.reader.lines import HEADLINE, with_lines
from gesta.reader.sentences import split_sentences
from gesta.types import Attribution, EventMention, Mention, Reading, Sentence, Span

Told = list[tuple[str, str]]


def told(text: str, triggers: str, **names: str) -> Told:
    """Each event that the lines of `text` give a source, and the source; `names` are mentions by
    type."""
    found = with_lines(text, reading(text, triggers, names))
    out = []
    for event in found.events:
        for number in event.said_by:
            source = found.attributions[number].source
            assert source is not None
            mention = found.mentions[source]
            out.append((text[event.start : event.end], text[mention.start : mention.end]))
    return out


def reading(text: str, triggers: str, names: dict[str, str]) -> Reading:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Reading(
        "r1",
        mentions=tuple(
            Mention(*at(name), kind) for kind, every in names.items() for name in every.split("|")
        ),
        events=tuple(EventMention(*at(w), "ASSAULT", "reported") for w in triggers.split()),
        sentences=tuple(Sentence(s.start, s.end) for s in split_sentences(text)),
    )


def test_a_bulletin_opens_with_its_army() -> None:
    text = "Navy: Gunboats shelled the port overnight. Later the rebels fired back."
    assert told(text, "shelled fired", force="Navy") == [("shelled", "Navy")]


def test_an_announcement_has_all_the_bodies_that_make_it() -> None:
    text = "Joint Navy and Coast Guard announcement: A crew was detained at sea."
    assert told(text, "detained", force="Navy|Coast Guard") == [
        ("detained", "Navy"),
        ("detained", "Coast Guard"),
    ]


@pytest.mark.parametrize("kind", ["government", "group", "place", "person"])
def test_a_headline_about_somebody_is_not_by_him(kind: str) -> None:
    text = "Ruritania: Shells killed a farmer."
    assert told(text, "killed", **{kind: "Ruritania"}) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Raid on Port Vell kills 12: monitor\n\nThe town is quiet.", "monitor"),
        ("Raid on Port Vell kills 12: monitor. The town is quiet.", "monitor"),
        ("Raid on Port Vell kills 12 - State Media", "State Media"),
        ("Raid on Port Vell kills 12: Ministry", "Ministry"),
        ("Raid on Port Vell kills 12: UN report", "UN report"),
    ],
)
def test_a_headline_ends_with_its_source(text: str, source: str) -> None:
    assert told(text, "kills") == [("kills", source)]


def test_a_source_that_no_tag_gave_becomes_a_mention_by_the_codebook() -> None:
    text = "Raid on Port Vell kills 12: police"
    (mention,) = with_lines(text, reading(text, "kills", {})).mentions
    assert (text[mention.start : mention.end], mention.type) == ("police", "force")


@pytest.mark.parametrize(
    "text",
    [
        "The burden of the raid falls on those who stay: the military.",
        "The raid divided the town: police fired, the army did not.",
        "A raid that hit two bodies: army and police, " + "and more " * HEADLINE + ": police",
        "The raid: a wrong report about a wrong place",
    ],
)
def test_a_colon_within_prose_names_nobody(text: str) -> None:
    assert told(text, "raid") == []


def test_who_tells_it_already_stays() -> None:
    text = "Raid kills 12: police"
    once = with_lines(text, reading(text, "kills", {}))
    assert with_lines(text, once) == once


def test_a_bulletin_is_outer_to_whom_it_cites() -> None:
    text = "Navy: The port said that shells hit a crane."
    plain = reading(text, "hit", {"force": "Navy"})
    cited = Attribution(None, Span(15, 19), (Span(25, len(text)),), 0.9)
    plain = replace(plain, attributions=(cited,), events=(replace(plain.events[0], said_by=(0,)),))
    (event,) = with_lines(text, plain).events
    assert event.said_by == (1, 0)


def test_what_the_report_told_is_attributed_then() -> None:
    text = "Raid kills 12: police"
    (event,) = with_lines(text, reading(text, "kills", {})).events
    assert event.certainty == "attributed"


@pytest.mark.parametrize(
    "text", ["", ":", ": police", "Navy:", "Navy: ", "\n: army\n", "A: " * 500]
)
def test_nothing_to_tell(text: str) -> None:
    found = Reading("r1")
    assert with_lines(text, found) == found
