"""What a mention may repeat is looked for over the edges of windows, and no further than agreed."""

from pathlib import Path

import numpy as np
import pytest

from gesta.codebook import MENTION_TYPES
from gesta.reader import features
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.page import Page, lay_out
from gesta.reader.repeats import BACK, candidates, repeated
from gesta.reader.second import SAME, SecondLook

GROUP, PERSON, CIVILIAN, TIME = (
    MENTION_TYPES.index(kind) for kind in ("group", "person", "civilian", "time")
)


class Second:
    """Sees of each word its number in the report; leaves the scores as they are."""

    @staticmethod
    def mean(scores, spans, words, pairs, seen):  # type: ignore[no-untyped-def]
        ranges, _, bounds = spans
        assert (bounds == (0, len(words))).all()
        starts = words[ranges[:, 0], 0]
        assert (starts[pairs[0]] == 2 * (scores[:, 0] // 100)).all(), "another word"
        assert (starts[pairs[1]] == 2 * (scores[:, 0] % 100)).all(), "another word"
        return scores


class Heads:
    """Scores a pair by the numbers that stand for its two mentions."""

    second_same = Second()

    @staticmethod
    def same(later, earlier, pairs, seen):  # type: ignore[no-untyped-def]
        assert len(seen.distance) == len(seen.gap) == len(seen.between) == len(pairs[0])
        assert seen.bits.shape == (len(pairs[0]), features.NAME_BITS)
        return later[pairs[0]] * 100 + earlier[pairs[1]]


def page(sentences: int) -> Page:
    """Sentences of two words each; nothing else of the page is asked for."""
    bounds = np.arange(0, 2 * sentences, 2)
    fake = object.__new__(Page)
    object.__setattr__(fake, "sentences", np.stack((bounds, bounds + 2), axis=1))
    object.__setattr__(fake, "lowered", [f"w{i}" for i in range(2 * sentences)])
    return fake


def read(types: list[int], batches: list[int]) -> set[tuple[int, int, int]]:
    """One mention a sentence, read batch by batch: later, earlier, score of each pair."""
    draft, heads, at = Draft(), Heads(), 0
    found = set()
    for size in batches:
        for i in range(at, at + size):
            draft.mentions.append(DraftSpan(2 * i, 2 * i + 1, types[i], 0.9))
        own = np.arange(at, at + size, dtype=np.float32)[:, None]
        words = np.arange(2 * at, 2 * (at + size), dtype=np.float32)[:, None]
        links = repeated(heads, page(len(types)), draft, words, own, own, 2 * (at + size))  # type: ignore[arg-type]
        for a, b, score in zip(links.left, links.right, links.scores, strict=True):
            assert (int(a), int(b)) not in {pair[:2] for pair in found}, "scored twice"
            found.add((int(a), int(b), int(score[0])))
        at += size
    return found


def test_batches_make_no_difference_and_vectors_are_the_mentions_own() -> None:
    types = [GROUP] * 12
    whole = read(types, [12])
    assert whole == {(a, b, 100 * a + b) for a in range(12) for b in range(max(0, a - BACK), a)}
    assert read(types, [5, 0, 1, 6]) == whole


def test_only_what_can_be_one_thing_is_paired() -> None:
    assert {pair[:2] for pair in read([GROUP, PERSON, CIVILIAN, TIME, TIME], [2, 3])} == {(2, 1)}
    assert {pair[:2] for pair in read([GROUP, PERSON, GROUP], [1, 2])} == {(2, 0)}


def test_what_is_doubtful_repeats_but_is_not_repeated() -> None:
    spans = [DraftSpan(2 * i, 2 * i + 1, GROUP, 0.9, doubtful=i == 1) for i in range(3)]
    later, earlier, seen = candidates(page(3), spans, 0)
    assert list(zip(later.tolist(), earlier.tolist(), strict=True)) == [(1, 0), (2, 0)]
    assert seen.between.tolist() == [0, 0], "a doubtful mention is counted between two others"


def test_nothing_read_gives_nothing() -> None:
    assert read([], [0]) == set()
    assert read([GROUP], [0, 1, 0]) == set()


def test_training_and_reading_see_the_same_pairs() -> None:
    """A passage prepared for training has each pair that reading asks for, with its features."""
    pytest.importorskip("torch")
    from gesta.reader import Reader
    from training.check_passages import checked
    from training.data import prepare

    paths = sorted(Path("training/passages").glob("*.txt"))[:1]
    tokenizer = Reader().model.tokenizer
    compared = 0
    for _, row in list(checked(paths))[:20]:
        taught = prepare(row, tokenizer)
        asked = []

        class Listening:
            second_same = SecondLook({}, SAME)

            @staticmethod
            def same(later, earlier, pairs, seen):  # type: ignore[no-untyped-def]
                asked.append(seen)  # noqa: B023
                return np.zeros((len(pairs[0]), 1))

        laid = lay_out(row["text"], tokenizer)
        assert laid is not None
        spans = zip(taught.mentions.tolist(), taught.mention_types.tolist(), strict=True)
        draft = Draft([DraftSpan(a, b, kind, 0.9) for (a, b), kind in spans])
        none = np.zeros((len(draft.mentions), 1), np.float32)
        words = np.zeros((len(laid.words), 1), np.float32)
        links = repeated(Listening(), laid, draft, words, none, none, len(words))  # type: ignore[arg-type]
        place = {
            pair: i for i, pair in enumerate(zip(taught.same.left, taught.same.right, strict=True))
        }
        for i, pair in enumerate(zip(links.left, links.right, strict=True)):
            at = place[pair]
            for name in ("distance", "gap", "between", "bits"):
                assert (getattr(asked[0], name)[i] == getattr(taught.same, name)[at]).all(), name
            compared += 1
    assert compared > 100
