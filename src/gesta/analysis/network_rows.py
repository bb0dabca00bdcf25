"""The rows, words and plots of the answers about a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from gesta.analysis.known_network import Known
from gesta.analysis.ties_on import Held, below_of
from gesta.analysis.umbrella import Node, roots, tree

_LINES, _WARNED = 34, 6


def contested(held: Iterable[Held], known: Known) -> list[str]:
    """Each contested pair with the words of both sides, some in the text, all in --json."""
    found: dict[frozenset[str], str] = {}
    for tie in (t for t in held if t.contested):
        own = " | ".join(tie.words or (f"{tie.type}: the registry",))
        words = f"contested: {known.name(tie.source)} {tie.type} {known.name(tie.target)}: "
        pair = frozenset((tie.source, tie.target))
        found.setdefault(pair, words + own + " — AGAINST " + " | ".join(tie.contested))
    more = len(found) - _WARNED
    said = list(found.values())[:_WARNED]
    return [*said, f"{more} more ties are contested; --json has them"] if more > 0 else said


def not_followed(about: Iterable[Held], nodes: Iterable[Node], known: Known) -> list[str]:
    """The members told of by one report alone whose word is not followed, in words."""
    inside = {node.actor for node in nodes}
    loose = sorted(
        known.name(t.source)
        for t in about
        if t.type == "part-of" and t.target in inside and t.source not in inside
        and known.world.is_specific(t.source)
    )  # fmt: skip
    if not loose:
        return []
    shown = ", ".join(loose[:_WARNED]) + (f" and {len(loose) - _WARNED} more" if len(loose) > _WARNED else "")  # fmt: skip
    return [f"not counted, as one report alone says so, or what it says is contradicted: {shown}"]


def tie_rows(held: Iterable[Held], known: Known) -> Iterable[dict[str, Any]]:
    """Ties between named parties: contested ones first, a state's own organs last."""
    named = [
        t for t in held if known.world.is_specific(t.source) and known.world.is_specific(t.target)
    ]
    groups = [t for t in named if not _is_person(t, known)]
    for tie in sorted(groups, key=lambda t: (not t.contested, _is_organ(t, known), not t.firm)):
        yield {
            "who": _short(known.name(tie.source)), "tie": tie.type,
            "whom": _short(known.name(tie.target)), **_days(tie), "basis": tie.basis,
            "contested": "yes" if tie.contested else "",
        }  # fmt: skip


def _is_organ(tie: Held, known: Known) -> bool:
    """Whether it only says that a ministry, force or office is its state's: listed last."""
    one = known.world.actors.get(tie.source)
    return tie.type == "part-of" and one is not None and one.type != "group"


def _is_person(tie: Held, known: Known) -> bool:
    one = known.world.actors.get(tie.source)
    return one is not None and one.type == "person"


def _days(tie: Held) -> dict[str, str]:
    since, until = tie.tenure.since, tie.tenure.until
    return {
        "since": str(since) if since else "undated" if until is None else "",
        "until": str(until) if until else "",
    }


def details(held: Iterable[Held], known: Known) -> Iterable[dict[str, Any]]:
    for tie in held:
        yield {
            "tie": tie.type, "from": tie.source, "who": known.name(tie.source), "to": tie.target,
            "whom": known.name(tie.target), "since": tie.tenure.since, "until": tie.tenure.until,
            "dated": tie.dated, "registry": tie.registry, "reports": tie.reports,
            "words": tie.words, "against": tie.contested,
        }  # fmt: skip


def node_rows(nodes: Iterable[Node], known: Known) -> Iterable[dict[str, Any]]:
    """A row for each party of a tree; persons without events of their own are left to --json."""
    for node in nodes:
        tie = node.tie
        own, all_ = _counts(node.actor, known)
        if _is_idle(node, all_, known):
            continue
        yield {
            "party": "  " * node.depth + _short(known.name(node.actor)),
            **({"since": "", "until": ""} if tie is None else _days(tie)),
            "basis": "" if tie is None else tie.basis,
            "contested": "yes" if tie is not None and tie.contested else "",
            "own events": own, "with those below": all_,
        }  # fmt: skip


def _is_idle(node: Node, events: int, known: Known) -> bool:
    """Whether it is a person under somebody, without events."""
    one = known.world.actors.get(node.actor)
    return node.tie is not None and not events and one is not None and one.type == "person"


def _counts(actor: str, known: Known) -> tuple[int, int]:
    """The median numbers of a party's own events, and of those under it, over the draws."""
    own, all_ = known.count(known.rows_of.get(actor, ())), known.count(known.under([actor]))
    return round(float(np.median(own))), round(float(np.median(all_)))


def forest(known: Known) -> dict[str, Any] | None:
    """Data of the plot `umbrella`: the umbrellas with the most events under them."""
    below = below_of(known.held, known.world)
    trees = [tree(root, below, known.distinct) for root in roots(below)]
    lines: list[dict[str, Any]] = []
    for nodes in sorted(trees, key=lambda t: (-_counts(t[0].actor, known)[1], t[0].actor)):
        more = lines_of(nodes, known)
        if len(more) > 1 and len(lines) + len(more) <= _LINES:
            lines += more
    return plot_of(known, lines)


def lines_of(
    nodes: Sequence[Node], known: Known
) -> list[dict[str, Any]]:  # fmt: skip
    """The lines of a plotted tree: its parties and, beside the root, clients and patrons."""
    found = []
    for node in nodes:
        own, all_ = _counts(node.actor, known)
        if _is_idle(node, all_, known):
            continue
        found.append(_line(node.actor, node.depth, node.tie, own, all_, known))
    inside = {node.actor for node in nodes}
    clients = [
        t for t in known.held
        if t.type == "backed-by" and nodes and t.target == nodes[0].actor and t.source not in inside
    ]  # fmt: skip
    for tie in clients:
        found.append(_line(tie.source, 1, tie, *_counts(tie.source, known), known))
    return found


def _line(
    actor: str, depth: int, tie: Held | None, own: int, all_: int, known: Known
) -> dict[str, Any]:
    style = "root" if tie is None else "contested" if tie.contested else tie.type
    if style == "part-of" and not tie.firm:  # type: ignore[union-attr]
        style = "one report"
    undated = tie is not None and not tie.dated
    return {
        "name": known.name(actor), "depth": depth, "style": style, "undated": undated,
        "own": own, "all": all_,
    }  # fmt: skip


def plot_of(known: Known, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    if not lines:
        return None
    return {"kind": "umbrella", "lines": tuple(lines[:_LINES]), "words": known.happenings.words,
            "left out": max(0, len(lines) - _LINES)}  # fmt: skip


def _short(words: str, most: int = 36) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
