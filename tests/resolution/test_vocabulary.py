"""Words of reports as ranks: the same as the sets of words they stand for, rare ones first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from gesta.resolution.facts import words
from gesta.resolution.vocabulary import Vocabulary, Wordbook
from gesta.resolution.world import World
from gesta.types import Claim
from tests.resolution.made import ACTORS, PLACES, TIES, claim

SENTENCES = {
    "r1": "Shelling by the brigade of Omar Tannous hit the mill of Wadi Sabt.",
    "r2": "The mill of Wadi Sabt burned after shelling, said Omar Tannous.",
    "r3": "Shelling hit a school near Homs.",
    "r4": "Shelling hit a bakery.",
}


def gathered(
    claims: list[Claim],
    *,
    texts: Mapping[str, str] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Vocabulary:
    published: dict[str, date | None] = {}
    world = World.of(published=published, outlets={}, copies=copies or {}, places=PLACES,
                     actors=ACTORS, ties=TIES, texts=texts)  # fmt: skip
    book = Wordbook(world)
    for report in sorted({made.report for made in claims}):
        book.add([made for made in claims if made.report == report])
    return book.vocabulary()


def told(report: str, sentence: str, at: int = 0) -> Claim:
    trigger = next(w for w in sentence.split() if w.casefold().startswith("shell"))
    return claim(trigger.strip(",."), report=report, sentence=sentence, at=at)


ALL = gathered([told(report, sentence) for report, sentence in SENTENCES.items()])


def spelled(found: Vocabulary, ranks: object) -> list[str]:
    return [found.words[rank] for rank in np.asarray(ranks).tolist()]


def test_a_report_has_the_words_of_its_claims() -> None:
    for report, sentence in SENTENCES.items():
        assert set(spelled(ALL, ALL.reports[report])) == words(sentence)


def test_shared_words_are_those_of_both_the_rarest_first() -> None:
    shared = spelled(ALL, ALL.shared("r1", "r2"))
    assert set(shared) == words(SENTENCES["r1"]) & words(SENTENCES["r2"])
    assert shared[-1] == "shelling"  # in every report


def test_weights_are_squared_inverse_frequencies() -> None:
    for rank, word in enumerate(ALL.words):
        times = sum(word in words(sentence) for sentence in SENTENCES.values())
        assert ALL.weights[rank] == pytest.approx(math.log(1 + 4 / times) ** 2)
    assert list(ALL.weights) == sorted(ALL.weights, reverse=True)


def test_names_leave_out_places_on_the_map() -> None:
    assert set(ALL.shared_names("r1", "r2", 0.0)) == {"omar", "tannou", "wadi", "sabt"}
    assert spelled(ALL, ALL.names["r3"]) == []  # Homs


def test_a_copy_counts_with_its_original() -> None:
    claims = [told(report, sentence) for report, sentence in SENTENCES.items()]
    again = gathered([*claims, told("r5", SENTENCES["r1"])], copies={"r5": "r1"})
    assert again.words == ALL.words
    assert again.reports.keys() == ALL.reports.keys()


def test_the_words_around_claims_count_and_those_far_away_do_not() -> None:
    near, far = "Nabila Haddad fled. ", "Zuhair Qasim sang. " + "The sun was on the hills. " * 40
    text = far + near + SENTENCES["r4"]
    at = len(far + near)
    found = gathered([told("r4", SENTENCES["r4"], at=at)], texts={"r4": text})
    assert {"nabila", "haddad", "bakery"} <= set(found.words)
    assert "qasim" not in found.words


def test_stretches_that_overlap_are_the_words_of_both() -> None:
    text = " ".join(f"Shelling hit the house of Karim{number}." for number in range(60))
    starts = [text.index(f"Karim{number}.") for number in (5, 8, 40)]
    claims = [told("r1", text[s - 26 : s + 8].strip(), at=s - 26) for s in starts]
    together = gathered(claims, texts={"r1": text})
    singly = [gathered([one], texts={"r1": text}) for one in claims]
    assert set(together.words) == {word for one in singly for word in one.words}
