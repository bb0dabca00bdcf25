"""How surely two claims speak of one happening: the sum of reasons, as log-odds and as a score.

`across` judges pooled facts of different reports, `within` two claims of one report, where what
is told in one sentence and what `the attack` points back to count for more than date and place,
which a report does not repeat.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gesta.resolution.facts import Facts
from gesta.resolution.features import (
    date_reason,
    place_reason,
    shared_reasons,
    trigger_reason,
)
from gesta.resolution.kinds import MEANS, classes_of, may_be_one, says_again, says_caused, says_the
from gesta.resolution.signs import signs
from gesta.resolution.stories import ONE_STORY, Stories
from gesta.resolution.vetoes import other_doer, other_toll, other_victim, veto
from gesta.resolution.weights import weights
from gesta.resolution.world import World
from gesta.types import Claim, Reason

PRIOR_WITHIN = Reason("prior", -2.0, "most events of one report are different happenings")

# Within a report the words of the triggers say more than across: writers repeat the word for the
# happening they come back to, and most other words are other happenings. Chosen on ECB+ train.
_SAME_WORD, OTHER_WORD = 1.3, -1.8

# From this weight on two named doers differ and nobody of them is merely accused.
_OTHER_DOER = -1.0

_DEADLY = MEANS | {"attack", "clash"}

# Sentences nearer than this (characters between the triggers) are told in one breath.
NEAR_CHARS = 400
NEAREST = 0.7


@dataclass(frozen=True, slots=True)
class Judged:
    """The log-odds that two claims are one, the objections among them, and all reasons."""

    logit: float
    objection: float  # the sum of the negative weights, the prior and the wording aside
    reasons: tuple[Reason, ...]
    vetoed: bool = False

    @property
    def score(self) -> float:
        """The log-odds as a score from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit))))


def judged_of(reasons: Sequence[Reason]) -> Judged:
    """The reasons summed up."""
    logit = objection = 0.0
    for reason in reasons:
        weight = reason.weight
        logit += weight
        if weight < 0 and reason.feature not in _NO_OBJECTION:
            objection += weight
    return Judged(logit, objection, tuple(reasons))


# To share little is no objection.
_NO_OBJECTION = frozenset(
    {"prior", "wording", "nearness", "story", "names", "rivals", "outlet", "published", "trigger"}
)


def _never(reason: Reason) -> Judged:
    return Judged(reason.weight, reason.weight, (reason,), vetoed=True)


def across(
    a: Facts,
    b: Facts,
    world: World,
    claims: Mapping[str, Claim] | None = None,
    stories: Stories | None = None,
) -> Judged:
    """Judge the facts of two groups of claims, each group known to be one happening.

    With the claims by id, groups that share a report are refused where the report tells them apart.
    """
    refused = veto(a, b) or other_victim(a, b, world)
    lead = stories is not None and stories.lead_both(a, b)
    if refused is not None and not (lead and refused.feature in _ARGUABLE):
        return _never(refused)
    alike = stories.alike(a, b) if stories is not None else None
    if refused is not None and (alike is None or alike.part < ONE_STORY):
        return _never(refused)
    if claims is not None and a.reports & b.reports:
        met = (told_apart(claims[x], claims[y]) for x in a.claims for y in b.claims)
        apart = next((reason for reason in met if reason is not None), None)
        if apart is not None:
            return _never(apart)
    return judged_of(weights().reasons(signs(a, b, world, alike), lead=lead))


# Vetoes that are mere objections to the leads of two reports that tell one story: a street may be
# found in a town that bears its name, and a day of court be read as that of the deed; names of
# victims shared by two reports are not found by chance.
_ARGUABLE = frozenset({"place", "date"})


def within(one: tuple[Claim, Facts], two: tuple[Claim, Facts], world: World) -> Judged:
    """Judge two claims of one report; the order of the two does not matter."""
    (first, a), (later, b) = (one, two) if _in_order(one[0], two[0]) else (two, one)
    refused = veto(a, b) or told_apart(first, later) or other_doer(a, b, world) or other_toll(a, b)
    if refused:
        return _never(refused)
    found = [PRIOR_WITHIN, _told_date(a, b), *_told_place(a, b), *_told(first, later, a, b)]
    return judged_of([*found, *map(_repeated, shared_reasons(a, b, world))])


def _in_order(one: Claim, two: Claim) -> bool:
    """Whether `one` is told before `two`; of two told at one place the smaller id comes first."""
    return (one.trigger.start, one.id) <= (two.trigger.start, two.id)


def _repeated(reason: Reason) -> Reason:
    """Within a report the same parties come back in event after event and say half as much.

    A report that names another doer tells of another deed, so a difference says more.
    """
    if reason.feature == "actor" and reason.weight <= _OTHER_DOER:
        return Reason(reason.feature, 2 * reason.weight, reason.words)
    if reason.feature in ("actor", "recipient") and reason.weight > 0:
        return Reason(reason.feature, reason.weight / 2, reason.words)
    return reason


def _before(claim: Claim) -> str:
    """The words of the sentence before the trigger."""
    return claim.evidence.text[: max(0, claim.trigger.start - claim.evidence.start)]


def told_apart(one: Claim, two: Claim) -> Reason | None:
    """Why two claims of one report cannot be one: the later is called `another`, `a second`."""
    if one.report != two.report:
        return None
    first, later = (one, two) if _in_order(one, two) else (two, one)
    if says_again(_before(later)):
        return Reason("again", -20.0, "the later one is said to be another")
    if one.evidence == two.evidence:
        begin = one.evidence.start
        between = one.evidence.text[first.trigger.end - begin : later.trigger.start - begin]
        if says_caused(between):
            return Reason("cause", -20.0, "one is told as the answer to the other, or as earlier")
    return None


def _told_date(a: Facts, b: Facts) -> Reason:
    reason = date_reason(a.days, b.days)
    if reason is None:
        return Reason("date", 0.0, "the date is not told twice")
    return Reason("date", min(reason.weight, 0.5), reason.words)


def _told_place(a: Facts, b: Facts) -> list[Reason]:
    reason = place_reason(a.spots, b.spots)
    return [] if reason is None else [Reason("place", min(reason.weight, 0.8), reason.words)]


def _is_toll(of: frozenset[str], deed: frozenset[str]) -> bool:
    """Whether one trigger counts the dead of the other, by their classes."""
    return "casualty" in of and bool(deed & _DEADLY) and "casualty" not in deed


@lru_cache(maxsize=50_000)
def other_word(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether the words for two happenings are neither one, nor of one kind, nor a deed's toll."""
    left, right = classes_of(one), classes_of(two)
    outcome = _is_toll(left, right) or _is_toll(right, left)
    return not outcome and not one & two and not may_be_one(left, right)


def _told(first: Claim, later: Claim, a: Facts, b: Facts) -> list[Reason]:
    """What the order of telling says: one sentence, nearness, `the attack`."""
    left = classes_of(a.lemmas)
    right = classes_of(b.lemmas)
    outcome = _is_toll(left, right) or _is_toll(right, left)
    trigger = trigger_reason(a.lemmas, b.lemmas)
    if other_word(a.lemmas, b.lemmas):
        trigger = Reason("trigger", OTHER_WORD, trigger.words)
    elif a.lemmas & b.lemmas:
        trigger = Reason("trigger", _SAME_WORD, trigger.words)
    if first.evidence == later.evidence:
        gap = later.trigger.start - first.trigger.end
        if gap <= 1 and may_be_one(left, right):
            return [Reason("sentence", 3.0, "two words of one phrase")]
        if outcome and a.type == b.type:
            return [Reason("sentence", 2.6, "a deed and its toll in one sentence")]
        return [Reason("sentence", -0.6, "two events told side by side in one sentence"), trigger]
    found = [trigger]
    if later.trigger.start - first.trigger.end < NEAR_CHARS:
        found.append(Reason("nearness", NEAREST, "told close together"))
    else:
        found.append(Reason("nearness", -0.3, "told far apart"))
    if says_the(_before(later)) and may_be_one(left, right):
        found.append(Reason("reference", 1.3, f"`{later.trigger.text}` points back"))
    return found
