"""How surely two claims speak of one happening: the sum of reasons, as log-odds and as a score.

`across` judges pooled facts of different reports, `within` two claims of one report, where what
is told in one sentence and what `the attack` points back to count for more than date and place,
which a report does not repeat.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gesta.resolution.facts import Facts
from gesta.resolution.features import (
    date_reason,
    place_reason,
    shared_reasons,
    story_reason,
    told_reason,
    trigger_reason,
    wording_reason,
)
from gesta.resolution.kinds import MEANS, classes_of, may_be_one, says_again, says_caused, says_the
from gesta.resolution.stories import Stories
from gesta.resolution.vetoes import veto
from gesta.resolution.world import World
from gesta.types import Claim, Reason

PRIOR_ACROSS = Reason("prior", -3.5, "most claims of one day and area are of different happenings")
PRIOR_WITHIN = Reason("prior", -2.0, "most events of one report are different happenings")
_ONE_REPORT = Reason("report", -1.2, "one report tells them apart")

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
    against = (r.weight for r in reasons if r.feature not in ("prior", "wording", "nearness"))
    return Judged(
        logit=sum(r.weight for r in reasons),
        objection=sum(w for w in against if w < 0),
        reasons=tuple(reasons),
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
    refused = veto(a, b)
    if refused is not None and refused.feature not in ("place", "date"):
        return _never(refused)
    alike = stories.alike(a, b) if stories is not None else None
    doubt = _outweighed(refused, alike[0] if alike is not None else 0.0, a, b)
    if doubt is not None:
        refused = None
    if refused is None and claims is not None and a.reports & b.reports:
        met = (told_apart(claims[x], claims[y]) for x in a.claims for y in b.claims)
        refused = next((reason for reason in met if reason is not None), None)
    if refused:
        return _never(refused)
    found = [
        PRIOR_ACROSS,
        doubt or date_reason(a, b),
        place_reason(a, b, world),
        *shared_reasons(a, b, world),
        trigger_reason(a, b),
        told_reason(a, b),
        story_reason(*alike) if alike is not None else wording_reason(a, b),
        _ONE_REPORT if a.reports & b.reports else None,
    ]
    return judged_of([reason for reason in found if reason is not None])


def _outweighed(refused: Reason | None, alike: float, a: Facts, b: Facts) -> Reason | None:
    """A veto on place or on days nearby as a mere objection, where the reports tell one story.

    A street may be found in a town that bears its name, and a day of court be read as that of
    the deed; names of victims shared by two reports are not found by chance.
    """
    if refused is None:
        return None
    if refused.feature == "place" and alike >= _ONE_STORY:
        return Reason("distance", -0.5, refused.words + ", or one is misplaced")
    if refused.feature == "date" and alike >= _SURELY_ONE_STORY and _may_slip(a, b):
        return Reason("date", -2.5, refused.words + ", or one is misdated")
    return None


def _may_slip(a: Facts, b: Facts) -> bool:
    """Whether two dates may be one misread: days apart, or one day of the year in two years."""
    if a.days is None or b.days is None:
        return False
    if max(a.days[0], b.days[0]) - min(a.days[1], b.days[1]) <= _SLIP_DAYS:
        return True
    one, two = date.fromordinal(a.days[0]), date.fromordinal(b.days[0])
    single = a.length == b.length == 1
    return single and (one.month, one.day) == (two.month, two.day)


# Likeness of stories from which on a distance, or some days, may be a slip (see `story_reason`).
_ONE_STORY, _SURELY_ONE_STORY, _SLIP_DAYS = 0.1, 0.2, 7


def within(one: tuple[Claim, Facts], two: tuple[Claim, Facts], world: World) -> Judged:
    """Judge two claims of one report; the order of the two does not matter."""
    (first, a), (later, b) = (one, two) if _in_order(one[0], two[0]) else (two, one)
    refused = veto(a, b) or told_apart(first, later)
    if refused:
        return _never(refused)
    found = [PRIOR_WITHIN, _told_date(a, b), *_told_place(a, b, world), *_told(first, later, a, b)]
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
    reason = date_reason(a, b)
    if reason is None:
        return Reason("date", 0.0, "the date is not told twice")
    return Reason("date", min(reason.weight, 0.5), reason.words)


def _told_place(a: Facts, b: Facts, world: World) -> list[Reason]:
    reason = place_reason(a, b, world)
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
    trigger = trigger_reason(a, b)
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
