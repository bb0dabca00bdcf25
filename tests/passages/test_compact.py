"""The compact form says what the rows say, and its checker sees every kind of fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.passages import CompactError, faults, parse, parse_file, render

PASSAGE = """\
@ mali-014 | wire
«x: [a:group Gunmen] {1:ASSAULT ambushed} an army [b:site convoy] near [c:place Ménaka]»x, [d:government officials] <x: said>. [e:group They] {2:RETREAT fled} «y: towards [f:place Niger]»y, [g:media state [h:government Mali] radio] <y: added>.
1 attributed hit +firearms | actor a | target b | place c
2 reported | actor e
x source d
y source g
ties same e a; speaks-for g h
kinds fact fact"""  # noqa: E501


def test_marks_become_offsets() -> None:
    row = parse(PASSAGE)
    assert row["text"].startswith("Gunmen ambushed an army convoy near Ménaka, officials said.")
    words = {m["id"]: row["text"][m["start"] : m["end"]] for m in row["mentions"]}
    assert words == {
        "a": "Gunmen", "b": "convoy", "c": "Ménaka", "d": "officials", "e": "They", "f": "Niger",
        "g": "state Mali radio", "h": "Mali",
    }  # fmt: skip
    first = row["events"][0]
    assert (first["type"], first["certainty"], first["outcome"]) == ("ASSAULT", "attributed", "hit")
    assert first["mode"] == ["firearms"]
    assert {"role": "target", "mention": "b"} in first["args"]
    said = row["attributions"][0]
    content = said["content"][0]
    assert row["text"][content["start"] : content["end"]].endswith("near Ménaka")
    assert faults(row) == []


def test_rendered_and_parsed_again_is_the_same() -> None:
    row = parse(PASSAGE)
    again = parse(render(row))
    for key in ("text", "mentions", "events", "attributions", "ties", "sentences"):
        assert again[key] == row[key], key


def test_signs_of_the_text_survive() -> None:
    row = {
        "id": "p-1", "origin": "wire", "text": "A [sic] note\nsaid {so} «thus» <b> \\ done.",
        "mentions": [], "events": [], "attributions": [], "ties": [], "sentences": ["other"],
    }  # fmt: skip
    assert parse(render(row))["text"] == row["text"]


def test_a_file_gives_sound_and_faulty_passages_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_text("# remark\n\n" + PASSAGE + "\n\n@ broken\nNo style.\n", encoding="utf-8")
    found = list(parse_file(path))
    assert [line for line, _ in found] == [3, 12]
    assert isinstance(found[1][1], CompactError)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[a:group Gunmen]", "[a:group Gunmen", "never closed"),
        ("near", "near ]", "closes nothing"),
        ("[b:site convoy]", "[a:site convoy]", "two mentions are called a"),
        ("2 reported | actor e\n", "", "no line for 2"),
        ("x source d", "z source d", "begins with no trigger"),
        ("1 attributed hit +firearms", "1 +firearms", "is not `CERTAINTY"),
        ("same e a", "same e", "is not `TYPE from to`"),
        ("»y", "»z", "closes a content"),
    ],
)
def test_what_breaks_the_form_is_told(old: str, new: str, words: str) -> None:
    assert old in PASSAGE
    with pytest.raises(CompactError, match=words.replace("+", r"\+")):
        parse(PASSAGE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[a:group Gunmen]", "[a:gang Gunmen]", "no mention type"),
        ("an army [b:site convoy]", "[b:site an army convoy]", "begins with an article"),
        ("{1:ASSAULT ambushed}", "{1:AMBUSH ambushed}", "no such event type"),
        ("1 attributed", "1 certain", "no certainty"),
        ("1 attributed hit", "1 attributed missed", "no outcome"),
        ("2 reported |", "2 reported hit |", "only an ASSAULT has an outcome"),
        ("1 attributed hit", "1 planned hit", "has not hit"),
        ("+firearms", "+guns", "no mode"),
        ("actor a", "actor c", "cannot be actor"),
        ("actor a", "actor z", "names no mention"),
        ("actor a | target b", "actor a | doer b", "no role"),
        ("target b | place c", "target c | place c", "fills two roles"),
        ("«x: [a", "[a", "closes a content"),
        ("same e a", "same a e", "later mention comes first"),
        ("same e a", "same a a", "to itself"),
        ("same e a", "hates e a", "no such type"),
        ("same e a", "leads a d", "cannot stand first"),
        ("same e a", "based-in a d", "cannot stand second"),
        ("kinds fact fact", "kinds fact", "1 kinds for 2 sentences"),
        ("kinds fact fact", "kinds fact story", "no kind of sentence"),
        ("kinds fact fact", "kinds fact other", "reports an event but is `other`"),
        ("[c:place Ménaka]", "Mén[c:place aka]", "does not begin and end with a word"),
        ("x source d", "x source zz", "names no mention"),
    ],
)
def test_every_fault_is_found(old: str, new: str, words: str) -> None:
    assert old in PASSAGE
    changed = PASSAGE.replace(old, new)
    try:
        found = faults(parse(changed))
    except CompactError as error:
        found = [str(error)]
    assert any(words in fault for fault in found), found


def test_an_attributed_event_needs_somebody_who_says_it() -> None:
    bare = PASSAGE.replace("«x: ", "", 1).replace("»x", "").replace("x source d\n", "")
    bare = bare.replace("<x: said>", "said")
    assert any("stands in no one's content" in fault for fault in faults(parse(bare)))
