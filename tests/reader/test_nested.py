"""Names before `-backed` and the like become mentions with their ties."""

from gesta.reader.nested import with_nested
from gesta.types import Mention, Reading, TieMention


def read(text: str, *parts: tuple[str, str]) -> Reading:
    mentions = tuple(Mention(text.index(w), text.index(w) + len(w), kind) for w, kind in parts)
    return with_nested(text, Reading("r", mentions=mentions))


def named(text: str, reading: Reading) -> list[tuple[str, str, str]]:
    def words(i: int) -> str:
        return text[reading.mentions[i].start : reading.mentions[i].end]

    return [(t.type, words(t.head), words(t.tail)) for t in reading.ties]


def test_a_backer_lost_within_a_mention_is_found() -> None:
    text = "The Ruritania-backed rebels took the bridge."
    reading = read(text, ("Ruritania-backed rebels", "group"))
    assert named(text, reading) == [("backed-by", "Ruritania-backed rebels", "Ruritania")]
    assert reading.mentions[1].type == "government"


def test_a_party_right_after_it_is_tied_too_and_keeps_its_type() -> None:
    text = "Lion Front struck. A Lion Front-linked militia fled."
    reading = read(text, ("Lion Front", "group"), ("militia", "group"))
    assert named(text, reading) == [("linked-to", "militia", "Lion Front")]
    assert reading.mentions[2].type == "group"


def test_what_is_tied_already_and_what_is_no_party_stays() -> None:
    text = "The U.S.-backed plan and the U.S.-allied army"
    given = Reading(
        "r",
        mentions=(Mention(29, 33, "government"), Mention(41, 45, "force")),
        ties=(TieMention("part-of", 1, 0),),
    )
    reading = with_nested(text, given)
    assert reading.ties == given.ties
    assert [m.start for m in reading.mentions] == [29, 41, 4]


def test_words_in_small_letters_name_nobody() -> None:
    text = "a state-backed group"
    assert read(text, ("group", "group")).ties == ()
