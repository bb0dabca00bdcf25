"""As many claims as wanted, made by replaying the claims of real reports at other times.

The base is cut into episodes: reports published one after the other, each episode some reports.
An episode drawn by chance is replayed on days moved by one offset, so what joined in the base
joins in the replay, and a clock goes on by its claims: `PER_DAY` of them tell of a day, as
1,000,000 claims do of a war of four years. So ten times the claims are ten times the days, as
in an archive that grows with its war; days and towns are as crowded at every size, and reports
of one day tell of the same places. Each replay has rare words (names of victims, streets) of its
own, tolls that differ a little, and now and then no day or no place. The same seed gives the same
claims.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import TypeVar

from gesta.identity import hashed
from gesta.resolution.facts import words
from gesta.types import Claim, Count, Party, Quote, Report, When

PER_DAY = 650  # claims, of 17 reports or so
EPISODE = 12  # reports
FIRST_DAY = date(2020, 1, 1)
# Words in at most so many reports of the base, or so large a share, are a replay's own: what is left
# is what any two reports of a war have in common, so that two replays do not look like copies.
RARE, RARE_SHARE = 6, 0.05
LOST, MOVED_TOLL = 0.04, 0.15  # shares of claims without their day or place, and with another toll

_WORD = re.compile(r"[^\W\d_]{3,}")
# Latin letters with and without marks: of 26 alone, short words of two replays would often be one.
_LETTERS = "".join(c for c in map(chr, range(0x61, 0x250)) if c.islower() and c.casefold() == c)
Spanned = TypeVar("Spanned", Quote, Party)


@dataclass(frozen=True, slots=True)
class Replay:
    """One report of one episode: its id, text, day of publication, outlet, claims, and whence."""

    report: str
    text: str
    published: date | None
    outlet: str | None
    claims: tuple[Claim, ...]
    of: str  # the report of the base
    number: int  # of the replay of its episode


def replays(
    reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]], *, seed: int = 7
) -> Iterator[Replay]:
    """Replays without end, episode after episode; `claims` are by report id."""
    most = max(RARE, RARE_SHARE * len(reports))
    counted = Counter(word for report in reports for word in words(report.text))
    rare = frozenset(word for word, times in counted.items() if times <= most)
    dice = random.Random(seed)
    told = 0
    line = _episodes(reports)
    for number in count(1):
        episode = dice.choice(line)
        moved = _to_day(episode, told // PER_DAY)
        for report in episode:
            replay = replayed(report, claims.get(report.id, ()), number, moved, rare, dice)
            told += len(replay.claims)
            yield replay


def _episodes(reports: Sequence[Report]) -> list[list[Report]]:
    """The reports in the order of their publication, cut into runs."""
    line = sorted(reports, key=lambda report: (report.published or date.min, report.id))
    return [line[at : at + EPISODE] for at in range(0, len(line), EPISODE)]


def _to_day(episode: Sequence[Report], day: int) -> timedelta:
    """How far to move an episode for its last report to come out on a day of the archive."""
    last = episode[-1].published
    return timedelta(0) if last is None else FIRST_DAY + timedelta(days=day) - last


def replayed(
    report: Report, told: Sequence[Claim], number: int, moved: timedelta, rare: frozenset[str],
    dice: random.Random,
) -> Replay:  # fmt: skip
    """A report and its claims told anew under a number, so many days later."""
    name = hashed("r", report.id, number)
    text = _other_names(report.text, [claim.trigger for claim in told], number, rare)
    published = None if report.published is None else report.published + moved
    made = tuple(_perturbed(claim, name, number, text, moved, dice) for claim in told)
    return Replay(name, text, published, report.outlet, made, report.id, number)


def _perturbed(
    claim: Claim, report: str, number: int, text: str, moved: timedelta, dice: random.Random
) -> Claim:
    lost = dice.random()
    killed = claim.killed
    if killed is not None and killed.low and dice.random() < MOVED_TOLL:
        killed = Count(killed.text, killed.low + 1, killed.high and killed.high + 1)
    return replace(
        claim,
        id=hashed("c", claim.id, number),
        report=report,
        evidence=_cut(claim.evidence, text),
        actors=tuple(p if p.actor else _cut(p, text) for p in claim.actors),
        recipients=tuple(p if p.actor else _cut(p, text) for p in claim.recipients),
        targets=tuple(_cut(target, text) for target in claim.targets),
        time=None if lost < LOST else _moved(claim.time, moved),
        places=() if LOST <= lost < 2 * LOST else claim.places,
        killed=killed,
    )


def _cut(words: Spanned, text: str) -> Spanned:
    """The words as they stand in another text of the same length."""
    return replace(words, text=text[words.start : words.end])


def _moved(time: When | None, by: timedelta) -> When | None:
    if time is None:
        return None
    return replace(time, start=time.start and time.start + by, end=time.end and time.end + by)


@lru_cache(maxsize=20_000)
def _letters(seed: str, size: int) -> str:
    """Letters that the seed alone decides; a report says most of its words more than once."""
    return "".join(random.Random(seed).choices(_LETTERS, k=size))


def _other_names(text: str, triggers: Sequence[Quote], number: int, rare: frozenset[str]) -> str:
    """The text with the letters of rare words turned, each length kept so that no offset moves."""
    kept = {trigger.start for trigger in triggers}

    def turned(match: re.Match[str]) -> str:
        word, folded = match.group(), match.group().casefold()
        if match.start() in kept or not {folded, folded.removesuffix("s")} & rare:
            return word
        return word[0] + _letters(f"{folded} {number}", len(word) - 1)

    return _WORD.sub(turned, text)
