"""The registry: what the texts say is found under every name, and their faults are named."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from gesta.errors import ResourceError
from gesta.grounding.actors import SECTORS, Registry, lint, sector_of
from gesta.grounding.actors.texts import OutletRow
from gesta.types import Actor

GOVERNMENTS = """\
# CODE | name | capitals | adjectives | names | metonyms
RUR | Ruritania | Strelsau | Ruritanian | Kingdom of Ruritania | Blue Palace
GRA | Graustark | Edelweiss, Ganlook | Graustarkian | |
BEN | Ben Land | | | |
"""
GROUPS = """\
river-front | River Front | RF, Jabhat an-Nahr, ?Front, جبهة النهر | group | RUR | \
part-of people-s-army 2014-; opposed-to ruritania; backed-by graustark 2011-2016 |
people-s-army | People's Army | PA, ?Front | group | GRA | linked-to river-front -2017 |
ruritanian-royal-army | Ruritanian Royal Army | RRA | force | RUR | part-of ruritania | ruritania
jane-doe | Jane Doe | Doe | person | RUR | leads river-front 2015 |
"""
OUTLETS = """\
strelsau-herald | Strelsau Herald | Herald | herald.example, www.old-herald.example | RUR | state:ruritania | en
river-radio | River Radio | | river.example | RUR | party:river-front | en
free-page | Free Page | | free.example | | private | en
"""


def registry(folder: Path, **files: str) -> Registry:
    """A registry of small texts: governments, groups, outlets unless other ones are given."""
    texts = {"governments": GOVERNMENTS, "groups": GROUPS, "outlets": OUTLETS, **files}
    for name, text in texts.items():
        room = folder / ("outlets" if name == "outlets" else "actors")
        room.mkdir(exist_ok=True, parents=True)
        (room / f"{name}.txt").write_text(text, encoding="utf-8")
    return Registry.open(folder)


@pytest.fixture
def small(tmp_path: Path) -> Registry:
    return registry(tmp_path)


@pytest.mark.parametrize(
    ("name", "type", "actor"),
    [
        ("River Front", None, "a-river-front"),
        ("the “River” Front", "group", "a-river-front"),
        ("RF", "group", "a-river-front"),
        ("Jabhat al-Nahr", "group", "a-river-front"),
        ("جبهة النهر", "group", "a-river-front"),
        ("Ruritania", None, "a-ruritania"),
        ("Kingdom of Ruritania", "government", "a-ruritania"),
        ("Ruritania", "group", "a-ruritania"),
        ("Ruritanian", "government", "a-ruritania"),
        ("Ruritanian", None, None),
        ("Ruritanian", "group", None),
        ("Ruritania", "force", "a-ruritanian-royal-army"),
        ("Ruritanian army", None, "a-ruritanian-royal-army"),
        ("Ruritania's soldiers", "force", "a-ruritanian-royal-army"),
        ("Graustarkian troops", "force", "a-graustark-armed-forces"),
        ("Graustarkian police", "force", "a-graustark-police"),
        ("Graustarkian security services", "force", "a-graustark-security-forces"),
        ("government of Graustark", "government", "a-graustark"),
        ("Graustarkian authorities", "government", "a-graustark"),
        ("Strelsau", "government", "a-ruritania"),
        ("Strelsau regime", "government", "a-ruritania"),
        ("Strelsau", None, None),
        ("Strelsau", "person", None),
        ("Blue Palace", "government", "a-ruritania"),
        ("Blue Palace", "organisation", "a-ruritania"),
        ("Doe", "person", "a-jane-doe"),
        ("Doe", "group", None),
        ("Herald", "media", "a-strelsau-herald"),
        ("Herald", "person", None),
        ("Nobody", None, None),
        ("", None, None),
    ],
)
def test_a_name_finds_its_actor(
    small: Registry, name: str, type: str | None, actor: str | None
) -> None:
    found = small.find(name, type=type)
    assert (found.id if found else None) == actor


def test_a_name_of_two_actors_is_nobodys_unless_the_country_tells(small: Registry) -> None:
    assert small.find("Front", type="group") is None
    by_country = small.find("Front", type="group", country="GRA")
    assert by_country is not None and by_country.id == "a-people-s-army"
    assert {actor.id for actor in small.bearers("Front")} == {"a-river-front", "a-people-s-army"}


def test_an_unmarked_name_is_its_bearers_before_a_marked_one(tmp_path: Path) -> None:
    known = registry(tmp_path, more="old-front | Front | | group | RUR | |\n")
    found = known.find("Front", type="group")
    assert found is not None and found.id == "a-old-front"


def test_an_actor_has_its_names_type_and_country(small: Registry) -> None:
    actor = small.get("a-river-front")
    assert actor is not None
    assert (actor.name, actor.type, actor.country) == ("River Front", "group", "RUR")
    assert {"RF", "Jabhat an-Nahr"} <= set(actor.names)
    assert small.get("a-nobody") is None


def test_a_force_row_takes_the_place_of_the_made_one(small: Registry) -> None:
    assert small.get("a-ruritania-armed-forces") is None
    assert small.get("a-ruritania-police") is not None
    assert small.get("a-graustark-armed-forces") is not None


def test_ties_are_given_between_known_ends_with_their_years(small: Registry) -> None:
    ties = small.ties_among(["a-people-s-army", "a-river-front", "a-graustark"])
    found = {(tie.type, tie.source, tie.target): tie for tie in ties}
    assert set(found) == {
        ("part-of", "a-river-front", "a-people-s-army"),
        ("backed-by", "a-river-front", "a-graustark"),
        ("linked-to", "a-people-s-army", "a-river-front"),
    }
    part = found["part-of", "a-river-front", "a-people-s-army"]
    assert (part.since, part.until, part.basis, part.claims) == (
        date(2014, 1, 1), None, "registry", (),
    )  # fmt: skip
    assert found["backed-by", "a-river-front", "a-graustark"].until == date(2016, 12, 31)
    assert found["linked-to", "a-people-s-army", "a-river-front"].since is None
    assert ties == sorted(ties, key=lambda tie: tie.id)
    assert small.ties_among(["a-river-front"]) == []


def test_made_forces_are_part_of_their_state(small: Registry) -> None:
    (tie,) = small.ties_among(["a-graustark", "a-graustark-police"])
    assert (tie.type, tie.source, tie.target) == ("part-of", "a-graustark-police", "a-graustark")


@pytest.mark.parametrize(
    ("asked", "outlet"),
    [
        ("Strelsau Herald", "a-strelsau-herald"),
        ("The Strelsau Herald", "a-strelsau-herald"),
        ("herald.example", "a-strelsau-herald"),
        ("HERALD.example", "a-strelsau-herald"),
        ("https://www.herald.example/news/1?x=y", "a-strelsau-herald"),
        ("http://en.old-herald.example:8080", "a-strelsau-herald"),
        ("https://notherald.example/", None),
        ("https://[broken", None),
        ("River Front", None),
        ("", None),
    ],
)
def test_an_outlet_is_found_by_name_domain_or_address(
    small: Registry, asked: str, outlet: str | None
) -> None:
    found = small.outlet(asked)
    assert (found.id if found else None) == outlet


def test_an_outlet_tells_its_owner(small: Registry) -> None:
    assert small.owner_of("a-strelsau-herald") == "a-ruritania"
    assert small.owner_of("a-river-radio") == "a-river-front"
    assert small.owner_of("a-free-page") is None
    assert small.owner_of("a-nobody") is None


def test_sound_texts_have_no_fault(small: Registry) -> None:
    assert lint(small) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x | X Force | | grop | RUR | |", "type 'grop'"),
        ("x | X Force", "2 cells"),
        ("x | X Force | | group | RUR | | | | more", "9 cells"),
        ("x | X Force | | group | RUR | | | ARMY", "sector 'ARMY'"),
        ("X Y | X Force | | group | RUR | |", "'X Y'"),
        ("x | ... | | group | RUR | |", "'...'"),
        ("x | X Force | | group | Ruritania | |", "'Ruritania'"),
        ("x | X Force | | group | RUR | eats ruritania |", "'eats ruritania'"),
        ("x | X Force | | group | RUR | part-of |", "'part-of'"),
        ("x | X Force | | group | RUR | part-of ruritania since 2014 |", "since 2014"),
        ("x | X Force | | group | RUR | part-of ruritania 3014- |", "3014"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(ResourceError) as raised:
        registry(tmp_path, groups=f"# rows\n\n{row}\n")
    assert "groups.txt:3" in str(raised.value)
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("river-front | Other | | group | RUR | |", "id 'river-front' is taken by"),
        ("x | Jabhat al-Nahr | | group | RUR | |", "'Jabhat al-Nahr' meets 'Jabhat an-Nahr'"),
        ("x | Ruritanian | | group | RUR | |", "'Ruritanian' meets"),
        ("x | X Force | | group | RUR | part-of nobody |", "'nobody', which no row defines"),
        ("x | X Force | | group | RUR | part-of x |", "tied to itself"),
        ("x | X Force | | group | ZZZ | |", "country 'ZZZ'"),
        ("x | X Force | | group | RUR | part-of ruritania 2017-2014 |", "ends before it begins"),
        ("x | X Force | | force | RUR | | nowhere", "'nowhere', which no row defines"),
        ("x | armed groups | | group | RUR | |", "describes"),
    ],
)
def test_faults_between_rows_are_named(tmp_path: Path, row: str, fault: str) -> None:
    faults = lint(registry(tmp_path, more=f"{row}\n"))
    assert [found for found in faults if fault in found and "more.txt:1" in found], faults


def test_a_folder_without_actors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"no actors/\*\.txt"):
        Registry.open(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    registry(tmp_path)
    (tmp_path / "actors" / "bad.txt").write_bytes(b"x | \xff | | group | | |")
    with pytest.raises(ResourceError, match="bad.txt: not UTF-8"):
        Registry.open(tmp_path / "actors" / "..")


# ---------------------------------------------------------------- the shipped texts


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return Registry.open()


def test_the_shipped_texts_have_no_fault(shipped: Registry) -> None:
    assert lint(shipped) == []


def test_the_shipped_texts_hold_what_was_promised(shipped: Registry) -> None:
    outlets = [actor for actor in shipped.actors.values() if actor.type == "media"]
    assert len(shipped.states.rows) >= 195
    assert len(shipped.rows) - len(outlets) >= 500
    assert len(outlets) >= 250


def test_the_shipped_texts_open_at_once(shipped: Registry) -> None:
    # About 0.15 s on an idle core; the bound leaves room for a busy machine.
    from gesta.grounding.actors.registry import SHIPPED, read_registry

    before = time.process_time()
    read_registry(SHIPPED)
    assert time.process_time() - before < 1.0


@pytest.mark.parametrize(
    ("names", "type"),
    [
        (["Popular Mobilization Units", "PMU", "Popular Mobilization Forces", "Hashd al-Shaabi",
          "Al-Hashd Al-Sha’bi", "الحشد الشعبي"], "group"),
        (["Kata’ib Hezbollah", "Kataib Hizballah", "Kitaeb Hezbollah"], "group"),
        (["Islamic Revolutionary Guard Corps", "IRGC", "I.R.G.C."], "force"),
        (["the “Islamic Resistance” in Iraq", "Islamic Resistance in Iraq"], "group"),
        (["IDF", "Israel Defense Forces", "Israeli army", "Israel's military",
          "Israeli soldiers"], "force"),
        (["Houthis", "Ansar Allah", "Ansarullah", "Houthi movement"], "group"),
        (["Islamic State", "ISIS", "ISIL", "Daesh"], "group"),
        (["United States", "US", "U.S.", "Washington", "America"], "government"),
        (["Hassan Nasrallah", "Hasan Nasrullah"], "person"),
    ],
)  # fmt: skip
def test_spellings_find_one_actor(shipped: Registry, names: list[str], type: str) -> None:
    found = {name: shipped.find(name, type=type) for name in names}
    assert None not in found.values(), found
    assert len({actor.id for actor in found.values() if actor}) == 1, found


def test_three_hezbollahs_are_three(shipped: Registry) -> None:
    names = ["Hezbollah", "Kata’ib Hezbollah", "Harakat Hezbollah al-Nujaba"]
    found = [shipped.find(name, type="group") for name in names]
    assert len({actor.id for actor in found if actor}) == 3


@pytest.mark.parametrize(
    "name", ["Maariv", "IRNA", "Al-Arabiya", "The Jerusalem Post", "Reuters", "Al Jazeera", "SANA"]
)
def test_outlets_are_media(shipped: Registry, name: str) -> None:
    outlet = shipped.outlet(name)
    assert outlet is not None and outlet.type == "media"
    found = shipped.find(name, type="media")
    assert found == outlet


def test_irna_is_the_mouthpiece_of_iran(shipped: Registry) -> None:
    outlet = shipped.outlet("https://en.irna.ir/news/1")
    assert outlet is not None
    assert shipped.owner_of(outlet.id) == "a-iran"


def test_kataib_hezbollah_is_tied_to_the_guards(shipped: Registry) -> None:
    ties = shipped.ties_among(["a-kataib-hezbollah", "a-islamic-revolutionary-guard-corps"])
    assert ties


def test_every_shipped_name_finds_its_actor_or_says_that_it_is_shared(shipped: Registry) -> None:
    lost = []
    for row in shipped.rows:
        actor = shipped.get(f"a-{row.id}")
        assert actor is not None
        for name in row.names:
            found = shipped.find(name.text, type=actor.type)
            if not name.shared and (found is None or found.id != actor.id):
                lost.append((row.where, name.text, found.id if found else None))
    assert lost == []


@pytest.mark.parametrize(
    ("actor", "sector"),
    [
        (Actor("a", "Iraq", type="government"), "GOV"),
        (Actor("a", "Iraqi armed forces", type="force"), "MIL"),
        (Actor("a", "Iraqi police", type="force"), "COP"),
        (Actor("a", "Kata'ib Hezbollah", type="group"), "REB"),
        (Actor("a", "villagers", type="civilian"), "CVL"),
        (Actor("a", "doctors", type="civilian"), "HLH"),
        (Actor("a", "IRNA", type="media"), "MED"),
        (Actor("a", "United Nations", type="organisation"), "IGO"),
        (Actor("a", "Human Rights Watch", type="organisation"), "NGO"),
        (Actor("a", "Likud Party", type="organisation"), "PTY"),
        (Actor("a", "Supreme Court", type="organisation"), "JUD"),
        (Actor("a", "Foo", type="organisation"), "UNK"),
    ],
)
def test_sectors(actor: Actor, sector: str) -> None:
    assert sector_of(actor) == sector
    assert sector in SECTORS


def test_every_shipped_actor_has_type_and_sector_and_all_but_the_cross_border_a_country(
    shipped: Registry,
) -> None:
    assert [a.id for a in shipped.actors.values() if sector_of(a, registry=shipped) == "UNK"] == []
    without = [a for a in shipped.actors.values() if a.country is None]
    assert {a.type for a in without} <= {"organisation", "force", "person", "group"}
    assert len(without) < 160


def test_a_stated_sector_comes_before_type_and_name(shipped: Registry) -> None:
    actor = shipped.find("UNMISS")
    assert actor is not None
    assert (sector_of(actor), sector_of(actor, registry=shipped)) == ("UNK", "IGO")


def test_every_outlet_has_country_owner_and_language(shipped: Registry) -> None:
    outlets = [row for row in shipped.rows if isinstance(row, OutletRow)]
    assert len(outlets) >= 250
    assert [row.id for row in outlets if not (row.country and row.owner and row.language)] == []


def test_a_person_has_the_sector_of_what_the_person_leads(small: Registry) -> None:
    doe = small.get("a-jane-doe")
    assert doe is not None
    assert sector_of(doe) == "ELI"
    assert sector_of(doe, registry=small) == "REB"


def test_two_of_the_registry_are_not_one_by_the_word_of_reports() -> None:
    from gesta.grounding import joining_ties
    from gesta.types import Tie

    slip = Tie("t1", "alias-of", "a-hezbollah", "a-hamas")
    known = Tie("t2", "alias-of", "a-hezbollah", "a-hamas", basis="registry")
    new = Tie("t3", "alias-of", "a-hezbollah", "a-league-of-the-quiet-hills")
    other = Tie("t4", "opposed-to", "a-hezbollah", "a-hamas")
    assert joining_ties([slip, known, new, other]) == [known, new, other]
