"""Whose claims are borne out: copies, kin and silence count for nothing, contradictions are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gesta.analysis import simulate_claims as simulate
from gesta.analysis.answer import NO, OPEN, YES
from gesta.analysis.bearing import (
    AGAINST,
    BORNE,
    CONTESTED,
    EVENT,
    REFUSED,
    STANDINGS,
    redrawn,
    settle,
)
from gesta.analysis.bearing import OPEN as SILENT
from gesta.analysis.borne import LEAST, differ, share
from gesta.analysis.statements import DENIED, Join, Said, Statements
from gesta.analysis.who_says import whether_borne_out, who_says

X, Y = frozenset({"x"}), frozenset({"y"})


def said(speaker: str, voice: str | None = None, **more: Any) -> Said:
    """A claim of a party through a voice, or without a voice an outlet's own word."""
    claim = f"{speaker}-{voice}-{more.get('stance', '')}"
    kin = frozenset({speaker, *more.pop("side", ())})
    one = Said(claim, "i1", speaker, voice or speaker, speaker if voice else None,
               belongs=kin, near=kin, carrier=frozenset({voice or speaker}))  # fmt: skip
    return replace(one, **more)


def stands(*all_: Said, of: str = "s") -> str:
    return next(s.standing for s in settle(all_) if s.speaker == of)


@pytest.mark.parametrize(
    ("others", "standing"),
    [
        ((), SILENT),
        ((said("o", doers=X),), BORNE),
        ((said("o", doers=Y),), AGAINST),
        ((said("o"),), EVENT),
        ((said("o", stance=DENIED, doers=X),), REFUSED),
        ((said("o", stance=DENIED),), REFUSED),
        ((said("o", stance=DENIED, doers=Y),), SILENT),
        ((said("o", doers=X), said("p", doers=Y)), CONTESTED),
        ((said("o", doers=X), said("p", stance=DENIED, doers=X)), CONTESTED),
    ],
)
def test_a_named_doer_is_borne_out_by_those_who_name_it(others: tuple[Said, ...], standing: str) -> None:  # fmt: skip
    assert stands(said("s", "v", doers=X), *others) == standing


@pytest.mark.parametrize(
    ("other", "standing"),
    [
        (said("o", doers=X), AGAINST),
        (said("o", doers=Y), BORNE),
        (said("o"), EVENT),
        (said("o", stance=DENIED, doers=X), BORNE),
    ],
)
def test_a_denial_of_one_s_part_is_borne_out_by_those_who_name_another(other: Said, standing: str) -> None:  # fmt: skip
    assert stands(said("s", "v", stance=DENIED, doers=X), other) == standing


def test_hit_and_intercepted_contradict_each_other() -> None:
    assert stands(said("s", "v", outcome="stopped"), said("o", outcome="hit")) == AGAINST


@pytest.mark.parametrize(
    "other",
    [
        said("v"),  # the outlet that quotes the speaker, in its own words
        said("o", "v"),  # another party, through the one outlet
        said("t", "w", side=("s",)),  # the speaker's own side
    ],
)
def test_who_shares_a_voice_or_a_side_bears_nothing_out(other: Said) -> None:
    assert stands(said("s", "v"), other) == SILENT


def test_an_outlet_and_the_ministry_it_quotes_are_one_origin() -> None:
    assert stands(said("v"), said("m", "v"), said("m", "w"), of="v") == SILENT
    assert stands(said("v"), said("m", "v"), said("w"), of="v") == BORNE


def test_copies_neither_bear_out_nor_count_again() -> None:
    rng = np.random.default_rng(1)
    cast = simulate.votes(60, (0.6, 0.8, 0.8), rng)
    alone = simulate.statements(cast)
    copied = simulate.statements(cast, copies=((0, "x"), (0, "y")))
    loose = simulate.statements(cast, copies=((0, "x"), (0, "y")), collapsed=False)
    counts = [redrawn(t, ["outlet:0"], draws=20, seed=1) for t in (alone, copied, loose)]
    assert (counts[0] == counts[1]).all()
    assert (
        counts[2][0, 0, STANDINGS.index(AGAINST)] == 0 < counts[0][0, 0, STANDINGS.index(AGAINST)]
    )


def test_silence_is_open_and_gives_no_share() -> None:
    told = simulate.statements(simulate.votes(50, (0.9,), np.random.default_rng(1)))
    counts = redrawn(told, ["outlet:0"], draws=20, seed=1)[:, 0]
    assert counts[0].tolist() == [0, 0, 0, 0, 0, 50] and share("", counts, seed=1) is None


@pytest.mark.parametrize("number", [LEAST - 1, LEAST])
def test_a_share_needs_checked_statements(number: int) -> None:
    counts = np.zeros((20, len(STANDINGS)), dtype=np.int64)
    counts[:, 0] = number
    found = share("", counts, seed=1)
    assert (found is None) == (number < LEAST)
    assert found is None or (found.high == 100 and 55 < found.low < 75)


def test_contested_statements_widen_the_interval_both_ways() -> None:
    counts = np.zeros((20, len(STANDINGS)), dtype=np.int64)
    counts[:, STANDINGS.index(CONTESTED)] = 40
    found = share("", counts, seed=1)
    assert found is not None and (found.low, found.high) == (0, 100) and abs(found.value - 50) < 5


def test_a_doubtful_join_bears_out_as_often_as_it_holds() -> None:
    pair = Statements((said("s", "v"), said("o")), {"i1": (Join("s-v-", "o-None-", 0.7),)})
    counts = redrawn(pair, ["s"], draws=2000, seed=1)[:, 0]
    assert 0.65 < counts[:, STANDINGS.index(BORNE)].mean() < 0.75
    assert (counts.sum(axis=1) == 1).all()


def test_alike_speakers_do_not_differ_and_unlike_ones_do() -> None:
    def verdicts(accuracy: tuple[float, ...]) -> list[str]:
        runs = (np.random.default_rng(seed) for seed in range(10))
        told = (simulate.statements(simulate.votes(40, accuracy, rng)) for rng in runs)
        return [who_says(t, draws=20, seed=1).verdict for t in told]

    assert verdicts((0.7,) * 3).count(YES) <= 3
    assert verdicts((0.95, 0.95, 0.95, 0.4)).count(YES) >= 8


def test_speakers_of_different_incidents_cannot_be_compared() -> None:
    settled = [s for k in range(20) for s in settle([said("s", "v", incident=f"i{k}")])]
    assert differ(settled, seed=1) is None


def test_one_speaker_is_judged_against_one_half() -> None:
    def verdict(accuracy: float) -> str:
        told = simulate.statements(simulate.votes(60, (accuracy, 0.99), np.random.default_rng(2)))
        picks = {s.claim for s in told.said if s.speaker == "outlet:0"}
        return whether_borne_out(told, "A", picks, outlet=True, draws=20, seed=1).verdict

    assert [verdict(a) for a in (0.95, 0.1, 0.5)] == [YES, NO, OPEN]


def test_nothing_said_is_refused_in_words() -> None:
    answer = who_says(Statements(()), draws=20, seed=1)
    assert answer.verdict == OPEN and answer.plot is None and answer.used == 0
    assert "says nothing" in whether_borne_out(Statements(()), "A", set(), draws=20, seed=1).words
