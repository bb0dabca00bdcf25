"""Windows scored together give what each gives alone, and names compare by their plain meaning."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gesta.reader import Reader, features, reader
from gesta.types import Argument, Reading, Report

TOWN = (
    "Rebels of the Northern Front seized the town of Kasel on Monday, the army said. "
    "A spokesman for the group, Idris Maro, denied that its fighters had shot prisoners. "
    "He added that the army had shelled a bakery, killing nine people. "
)


def rounded(reading: Reading) -> Reading:
    """Without the last places of the scores, which hang on the order of sums."""

    def argument(a: Argument) -> Argument:
        return replace(a, score=round(a.score, 2))

    return replace(
        reading,
        events=tuple(
            replace(e, score=0.0, arguments=tuple(argument(a) for a in e.arguments))
            for e in reading.events
        ),
        ties=tuple(replace(t, score=round(t.score, 2)) for t in reading.ties),
    )


def test_windows_scored_together_read_as_each_alone(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    report = Report("r1", "a.txt", "", TOWN * 12)
    together = Reader().read(report)
    monkeypatch.setattr(reader, "TOGETHER", 1)
    assert rounded(Reader().read(report)) == rounded(together)
    assert len(together.events) > 24


WORDS = st.lists(st.sampled_from("the of al army front a af the_army free".split()), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_names_compare_as_their_definition_says(phrases: list[list[str]]) -> None:
    count = len(phrases)
    left, right = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    found = features.name_bits(phrases, left, right, np.zeros(count, np.int64))
    small = {"the", "of", "al", "a"}
    kept = [[w for w in p if w not in small] or p for p in phrases]
    for a, b, bits in zip(left.tolist(), right.tolist(), found.tolist(), strict=True):
        one, two = set(kept[a]), set(kept[b])
        assert bits[0] == (kept[a] == kept[b])
        assert bits[1] == (kept[a][-1] == kept[b][-1])
        assert bits[2] == (one <= two or two <= one)
