"""The seven questions as functions: every one gives an answer, JSON and a plot, or says what is at fault."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gesta.analysis import ask
from gesta.analysis.answer import to_json
from gesta.analysis.plots import picture
from gesta.cli import asking
from gesta.errors import AnalysisError
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.analysis.ledgers import MEMBER, Story, when
from tests.analysis.makers import table

OPTIONS = {"respond": {"after": MEMBER.name}}


def war(folder: Path) -> Path:
    """A ledger of an attack every other day for 200 days."""
    story = Story()
    for day in range(0, 200, 2):
        story.attack(when(day), published=day + 1)
    return story.write(folder / "war.ledger")


@pytest.mark.parametrize("question", ask.QUESTIONS)
def test_every_question_gives_an_answer_json_and_a_plot_of_a_ledger(
    tmp_path: Path, question: str
) -> None:
    with Ledger.open(war(tmp_path)) as ledger:
        found = ask.ask(question, ledger, draws=20, **OPTIONS.get(question, {}))
    assert json.loads(to_json(found))["question"] == found.question
    if found.plot is not None:
        svg = ElementTree.fromstring(picture(found, "svg").decode())
        assert svg.tag.endswith("svg")


@pytest.mark.parametrize("question", ["trend", "claims", "network", "respond"])
def test_whoever_is_asked_for_by_id_is_called_by_name(tmp_path: Path, question: str) -> None:
    options = {"after": MEMBER.id} if question == "respond" else {}
    with Ledger.open(war(tmp_path)) as ledger:
        found = ask.ask(question, ledger, Filter(actor=MEMBER.id), draws=20, **options)
    assert MEMBER.name in found.question
    assert MEMBER.id not in found.question + found.words


@pytest.mark.parametrize("question", ["nowcast", "trend", "since", "shift", "respond"])
def test_a_table_of_events_is_asked_the_same_way(tmp_path: Path, question: str) -> None:
    rows = [f"{date(2024, 1, 1) + timedelta(days=day)},{MEMBER.name}" for day in range(60)]
    events = table(tmp_path, "date,actor", *rows)
    assert ask.ask(question, events, draws=20, **OPTIONS.get(question, {})).question


@pytest.mark.parametrize("question", ["claims", "network"])
def test_what_only_a_ledger_knows_is_not_asked_of_a_table(tmp_path: Path, question: str) -> None:
    with pytest.raises(AnalysisError, match="of a ledger"):
        ask.ask(question, table(tmp_path, "date", "2024-01-01"))


def test_a_question_that_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="nowcast, trend"):
        ask.ask("weather", tmp_path / "a.csv")


def test_a_way_of_comparing_that_nobody_knows_is_told(tmp_path: Path) -> None:
    events = table(tmp_path, "date,actor", f"2024-01-01,{MEMBER.name}")
    with pytest.raises(AnalysisError, match="days, wakes, waits"):
        ask.respond(events, after=MEMBER.name, how="moons")


def test_the_other_direction_asks_what_followed_the_attacks(tmp_path: Path) -> None:
    rows = [f"2024-01-{day:02d},{'One' if day % 2 else 'Two'}" for day in range(1, 31)]
    events = table(tmp_path, "date,actor", *rows)
    there, back = (
        ask.respond(events, Filter(actor="One"), after="Two", reverse=way) for way in (False, True)
    )
    assert there.question.startswith("Were attacks by Two followed")
    assert back.question.startswith("Were attacks by One followed")


def test_the_command_line_draws_as_often_as_the_functions() -> None:
    assert (asking.DRAWS, asking.SEED) == (ask.DRAWS, ask.SEED)
