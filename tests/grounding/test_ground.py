"""From a reading to claims: hand-made readings, the shipped registry and gazetteer, no model."""

from dataclasses import replace
from datetime import date

import pytest

from gesta.grounding import Grounder
from gesta.types import (
    Argument,
    Attribution,
    Claim,
    EventMention,
    Grounded,
    Mention,
    Reading,
    Report,
    Sentence,
    Span,
    TieMention,
)


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder()


class Script:
    """A text with mentions found by their words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.after = 0

    def add(self, words: str, kind: str) -> int:
        start = self.text.index(words, self.after)
        self.mentions.append(Mention(start, start + len(words), kind))
        return len(self.mentions) - 1

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def ground(self, grounder: Grounder, **parts: object) -> Grounded:
        ends = [i + 1 for i, c in enumerate(self.text) if c == "."]
        starts = [0, *(e + 1 for e in ends[:-1])]
        sentences = tuple(Sentence(a, b) for a, b in zip(starts, ends, strict=True))
        reading = Reading("r1", tuple(self.mentions), sentences=sentences, **parts)  # type: ignore[arg-type]
        return grounder.ground(
            Report("r1", "a", "", self.text, published=date(2024, 9, 24)), reading
        )


def event(
    script: Script, words: str, kind: str, *roles: tuple[str, int], **more: object
) -> EventMention:
    span = script.span(words)
    arguments = tuple(Argument(role, mention) for role, mention in roles)
    return EventMention(span.start, span.end, kind, "reported", arguments=arguments, **more)  # type: ignore[arg-type]


def only(grounded: Grounded) -> Claim:
    assert len(grounded.claims) == 1
    return grounded.claims[0]


def test_an_attack_is_grounded_in_every_role(grounder: Grounder) -> None:
    script = Script(
        "On September 18 Kata’ib Hezbollah fired two drones at Eilat and wounded at least 12."
    )
    time, group = script.add("September 18", "time"), script.add("Hezbollah", "group")
    drones, place = script.add("drones", "weapon"), script.add("Eilat", "place")
    number = script.add("at least 12", "number")
    roles = (
        ("time", time),
        ("actor", group),
        ("weapon", drones),
        ("place", place),
        ("wounded", number),
    )
    claim = only(script.ground(grounder, events=(event(script, "fired", "ASSAULT", *roles),)))
    assert claim.actors[0].actor == "a-kataib-hezbollah"
    assert claim.actors[0].text == "Kata’ib Hezbollah"
    assert claim.time is not None
    assert claim.time.start == claim.time.end == date(2024, 9, 18)
    assert claim.weapons[0].weapon_class == "drone"
    assert claim.places[0].place == "p295277"
    assert claim.wounded is not None
    assert (claim.wounded.low, claim.wounded.high) == (12, None)
    assert claim.evidence.text == script.text


def test_a_number_beside_the_people_is_the_toll(grounder: Grounder) -> None:
    script = Script("The blasts harmed thousands of Hezbollah members.")
    script.add("thousands", "number")
    people = script.add("Hezbollah members", "group")
    claim = only(
        script.ground(grounder, events=(event(script, "harmed", "ASSAULT", ("recipient", people)),))
    )
    assert claim.wounded is not None
    assert claim.wounded.text == "thousands"
    assert claim.killed is None


def test_a_statement_speaks_for_who_issued_it_and_on_its_day(grounder: Grounder) -> None:
    script = Script(
        "The PMU put out a statement on September 23. “We declare our solidarity,” the statement said."
    )
    script.add("PMU", "group")
    script.add("September 23", "time")
    we = script.add("We", "group")
    said = Attribution(None, script.span("said"), (script.span("We declare our solidarity"),))
    solidarity = event(script, "solidarity", "SUPPORT", ("actor", we), said_by=(0,))
    claim = only(script.ground(grounder, events=(solidarity,), attributions=(said,)))
    assert claim.said_by[0].text == "statement"
    assert claim.said_by[0].actor == "a-popular-mobilization-forces"
    assert claim.actors[0].actor == "a-popular-mobilization-forces"
    assert claim.time is not None
    assert claim.time.start == date(2024, 9, 23)


def test_a_statement_that_somebody_carries_is_its_issuers(grounder: Grounder) -> None:
    script = Script(
        "The PMU put out a statement. The statement, carried by IRNA, said they shelled the valley."
    )
    script.add("PMU", "group")
    script.add("IRNA", "media")
    said = Attribution(None, script.span("said"), (script.span("they shelled the valley"),))
    shelled = event(script, "shelled", "ASSAULT", said_by=(0,))
    claim = only(script.ground(grounder, events=(shelled,), attributions=(said,)))
    assert claim.said_by[0].actor == "a-popular-mobilization-forces"


def test_a_source_behind_according_to_is_found(grounder: Grounder) -> None:
    script = Script("They shelled the valley, according to an article at Maariv on Monday.")
    script.add("Maariv", "media")
    said = Attribution(None, script.span("according to"), (script.span("They shelled the valley"),))
    shelled = event(script, "shelled", "ASSAULT", said_by=(0,))
    claim = only(script.ground(grounder, events=(shelled,), attributions=(said,)))
    assert claim.said_by[0].actor == "a-maariv"


def test_a_speaker_keeps_the_cue_and_all_that_is_said_at_it(grounder: Grounder) -> None:
    script = Script(
        "“They shelled the valley 🚀,” the PMU said. “It burned.” “Nobody was hurt,” it said."
    )
    source = script.add("PMU", "group")
    parts = tuple(map(script.span, ("They shelled the valley 🚀", "It burned.")))
    told = Attribution(source, script.span("said"), parts)
    rumour = Attribution(None, Span(78, 82), (script.span("Nobody was hurt"),))
    shelled = event(script, "shelled", "ASSAULT", said_by=(0,))
    hurt = event(script, "hurt", "ASSAULT", said_by=(1,))
    found = script.ground(grounder, events=(shelled, hurt), attributions=(told, rumour))
    by = {claim.trigger.text: claim.said_by for claim in found.claims}
    [pmu], [nobody] = by["shelled"], by["hurt"]
    assert (pmu.cue, pmu.cue_start, pmu.cue_end) == ("said", told.cue.start, told.cue.end)
    assert pmu.content == parts
    assert (nobody.text, nobody.cue, nobody.cue_start) == (None, "said", 78)
    assert [part.of(script.text) for part in nobody.content] == ["Nobody was hurt"]


def test_nobody_speaks_twice_in_a_row(grounder: Grounder) -> None:
    script = Script(
        "Lebanon's Defence Ministry said on Monday that they shelled it, the ministry said."
    )
    name = script.add("Lebanon's Defence Ministry", "government")
    again = script.add("ministry", "government")
    content = (script.span("they shelled it"),)
    cues = Span(27, 31), Span(77, 81)
    said = [Attribution(name, cues[0], content), Attribution(again, cues[1], content)]
    shelled = event(script, "shelled", "ASSAULT", said_by=(0, 1))
    claim = only(script.ground(grounder, events=(shelled,), attributions=tuple(said)))
    assert [speaker.text for speaker in claim.said_by] == ["Lebanon's Defence Ministry"]


def test_an_article_at_an_outlet_is_the_outlets(grounder: Grounder) -> None:
    script = Script(
        "IRNA put out a report on Monday. They shelled the valley, said an article at Maariv."
    )
    script.add("IRNA", "media")
    article = script.add("article", "media")
    script.add("Maariv", "media")
    said = Attribution(article, script.span("said"), (script.span("They shelled the valley"),))
    shelled = event(script, "shelled", "ASSAULT", said_by=(0,))
    claim = only(script.ground(grounder, events=(shelled,), attributions=(said,)))
    assert claim.said_by[0].actor == "a-maariv"


def test_who_claims_a_vow_is_its_doer(grounder: Grounder) -> None:
    script = Script("Hamas said in a letter that revenge was vowed.")
    hamas = script.add("Hamas", "group")
    said = Attribution(hamas, script.span("said"), (script.span("revenge was vowed"),))
    vowed = event(script, "vowed", "THREATEN", said_by=(0,))
    (claim,) = script.ground(
        grounder, events=(replace(vowed, certainty="claimed"),), attributions=(said,)
    ).claims
    assert [party.actor for party in claim.actors] == ["a-hamas"]
    (claim,) = script.ground(grounder, events=(vowed,), attributions=(said,)).claims
    assert claim.actors == ()


def test_a_dateline_taken_for_a_party_is_a_place(grounder: Grounder) -> None:
    script = Script("MAJDAL SHAMS was hit.")
    city = script.add("MAJDAL SHAMS", "group")
    claim = only(
        script.ground(grounder, events=(event(script, "hit", "ASSAULT", ("recipient", city)),))
    )
    assert claim.recipients[0].actor is None


def test_ties_need_two_actors_and_keep_their_words(grounder: Grounder) -> None:
    script = Script(
        "The militia is part of the Popular Mobilization Units. It is led by Abu Zamel Harith."
    )
    militia = script.add("militia", "group")
    units = script.add("Popular Mobilization Units", "group")
    leader = script.add("Abu Zamel Harith", "person")
    ties = TieMention("part-of", militia, units), TieMention("leads", leader, units)
    grounded = script.ground(grounder, ties=ties)
    assert [(t.type, t.target) for t in grounded.ties] == [
        ("part-of", "a-popular-mobilization-forces"),
        ("leads", "a-popular-mobilization-forces"),
    ]
    assert (
        grounded.ties[0].evidence.text == "The militia is part of the Popular Mobilization Units."
    )
    assert grounded.ties[1].evidence.text == script.text


def test_judgements_and_questions_are_kept(grounder: Grounder) -> None:
    text = "This is a dangerous turn. Will strikes deter them?"
    sentences = Sentence(0, 25, "assessment"), Sentence(26, len(text), "question")
    grounded = grounder.ground(Report("r1", "a", "", text), Reading("r1", sentences=sentences))
    assert [(a.kind, a.evidence.text) for a in grounded.assessments] == [
        ("assessment", "This is a dangerous turn."),
        ("question", "Will strikes deter them?"),
    ]


def test_grounding_is_the_same_every_time(grounder: Grounder) -> None:
    script = Script("Israel struck Rafah and Hamas fired rockets.")
    actor, place = script.add("Israel", "government"), script.add("Rafah", "place")
    strike = event(script, "struck", "ASSAULT", ("actor", actor), ("place", place))
    assert script.ground(grounder, events=(strike,)) == script.ground(Grounder(), events=(strike,))
