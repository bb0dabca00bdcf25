"""Who is accused: known names in a text, traits around them, and two regressions."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks._accusation import Judge, load, traits_of, write
from benchmarks._known_names import Candidate, Gazetteer, key_of, words_of
from benchmarks.muc4_confidence import GRADES, Judged, likely

OWLS, NIGHT_OWLS, SHORT, BATS = ("owls",), ("night", "owls"), ("no",), ("bats",)
KNOWN = Gazetteer(
    given={OWLS: 3, NIGHT_OWLS: 8, SHORT: 1, BATS: 1},
    stood={OWLS: 30, NIGHT_OWLS: 10, SHORT: 1, BATS: 9},
    written={OWLS: "owls", NIGHT_OWLS: '"night owls"', SHORT: "no", BATS: "bats"},
    pairs=frozenset(),
)


def test_the_longest_name_stands_at_a_place_whatever_its_signs_and_lines() -> None:
    text = words_of('TOWN, 1 MAY (WIRE) -- [TEXT] THE "NIGHT\nOWLS" AND THE OWLS WERE SEEN.')
    assert [name for name, *_ in KNOWN.places(text)] == [NIGHT_OWLS, OWLS]
    assert "wire" not in text.words


def test_names_that_end_or_abbreviate_one_another_are_one_organisation() -> None:
    found = KNOWN.candidates(words_of("night owls struck. owls fled. no [sic]. bats slept."))
    assert [set(c.names) for c in found] == [{NIGHT_OWLS, OWLS, SHORT}, {BATS}]
    assert len(found[0].places) == 3
    assert KNOWN.name(found[0]) == NIGHT_OWLS


def test_a_text_of_training_does_not_know_its_own_names() -> None:
    others = KNOWN.without([BATS, OWLS], [BATS, OWLS])
    assert BATS not in others.given
    assert (others.given[OWLS], others.stood[OWLS]) == (2, 29)
    assert KNOWN.given[BATS] == 1


def test_traits_tell_the_side_and_the_kind_of_words() -> None:
    text = words_of("the owls claimed it. police accused the bats.")
    traits = {c.names[0]: t for c, t in traits_of(KNOWN, text)}
    assert traits[OWLS]["after of claim"] == 1
    assert "before of accuse" not in traits[OWLS]
    assert traits[BATS]["sentence before of accuse"] == 1


@pytest.mark.parametrize("text", ["", "[TEXT]", "...", "\n", "owls", "owls owls", "no ( ["])
def test_any_text_has_its_traits(text: str) -> None:
    for _, traits in traits_of(KNOWN, words_of(text)):
        assert all(np.isfinite(value) for value in traits.values())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "head.npz"
    did, grades = np.array([[0, 1], [0, -2]], np.float32), np.zeros((2, 5), np.float32)
    paired = Gazetteer(KNOWN.given, KNOWN.stood, KNOWN.written, frozenset([(BATS, OWLS)]))
    write(path, paired, ["lead"], did, grades, share=0.25, sure=0.5)
    known, judge, values = load(path)
    assert known == paired
    assert values == {"share": 0.25, "sure": 0.5}
    odds, of_grades = judge({"lead": 1.0, "never seen": 9.0})
    assert odds == pytest.approx(-1)
    assert of_grades.tolist() == pytest.approx([0.2] * 5)


def test_each_grade_is_given_that_is_sure_enough() -> None:
    grades = np.array([0.5, 0.4, 0.1, 0, 0], np.float32)
    one = Judged(frozenset([OWLS]), "owls", 3.0, grades)
    assert [set(a.grades) for a in likely([one], [], 0.0, 0.3)] == [{GRADES[0]}, {GRADES[1]}]
    assert likely([one], [], 3.0, 0.3) == []  # the tagger has not seen them


def test_regression_finds_what_parts_the_rows() -> None:
    pytest.importorskip("torch")
    import torch

    from training.marks.accusation import regression, table_of

    table = table_of([{"claims": 1.0}, {"claims": 0.0}] * 40, ["claims"])
    weights = torch.tensor([[0.0, 1.0], [1.0, 0.0]] * 40)
    judge = Judge(["claims"], regression(table, weights), np.zeros((2, 5), np.float32))
    assert judge({"claims": 1.0})[0] > 0.5
    assert judge({})[0] < -0.5


def test_keys_have_no_signs() -> None:
    assert key_of("the 'owls'") == ("the", "owls")
    assert key_of("--") == ()
    assert KNOWN.odds(Candidate(names=[OWLS])) < KNOWN.odds(Candidate(names=[NIGHT_OWLS]))
