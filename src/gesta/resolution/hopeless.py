"""Which pairs of claims of one report need not be judged, as they can never reach even odds.

Most pairs of a report are of two kinds, two types, two dates, or told by words that have nothing
in common; what is filled on both sides cannot make up for that. The invariant: where `hopeless`
holds, `score.within` vetoes the pair or gives it log-odds below zero.
"""

from __future__ import annotations

from gesta.resolution.facts import Facts
from gesta.resolution.kinds import related
from gesta.resolution.score import NEAREST, OTHER_WORD, PRIOR_WITHIN, other_word
from gesta.resolution.vetoes import DAYS_SLACK

# The most that each field can add within a report, rounded up (see `features` and `score`).
_DATE, _PLACE, _ACTOR, _RECIPIENT, _MODE, _WEAPON = 0.5, 0.8, 0.6, 0.45, 0.3, 0.7
_TARGET, _KILLED, _WOUNDED = 2.0, 1.4, 0.85
# Room for the rounding of sums.
_ROOM = 0.01


def hopeless(a: Facts, b: Facts) -> bool:
    """Whether two claims of one report are surely below even odds, told by cheap looks alone."""
    if a.kind != b.kind or not related(a.type, b.type):
        return True
    if a.days is not None and b.days is not None:
        (first, last), (start, end) = a.days, b.days
        if first - end > DAYS_SLACK or start - last > DAYS_SLACK:
            return True
    if not other_word(a.lemmas, b.lemmas):
        return False
    return PRIOR_WITHIN.weight + OTHER_WORD + NEAREST + _most(a, b) < -_ROOM


def _most(a: Facts, b: Facts) -> float:
    """The most that the fields filled on both sides can add."""
    most = _DATE + _PLACE + _MODE
    if a.actors and b.actors:
        most += _ACTOR
    if a.recipients and b.recipients:
        most += _RECIPIENT
    if not a.targets.isdisjoint(b.targets):
        most += _TARGET
    if not a.weapons.isdisjoint(b.weapons):
        most += _WEAPON
    if a.killed is not None and b.killed is not None:
        most += _KILLED
    if a.wounded is not None and b.wounded is not None:
        most += _WOUNDED
    return most
