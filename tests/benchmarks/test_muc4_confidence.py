"""Who is said to have done it: the count on answers made by hand."""

from benchmarks.muc4_confidence import Accused, compare, gold_of

FACT, ACCUSED, BY_AUTHORITIES = (
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
)


def accused(name: str, *grades: str, optional: bool = False) -> Accused:
    return Accused(frozenset(name.split("/")), frozenset(grades), optional)


def test_name_and_grade_must_both_be_right() -> None:
    gold = [[accused("blue band/bb", FACT), accused("owls", ACCUSED)]]
    figures = compare(gold, [[accused("bb", FACT), accused("owls", FACT)]])
    assert figures["f1"] == 50
    assert figures["organisation"] == 100


def test_four_grades_do_not_ask_who_suspects() -> None:
    figures = compare([[accused("owls", ACCUSED)]], [[accused("owls", BY_AUTHORITIES)]])
    assert figures["f1"] == 0
    assert figures["four grades"] == 100


def test_an_optional_answer_is_never_missed_but_counts_when_found() -> None:
    gold = [[accused("owls", FACT), accused("bats", FACT, optional=True)]]
    assert compare(gold, [[accused("owls", FACT)]])["f1"] == 100
    assert compare(gold, [[accused("owls", FACT), accused("bats", FACT)]])["recall"] == 100


def test_one_organisation_of_two_templates_counts_once() -> None:
    slot = {"strings": ["THE OWLS"], "mentions": [], "confidence": [{"values": [FACT]}]}
    row = {
        "text": "",
        "mentions": [],
        "templates": [{"optional": False, "perp_organization": [slot]} for _ in range(2)],
    }
    assert gold_of(row) == [Accused(frozenset({"the owls"}), frozenset({FACT}))]
