"""A pronoun that the tagger doubts stays where an event has a part for it, and leaves no trace else."""

import numpy as np

from gesta.codebook import MENTION_TYPES
from gesta.reader.doubtful import DOUBT, confirmed, doubtful_pronouns
from gesta.reader.draft import Draft, DraftSpan
from gesta.reader.labels import MENTION_TAGS
from gesta.reader.pairs import Links

GROUP = MENTION_TYPES.index("group")


def tags(*begin: float) -> np.ndarray:
    """Words whose B-group scores that much, and no mention 0."""
    scores = np.full((len(begin), len(MENTION_TAGS)), -20.0, np.float32)
    scores[:, 0] = 0
    scores[:, 1 + 2 * GROUP] = begin
    return scores


def sure(_: str, odds: float) -> float:
    return odds


def draft(**links: tuple[list[int], list[int]]) -> Draft:
    """An event, three mentions of which the second is in doubt, and links of each kind."""
    mentions = [DraftSpan(i, i + 1, GROUP, 0.5, doubtful=i == 1) for i in range(3)]
    made = {
        kind: [Links(np.array(a), np.array(b), np.arange(len(a), dtype=np.float32)[:, None])]
        for kind, (a, b) in links.items()
    }
    return Draft(mentions, [DraftSpan(4, 5, 0, 1.0)], links=made)


def test_only_pronouns_left_out_by_little_are_doubtful() -> None:
    words = ["they", "fled", "it", "them", "he"]
    scores = tags(DOUBT + 1, DOUBT + 1, DOUBT - 1, 3, DOUBT + 0.5)
    assert doubtful_pronouns(scores, words, [(3, 4, GROUP)]) == [(0, 1, GROUP), (4, 5, GROUP)]
    assert doubtful_pronouns(tags(), [], []) == []


def test_a_likely_part_in_an_event_makes_it_a_mention() -> None:
    before = draft(same=([1, 2], [0, 0]))
    assert confirmed(before, [(0, 1, 3, 0.9)], sure).mentions == before.mentions


def test_without_a_part_it_is_gone_and_the_others_keep_their_links() -> None:
    before = draft(
        roles=([0, 0, 0], [0, 1, 2]),
        same=([1, 2], [0, 0]),
        ties=([2, 1], [0, 2]),
        sources=([0, 0], [1, 2]),
        says=([0], [0]),
    )
    after = confirmed(before, [(0, 1, 3, 0.1), (0, 2, 3, 0.1)], sure)
    assert [m.start for m in after.mentions] == [0, 2]
    kept = {
        kind: list(zip(*(x.tolist() for x in after.scored(kind)[:2]), strict=True))
        for kind in ("roles", "same", "ties", "sources", "says")
    }
    assert kept == {
        "roles": [(0, 0), (0, 1)],
        "same": [(1, 0)],
        "ties": [(1, 0)],
        "sources": [(0, 1)],
        "says": [(0, 0)],
    }
    assert after.scored("roles")[2][:, 0].tolist() == [0, 2], "scores of other pairs"


def test_what_is_sure_needs_no_part() -> None:
    plain = Draft([DraftSpan(0, 1, GROUP, 0.1)])
    assert confirmed(plain, [], sure) is plain
