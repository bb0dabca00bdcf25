"""The people whom one report tells of singly, each counted once: who died, who lived.

`A 16-year-old boy was shot`, `Diego Alvarado was hit in the back`, `the teen died`: one victim.
Two descriptions are of one person unless something speaks against it: another name, age or sex,
`another`, or that one claim names both. So the roll never counts more people than are told apart.
Whoever was hit and is nowhere said to have died was wounded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from gesta.fates import Fate, done_to, fate_of, is_gerund, is_plural
from gesta.types import Claim, Party

_AROUND = 40  # characters around a trigger or a party that are looked at
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ](year|month|week|day)s?[- ]old\b(?:\s+[\w’'-]+){0,3}\s*$")
_AGE_WITHIN = re.compile(r"\b(\d{1,3})[- ](year|month|week|day)s?[- ]old\b")
_AGE_AFTER = re.compile(
    r"^,?\s*(?:aged?\s+|who was\s+)?\(?(\d{1,2})\b(?![:.]\d|%|\s*(?:times|a\.m|p\.m|shots))"
)
_SELF = re.compile(r"[^.;!?]{0,60}?\b(himself|herself)\b", re.IGNORECASE)
_FATAL = re.compile(
    r"shooting|stabbing|death|homicide|murder(?:-suicide)?|killing|slaying", re.IGNORECASE
)
_HAPPENED = frozenset(("reported", "attributed", "claimed"))
_TRIED = re.compile(r"\battempted\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_SHOOTING = re.compile(r"(?:\w+ )?(?:shooting|gunshot|attack|stabbing|strikes|hits)", re.IGNORECASE)
_OF = re.compile(r"\s+(?:deaths?\s+)?of\b", re.IGNORECASE)
# Between a verb in `-ing` and its object.
_OBJECT = re.compile(
    r"\s+(?:an?|the|his|her|their|another|two|three)\s+(?:[\w’'-]+\s+){0,2}", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:another|(?:a|the) (?:second|third|fourth|fifth)|other)(?:\s+[\w’'-]+){0,3}\s*$", re.I
)
# Capitalised, and yet many: `Syrian Kurds`, `Gaza Palestinians`, `Red Guards`.
_PEOPLES = re.compile(
    r"\w+(?:ians|cans|rks|rds|abs|ews|nis|tes|ims|ots|ers)|(?:Guard|Force|Brigade|Fighter|Soldier|Troop|Officer|"
    r"Marine|Ranger|Deput(?:ie)|Student|Victim|Other|Kid|Teen|Adult|Bystander|Cop|Civilian)s",
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MALE = frozenset("he him himself his man boy male gentleman father son brother husband grandfather "
                  "grandson uncle nephew boyfriend guy stepfather stepson".split())  # fmt: skip
_FEMALE = frozenset("she her herself woman girl female lady mother daughter sister wife grandmother "
                    "granddaughter aunt niece girlfriend mom stepmother".split())  # fmt: skip
_PRONOUNS = frozenset("he him himself she her herself".split())
# One sentence does not say of one person that he died and that he was wounded.
_OTHER_END: dict[Fate, tuple[Fate, ...]] = {"killed": ("wounded",), "wounded": ("killed",)}
_YOUNG = frozenset("boy girl child toddler baby infant teen teenager juvenile student kid".split())


@dataclass(slots=True)
class Victim:
    """What a report has said of one person so far; grows as it says more."""

    name: frozenset[str]
    age: str | None
    sex: str | None
    actor: str | None
    claims: set[str] = field(default_factory=set)
    fates: set[Fate] = field(default_factory=set)
    known_as: set[str] = field(default_factory=set)  # actors, descriptions too
    last: int = 0  # where it was told of last
    told: set[tuple[int, Fate]] = field(default_factory=set)  # in which sentence which end


def fate_of_claim(claim: Claim) -> Fate | None:
    """What became of a claim's recipients by its trigger and the words around that."""
    at = claim.trigger.start - claim.evidence.start
    words = claim.evidence.text
    end = at + len(claim.trigger.text)
    return fate_of(claim.trigger.text, words[end : end + _AROUND], words[max(0, at - 80) : at])


def roll(claims: Iterable[Claim]) -> tuple[int, int]:
    """How many people the claims of one report name as killed, and how many as wounded."""
    claims = list(claims)
    if not any(claim.type == "ASSAULT" for claim in claims):
        return 0, 0
    known: list[Victim] = []
    fatal, surnames = 0, _surnames(claims)
    for claim in sorted(claims, key=lambda c: (c.trigger.start, c.id)):
        fate = fate_of_claim(claim) if claim.type == "ASSAULT" else None
        if fate is None:
            continue
        parties = [party for party in _done_to(claim) if not _is_many(party, surnames)]
        parties = _once(parties)
        for party in parties:
            _enter(_victim(party, claim), claim, fate, known)
        if not parties and (himself := _himself(claim, surnames)):
            _enter(himself, claim, fate, known)
        # `a fatal shooting` says that one died at least, a murder-suicide that two did.
        if fate == "killed" and _FATAL.fullmatch(claim.trigger.text) and _is_done(claim):
            fatal = max(fatal, 2 if "suicide" in claim.trigger.text.lower() else 1)
    dead = sum("killed" in v.fates for v in known)
    hurt = len(known) - dead
    return (fatal, max(0, hurt - (fatal - dead))) if fatal > dead else (dead, hurt)


def _once(parties: Sequence[Party]) -> list[Party]:
    """The parties less further pronouns: `she was inside when she was shot` tells of one."""
    pronouns = [p for p in parties if p.text.lower() in _PRONOUNS]
    first = pronouns[0].text.lower() in _MALE if pronouns else False
    again = [p for p in pronouns[1:] if (p.text.lower() in _MALE) == first]
    return [p for p in parties if p not in again]


def _is_done(claim: Claim) -> bool:
    before = claim.evidence.text[: max(0, claim.trigger.start - claim.evidence.start)]
    return claim.certainty in _HAPPENED and not _TRIED.search(before)


def _done_to(claim: Claim) -> list[Party]:
    """The recipients that were hit; of a noun (`shooting`) only those that `of` ties to it."""
    words, begin = claim.evidence.text, claim.evidence.start
    trigger = claim.trigger.start - begin, claim.trigger.end - begin
    parties = sorted(claim.recipients, key=lambda p: p.start)
    parties = [p for p in parties if begin <= p.start < claim.evidence.end]
    if _SHOOTING.fullmatch(claim.trigger.text):
        parties = [p for p in parties if _is_object(trigger, p.start - begin, p.text, words)]
    people = [(p.start - begin, p.end - begin) for p in parties]
    return [parties[at] for at in done_to(people, trigger, words)]


def _is_object(trigger: tuple[int, int], start: int, party: str, words: str) -> bool:
    """Whether a noun is done to a party behind it: `the shooting of a boy`, `for shooting a boy`."""
    between = words[trigger[1] : max(trigger[1], start)]
    if _OF.match(between):
        return True
    if start < trigger[1] or not is_gerund(words, 0, trigger[0]):
        return False
    return _OBJECT.fullmatch(between) is not None or (between == " " and party[:1].isdigit())


def _himself(claim: Claim, surnames: Collection[str]) -> Victim | None:
    """The doer of what someone does to himself."""
    found = _SELF.match(claim.evidence.text[claim.trigger.start - claim.evidence.start :])
    if found is None:
        return None
    doer = next((p for p in claim.actors[:1] if not _is_many(p, surnames)), None)
    sex = {"himself": "m", "herself": "f"}.get(found[1].lower())
    who = _victim(doer, claim) if doer else Victim(frozenset(), None, None, None)
    return replace(who, sex=sex or who.sex)


def _enter(one: Victim, claim: Claim, fate: Fate, known: list[Victim]) -> None:
    """Add to the person already told of, else enter a new one."""
    here = claim.evidence.start
    other = [(here, end) for end in _OTHER_END.get(fate, ())]
    fits = [
        v
        for v in known
        if claim.id not in v.claims and v.told.isdisjoint(other) and _may_be(one, v)
    ]
    best = max(fits, key=lambda v: _likeness(one, v, fate), default=None)
    if best is None or one.claims:
        best = one
        known.append(best)
    best.name |= one.name
    best.age, best.sex = best.age or one.age, best.sex or one.sex
    best.actor = best.actor or one.actor
    best.claims.add(claim.id)
    best.fates.add(fate)
    best.told.add((here, fate))
    best.known_as |= one.known_as
    best.last = claim.trigger.start


def _may_be(one: Victim, other: Victim) -> bool:
    if one.actor is not None and one.actor == other.actor:
        return True
    if one.name and other.name and not one.name & other.name:
        return False
    if one.age and other.age and one.age != other.age:
        return False
    return not (one.sex and other.sex and one.sex != other.sex)


def _likeness(one: Victim, other: Victim, fate: Fate) -> tuple[int, ...]:
    opposite = not other.fates.isdisjoint(_OTHER_END.get(fate, ()))
    return (
        len(one.name & other.name),
        int(one.age is not None and one.age == other.age)
        + int(one.actor is not None and one.actor == other.actor),
        int(fate in other.fates) - int(opposite),
        int(one.sex is not None and one.sex == other.sex),
        len(one.known_as & other.known_as),
        other.last,
    )


def _surnames(claims: Iterable[Claim]) -> frozenset[str]:
    """The last words of full names (`Lena Roberts`), which name one person alone too."""
    parties = (party for claim in claims for party in claim.recipients)
    return frozenset(
        words[-1] for p in parties if len(words := p.text.split()) > 1 and _is_name(words)
    )


def _is_name(words: Sequence[str]) -> bool:
    """Whether words look like a person's name: capitals but for particles, no people's name."""
    lower = [w for w in words if not w[:1].isupper()]
    last = words[-1]
    return last[:1].isupper() and not last.isupper() and not lower and not _PEOPLES.fullmatch(last)


def _is_many(party: Party, surnames: Collection[str]) -> bool:
    words = party.text.split()
    if words and (words[-1] in surnames or (len(words) > 1 and _is_name(words))):
        return False
    return not words or is_plural(words[-1].lower().strip("’'\".,"))


def _victim(party: Party, claim: Claim) -> Victim:
    start = party.start - claim.evidence.start
    inside = 0 <= start <= len(claim.evidence.text)
    before = claim.evidence.text[max(0, start - _AROUND) : start] if inside else ""
    after = claim.evidence.text[start + len(party.text) :][:_AROUND] if inside else ""
    words: list[str] = _WORD.findall(party.text)
    lower = {w.lower() for w in words}
    sex = "m" if lower & _MALE else "f" if lower & _FEMALE else None
    # `a Homs man` is no name, nor is anything where all is in capitals.
    named = words and words[-1][:1].isupper() and not claim.evidence.text.isupper()
    name = frozenset(lower - _PRONOUNS - _MALE - _FEMALE - _YOUNG) if named else frozenset()
    fresh = {""} if _OTHER.search(before) else set()
    known_as = {party.actor} if party.actor else set()
    age, actor = _age(before, party.text, after), party.actor if name else None
    return Victim(name, age, sex, actor, fresh, known_as=known_as)


def _age(before: str, words: str, after: str) -> str | None:
    found = _AGE_WITHIN.search(words) or _AGE_BEFORE.search(before)
    if found:
        return f"{found[1]} {found[2]}"
    later = _AGE_AFTER.match(after)
    return f"{later[1]} year" if later else None
