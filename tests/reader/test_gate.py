"""The gate passes over what is plainly peaceful, and nothing where violence is told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.errors import ModelError
from gesta.reader import gate
from gesta.reader.gate import FEATURES, Gate, Hit, Odds, Seen, Weights
from gesta.reader.model import Model, default_folder

ODDS = Odds({"v kill": 0.9, "n loss": 0.1}, {"ASSAULT": 0.4})

FOOTBALL = (
    "The home side beat the visitors 3-1 on Saturday to go top of the league. The captain fired "
    "wide after ten minutes, and the striker hit back with a shot on target before the break. "
    '"We deserved it," the manager said. The crowd sang as the players left the pitch.'
)
WEATHER = (
    "A cold front will bring rain and strong winds to the north on Thursday, forecasters said. "
    "Temperatures fall to five degrees by the evening, with snow on higher ground."
)
MUSEUM = (
    "The museum opens an exhibition of landscape paintings next month. More than sixty works have "
    "been lent by galleries in Paris, Vienna and Oslo. Schools come in free of charge."
)
AMBUSH = (
    "Gunmen attacked a checkpoint near the town on Sunday and killed three soldiers, officials "
    "said. The army shelled two villages in reply."
)


def hits(text: str) -> list[str]:
    return [hit.entry for hit in gate.find_hits(text.lower().split())]


def test_words_of_the_lexicon_are_found_once_each() -> None:
    assert hits("gunmen killed two and shelled the town") == ["v kill", "v shell"]
    assert hits("they opened fire") == ["p open fire"]


def test_a_false_friend_and_what_is_in_it_is_no_hit() -> None:
    assert hits("a shot on target") == []
    assert "n shot" not in hits("the attacking midfielder fired wide")


def test_the_lead_is_looked_at_and_the_most_violent_other_window() -> None:
    owned = [(0, 10), (10, 20), (20, 30), (30, 40)]
    found = [Hit(12, "n loss", "ASSAULT"), Hit(35, "v kill", "ASSAULT")]
    assert gate.choose(owned, found, ODDS) == [0, 3]
    assert gate.choose(owned, [], ODDS) == [0]
    assert gate.choose(owned[:1], found, ODDS) == [0]


def test_an_entry_never_met_has_the_odds_of_its_type() -> None:
    assert ODDS.of(Hit(0, "v obliterate", "ASSAULT")) == 0.4
    assert ODDS.of(Hit(0, "v greet", "CONSULT")) == 0.0


def seen(peak: float) -> Seen:
    return Seen(np.full(len(EVENT_TYPES), peak), np.full(len(MENTION_TYPES), peak), 0.5)


def test_each_feature_has_its_name() -> None:
    measured = gate.features([seen(-3.0), seen(2.0)], [(0, 50)], [], ODDS, 200)
    named = dict(zip(FEATURES, measured, strict=True))
    assert (named["peak ASSAULT"], named["peak weapon"], named["peak of conflict"]) == (2, 2, 2)
    assert named["events expected"] == pytest.approx(np.log(2))
    assert named["words"] == pytest.approx(np.log(2))


def test_only_what_was_not_looked_at_is_unread() -> None:
    found = [Hit(3, "v kill", "ASSAULT"), Hit(90, "n loss", "ASSAULT")]
    measured = gate.features([seen(0.0)], [(0, 50)], found, ODDS, 100)
    named = dict(zip(FEATURES, measured, strict=True))
    assert named["lexicon per hundred words"] == pytest.approx(1.0)
    assert named["strongest unread"] == pytest.approx(0.1)


def test_tags_beyond_all_doubt_stay_finite() -> None:
    tags = np.zeros((3, 200), np.float32)
    tags[:, 1::2] = 1e4
    looked = gate.see(tags)
    assert np.isfinite(looked.events).all()
    assert np.isfinite(looked.mentions).all()


def test_weights_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    model = copied(tmp_path)
    slopes = np.linspace(-1, 1, len(FEATURES)).round(5)
    weights = Weights(ODDS, slopes, 0.25, 0.125, gate.encoder_of(model))
    gate.save_weights(gate.gate_file(model), weights)
    again = gate.load_weights(model)
    assert np.array_equal(again.slopes, slopes)
    assert replace(again, slopes=slopes) == replace(weights, slopes=slopes)


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    model = copied(tmp_path)
    weights = Weights(ODDS, np.zeros(len(FEATURES)), 0.0, 0.1, "0" * 64)
    gate.save_weights(gate.gate_file(model), weights)
    with pytest.raises(ModelError, match="another model"):
        Gate(model)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"odds of entries": 3}', "\x00"])
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: str) -> None:
    model = copied(tmp_path)
    gate.gate_file(model).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="without --skip-peaceful"):
        Gate(model)


def test_without_a_file_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"python -m training\.gate"):
        Gate(copied(tmp_path))


def copied(folder: Path) -> Model:
    """A model folder that holds the settings alone beside empty files, and no gate."""
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        (folder / name).touch()
    shutil.copy(default_folder() / "model.json", folder / "model.json")
    return Model(folder)


@pytest.fixture(scope="module")
def shipped() -> Gate:
    return Gate(Model())


def test_the_shipped_weights_name_every_feature() -> None:
    stored = json.loads((default_folder() / gate.FILE).read_text(encoding="utf-8"))
    assert tuple(stored["slopes"]) == FEATURES
    assert 0 < stored["cut"] < 0.5


@pytest.mark.parametrize("text", [FOOTBALL, WEATHER, MUSEUM], ids=["sport", "weather", "culture"])
def test_sport_weather_and_culture_are_passed_over(shipped: Gate, text: str) -> None:
    verdict = shipped.judge(text)
    assert verdict.peaceful
    assert "read it without --skip-peaceful" in verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        AMBUSH,
        "Five soldiers killed in ambush",
        "Police fired tear gas at protesters in the capital and arrested dozens of them.",
        "Thousands of people marched through the port on Friday to protest against the junta.",
        "The army deployed two brigades to the border on Monday.",
        "near mosul, three strikes destroyed two rocket rails and a car bomb.",
    ],
)
def test_violence_force_and_protest_are_read(shipped: Gate, text: str) -> None:
    assert not shipped.judge(text).peaceful


@pytest.mark.parametrize("before", [4, 12])
def test_violence_far_behind_a_peaceful_lead_is_read(shipped: Gate, before: int) -> None:
    long = "\n".join([MUSEUM, WEATHER] * before + [AMBUSH] + [MUSEUM] * 3)
    verdict = shipped.judge(long)
    assert not verdict.peaceful
    assert verdict.read == gate.LEAD + gate.HOT < verdict.windows


def test_a_text_without_a_word_is_not_passed_over(shipped: Gate) -> None:
    assert not shipped.judge(" \n\t").peaceful


def test_the_same_text_has_the_same_verdict(shipped: Gate) -> None:
    assert shipped.judge(FOOTBALL) == shipped.judge(FOOTBALL)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_verdict(shipped: Gate, text: str) -> None:
    assert 0 <= shipped.judge(text).chance <= 1
