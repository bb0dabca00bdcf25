"""Claims made by replaying real ones: the same by the same seed, spans holding, times moved."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from benchmarks._replay import FIRST_DAY, PER_DAY, Replay, replays
from gesta.types import Claim, Count, Party, Quote, Report, When
from tests import factories as make

TEXT = "Marwan Qabbari was killed when gunmen shelled Tal Rif on 2 March. Four others were wounded."
OTHER = "Gunmen shelled a market on 2 March, and four others were wounded, the town council said."
DAY = make.day("2024-03-02")
FIRST = make.report(TEXT, outlet="Hill Post", published=make.day("2024-03-03"))
SECOND = make.report(OTHER, path="b.txt")


def shelling(of: Report, sentence: str) -> Claim:
    return make.claim(
        of, sentence, "shelled", time=When("on 2 March", DAY, DAY, "day", "inferred"),
        recipients=(make.party(of.text, "gunmen" if of is FIRST else "Gunmen"),),
        killed=Count("one", 1, 1), targets=(make.quote(of.text, "others"),),
    )  # fmt: skip


CLAIMS = {
    FIRST.id: [shelling(FIRST, TEXT[:65])],
    SECOND.id: [shelling(SECOND, OTHER)],
}


def made(rounds: int, seed: int = 7) -> list[Replay]:
    return list(islice(replays([FIRST, SECOND], CLAIMS, seed=seed), 2 * rounds))


def test_the_same_seed_gives_the_same_claims_and_no_two_share_an_id() -> None:
    assert made(40) == made(40)
    assert made(40) != made(40, seed=8)
    ids = [claim.id for replay in made(40) for claim in replay.claims]
    assert len(ids) == len(set(ids)) == 80


def test_every_span_holds_in_the_turned_text() -> None:
    for replay in made(40):
        for claim in replay.claims:
            assert claim.report == replay.report
            spans: list[Quote | Party] = [claim.evidence, claim.trigger]
            for words in [*spans, *claim.recipients, *claim.targets]:
                assert replay.text[words.start : words.end] == words.text
            assert claim.trigger.text == "shelled"


def test_rare_words_are_a_replays_own_and_times_move_together() -> None:
    dated = [replay for replay in made(40) if replay.published is not None]
    assert len({replay.text.split()[1] for replay in dated}) > 30  # the victim's name
    for replay in dated:
        assert replay.published is not None and FIRST.published is not None
        moved = replay.published - FIRST.published
        times = [claim.time for claim in replay.claims if claim.time is not None]
        assert all(time.start == DAY + moved == time.end for time in times)


def test_ten_times_the_claims_are_ten_times_the_days() -> None:
    many = made(3 * PER_DAY)
    days = [replay.published for replay in many if replay.published is not None]
    assert days == sorted(days) and (days[0], days[-1]) == (FIRST_DAY, FIRST_DAY + timedelta(5))
