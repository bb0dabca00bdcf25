"""What followed: silent where actions only answer attacks, seen where they do something, both ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesta.analysis import before_after, simulate
from gesta.analysis.answer import OPEN, YES, Answer, Estimate, to_text
from gesta.analysis.happenings import Amount, Happenings
from gesta.analysis.respond import respond
from gesta.analysis.simulate_response import ANSWERED, MANY, World
from gesta.analysis.simulate_response import respond as course
from tests.analysis.makers import all_of, from_counts, on


def asked(attacks: Happenings, actions: Happenings, draws: int = 20) -> Answer:
    return respond(attacks, actions, draws=draws, seed=1)


def ratio(answer: Answer) -> Estimate:
    found = answer.estimates[0]
    assert isinstance(found, Estimate)
    return found


def one(world: World, seed: int) -> tuple[Happenings, Happenings]:
    y, x = course(world, np.random.default_rng(seed))
    return simulate.happenings(y[0]), simulate.happenings(x[0])


def test_actions_that_answer_bursts_are_not_taken_for_deterrence() -> None:
    naive, wrong = [], []
    for seed in range(5):
        y, x = course(ANSWERED, np.random.default_rng(seed))
        naive.append(before_after.before_after(y[0], x[0]).high < 1)
        wrong.append(asked(simulate.happenings(y[0]), simulate.happenings(x[0])).verdict == YES)
    assert sum(naive) >= 4
    assert sum(wrong) <= 1


def test_a_strong_effect_is_seen_with_its_size_and_its_words() -> None:
    answer = asked(*one(replace(MANY, effect=0.3, rate=2.0), 3))
    assert answer.verdict == YES
    assert ratio(answer).low < 0.4 and ratio(answer).high < 0.7
    assert "followed by fewer" in answer.words.casefold()
    assert "consistent with deterrence" in answer.words
    assert "deterred" not in to_text(answer).casefold()


def test_actions_that_bring_attacks_are_seen_as_followed_by_more() -> None:
    answer = asked(*one(World(days=500, rate=0.5, effect=2.2, calm=-4.5, answer=0.5), 5))
    assert answer.verdict == YES
    assert "more" in answer.words and "retaliation" in answer.words


def test_the_misleading_comparisons_stand_beside_and_say_so() -> None:
    answer = asked(*one(ANSWERED, 1))
    assert len(answer.beside) == 2
    assert "misleading: 7 days after over 7 days before" in " ".join(to_text(answer).split())


def test_placebo_weeks_and_their_band_are_in_the_plot() -> None:
    plot = asked(*one(MANY, 2)).plot
    assert plot is not None and plot["kind"] == "lags"
    assert sum(end < 0 for _, end in plot["weeks"]) == 3
    assert all(low < 1 < high for low, high in plot["band"])


def test_actions_tied_to_attacks_of_a_month_before_cannot_tell() -> None:
    rng = np.random.default_rng(4)
    spikes = np.zeros(500, dtype=int)
    spikes[rng.choice(np.arange(30, 430), 25, replace=False)] = 4
    acted = np.roll((spikes > 0).astype(int), 34)
    counts = spikes + rng.poisson(0.4, 500)
    answer = asked(from_counts(counts.tolist()), from_counts(acted.tolist()))
    assert answer.verdict == OPEN
    assert "a month before" in answer.words


@pytest.mark.parametrize(
    ("attacks", "actions", "words"),
    [
        ([1] * 149, [1, 0, 0] * 49 + [0, 0], "150 are needed"),
        ([1] * 200, [0] * 200, "8 are needed"),
        ([0] * 200, [1, 0, 0, 0] * 50, "30 are needed"),
        ([1] * 200, [1] * 200, "no others are left"),
        ([], [], "no day"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    attacks: list[int], actions: list[int], words: str
) -> None:
    answer = asked(from_counts(attacks), from_counts(actions))
    assert answer.verdict == OPEN and answer.estimates == ()
    assert words in answer.words


def test_no_attack_after_any_action_gives_a_finite_ratio() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(0.6, 400)
    acted = np.zeros(400, dtype=int)
    acted[rng.choice(np.arange(40, 380), 14, replace=False)] = 1
    for day in np.flatnonzero(acted):
        counts[day + 1 : day + 8] = 0
    answer = asked(from_counts(counts.tolist()), from_counts(acted.tolist()))
    assert answer.verdict == YES
    assert 0 < ratio(answer).low < ratio(answer).value < ratio(answer).high < 1


def test_actions_in_a_fixed_rhythm_are_not_told_from_themselves() -> None:
    counts = np.random.default_rng(1).poisson(0.6, 400)
    acted = np.zeros(400, dtype=int)
    acted[40:380:25] = 1
    for day in np.flatnonzero(acted):
        counts[day + 1 : day + 8] = 0
    assert asked(from_counts(counts.tolist()), from_counts(acted.tolist())).verdict == OPEN


def test_doubts_of_the_ledger_widen_the_interval() -> None:
    y, x = one(MANY, 2)
    sure = asked(y, x)
    loose = replace(y, rows=tuple(replace(r, n=Amount(0, 1, 3), belief=0.7) for r in y.rows))
    doubtful = asked(loose, x)
    width = [np.log(ratio(a).high / ratio(a).low) for a in (sure, doubtful)]
    assert width[1] > width[0]


def test_the_same_seed_gives_the_same_answer() -> None:
    pair = one(MANY, 7)
    assert asked(*pair) == asked(*pair)


def test_days_that_only_one_side_covers_are_left_out_and_counted() -> None:
    y, x = one(MANY, 2)
    early = all_of([on(k) for k in range(0, 200, 9)], length=200)
    answer = asked(y, early)
    assert answer.dropped["on days not compared"] == sum(r.first > early.end for r in y.rows)  # type: ignore[operator]
    assert x.rows


def test_doubts_that_leave_too_few_actions_are_told_as_such() -> None:
    attacks = from_counts([1, 0] * 120)
    acts = from_counts([0] * 40 + ([1] + [0] * 14) * 10 + [0] * 50)
    shaky = replace(acts, rows=tuple(replace(r, belief=0.3) for r in acts.rows))
    words = asked(attacks, shaky).words
    assert "8 are needed" in words and "doubts" in words
    assert int(words.split()[0]) < 8
