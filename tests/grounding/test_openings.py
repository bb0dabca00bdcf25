"""A little word before a date makes a stretch of it; what opens nothing is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.grounding import Grounder
from gesta.grounding.dates import opened, resolve, resolve_all
from gesta.types import (
    Argument,
    Claim,
    EventMention,
    Mention,
    Reading,
    Report,
    Sentence,
    Span,
    When,
)

ANCHOR = date(2024, 9, 24)  # a Tuesday


def read(text: str, words: str, anchor: date | None = ANCHOR) -> When:
    start = text.index(words)
    span = Span(start, start + len(words))
    return opened(text, span, resolve_all(text, [span], anchor=anchor)[0], anchor=anchor)


def days(when: When) -> str:
    return f"{when.start or ''}..{when.end or ''}"


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("It fired more than 100 salvoes since October 7.", "October 7", "2023-10-07..2024-09-24"),
        ("The town was besieged since Saturday.", "Saturday", "2024-09-21..2024-09-24"),
        ("They fought there ever since early May.", "early May", "2024-05-01..2024-09-24"),
        ("It was held since at least 2019.", "2019", "2019-01-01..2024-09-24"),
        ("Four fell since the war began on 3 March.", "3 March", "2024-03-03..2024-09-24"),
        ("Raids went on from Monday onwards.", "Monday", "2024-09-23..2024-09-24"),
        ("The road stayed shut until Sunday.", "Sunday", "..2024-09-22"),
        ("It will have held since November.", "November", "2023-11-01..2024-09-24"),
    ],
)
def test_since_runs_to_publication_and_until_ends(text: str, words: str, span: str) -> None:
    assert days(read(text, words)) == span
    assert read(text, words).text == words


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("The depot burned on Saturday.", "Saturday", "2024-09-21..2024-09-21"),
        ("Since then, on Monday, it burned.", "Monday", "2024-09-23..2024-09-23"),
        ("He hid, since he was shot on Monday.", "Monday", "2024-09-23..2024-09-23"),
        ("It came from Monday papers.", "Monday", "2024-09-23..2024-09-23"),
        ("It has ruled since 2014 and fell on 2 May.", "2 May", "2024-05-02..2024-05-02"),
        ("Fighting since the end.", "end", ".."),
    ],
)
def test_other_dates_stay_as_they_are(text: str, words: str, span: str) -> None:
    assert days(read(text, words)) == span


def test_words_that_open_themselves_are_not_opened_twice() -> None:
    found = read("It burned since since 2 May.", "since 2 May")
    assert days(found) == "2024-05-02..2024-09-24"


def test_an_open_stretch_without_publication_has_no_end() -> None:
    assert days(read("It burned since 3 May 2020.", "3 May 2020", None)) == "2020-05-03.."
    assert read("It burned since Monday.", "Monday", None).basis == "unresolved"


@given(st.text(max_size=60), st.one_of(st.none(), st.dates()))
def test_any_words_before_a_date_are_borne(before: str, anchor: date | None) -> None:
    text = f"{before} 3 May 2020 onwards"
    span = Span(len(before) + 1, len(before) + 11)
    found = opened(text, span, resolve(span.of(text), anchor=anchor), anchor=anchor)
    assert found.start is None or found.end is None or found.start <= found.end


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder()


def claim(grounder: Grounder, text: str, trigger: str, *times: str) -> Claim:
    mentions = tuple(
        Mention(text.index(words), text.index(words) + len(words), "time") for words in times
    )
    at = text.index(trigger)
    roles = tuple(Argument("time", index) for index in range(len(times)))
    event = EventMention(at, at + len(trigger), "ASSAULT", "reported", arguments=roles)
    reading = Reading("r1", mentions, events=(event,), sentences=(Sentence(0, len(text)),))
    report = Report("r1", "a", "", text, published=ANCHOR)
    return grounder.ground(report, reading).claims[0]


def test_a_claim_of_attacks_since_a_day_is_the_stretch(grounder: Grounder) -> None:
    text = "The group counts more than 100 attacks since October 7."
    when = claim(grounder, text, "attacks", "October 7").time
    assert when is not None
    assert (days(when), when.precision) == ("2023-10-07..2024-09-24", "span")


def test_of_two_days_the_nearer_one_dates_the_event(grounder: Grounder) -> None:
    text = "On 2 May the truce broke and by 9 May it began a campaign of airstrikes."
    when = claim(grounder, text, "campaign", "2 May", "9 May").time
    assert when is not None
    assert when.text == "9 May"


def test_the_finer_of_two_times_dates_the_event(grounder: Grounder) -> None:
    text = "In May, on the 2 May, jets struck it last year."
    when = claim(grounder, text, "struck", "last year", "2 May").time
    assert when is not None
    assert when.text == "2 May"


def test_words_without_a_date_are_no_time_of_a_claim(grounder: Grounder) -> None:
    text = "It shelled the ridge at the end of the war."
    assert claim(grounder, text, "shelled", "the end of the war").time is None


def test_a_time_that_only_lacks_its_anchor_is_kept_open(grounder: Grounder) -> None:
    text = "It shelled the ridge two days after the election."
    when = claim(grounder, text, "shelled", "two days after the election").time
    assert when is not None
    assert (when.start, bool(when.reason)) == (None, True)
