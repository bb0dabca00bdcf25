"""The arithmetic of exact and overlap F1 on entities made by hand."""

from benchmarks.re3d import compare, overlapping


def test_exact_needs_both_ends_and_the_type() -> None:
    gold = [{(0, 4, "Person"), (10, 14, "Location")}]
    figures = compare(gold, [{(0, 4, "Person"), (10, 15, "Location"), (20, 21, "Person")}])
    assert figures["exact"] == 40
    assert figures["overlap"] == 80
    assert figures["overlap precision"] == 66.67
    assert figures["overlap recall"] == 100


def test_a_gold_entity_is_used_once() -> None:
    assert overlapping({(0, 2, "Person"), (3, 5, "Person")}, {(0, 5, "Person")}) == 1


def test_touching_spans_and_other_types_do_not_overlap() -> None:
    assert overlapping({(0, 3, "Person")}, {(3, 5, "Person"), (0, 3, "Location")}) == 0


def test_nothing_found_is_zero_not_an_error() -> None:
    assert compare([{(0, 1, "Person")}], [set()])["exact"] == 0
