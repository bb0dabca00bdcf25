"""Within a report: what is told without a date joins the happening that the report is about.

A report dates and places its incident once, mostly in its lead, and then tells of its dead, of
`the attack`, of who fired. Such a group of claims (a satellite: no date, no place of its own that
speaks against it) joins the dated group (an anchor) that it fits best, if it fits well enough. What
lies weeks before the report is its background (`since the attack of October 7`): that takes only
what is told beside it.
The invariant: two anchors are never joined here, and a satellite joins at most one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gesta.resolution.facts import Facts
from gesta.resolution.features import place_reason, shared_reasons
from gesta.resolution.kinds import MEANS, classes_of, may_be_one, says_the
from gesta.resolution.score import NEAR_CHARS, Judged, judged_of, told_apart
from gesta.resolution.vetoes import other_doer, other_toll, veto
from gesta.resolution.world import World
from gesta.types import Claim, Reason

_PRIOR = Reason("prior", -1.4, "a report may tell of several happenings")
# By how much each other happening that the report tells makes it less likely, up to so many.
_CROWDED, _MOST = 0.3, 6
_LEAD = Reason("lead", 0.8, "the happening that the report is about")
_NEAR = Reason("nearness", 0.8, "told close together")
_BEHIND = Reason("nearness", -0.4, "told beside what lies weeks back")
_DEADLY = MEANS | {"attack", "clash"}
# Days before its report from which on a happening is background.
BACKGROUND = 21
# The best anchor must beat the next by this much, or the nearer one of the two is taken.
_CLEARLY = 0.4

_Group = tuple[Facts, Sequence[Claim]]


def satellites(
    groups: Sequence[Facts], claims: Mapping[str, Claim], world: World
) -> list[tuple[str, str, Judged]]:
    """(claim of the anchor, claim of the satellite, why) for the groups of one report."""
    told = [(g, sorted((claims[c] for c in g.claims), key=_place)) for g in groups]
    told.sort(key=lambda row: _place(row[1][0]))
    anchors = [row for row in told if _is_anchor(row[0])]
    if not anchors:
        anchors = [row for row in told if _may_lead(row[0])][:1]
    crowd = _crowd([group for group, _ in told], world)
    joins = []
    for row in told:
        if any(row is anchor for anchor in anchors) or row[0].days or row[0].kind != "done":
            continue
        found = [
            (judge(anchor, row, world, lead=at == 0 and _is_anchor(anchor[0]), crowd=crowd), at)
            for at, anchor in enumerate(anchors)
            if _gap(anchor, row) < NEAR_CHARS or not _is_background(anchor, world)
        ]
        best = _pick([(judged, anchors[at]) for judged, at in found], row)
        if best is not None:
            joins.append((best[1][1][0].id, row[1][0].id, best[0]))
    return joins


def _place(claim: Claim) -> tuple[int, str]:
    return claim.trigger.start, claim.id


def _is_anchor(group: Facts) -> bool:
    return group.days is not None and _may_lead(group)


def _may_lead(group: Facts) -> bool:
    return group.kind == "done" and group.number != "many" and group.type in ("ASSAULT", "COERCE")


def _is_background(group: _Group, world: World) -> bool:
    """Whether a dated group lies weeks before the report that tells of it."""
    days, published = group[0].days, world.published.get(group[1][0].report)
    if days is None or published is None:
        return False
    return days[1] < published.toordinal() - BACKGROUND


def _gap(anchor: _Group, row: _Group) -> int:
    """Characters from a claim of the anchor to the next of the row, a large number where none is."""
    pairs = ((x.trigger.end, y.trigger.start) for x in anchor[1] for y in row[1])
    return min((later - end for end, later in pairs if end <= later), default=1_000_000)


def _pick(found: Sequence[tuple[Judged, _Group]], row: _Group) -> tuple[Judged, _Group] | None:
    """The anchor that fits best; of two that fit about as well, the one told last before."""
    fit = [(judged, anchor) for judged, anchor in found if judged.logit >= 0.0]
    if not fit:
        return None
    best = max(judged.logit for judged, _ in fit)
    near = [pair for pair in fit if pair[0].logit > best - _CLEARLY]
    return min(near, key=lambda pair: (_gap(pair[1], row), -pair[0].logit, pair[1][0].id))


def _crowd(groups: Sequence[Facts], world: World) -> int:
    """How many happenings of violence the report tells besides one: other days, other named doers."""
    violent = [g for g in groups if g.kind == "done" and g.type == "ASSAULT"]
    days = {g.days for g in violent if g.days is not None and g.number != "many"}
    doers: list[str] = []
    for actor in sorted({a for g in violent for a in g.actors if world.is_specific(a)}):
        if not any(world.nearness(actor, other) > 0.0 for other in doers):
            doers.append(actor)
    sums = sum(g.number == "many" for g in violent)
    return max(0, len(days) - 1) + max(0, len(doers) - 1) + sums


def judge(anchor: _Group, row: _Group, world: World, *, lead: bool, crowd: int = 0) -> Judged:
    """How well a satellite fits an anchor of a report that tells a `crowd` of other happenings."""
    a, b = anchor[0], row[0]
    told = (told_apart(x, y) for x in anchor[1] for y in row[1])
    refused = veto(a, b) or other_doer(a, b, world) or other_toll(a, b)
    refused = refused or next(filter(None, told), None)
    if refused is not None:
        return Judged(refused.weight, refused.weight, (refused,), vetoed=True)
    prior = Reason(
        _PRIOR.feature, _PRIOR.weight - _CROWDED * min(max(0, crowd - 1), _MOST), _PRIOR.words
    )
    found = [prior, *_nature(a, row), *(_firm(r) for r in shared_reasons(a, b, world))]
    place = place_reason(a.spots, b.spots)
    if place is not None:
        found.append(Reason("place", max(-1.5, min(0.8, place.weight)), place.words))
    if lead:
        found.append(_LEAD)
    if _gap(anchor, row) < NEAR_CHARS:
        found.append(_BEHIND if _is_background(anchor, world) else _NEAR)
    return judged_of(found)


def _firm(reason: Reason) -> Reason:
    """One report that gives another doer or another number tells of another happening."""
    if reason.feature == "actor":
        times = 2.0 if reason.weight <= -1.0 else 1.0 if reason.weight < 0 else 0.5
        return Reason("actor", times * reason.weight, reason.words)
    if reason.feature in ("killed", "wounded") and reason.weight < 0:
        return Reason(reason.feature, 0.8 * reason.weight, reason.words)
    return reason


def _nature(a: Facts, row: _Group) -> list[Reason]:
    """What kind of telling the satellite is: a toll, a way of pointing back, the same word."""
    b, claims = row
    left, right = classes_of(a.lemmas), classes_of(b.lemmas)
    found = []
    if any(_points_back(claim) for claim in claims) and (may_be_one(left, right) or _deed(right)):
        found.append(Reason("reference", 1.4, f"`{claims[0].trigger.text}` points back"))
    if right == {"casualty"} and left & (_DEADLY | {"casualty"}):
        found.append(Reason("trigger", 1.2, "the dead and wounded of a deed told before"))
    elif a.lemmas & b.lemmas:
        found.append(Reason("trigger", 0.7, f"the same word, {min(a.lemmas & b.lemmas)}"))
    elif may_be_one(left, right):
        found.append(Reason("trigger", 0.4, "words of one kind"))
    elif left & _DEADLY and right & _DEADLY:
        found.append(Reason("trigger", 0.0, "two words for violence"))
    else:
        found.append(Reason("trigger", -1.2, "words of another kind"))
    return found


def _deed(right: frozenset[str]) -> bool:
    return bool(right & _DEADLY)


def _points_back(claim: Claim) -> bool:
    before = claim.evidence.text[: max(0, claim.trigger.start - claim.evidence.start)]
    return says_the(before)
