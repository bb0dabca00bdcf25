"""What is compared: the facts of one claim, or pooled over claims already known to be one.

Pooling takes the finest time and place and the union of the rest; nothing is invented, a field
that no claim fills stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import TypeVar, cast

from gesta.resolution.kinds import kind, lemma
from gesta.resolution.stance import doers, grade
from gesta.resolution.sums import how_many
from gesta.resolution.world import Spot, World
from gesta.types import Claim, Count, Location, Party

T = TypeVar("T", bound=Hashable)
Range = tuple[int, int | None]  # low and high, high None where no upper bound was said

# What a person joined across kinds counts as what happened.
_KINDS = ("done", "planned", "hypothetical")

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PLAIN_WORDS = (
    "a an and are as at be been but by for from had has have he her him his in into is it its no "
    "not of on or our over said say says she so than that the their them then there they this to "
    "told was we were what when where which while who will with would after also about all amid "
    "before during least more near one several some two three according reported report reports "
    "including people monday tuesday wednesday thursday friday saturday sunday"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
_NOTHING = frozenset({""})


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim or pooled claims in comparable form. Days are ordinals, both ends inclusive."""

    id: str  # the smallest claim id
    claims: tuple[str, ...]
    reports: frozenset[str]  # roots of the copies
    type: str
    kind: str
    days: tuple[int, int] | None
    precision: str
    spot: Spot | None
    actors: frozenset[str]
    recipients: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    killed: Range | None
    wounded: Range | None
    number: str  # one | many | open
    count: Range | None
    lemmas: frozenset[str]
    telling: tuple[str, ...]  # words in order: a set of them takes six times the room
    modes: frozenset[str]
    outcomes: frozenset[str]
    certainties: frozenset[str]
    spots: frozenset[Spot] = frozenset()  # all places said, `spot` the finest of them
    told: tuple[int, int] | None = None  # first and last day of publication of its reports

    @property
    def words(self) -> frozenset[str]:
        """The words of the sentences that no other field compares."""
        return frozenset(self.telling)

    @property
    def length(self) -> int:
        """Days in the interval, 0 where there is no date."""
        return self.days[1] - self.days[0] + 1 if self.days else 0


def read_words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, folded, plural `s` dropped."""
    return frozenset(map(_folded, {*_WORD.findall(text)})) - _NOTHING


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """A word as it is compared; nothing for one without a meaning of its own."""
    word = word.casefold()
    if word in _PLAIN or (len(word) <= 2 and not word.isdigit()):
        return ""
    ends = len(word) > 4 and word.endswith("s") and not word.endswith("ss")
    return intern(word[:-1] if ends else word)


# A sentence is asked for by each of its claims, one after the other, and few words by very many.
words = lru_cache(maxsize=8192)(read_words)


_NAME = re.compile(r"(?<![.!?:\"“”'‘] )(?<!^)\b[A-Z][\w'’-]+")


def names_in(text: str) -> frozenset[str]:
    """The words written as names inside a sentence, folded as `words` folds them."""
    return read_words(" ".join(_NAME.findall(text)))


def party_id(party: Party) -> str:
    """The actor's id, or the folded words where the party was not grounded."""
    return party.actor or "~" + " ".join(sorted(words(party.text)))


@lru_cache(maxsize=200_000)
def _kept(value: Hashable) -> Hashable:
    return value


def shared(value: T) -> T:
    """One object for equal values: claims and joins share most of theirs, and millions are held."""
    return cast(T, _kept(value))


def facts_of(claim: Claim, world: World) -> Facts:
    """The facts of one claim, as the world sees it."""
    days = days_of(claim, world)
    spots = spots_of(claim, world)
    return Facts(
        id=claim.id,
        claims=(claim.id,),
        reports=shared(frozenset({world.root(claim.report)})),
        type=claim.type,
        kind=kind(grade(claim)),
        days=shared(days),
        precision=claim.time.precision if claim.time is not None and days else "unknown",
        spot=finest(spots),
        spots=shared(frozenset(spots)),
        actors=shared(_doers(claim, world)),
        recipients=shared(recipients_of(claim)),
        targets=shared(frozenset().union(*(words(t.text) for t in claim.targets))),
        weapons=shared(frozenset(w.weapon_class for w in claim.weapons if w.weapon_class)),
        killed=as_range(claim.killed),
        wounded=as_range(claim.wounded),
        number=how_many(claim, as_range(claim.count), days),
        count=as_range(claim.count),
        lemmas=shared(frozenset({lemma(claim.trigger.text)})),
        telling=_telling(claim),
        modes=shared(frozenset(claim.modes)),
        outcomes=shared(frozenset({claim.outcome} if claim.outcome else ())),
        certainties=shared(frozenset({grade(claim)})),
        told=shared(_told(claim, world)),
    )


def _doers(claim: Claim, world: World) -> frozenset[str]:
    """The actors; where the doer's side claims it and names nobody (`our forces`), who speaks too."""
    found = frozenset(map(party_id, doers(claim)))
    if grade(claim) != "claimed" or not found or any(map(world.is_specific, found)):
        return found
    speakers = (s.actor for s in reversed(claim.said_by) if s.actor and world.is_specific(s.actor))
    speaker = next(speakers, None)
    return found | {speaker} if speaker else found


def scenes(claim: Claim) -> tuple[Location, ...]:
    """The places of a claim, less those that say where the report was filed or what came before.

    A dateline (`BEIRUT (AP) -`) counts only where the claim names no other place; the places of
    `the first since the war in Gaza began` are not where it happened.
    """
    known = [p for p in claim.places if not _is_since(claim, p.start)]
    near = [p for p in known if not (p.start == claim.evidence.start and p.text.isupper())]
    return tuple(near or known)


_SINCE = re.compile(r"\bsince\b[^,;.]{0,60}$", re.IGNORECASE)


def _is_since(claim: Claim, start: int) -> bool:
    """Whether the words at `start` belong to a clause of `since`."""
    inside = claim.evidence.start <= start < claim.evidence.end
    before = claim.evidence.text[: start - claim.evidence.start] if inside else ""
    if "since" not in before.casefold():
        return False
    trigger = claim.trigger.start - claim.evidence.start
    found = _SINCE.search(before)
    return found is not None and trigger < found.start()


def _telling(claim: Claim) -> tuple[str, ...]:
    """The words of the sentence that no other field compares: parties, places and triggers aside."""
    parties = [p.text for p in (*claim.actors, *claim.recipients)]
    others = [claim.trigger.text, *(t.text for t in claim.targets), *(p.text for p in claim.places)]
    compared = frozenset().union(*map(words, (*parties, *others)))
    return tuple(sorted(words(claim.evidence.text) - compared))


def as_range(count: Count | None) -> Range | None:
    """The bounds of a count, None where it says no number; bounds in the wrong order are swapped."""
    if count is None or (count.low is None and count.high is None):
        return None
    low, high = count.low or 0, count.high
    return (high, low) if high is not None and high < low else (low, high)


def recipients_of(claim: Claim) -> frozenset[str]:
    """Those it was done to, by id or words."""
    return frozenset(map(party_id, claim.recipients))


def spots_of(claim: Claim, world: World) -> list[Spot]:
    """The places where it happened, as far as they are known."""
    if not claim.places:
        return []
    found = (world.spots.get(p.place) for p in scenes(claim) if p.place)
    return [spot for spot in found if spot is not None]


def days_of(claim: Claim, world: World) -> tuple[int, int] | None:
    """The interval of a claim; one without an end runs to the day of publication."""
    time = claim.time
    if time is None or (time.start is None and time.end is None):
        return None
    at = claim.evidence.text.find(time.text)
    if time.precision != "span" and at > 0 and _is_since(claim, claim.evidence.start + at):
        return None
    until = time.end or world.published.get(claim.report) or time.start
    first = (time.start or until or date.min).toordinal()
    last = (until or date.min).toordinal()
    return min(first, last), max(first, last)


def _told(claim: Claim, world: World) -> tuple[int, int] | None:
    day = world.published.get(claim.report)
    return (day.toordinal(), day.toordinal()) if day else None


def _span(days: Iterable[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [d for d in days if d is not None]
    return (min(d[0] for d in known), max(d[1] for d in known)) if known else None


def finest(spots: Iterable[Spot | None]) -> Spot | None:
    """The place that is known most exactly."""
    return min((s for s in spots if s is not None), key=lambda s: (s.radius, s.id), default=None)


def _hull(ranges: Iterable[Range | None]) -> Range | None:
    """The range that covers all that are known."""
    known = [r for r in ranges if r is not None]
    if not known:
        return None
    highs = [high for _, high in known if high is not None]
    top = max(highs) if len(highs) == len(known) else None
    return min(low for low, _ in known), top


def pool(parts: Sequence[Facts]) -> Facts:
    """The facts of claims that speak of one happening."""
    if len(parts) == 1:
        return parts[0]
    parts = sorted(parts, key=lambda f: f.id)
    dated = [f for f in parts if f.days]
    often = Counter(f.days for f in dated)
    best = min(dated, key=lambda f: (f.length, -often[f.days], f.days or (0, 0), f.id),
               default=parts[0])  # fmt: skip
    types = Counter(f.type for f in parts for _ in f.claims)
    numbers = {f.number for f in parts}
    return Facts(
        id=parts[0].id,
        claims=tuple(sorted(c for f in parts for c in f.claims)),
        reports=_all(f.reports for f in parts),
        type=min(types, key=lambda t: (-types[t], t)),
        kind=min((f.kind for f in parts), key=_KINDS.index),
        days=best.days,
        precision=best.precision,
        spot=finest(f.spot for f in parts),
        spots=shared(frozenset().union(*(f.spots for f in parts))),
        actors=_all(f.actors for f in parts),
        recipients=_all(f.recipients for f in parts),
        targets=_all(f.targets for f in parts),
        weapons=_all(f.weapons for f in parts),
        killed=_hull(f.killed for f in parts),
        wounded=_hull(f.wounded for f in parts),
        number="many" if "many" in numbers else "one" if "one" in numbers else "open",
        count=_hull(f.count for f in parts),
        lemmas=_all(f.lemmas for f in parts),
        telling=tuple(sorted({word for f in parts for word in f.telling})),
        modes=_all(f.modes for f in parts),
        outcomes=_all(f.outcomes for f in parts),
        certainties=_all(f.certainties for f in parts),
        told=_span(f.told for f in parts),
    )


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return shared(frozenset().union(*sets))
