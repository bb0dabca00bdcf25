"""Words of reports as numbers: the same as the sets of words they stand for, rare ones first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from gesta.resolution.facts import words
from gesta.resolution.vocabulary import Rarity, Vocabulary, Wordbook
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


def spelled(found: Vocabulary, codes: object) -> list[str]:
    return [found.words[code] for code in np.asarray(codes).tolist()]


def test_a_report_has_the_words_of_its_claims() -> None:
    for report, sentence in SENTENCES.items():
        assert set(spelled(ALL, ALL.reports[report])) == words(sentence)


def test_what_two_reports_share_are_the_rare_words_of_both() -> None:
    shared = words(SENTENCES["r1"]) & words(SENTENCES["r2"]) - {"shelling"}  # in every report
    times = {w: sum(w in words(s) for s in SENTENCES.values()) for w in shared}
    found = ALL.overlap("r1", "r2")
    assert found.rare == len(shared) > 3
    assert found.words == tuple(sorted(shared)[:3])
    assert found.weight == pytest.approx(sum(ALL.rarity.weight(n) for n in times.values()))


def test_what_places_are_called_is_no_name() -> None:
    assert set(ALL.overlap("r1", "r2").names) == {"omar", "tannou", "wadi", "sabt"}
    assert ALL.names["r3"] == frozenset()  # Homs


@pytest.mark.parametrize("reports", [1, 24, 40, 64, 500, 1024, 10**6])
def test_weights_fall_with_the_reports_and_end_at_nothing(reports: int) -> None:
    rarity = Rarity.among(reports)
    line = [rarity.weight(n) for n in range(1, 100)]
    assert line == sorted(line, reverse=True)
    assert line[rarity.most - 1] > 0.0 == line[rarity.most]


def test_a_large_ledger_weighs_words_as_one_twice_as_large() -> None:
    assert Rarity.among(1024) == Rarity.among(30_000)
    assert Rarity.among(600) == Rarity.among(1000) != Rarity.among(1024)


def test_a_copy_counts_with_its_original() -> None:
    claims = [told(report, sentence) for report, sentence in SENTENCES.items()]
    again = gathered([*claims, told("r5", SENTENCES["r1"])], copies={"r5": "r1"})
    assert again.words == ALL.words
    assert again.reports.keys() == ALL.reports.keys()
