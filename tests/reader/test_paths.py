"""What lies between two spans, told alike to training and reading."""

import numpy as np
import pytest

from gesta.reader.paths import PATH_BITS, Paths

TEXT = "rebels shelled the town , and the army , which held it , shot six people on monday".split()
TRIGGERS = np.array([[1, 2], [10, 11], [13, 14]])
MENTIONS = np.array([[0, 1], [3, 4], [7, 8], [14, 16], [17, 18]])
TYPES = np.array([1, 2, 1, 0, 3])
CUES = np.zeros((0, 2), np.int64)
COMMA, WHICH, AND = 0, 3, 4
ONE, MORE, CUE, SAME_TYPE, BEHIND = range(PATH_BITS - 5, PATH_BITS)


def found(left: int, right: int, sentence: np.ndarray | None = None) -> set[int]:
    """The bits of the trigger `left` and the mention `right`."""
    home = np.zeros(len(TEXT), np.int64) if sentence is None else sentence
    paths = Paths(TEXT, home, MENTIONS, TYPES, TRIGGERS, CUES)
    bits = paths.bits(
        TRIGGERS[left : left + 1], MENTIONS[right : right + 1], TYPES[right : right + 1]
    )
    assert bits.shape == (1, PATH_BITS)
    return set(np.flatnonzero(bits[0]).tolist())


def test_nothing_lies_between_neighbours() -> None:
    assert found(0, 0) == set()
    assert found(2, 3) == set()


def test_triggers_breaks_and_mentions_of_one_type_are_seen() -> None:
    # "army , which held it , shot": a comma, a pronoun of relation, one trigger, no other actor.
    assert found(2, 2) >= {COMMA, WHICH, ONE}
    assert SAME_TYPE not in found(2, 2)
    # "rebels shelled … army … held … shot": two triggers and another actor.
    assert found(2, 0) >= {MORE, AND, SAME_TYPE}
    assert ONE not in found(2, 0)


def test_a_nearer_trigger_on_the_other_side_is_a_rival() -> None:
    assert BEHIND in found(0, 2)  # "army" lies nearer to "held" than to "shelled"
    assert BEHIND not in found(1, 2)
    assert BEHIND not in found(0, 1)  # "town" lies next to "shelled"


def test_a_rival_of_another_sentence_does_not_count() -> None:
    apart = np.array([0] * 10 + [1] * (len(TEXT) - 10))
    assert BEHIND not in found(0, 2, apart)


def test_overlapping_and_missing_spans_have_nothing_between() -> None:
    none = np.zeros((0, 2), np.int64)
    paths = Paths(TEXT, np.zeros(len(TEXT), np.int64), none, none[:, 0], none, none)
    whole = np.array([[0, len(TEXT)]])
    assert not paths.bits(whole, MENTIONS[:1]).any()
    assert paths.bits(none, none).shape == (0, PATH_BITS)


def test_training_and_reading_see_the_same_ways() -> None:
    """A passage prepared for training gives the pairs that a scene of one window gives."""
    pytest.importorskip("torch")
    from gesta.reader import Reader
    from gesta.reader.pairs import Scene, Spans
    from training.batch import PAIR_KINDS
    from training.check_passages import checked
    from training.data import Passage, prepare

    passages = __import__("pathlib").Path("training/passages")
    rows = [row for _, row in checked(sorted(passages.glob("*.txt"))[:1])][:20]
    tokenizer = Reader().model.tokenizer

    def spans(ranges: np.ndarray, types: np.ndarray, shift: int, window: int) -> Spans:
        many = len(ranges)
        return Spans(
            ranges + shift, types, np.arange(many), np.full(many, window), np.ones(many, bool)
        )

    def scene(passage: Passage, row: dict[str, str]) -> Scene:
        """The passage in a window that stands between two windows of the same words."""
        from gesta.reader.words import split_words

        words = [w.of(row["text"]).lower() for w in split_words(row["text"])]
        n = len(words)
        home = np.searchsorted(passage.sentences[:, 0], np.arange(n), "right") - 1
        kinds = []
        for ranges, types in (
            (passage.mentions, passage.mention_types),
            (passage.triggers, passage.trigger_types),
            (passage.cues, np.zeros(len(passage.cues), np.int64)),
        ):
            three = [spans(ranges, types, i * n, i) for i in range(3)]
            kinds.append(
                Spans(
                    np.concatenate([s.ranges for s in three]),
                    np.concatenate([s.types for s in three]),
                    np.concatenate([s.ids for s in three]),
                    np.concatenate([s.window for s in three]),
                    np.concatenate([s.window == 1 for s in three]),
                )
            )
        windows = [(0, n), (n, 2 * n), (2 * n, 3 * n)]
        return Scene(np.zeros((3 * n, 1), np.float32), words * 3, np.tile(home, 3), windows, *kinds)

    compared = 0
    for row in rows:
        passage = prepare(row, tokenizer)
        seen_by = scene(passage, row)
        for kind, (one, two) in PAIR_KINDS.items():
            if kind == "same":
                continue
            left, right = getattr(seen_by, one), getattr(seen_by, two)
            pairs = seen_by.pairs(left, right, kind)
            seen = seen_by.seen(left, right, pairs)
            taught = getattr(passage, kind)
            assert left.ids[pairs[0]].tolist() == taught.left.tolist()
            assert right.ids[pairs[1]].tolist() == taught.right.tolist()
            assert (seen.distance == taught.distance).all()
            assert (seen.between == taught.between).all()
            assert seen.path is not None
            assert (seen.path == taught.path).all()
            compared += int(seen.path.sum())
    assert compared > 500
