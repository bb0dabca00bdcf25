"""One report's mentions to actors: what is joined, what stays apart, what names nobody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.codebook import ACTOR_TYPES
from gesta.grounding.actors import Registry, resolve_actors
from gesta.types import Actor
from tests.grounding.test_registry import registry

Mentions = list[tuple[str, str]]


@pytest.fixture
def small(tmp_path: Path) -> Registry:
    return registry(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return Registry.open()


def ids(actors: list[Actor | None]) -> list[str | None]:
    return [actor.id if actor else None for actor in actors]


def one(surface: str, kind: str, known: Registry) -> Actor | None:
    return resolve_actors([(surface, kind)], registry=known)[0]


# ---------------------------------------------------------------- known names and their members


@pytest.mark.parametrize(
    ("surface", "kind", "actor"),
    [
        ("Hezbollah members", "group", "a-hezbollah"),
        ("Hamas fighters", "group", "a-hamas"),
        ("16 key Hezbollah commanders", "group", "a-hezbollah"),
        ("two Hezbollah fighters in southern Lebanon", "group", "a-hezbollah"),
        ("members of the Islamic Resistance in Iraq", "group", "a-islamic-resistance-in-iraq"),
        ("Yemen’s Houthi rebels", "group", "a-houthis"),
        ("Iran-backed Houthis", "group", "a-houthis"),
        ("the Lebanese group Hezbollah", "group", "a-hezbollah"),
        ("IDF troops", "force", "a-israel-defense-forces"),
        ("Israeli soldiers", "force", "a-israel-defense-forces"),
        ("three Israeli soldiers", "force", "a-israel-defense-forces"),
        ("Israeli", "force", "a-israel-defense-forces"),
        ("ISRAELI ARMY", "force", "a-israel-defense-forces"),
        ("US soldiers", "force", "a-united-states-armed-forces"),
        ("US forces", "force", "a-united-states-armed-forces"),
        ("U.S. warplanes", "force", "a-united-states-armed-forces"),
        ("Iraqi army", "force", "a-iraqi-armed-forces"),
        ("Ukraine's military", "force", "a-armed-forces-of-ukraine"),
        ("Russian troops", "force", "a-russian-armed-forces"),
        ("Israeli police", "force", "a-israel-police"),
        ("IRNA", "person", "a-irna"),
        ("Islamic Resistance in Iraq and", "group", "a-islamic-resistance-in-iraq"),
        ("Syrian government warplanes", "force", "a-syrian-arab-army"),
        ("ISIL Terrorists", "group", "a-islamic-state"),
        ("Syrian security forces", "force", "a-syria-security-forces"),
        ("Iran", "group", "a-iran"),
        ("Israel", "organisation", "a-israel"),
        ("Iranian", "government", "a-iran"),
        ("Iraqi government", "government", "a-iraq"),
        ("the Kremlin", "government", "a-russia"),
        ("Washington", "government", "a-united-states"),
        ("Tehran", "government", "a-iran"),
        ("Damascus regime", "government", "a-syria"),
        ("US President Joe Biden", "person", "a-joe-biden"),
        ("Secretary of State Antony Blinken", "person", "a-antony-blinken"),
        ("Hezbollah leader Hassan Nasrallah", "person", "a-hassan-nasrallah"),
        ("Gaza’s health ministry", "government", "a-gaza-health-ministry"),
        ("SANA news agency", "media", "a-sana"),
        ("State news agency SANA", "media", "a-sana"),
    ],
)
def test_words_around_a_known_name_change_nothing(
    shipped: Registry, surface: str, kind: str, actor: str
) -> None:
    found = one(surface, kind, shipped)
    assert found is not None
    assert found.id == actor


def test_one_actor_under_its_names(shipped: Registry) -> None:
    mentions = [
        (name, "group")
        for name in (
            "Popular Mobilization Units",
            "the PMU",
            "Al-Hashd Al-Sha’bi",
            "Hashd al-Shaabi",
        )
    ]
    found = resolve_actors(mentions, registry=shipped)
    assert set(ids(found)) == {"a-popular-mobilization-forces"}
    assert found[0] is not None
    assert found[0].names == (
        "Popular Mobilization Forces", "Popular Mobilization Units", "PMU",
        "Al-Hashd Al-Sha’bi", "Hashd al-Shaabi",
    )  # fmt: skip


def test_three_hezbollahs_in_one_report_stay_three(shipped: Registry) -> None:
    names = ["Hezbollah", "Kata’ib Hezbollah", "Harakat Hezbollah al-Nujaba", "Iraqi Hezbollah"]
    found = resolve_actors(
        [(name, "group") for name in names], chains=[(0, 1, 2, 3)], registry=shipped
    )
    assert ids(found)[:3] == ["a-hezbollah", "a-kataib-hezbollah", "a-harakat-hezbollah-al-nujaba"]
    assert found[3] is not None and found[3].id != "a-hezbollah"


@pytest.mark.parametrize("kind", ["person", "group", "government", "organisation"])
def test_a_spokesman_or_an_office_is_not_the_group(shipped: Registry, kind: str) -> None:
    for surface in (
        "Kata'ib Hezbollah spokesman",
        "Hezbollah official",
        "Nujaba's office in Tehran",
    ):
        found = one(surface, kind, shipped)
        assert found is not None
        assert found.id not in {"a-kataib-hezbollah", "a-hezbollah"}
        assert found.country in {"IRQ", "LBN"}


def test_an_office_is_an_actor_and_a_spokesman_a_description(shipped: Registry) -> None:
    office = one("Kata'ib Hezbollah's office in Tehran", "group", shipped)
    assert office is not None
    assert office.id == "a-kataib-hezbollah-office-in-tehran"
    assert (office.type, office.generic) == ("organisation", False)
    spokesman = one("Kitaeb Hizbullah spokesman", "person", shipped)
    assert spokesman is not None
    assert spokesman.id == "a-generic-kataib-hezbollah-spokesman"
    assert spokesman.generic


def test_a_ministry_is_one_however_its_words_are_turned(small: Registry) -> None:
    names = ["Ruritanian defence ministry", "Ministry of Defense of Ruritania",
             "Ruritania's Ministry of Defence", "defense ministry in Ruritania"]  # fmt: skip
    found = resolve_actors([(name, "government") for name in names], registry=small)
    assert set(ids(found)) == {"a-ruritania-defense-ministry"}
    other = one("Graustarkian defence ministry", "government", small)
    assert other is not None and other.id == "a-graustark-defense-ministry"


# ---------------------------------------------------------------- descriptions


@pytest.mark.parametrize(
    ("surface", "kind", "id", "country"),
    [
        ("the militias", "group", "a-generic-militias", None),
        ("Iranian-backed groups", "group", "a-generic-iranian-backed-groups", None),
        ("Russia-backed separatists", "group", "a-generic-russia-backed-separatists", None),
        ("pro-Iranian militias", "group", "a-generic-pro-iranian-militias", None),
        ("gunmen", "group", "a-generic-gunmen", None),
        ("Gunmen", "group", "a-generic-gunmen", None),
        ("three masked gunmen", "group", "a-generic-masked-gunmen", None),
        ("Iraqi factions", "group", "a-generic-iraqi-factions", "IRQ"),
        ("Iraqi militias", "group", "a-generic-iraqi-militias", "IRQ"),
        ("Iraqi armed factions", "group", "a-generic-iraqi-armed-factions", "IRQ"),
        ("Palestinian gunmen", "group", "a-generic-palestinian-gunmen", "PSE"),
        ("civilians", "civilian", "a-generic-civilians", None),
        ("doctors", "civilian", "a-generic-doctors", None),
        ("Israeli settlers", "civilian", "a-generic-israeli-settlers", "ISR"),
        ("Palestinians", "civilian", "a-generic-palestinians", "PSE"),
        ("residents of Rafah", "civilian", "a-generic-residents-rafah", None),
        ("Iraqi officials", "government", "a-generic-iraqi-officials", "IRQ"),
        ("three policemen", "force", "a-generic-policemen", None),
        ("Israeli media", "media", "a-generic-israeli-media", "ISR"),
        ("Interior Ministry", "government", "a-generic-interior-ministry", None),
        ("Gaza fighters", "group", "a-generic-gaza-fighters", None),
        ("President", "person", "a-generic-president", None),
        ("Prime Minister", "person", "a-generic-prime-minister", None),
        ("Minister of Foreign Affairs", "person", "a-generic-minister-foreign-affairs", None),
        ("US", "civilian", "a-generic-us", "USA"),
        ("foreign minister", "person", "a-generic-foreign-minister", None),
        ("governor of Kandahar", "person", "a-generic-governor-kandahar", None),
    ],
)
def test_descriptions_name_nobody(
    shipped: Registry, surface: str, kind: str, id: str, country: str | None
) -> None:
    found = one(surface, kind, shipped)
    assert found is not None
    assert (found.id, found.country, found.generic) == (id, country, True)


@pytest.mark.parametrize("surface", ["123", "…", "", "—", "1,200", "they", "its", "us", "the"])
def test_what_names_and_describes_nobody_is_nobody(shipped: Registry, surface: str) -> None:
    assert one(surface, "government", shipped) is None


# ---------------------------------------------------------------- unknown names


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Liwa al-Foorat", "Liwa al-Furat"),
        ("Saraya al-Bahr", "Sarayat Bahr"),
        ("the “Storm” Brigade", "Storm Brigade"),
        ("Qassem al-Zaydan", "Qasim Zaydan"),
    ],
)
def test_two_reports_spellings_of_an_unknown_name_meet(
    shipped: Registry, first: str, second: str
) -> None:
    one_, other = one(first, "group", shipped), one(second, "group", shipped)
    assert one_ is not None and other is not None
    assert one_.id == other.id
    assert not one_.generic
    assert shipped.get(one_.id) is None


def test_an_unknown_name_keeps_its_surface_and_type(shipped: Registry) -> None:
    found = one("the “Storm” of Zubar", "organisation", shipped)
    assert found is not None
    assert (found.name, found.type) == ("Storm of Zubar", "organisation")


def test_fighters_of_an_unknown_group_are_the_group_only_if_it_is_named(small: Registry) -> None:
    alone = one("Zubar fighters", "group", small)
    assert alone is not None and alone.generic
    found = resolve_actors([("Zubar", "group"), ("Zubar fighters", "group")], registry=small)
    assert ids(found) == ["a-zubar", "a-zubar"]


def test_an_unknown_name_never_has_a_known_actors_id(small: Registry) -> None:
    mine = one("Ruritania", "person", small)
    assert mine is not None
    assert (mine.id, mine.type) == ("a-ruritania-namesake", "person")


def test_a_name_known_under_one_of_its_types_is_known(small: Registry) -> None:
    found = resolve_actors([("Doe", "person"), ("Doe", "media")], registry=small)
    assert ids(found) == ["a-jane-doe", "a-jane-doe"]


def test_a_name_in_small_letters_is_no_acronym(shipped: Registry) -> None:
    fans = one("fans", "civilian", shipped)
    assert fans is not None and fans.generic
    country = one("US", "government", shipped)
    assert country is not None and country.id == "a-united-states"


# ---------------------------------------------------------------- aliases and short names


def test_a_stated_alias_holds_for_the_whole_report(small: Registry) -> None:
    mentions = [("PMN", "group"), ("Popular Militia Network", "group"), ("PMN", "group"),
                ("the PMN", "group")]  # fmt: skip
    found = resolve_actors(mentions, aliases=[(2, 1)], registry=small)
    assert len(set(ids(found))) == 1
    assert found[0] is not None and found[0].name == "Popular Militia Network"


def test_an_unknown_alias_follows_the_registry_name(small: Registry) -> None:
    found = resolve_actors(
        [("Sons of the Weir", "group"), ("River Front", "group")], aliases=[(1, 0)], registry=small
    )
    assert ids(found) == ["a-river-front", "a-river-front"]


def test_an_alias_does_not_join_two_known_actors(small: Registry) -> None:
    mentions = [("River Front", "group"), ("People's Army", "group")]
    found = resolve_actors(mentions, aliases=[(0, 1)], registry=small)
    assert ids(found) == ["a-river-front", "a-people-s-army"]


def test_an_alias_between_a_person_and_a_body_is_not_believed(small: Registry) -> None:
    mentions = [("Zubar Kol", "person"), ("River Front", "group")]
    assert ids(resolve_actors(mentions, aliases=[(0, 1)], registry=small)) == [
        "a-zubar-kol", "a-river-front",
    ]  # fmt: skip


def test_stated_difference_outranks_alias_and_likeness(small: Registry) -> None:
    mentions = [("Zubar", "group"), ("Zubar Brigades", "group")]
    joined = resolve_actors(mentions, registry=small)
    assert len(set(ids(joined))) == 1
    for aliases in ([], [(0, 1)]):
        apart = resolve_actors(mentions, aliases=aliases, distinct=[(0, 1)], registry=small)
        assert len(set(ids(apart))) == 2


def test_a_surname_extends_to_the_one_full_name(small: Registry) -> None:
    found = resolve_actors([("Kol", "person"), ("Zubar Kol", "person")], registry=small)
    assert len(set(ids(found))) == 1
    two = resolve_actors(
        [("Zubar Kol", "person"), ("Ilan Kol", "person"), ("Kol", "person")], registry=small
    )
    assert len(set(ids(two))) == 3


def test_a_surname_typed_as_a_body_is_the_one_person_who_bears_it(small: Registry) -> None:
    full, other = ("Dara al-Pelloni", "person"), ("Mia Pelloni", "person")
    found = resolve_actors([full, ("Pelloni", "government")], registry=small)
    assert found[0] is not None
    assert found[1] == found[0]
    two = resolve_actors([full, other, ("Pelloni", "government")], registry=small)
    assert two[2] is not None
    assert two[2] not in two[:2], "which of the two is not told"
    apart = resolve_actors([full, ("Dara", "government")], registry=small)
    assert apart[1] != apart[0], "a first name is no surname"


def test_a_chain_tells_which_of_two_full_names(small: Registry) -> None:
    mentions = [("Zubar Kol", "person"), ("Ilan Kol", "person"), ("Kol", "person")]
    found = resolve_actors(mentions, chains=[(1, 2)], registry=small)
    assert found[2] == found[1]
    assert found[0] != found[1]


def test_a_surname_of_the_registry_is_anothers_who_is_named(small: Registry) -> None:
    assert ids(resolve_actors([("Doe", "person")], registry=small)) == ["a-jane-doe"]
    found = resolve_actors([("Robert Doe", "person"), ("Doe", "person")], registry=small)
    assert found[0] == found[1]
    both = resolve_actors(
        [("Robert Doe", "person"), ("Jane Doe", "person"), ("Doe", "person")], registry=small
    )
    assert both[2] == both[1]


def test_the_brigades_are_the_one_named_before(small: Registry) -> None:
    mentions = [("Al-Zubar Brigades", "group"), ("the Brigades", "group")]
    found = resolve_actors(mentions, registry=small)
    assert found[0] == found[1]
    two = resolve_actors([("Kol Brigades", "group"), *mentions], registry=small)
    assert two[2] is not None and two[2].generic


def test_a_shared_name_is_the_bearer_that_the_report_names(small: Registry) -> None:
    found = resolve_actors([("People's Army", "group"), ("PA", "group"), ("RF", "group")],
                           registry=small)  # fmt: skip
    assert ids(found) == ["a-people-s-army", "a-people-s-army", "a-river-front"]


def test_the_army_is_the_one_army_named_before(small: Registry) -> None:
    mentions = [("Ruritanian soldiers", "force"), ("army", "force")]
    assert ids(resolve_actors(mentions, registry=small)) == ["a-ruritanian-royal-army"] * 2
    two = resolve_actors([("Graustarkian troops", "force"), *mentions], registry=small)
    assert two[2] is not None and two[2].generic


# ---------------------------------------------------------------- chains


def test_a_pronoun_takes_the_one_name_of_its_chain(small: Registry) -> None:
    mentions = [
        ("River Front", "group"),
        ("they", "group"),
        ("the group", "group"),
        ("it", "group"),
    ]
    found = resolve_actors(mentions, chains=[(0, 1, 2)], registry=small)
    assert ids(found) == ["a-river-front", "a-river-front", "a-river-front", None]
    assert found[1] is not None and found[1].names == ("River Front",)


def test_a_chain_of_two_names_lends_the_nearest_before(small: Registry) -> None:
    mentions = [("it", "group"), ("River Front", "group"), ("the group", "group"),
                ("People's Army", "group"), ("they", "group")]  # fmt: skip
    found = resolve_actors(mentions, chains=[(0, 1, 2, 3, 4)], registry=small)
    assert ids(found) == [
        None, "a-river-front", "a-river-front", "a-people-s-army", "a-people-s-army",
    ]  # fmt: skip


def test_a_pronoun_for_a_person_is_no_group(small: Registry) -> None:
    mentions = [
        ("River Front", "group"),
        ("Jane Doe", "person"),
        ("she", "person"),
        ("it", "group"),
    ]
    found = resolve_actors(mentions, chains=[(0, 1, 2, 3)], registry=small)
    assert ids(found)[2:] == ["a-jane-doe", "a-river-front"]


def test_a_group_of_another_country_is_not_meant(small: Registry) -> None:
    mentions = [("River Front", "group"), ("Graustarkian group", "group")]
    found = resolve_actors(mentions, chains=[(0, 1)], registry=small)
    assert found[1] is not None and found[1].generic
    own = resolve_actors(
        [("River Front", "group"), ("Ruritanian group", "group")], chains=[(0, 1)], registry=small
    )
    assert own[1] == own[0]


def test_a_statement_is_the_voice_of_its_chain_or_nobody(small: Registry) -> None:
    mentions = [("River Front", "group"), ("statement", "media")]
    assert ids(resolve_actors(mentions, registry=small)) == ["a-river-front", None]
    assert ids(resolve_actors(mentions, chains=[(0, 1)], registry=small))[1] == "a-river-front"


def test_they_are_the_one_description_of_a_chain_without_names(small: Registry) -> None:
    found = resolve_actors(
        [("gunmen", "group"), ("they", "group")], chains=[(0, 1)], registry=small
    )
    assert ids(found) == ["a-generic-gunmen", "a-generic-gunmen"]


def test_they_are_the_description_before_them_where_a_chain_has_several(small: Registry) -> None:
    mentions = [("gunmen", "group"), ("masked gunmen", "group"), ("they", "group")]
    mentions += [("armed gunmen", "group"), ("they", "group")]
    found = ids(resolve_actors(mentions, chains=[range(5)], registry=small))
    assert found[2] == "a-generic-masked-gunmen"
    assert found[4] == found[3] != found[2]


def test_a_plural_description_is_never_a_named_group(small: Registry) -> None:
    mentions = [("River Front", "group"), ("Ruritanian militias", "group")]
    found = resolve_actors(mentions, chains=[(0, 1)], registry=small)
    assert ids(found)[1] == "a-generic-ruritanian-militias"


def test_indexes_outside_the_report_are_passed_over(small: Registry) -> None:
    found = resolve_actors(
        [("River Front", "group"), ("it", "group")],
        chains=[(0, 1, 9), (-1, 7)], aliases=[(0, 9), (-3, 0)], distinct=[(8, 9)], registry=small,
    )  # fmt: skip
    assert ids(found) == ["a-river-front", "a-river-front"]


# ---------------------------------------------------------------- properties

surfaces = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            "the Hezbollah Kataib Iraqi army members of Gunmen US ministry Defense spokesman 's , "
            "Brigades group al-Foo Foo IDF 16 key -backed Iran-backed in Rafah Gen. Doe".split()
        ),
        max_size=6,
    ).map(" ".join),
)
some_mentions = st.lists(st.tuples(surfaces, st.sampled_from(ACTOR_TYPES)), max_size=8)
some_pairs = st.lists(st.tuples(st.integers(-2, 9), st.integers(-2, 9)), max_size=4)
some_chains = st.lists(st.lists(st.integers(-2, 9), max_size=5), max_size=3)


@settings(max_examples=200, deadline=None)
@given(some_mentions, some_chains, some_pairs, some_pairs)
def test_any_mentions_resolve_without_fault(
    shipped: Registry,
    mentions: Mentions,
    chains: list[list[int]],
    aliases: list[tuple[int, int]],
    distinct: list[tuple[int, int]],
) -> None:
    found = resolve_actors(
        mentions, chains=chains, aliases=aliases, distinct=distinct, registry=shipped
    )
    again = resolve_actors(
        mentions, chains=chains, aliases=aliases, distinct=distinct, registry=shipped
    )
    assert found == again
    assert len(found) == len(mentions)
    by_id: dict[str, Actor] = {}
    for actor in found:
        if actor is not None:
            assert actor.id.startswith("a-") and actor.name.strip()
            assert actor.type in ACTOR_TYPES
            assert actor.names[0] == actor.name
            assert by_id.setdefault(actor.id, actor) == actor


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([
    ("Zubar Kol", "person"), ("Kol", "person"), ("they", "group"), ("River Front", "group"),
    ("Storm Brigade", "group"), ("gunmen", "group"), ("Iraqi army", "force"), ("Iran", "government"),
]), max_size=8))  # fmt: skip
def test_unrelated_mentions_change_nothing(shipped: Registry, mentions: Mentions) -> None:
    unrelated = [("Maria Petrovna", "person"), ("Lima Chamber of Commerce", "organisation"),
                 ("shepherds", "civilian")]  # fmt: skip
    alone = resolve_actors(mentions, registry=shipped)
    among = resolve_actors([*mentions, *unrelated], registry=shipped)
    assert among[: len(mentions)] == alone


def test_names_resolve_fast(shipped: Registry) -> None:
    # Well above 20,000 names a second on an idle core; the bound leaves room for a busy machine.
    report = [("Hezbollah", "group"), ("Iraqi army", "force"), ("16 Hamas fighters", "group"),
              ("they", "group"), ("Zubar Kol", "person"), ("gunmen", "group")] * 10  # fmt: skip
    resolve_actors(report, registry=shipped)
    before = time.process_time()
    for _ in range(50):
        resolve_actors(report, registry=shipped)
    assert 50 * len(report) / (time.process_time() - before) > 8_000
