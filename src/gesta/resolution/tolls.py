"""Killed and wounded over the claims of an incident: low, best, high (after UCDP GED).

A voice (and, within it, a named source) speaks once: its latest report supersedes its earlier
ones, and of several numbers in one report the largest is the whole of which the others are
parts; a part is neither added to its whole nor a lower estimate. What a later report superseded
still counts for low and high. Where a report gives no number, the people it names are counted
(`victims`). Those who were shot or hit are the wounded and the dead together: of nine people
shot, one fatally, eight are wounded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gesta.resolution.facts import Range, as_range
from gesta.resolution.victims import fate_of_claim, roll
from gesta.resolution.voices import source, voice
from gesta.resolution.world import World
from gesta.types import Claim, Count, Toll

# Numbers of a year, a city, a weekend: of many happenings.
_SUMS_UP = re.compile(
    r"\b(?:this (?:year|month|weekend|week)|so far (?:this|in)|last (?:year|month)|to date|(?:per|each|every) year|annually|"
    r"statistics|citywide|nationwide|across the (?:city|country|state)|separate (?:shootings|incidents|attacks)|"
    r"since (?:the (?:beginning|start)|19\d\d|20\d\d|January)|in (?:19|20)\d\d|over the weekend|in recent)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|approaching|just (?:under|below|short))\b", re.I)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|approx|circa|estimated|perhaps|or so)\b|-odd\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:more than|over|above|upwards? of|in excess of|exceed\w*|surpass\w*|greater than|topp(?:ed|ing))\b",
    re.I,
)
# Words that say many and no number: `dozens`, `several`; `several dozen` too.
_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|millions|tens|several|(?<!as )many|numerous|multiple|few|handful|"
    r"countless|various)\b",
    re.I,
)
_RISEN = re.compile(
    r"\b(?:risen|rose|rises|rising|climb(?:s|ed|ing)|increased|revised|updated|now stands)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:other|others|another|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stance:
    """What one voice, quoting one source, last said about a number."""

    claim: Claim
    value: Range
    voice: str
    published: date | None
    named: bool = False  # people are named, no number is said: those at least


def number_of(claim: Claim, what: str) -> Range | None:
    """The range a claim gives for `killed` or `wounded`."""
    return as_range(claim.killed if what == "killed" else claim.wounded)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is said of the killed or of the wounded of an incident.

    `wholes` is what each report says in all, by its sources; `said` the last word of each voice and
    source, in the order of their claims.
    """

    what: str
    wholes: Sequence[Stance] = ()
    said: Sequence[Stance] = ()


def numbers_of(claims: Sequence[Claim], world: World) -> tuple[Numbers, Numbers]:
    """What claims say of the killed, and of the wounded; copies of a report speak with it."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[world.root(claim.report)].append(claim)
    killed: list[Stance] = []
    wounded: list[Stance] = []
    for row in told.values():
        dead, hurt = roll(row)
        gone = _wholes_of_one(row, ("killed", dead, 0), world)
        killed += gone
        most = max((number_said(s, "killed") for s in gone), default=0)
        wounded += _wholes_of_one(row, ("wounded", hurt, most), world)
    return _numbers("killed", killed, world), _numbers("wounded", wounded, world)


def _numbers(what: str, wholes: Sequence[Stance], world: World) -> Numbers:
    if len(wholes) < 2:
        return Numbers(what, wholes, wholes)
    held: dict[tuple[str, str | None], list[Stance]] = defaultdict(list)
    for stance in wholes:
        held[stance.voice, source(stance.claim, world)].append(stance)
    last = (max(said, key=_recency) for said in held.values())
    return Numbers(what, wholes, sorted(last, key=lambda s: s.claim.id))


def _wholes_of_one(
    claims: Sequence[Claim], asked: tuple[str, int, int], world: World
) -> list[Stance]:
    """Of one report: the whole number by each source, and the people it names if they are more.

    `asked` are what is counted, how many people are named, and how many died.
    """
    what, people, dead = asked
    told = [(c, v) for c in claims if (v := _number_told(c, claims, what, dead)) is not None]
    if not told and not people:
        return []
    # Where the report gives the number of the happening, those of a year or a city are another's.
    own = [row for row in told if not _SUMS_UP.search(row[0].evidence.text)]
    said: dict[str | None, list[Stance]] = defaultdict(list)
    for claim, value in own or told:
        said[source(claim, world)].append(_stance(claim, value, world))
    often = _often([stance for row in said.values() for stance in row], what)
    largest = {whose: _whole(row, often, what) for whose, row in said.items()}
    if people <= max((number_said(s, what) for s in largest.values()), default=0):
        return list(largest.values())
    harmed = [c for c in claims if fate_of_claim(c) is not None]
    first = min(harmed, key=lambda c: (c.trigger.start, c.id))
    return [*largest.values(), _stance(first, (people, None), world, named=True)]


def _often(said: Sequence[Stance], what: str) -> Counter[int]:
    """How many claims of a report give each number; the one told first, in its headline, twice."""
    told = sorted(said, key=lambda s: (s.claim.trigger.start, s.claim.id))
    return Counter(number_said(stance, what) for stance in [*told[:1], *told])


def _whole(said: Sequence[Stance], often: Counter[int], what: str) -> Stance:
    """The largest number by one source; one that is said once goes behind one that is said more
    often or first, unless it is told to have risen: `four were taken to hospital, one of whom died` in a report that says `one` throughout."""
    said = [stance for stance in said if not _is_vague(stance, what)] or said
    largest = max(said, key=_recency)
    usual = max(said, key=lambda s: (often[number_said(s, what)], _recency(s)))
    lone = often[number_said(largest, what)] == 1 and not _RISEN.search(largest.claim.evidence.text)
    return usual if lone and often[number_said(usual, what)] > 1 else largest


def _stance(claim: Claim, value: Range, world: World, *, named: bool = False) -> Stance:
    published = world.published.get(world.root(claim.report))
    return Stance(claim, value, voice(claim, world), published, named)


def _number_told(claim: Claim, claims: Sequence[Claim], what: str, dead: int) -> Range | None:
    """The number that a claim says, None where it only names people.

    Of those that were shot or hit, the report's dead are taken off: the rest is wounded.
    """
    value, count = number_of(claim, what), claim.killed if what == "killed" else claim.wounded
    if value is None or count is None:
        return None
    if _SUMS_UP.search(claim.evidence.text) and not all(
        _SUMS_UP.search(c.evidence.text) for c in claims
    ):
        return None
    if (value[1] is None or value == (1, 1)) and any(
        count.text.endswith(party.text) for party in claim.recipients
    ):
        return None
    if what == "killed" or fate_of_claim(claim) != "hit" or _counts_others(claim, count):
        return value
    low, high = value
    return max(0, low - dead), None if high is None else max(0, high - dead)


def _counts_others(claim: Claim, count: Count) -> bool:
    """Whether the words count others than the dead: `four others were shot`."""
    at = claim.evidence.text.find(count.text)
    words = claim.evidence.text[max(0, at) : claim.trigger.start - claim.evidence.start]
    return _OTHERS.search(words) is not None


def _recency(stance: Stance) -> tuple[date, int, int, str]:
    low, high = stance.value
    return (stance.published or date.min, low, high if high is not None else low, stance.claim.id)


def _backs(stance: Stance, number: int, *, named: bool) -> bool:
    """Whether a stance gives this number; an open `at least 12` gives 12 and no other, but the
    names of two dead do not speak against five that somebody counts (`named` is not so)."""
    low, high = stance.value
    if stance.named:
        return low == number if named else low <= number
    return low == number if high is None else low <= number <= high


def _is_vague(stance: Stance, what: str) -> bool:
    """Whether what was said is a word for many and no number."""
    count = stance.claim.killed if what == "killed" else stance.claim.wounded
    return count is not None and not stance.named and _VAGUE.search(count.text) is not None


def number_said(stance: Stance, what: str) -> int:
    """The number that stands for what was said: of `about 80` 80, of `nearly 40` 40, of `20 to 30`
    and of `at least 20` 20, of `more than 60` 60, of `up to 30`, which says no least, 30."""
    low, high = stance.value
    count = stance.claim.killed if what == "killed" else stance.claim.wounded
    words = count.text if count is not None and not stance.named else ""
    if high is None:
        return low - 1 if low and _MORE.search(words) else low
    if low == high:
        return low
    if _NEARLY.search(words):
        return high
    return (low + high) // 2 if _ABOUT.search(words) else low or high


def toll(numbers: Numbers) -> Toll | None:
    """Low, best and high of `killed` or `wounded`, None where no claim gives a number or a name.

    Best is the number that most independent voices give; of equals one that is said goes before
    one counted from names, as two descriptions of one person are easily taken for two. Of numbers
    said the one published last is taken, then the larger; of those counted the smaller.
    """
    what, wholes, said = numbers.what, numbers.wholes, numbers.said
    if not wholes:
        return None
    numbered = any(not s.named and not _is_vague(s, what) for s in said)

    def support(stance: Stance) -> tuple[bool, int, bool, int, date, int]:
        number = number_said(stance, what)
        voices = {
            s.voice
            for s in said
            if number_said(s, what) == number or _backs(s, number, named=stance.named)
        }
        fewer = -number if stance.named else 0
        vague = numbered and _is_vague(stance, what)
        return not vague, len(voices), not stance.named, fewer, stance.published or date.min, number

    values = [stance.value for stance in wholes]
    best = max(support(stance) for stance in said)[-1]
    return Toll(
        # `no more than 50` says 50 at most and no least number; of `more than 60` 60 stands.
        low=min(best, *(low or high or 0 for low, high in values)),
        best=best,
        high=max(low if high is None else high for low, high in values),
    )
