"""The year of days without one in a report of unknown date: from what the report itself tells."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.grounding.dates.context import resolve_all
from gesta.grounding.dates.known_days import known_days
from gesta.types import Span, When


def whens(text: str, *words: str, anchor: date | None = None) -> list[When]:
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    return resolve_all(text, spans, anchor=anchor)


def test_a_bare_year_of_long_ago_gives_no_day_its_year() -> None:
    text = "Rebels shelled the port on March 18. The cleric's 2014 call had drawn many recruits."
    day, _ = whens(text, "March 18", "2014")
    assert day.start is None
    assert day.reason == "year unknown"


def test_a_day_that_the_caption_tells_later_keeps_an_older_year_away() -> None:
    text = "It fell on 3 May 2011. A second base fell on 9 June. Picture: 4 August 2019."
    _, day = whens(text, "3 May 2011", "9 June")
    assert day.start == date(2011, 6, 9), "the date before it is nearer than the caption"
    text = "A base fell on 9 June. It had changed hands on 3 May 2011. Picture: 4 August 2019."
    assert whens(text, "9 June", "3 May 2011")[0].start is None


def test_a_named_event_gives_its_year_to_its_day_and_to_those_soon_after() -> None:
    text = "After the fall of Mosul on June 10 they went on; on June 25 the dam was taken."
    fall, dam = whens(text, "June 10", "June 25")
    assert (fall.start, dam.start) == (date(2014, 6, 10), date(2014, 6, 25))
    assert fall.basis == dam.basis == "inferred"
    assert "2014-06-10" in str(fall.reason)


def test_the_year_turns_behind_the_last_day_told() -> None:
    text = "A truce was signed on 20 December 2018. It was broken on January 9."
    assert whens(text, "January 9")[0].start == date(2019, 1, 9)


def test_a_day_before_the_last_one_told_stays_open() -> None:
    text = "On 12 September the camp was hit. A picture shows it on 19 October 2023."
    assert whens(text, "12 September")[0].start is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was the worst night since the 9/11 attacks. On October 3 gunmen came.", "October 3"),
        ("Much changed after the fall of Kabul. On October 3 gunmen came.", "October 3"),
        ("They marked the fall of Mosul. On July 2 a bridge fell.", "July 2"),
        ("The truce lasts until December 31, 2026. On January 4 it broke.", "January 4"),
        ("Born on June 25, 1980, he fled twice. On July 1 he was killed.", "July 1"),
    ],
)
def test_what_lies_far_behind_or_ahead_gives_no_year(text: str, words: str) -> None:
    assert whens(text, words)[0].start is None


def test_the_publication_date_comes_before_all() -> None:
    text = "After the fall of Mosul on June 10 they went on; on June 25 the dam was taken."
    assert whens(text, "June 25", anchor=date(2017, 7, 1))[0].start == date(2017, 6, 25)


def test_a_history_leans_on_the_date_before() -> None:
    days = " ".join(f"On {n} May {1930 + n} it moved." for n in range(1, 10))
    text = days + " On 3 June it ended. Much later, on 7 July 1960, a stone was laid."
    assert known_days(text) == ()
    assert whens(text, "9 May 1939", "3 June")[1].start == date(1939, 6, 3)


@pytest.mark.parametrize(
    "text",
    ["", "February 31, 2020", "2020-13-40", "155 shells", "May", "\udcff 3 May 0000", "9" * 99],
)
def test_no_text_is_too_odd(text: str) -> None:
    assert known_days(text) == ()
