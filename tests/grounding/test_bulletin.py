"""A party's own outlet: what it says without a source is its claim; all other outlets are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesta.grounding import Grounder
from gesta.grounding.actors import Registry
from gesta.grounding.bulletin import mouthpiece_of
from gesta.types import Attribution, EventMention, Grounded, Reading, Report, Sentence, TieMention
from tests.grounding.test_ground import Script, event


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.open()


def report(outlet: str | None = None, url: str | None = None, text: str = "") -> Report:
    return Report("r1", "a", "", text, outlet=outlet, url=url)


def ground(
    grounder: Grounder, script: Script, outlet: str, *events: EventMention, **parts: object
) -> Grounded:
    sentences = (Sentence(0, len(script.text)),)
    reading = Reading(
        "r1",
        tuple(script.mentions),
        events=events,
        sentences=sentences,
        **parts,  # type: ignore[arg-type]
    )
    return grounder.ground(report(outlet, text=script.text), reading)


def strike(doer: str, kind: str) -> tuple[Script, EventMention]:
    script = Script(f"{doer} shelled a depot near the river at dawn.")
    return script, event(script, "shelled", "ASSAULT", ("actor", script.add(doer, kind)))


@pytest.mark.parametrize(
    ("outlet", "party", "own"),
    [
        ("IDF", "a-israel-defense-forces", True),
        ("idf.il", "a-israel-defense-forces", True),
        ("CENTCOM", "a-united-states-central-command", True),
        ("Russian Ministry of Defence", "a-russian-defence-ministry", True),
        ("Saraya al-Quds", "a-al-quds-brigades", True),
        ("Houthi military media", "a-houthis", True),
        ("SDF Press", "a-syrian-democratic-forces", True),
        ("Peshmerga Press Office", "a-peshmerga", True),
        ("Taliban spokesman", "a-taliban", True),
        ("Al-Manar", "a-hezbollah", False),
        ("Amaq News Agency", "a-islamic-state", True),
    ],
)
def test_whose_mouthpiece_an_outlet_is(
    registry: Registry, outlet: str, party: str, own: bool
) -> None:
    assert registry.mouthpiece(outlet) == (party, own)


@pytest.mark.parametrize(
    "outlet",
    ["Reuters", "IRNA", "TASS", "Xinhua", "BBC", "Iran", "United Nations", "A Small Gazette", "",
     "  ", "press office", "UN", "Red Cross"],
)  # fmt: skip
def test_press_and_states_are_no_partys_mouthpiece(registry: Registry, outlet: str) -> None:
    assert registry.mouthpiece(outlet) is None
    assert mouthpiece_of(report(outlet), registry) is None


def test_the_address_tells_where_no_outlet_is_given(registry: Registry) -> None:
    found = mouthpiece_of(report(url="https://www.centcom.mil/MEDIA/PRESS-RELEASES/1/"), registry)
    assert found is not None
    assert found.party.id == "a-united-states-central-command"
    assert found.speaker.text is None


def test_a_known_outlet_outranks_the_address(registry: Registry) -> None:
    assert mouthpiece_of(report("Reuters", "https://www.idf.il/en/x"), registry) is None


def test_a_partys_own_deed_in_its_bulletin_is_claimed(grounder: Grounder) -> None:
    script, shelled = strike("The IDF", "force")
    grounded = ground(grounder, script, "IDF", shelled)
    (claim,) = grounded.claims
    assert claim.certainty == "claimed"
    assert [(s.text, s.actor, s.start) for s in claim.said_by] == [
        ("IDF", "a-israel-defense-forces", None)
    ]
    assert "a-israel-defense-forces" in {actor.id for actor in grounded.actors}


@pytest.mark.parametrize(
    ("outlet", "doer", "kind", "certainty"),
    [
        ("IDF", "Israel", "government", "claimed"),  # the whole that the army is part of
        ("Saraya al-Quds", "Palestinian Islamic Jihad", "group", "claimed"),
        ("IDF", "Hezbollah", "group", "attributed"),  # somebody else's deed
        ("Al-Manar", "Hezbollah", "group", "claimed"),
        ("Al-Manar", "Israel", "government", "attributed"),
        ("Reuters", "Hezbollah", "group", "reported"),
        ("IRNA", "Iran", "government", "reported"),
    ],
)
def test_certainty_depends_on_whose_deed_whose_outlet_tells(
    grounder: Grounder, outlet: str, doer: str, kind: str, certainty: str
) -> None:
    script, shelled = strike(doer, kind)
    assert ground(grounder, script, outlet, shelled).claims[0].certainty == certainty


@pytest.mark.parametrize(
    ("outlet", "certainty"), [("CENTCOM", "claimed"), ("Al-Manar", "attributed")]
)
def test_a_deed_without_doer_is_the_bulletins_own(
    grounder: Grounder, outlet: str, certainty: str
) -> None:
    script = Script("Four launchers were destroyed near the river.")
    grounded = ground(grounder, script, outlet, event(script, "destroyed", "ASSAULT"))
    assert grounded.claims[0].certainty == certainty


def test_a_source_in_the_text_keeps_its_words(grounder: Grounder) -> None:
    script, shelled = strike("Hezbollah", "group")
    said = Attribution(None, script.span("at dawn"), (script.span("shelled"),))
    shelled = replace(shelled, certainty="attributed", said_by=(0,))
    (claim,) = ground(grounder, script, "IDF", shelled, attributions=(said,)).claims
    assert claim.certainty == "attributed"
    assert [s.actor for s in claim.said_by] == [None]


@pytest.mark.parametrize("grade", ["denied", "planned", "alleged", "hypothetical"])
def test_other_grades_stay_and_get_their_speaker(grounder: Grounder, grade: str) -> None:
    script, shelled = strike("The IDF", "force")
    (claim,) = ground(grounder, script, "IDF", replace(shelled, certainty=grade)).claims
    assert claim.certainty == grade
    assert claim.said_by[0].actor == "a-israel-defense-forces"


def test_ties_and_judgements_of_a_bulletin_are_the_partys_too(grounder: Grounder) -> None:
    script = Script("Zubar Brigades belong to the Hill Army.")
    tie = TieMention(
        "part-of", script.add("Zubar Brigades", "group"), script.add("Hill Army", "group")
    )
    grounded = ground(grounder, script, "CENTCOM", ties=(tie,))
    assert [(t.certainty, t.said_by[0].actor) for t in grounded.ties] == [
        ("attributed", "a-united-states-central-command")
    ]


def test_parts_of_one_umbrella_are_not_each_others_side(registry: Registry) -> None:
    assert registry.is_side_of("a-al-quds-brigades", "a-palestinian-islamic-jihad")
    assert not registry.is_side_of("a-kataib-hezbollah", "a-harakat-hezbollah-al-nujaba")
    assert not registry.is_side_of("a-hamas", "a-israel")
