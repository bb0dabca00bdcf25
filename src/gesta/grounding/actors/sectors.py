"""PLOVER-style sectors of actors, from their type and the common words of their names."""

from __future__ import annotations

from typing import Final

from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.vocabulary import SECTORS
from gesta.grounding.names import words
from gesta.types import Actor

__all__ = ["SECTORS", "sector_of"]

_BY_TYPE: Final = {
    "government": "GOV", "force": "MIL", "group": "REB", "civilian": "CVL",
    "media": "MED", "person": "ELI", "organisation": "UNK",
}  # fmt: skip


def _words(*pairs: tuple[str, str]) -> dict[str, str]:
    return {word: sector for sector, text in pairs for word in text.split()}


# Words of a name that overrule the type's sector, for types where they may.
_BY_WORD: Final[dict[str, dict[str, str]]] = {
    "force": _words(
        ("COP", "police policeman policemen gendarmerie constabulary gendarmes"),
        ("SPY", "intelligence mossad bet mukhabarat cia fsb gru espionage"),
    ),
    "government": _words(
        ("JUD", "court courts judiciary prosecutor prosecutors tribunal judge judges"),
        ("LEG", "parliament congress senate knesset duma legislature assembly lawmakers"),
        ("SPY", "intelligence mukhabarat"),
        ("HLH", "health"),
    ),
    "organisation": _words(
        ("JUD", "court courts tribunal judge judges"),
        ("LEG", "parliament congress senate knesset duma legislature"),
        ("PTY", "party parties likud fatah democrats republicans coalition front bloc"),
        ("IGO", "un nations union league nato unicef unrwa unhcr iaea osce opec who wfp ocha "
                "asean ecowas igad icc icj unifil gcc eu au opcw imf"),
        ("NGO", "observatory watch amnesty committee rights crescent cross relief charity "
                "borders foundation monitor rescue humanitarian aid save oxfam campaign"),
        ("BUS", "company corporation bank group ltd inc shipping airlines industries oil line"),
        ("EDU", "university school college institute academy"),
        ("REL", "church mosque synagogue patriarchate diocese vatican"),
        ("HLH", "hospital hospitals clinic health medical doctors red"),
    ),
    "civilian": _words(
        ("HLH", "doctor doctors medic medics nurse nurses paramedic paramedics"),
        ("MED", "journalist journalists reporter reporters cameraman photographer"),
        ("EDU", "student students teacher teachers"),
        ("REL", "priest priests imam imams cleric clerics worshippers"),
        ("NGO", "aid relief humanitarian"),
    ),
    "person": _words(
        ("GOV", "president minister premier king emir governor ambassador envoy chancellor"),
        ("MIL", "general gen commander colonel col admiral major brigadier lieutenant"),
        ("LEG", "senator lawmaker congressman"),
        ("JUD", "judge prosecutor justice"),
    ),
}  # fmt: skip
_OF_HEADS: Final = {"leads", "part-of", "speaks-for"}


def sector_of(actor: Actor, *, registry: Registry | None = None) -> str:
    """The actor's sector, one of `SECTORS`; `UNK` where neither type nor name tells.

    With a registry the sector that a row states comes first, and a known person has the sector of
    what the person leads or belongs to.

    >>> sector_of(Actor("a-x", "Iraqi police", type="force"))
    'COP'
    """
    if registry is not None and (stated := registry.stated_sector(actor.id)):
        return stated
    table = _BY_WORD.get(actor.type, {})
    for word in words(actor.name):
        if word in table:
            return table[word]
    if actor.type == "person" and registry is not None:
        for tie in registry.ties_of(actor.id):
            headed = registry.get(tie.target) if tie.type in _OF_HEADS else None
            if headed is not None and headed.type != "person":
                return sector_of(headed, registry=registry)
    return _BY_TYPE.get(actor.type, "UNK")
