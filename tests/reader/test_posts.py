"""What stands in a signed post is told by its signer, and nothing else is."""

from dataclasses import replace

import pytest

from gesta.reader.posts import LONGEST, with_posts
from gesta.reader.sentences import split_sentences
from gesta.types import Attribution, EventMention, Mention, Reading, Sentence, Span


def reading(text: str, *triggers: str, names: tuple[str, ...] = ()) -> Reading:
    """Events at these words and mentions at these names, nobody telling anything."""
    return Reading(
        "r1",
        mentions=tuple(
            Mention(text.index(name), text.index(name) + len(name), "person", 0.9) for name in names
        ),
        events=tuple(
            EventMention(
                text.index(w), text.index(w) + len(w), "ASSAULT", "reported", (), None, (), (), 0.9
            )
            for w in triggers
        ),
        sentences=tuple(Sentence(s.start, s.end, "fact") for s in split_sentences(text)),
    )


def told(text: str, found: Reading) -> list[tuple[str, str | None]]:
    """Each event told by somebody, and by whom."""
    out = []
    for event in found.events:
        for i in event.said_by:
            source = found.attributions[i].source
            who = None if source is None else found.mentions[source]
            out.append((text[event.start : event.end], who and text[who.start : who.end]))
    return out


def test_the_line_above_a_signature_is_its_signers() -> None:
    text = (
        "The army denied that it fired.\n"
        "They shelled our clinic. Nurses were killed.\n"
        "— Ada Morel (@adam) May 3, 2031\n\n"
        "Crews bombed a bridge later."
    )
    found = with_posts(
        text, reading(text, "fired", "shelled", "killed", "bombed", names=("Ada Morel",))
    )
    assert told(text, found) == [("shelled", "Ada Morel"), ("killed", "Ada Morel")]
    assert [e.certainty for e in found.events] == [
        "reported",
        "attributed",
        "attributed",
        "reported",
    ]
    (said,) = found.attributions
    assert said.content[0].of(text) == "They shelled our clinic. Nurses were killed."


def test_without_lines_a_post_has_the_length_of_a_post() -> None:
    before = "Troops stormed a village at noon. " + "Nothing more was heard of it all day. " * 8
    text = (
        before + "They burned the mill. — Mill Council (@mill) May 3, 2031 Soldiers shot at crowds."
    )
    found = with_posts(text, reading(text, "stormed", "burned", "shot"))
    assert len(before) > LONGEST
    assert told(text, found) == [("burned", "Mill Council")]


def test_two_posts_in_a_row_keep_apart() -> None:
    text = "They raided us. — Ada (@ada) May 3 We bombed them. — Ben (@ben) May 4"
    found = with_posts(text, reading(text, "raided", "bombed", names=("Ada", "Ben")))
    assert told(text, found) == [("raided", "Ada"), ("bombed", "Ben")]


def test_who_is_read_to_tell_an_event_stays() -> None:
    text = "He said they raided us.\n— Ada (@ada) May 3"
    plain = reading(text, "raided", names=("He", "Ada"))
    said = Attribution(0, Span(3, 7), (Span(8, 22),), 0.9)
    plain = replace(plain, attributions=(said,), events=(replace(plain.events[0], said_by=(0,)),))
    assert with_posts(text, plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        "They bombed it — Ada (who was there) saw it.",
        "— Ada (@ada) May 3",
        "\n\n— Ada (@ada)",
        "They bombed it (@ada).",
        "They bombed it — Vardan Now (@vardan) said it was no drill.",
        "They bombed it — a toll confirmed by the mayor (@mayor) on Monday.",
        "— (@) — Ada (@ada) — Ben (@ben)",
        "",
    ],
)
def test_what_is_no_signed_post_changes_nothing(text: str) -> None:
    plain = reading(text, *(["bombed"] if "bombed" in text else []))
    assert with_posts(text, plain) == plain


def test_a_signer_whom_no_tag_found_becomes_a_mention() -> None:
    text = "Shells hit our school today. — Rep. Ada Morel (@adam) May 3, 2031"
    found = with_posts(text, reading(text, "hit"))
    assert told(text, found) == [("hit", "Rep. Ada Morel")]
    assert found.mentions[-1].type == "person"
