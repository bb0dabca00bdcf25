"""Who is with whom, under whose umbrella, and whether the network of acts has structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate
from gesta.analysis.interval import estimate_of
from gesta.analysis.known_network import Known
from gesta.analysis.network_rows import (
    contested,
    details,
    forest,
    lines_of,
    node_rows,
    not_followed,
    plot_of,
    tie_rows,
)
from gesta.analysis.structure import Figure, Structure, adjusted, structure
from gesta.analysis.ties_on import Held, below_of
from gesta.analysis.umbrella import Node, tree

LEVEL = 0.05
_ROWS = 30
METHOD = (
    "stated ties that hold on the day; events of an umbrella are those of its members on the day of "
    "the event, each counted once, over draws of the ledger's doubts; figures of acts against "
    "random networks of equal degrees (curveball; Strona et al. 2014; Carstens et al. 2016), "
    "p-values after Holm (1979)"
)
ASSUMES = (
    "parties are called allied only where a report or the registry states it; a shared enemy or "
    "a shared attack is no alliance",
    "an undated tie is taken to hold on every day",
    "two that are stated to be distinct are never counted under each other",
)


def network(known: Known, *, seed: int) -> Answer:
    """All stated ties on the day, and the structure of who acts with and against whom."""
    question = (
        f"Who is with whom {known.when()}, and do {known.happenings.words} have more structure than "
        "how often each party acts would give?"
    )
    found = structure(known.acts, known.present(), seed=seed)
    verdict, words = judge(found)
    held = known.held
    rows = list(tie_rows(held, known))
    more = [f"{len(rows) - _ROWS} more ties hold; --json has all"] if len(rows) > _ROWS else []
    return Answer(
        question, verdict, words, len(known.happenings.rows), METHOD,
        estimates=tuple(_estimate(f) for f in found.figures if not f.fault),
        smallest=_smallest(found), dropped={**known.happenings.left_out(), **known.acts.dropped},
        assumptions=ASSUMES, warnings=(*_faults(found), *_pairs(found, known), *contested(held, known), *more),
        table=tuple(rows[:_ROWS]), details=tuple(details(held, known)),
        incidents=known.happenings.ids, plot=forest(known),
    )  # fmt: skip


def umbrella(known: Known, name: str, heads: Sequence[str]) -> Answer:
    """Who stands under an umbrella on the day, and the events under it, each counted once.

    `heads` are the actors that the name stands for; one that belongs to another is under it.
    """
    question = (
        f"Who stands under {name} {known.when()}, and how many {known.happenings.words} are theirs?"
    )
    held, below = known.held, below_of(known.held, known.world)
    heads = _tops(heads, known, below)
    nodes = [node for head in heads for node in tree(head, below, known.distinct)]
    members = [node for node in nodes if node.tie is not None]
    whole, firm = known.under(heads), known.under(heads, firm=True)
    mine = {node.actor for node in nodes}
    about = [t for t in held if t.target in mine or t.source in mine]
    verdict, words = _stands(name, members, [t for t in known.ties if t.target in heads], known)
    estimates = () if not known.there.size else (
        estimate_of(f"events under {name}", known.count(whole)),
        estimate_of(f"by ties of the registry or of two reports alone, under {name}", known.count(firm)),
    )  # fmt: skip
    return Answer(
        question, verdict, words, len(whole), METHOD, estimates=estimates,
        smallest="one stated tie" if members else "", dropped=known.happenings.left_out(),
        assumptions=ASSUMES, warnings=(*contested(about, known), *not_followed(about, nodes, known)),
        table=tuple(node_rows(nodes, known)), details=tuple(details(about, known)),
        incidents=tuple(known.happenings.ids[k] for k in sorted(whole)),
        plot=plot_of(known, lines_of(nodes, known)),
    )  # fmt: skip


def _tops(
    heads: Sequence[str], known: Known, below: Mapping[str, Sequence[Held]]
) -> list[str]:  # fmt: skip
    """The heads that stand under no other head, those with members before all."""
    ids = sorted({known.world.aliases.get(h, h) for h in heads})
    umbrellas = [h for h in ids if below.get(h)] or ids
    lower = {n.actor for h in umbrellas for n in tree(h, below, known.distinct)[1:]}
    return [h for h in umbrellas if h not in lower] or umbrellas[:1]


def _stands(
    name: str, members: Sequence[Node], ever: Sequence[Held], known: Known
) -> tuple[str, str]:
    """Whether anybody stands under it on the day, and by what ties."""
    sure = [n for n in members if n.tie and (n.tie.registry or n.tie.dated) and not n.tie.contested]
    if sure:
        loose = len(members) - len(sure)
        more = f", {loose} by undated or contested words of reports alone" if loose else ""
        return YES, f"{_counted(members, known)} under {name} by stated ties{more}."
    if members:
        return OPEN, (
            f"Of {len(members)} ties to {name} none is dated or in the registry, or all are contested: "
            f"that they held {known.when()} is not stated."
        )
    once = [t for t in ever if t.type == "part-of"]
    if once:
        return (
            NO,
            f"{len(once)} stood under {name} at other times or are contested; none {known.when()}.",
        )
    return OPEN, f"No report and not the registry says that anybody is part of {name}."


def _counted(members: Sequence[Node], known: Known) -> str:
    """`2 parties and 1 person stand`: persons apart, as they are listed only with events of their own."""
    actors = [known.world.actors.get(node.actor) for node in members]
    persons = sum(one is not None and one.type == "person" for one in actors)
    parties = len(members) - persons
    parts = [
        f"{n} {one if n == 1 else many}"
        for n, one, many in ((parties, "party", "parties"), (persons, "person", "persons"))
        if n
    ]
    return f"{' and '.join(parts)} {'stands' if len(members) == 1 else 'stand'}"


# ---------------------------------------------------------------- structure in words


def _estimate(figure: Figure) -> Estimate:
    found = estimate_of(figure.what, np.array(figure.drawn))
    given = f"{figure.what} (chance gives {figure.low:.2f} to {figure.high:.2f})"
    return replace(found, what=given)


def judge(found: Structure) -> tuple[str, str]:
    """The verdict on a structure and its words."""
    tested = [
        (f, p) for f, p in zip(found.figures, adjusted(found.figures), strict=True) if not f.fault
    ]
    over = [(f, p) for f, p in tested if p < LEVEL]
    if over:
        list_ = "; ".join(f"{f.what} {f.value:.2f}, p = {p:.3f}" for f, p in over)
        return YES, f"Beyond what how often each acts would give: {list_}."
    if not tested:
        return (
            OPEN,
            "Too few named parties act with or against each other to tell structure from chance.",
        )
    words = ", ".join(f"{f.what} p = {p:.2f}" for f, p in tested)
    if all(_sees(f) for f, _ in tested):
        return NO, f"No more than how often each acts would give ({words})."
    return OPEN, f"Chance alone could give this ({words}), and would hide a good deal of structure."


def _sees(figure: Figure) -> bool:
    """Whether a figure a quarter (of 1, or of what chance gives if more) above chance is seen."""
    middle = (figure.low + figure.high) / 2
    return bool(figure.seen - middle <= 0.25 * max(1.0, middle))


def _smallest(found: Structure) -> str:
    known = [f"{f.what} of {f.seen:.2f}" for f in found.figures if not f.fault]
    return ", ".join(known) + " (in 4 of 5 such ledgers)" if known else ""


def _faults(found: Structure) -> list[str]:
    faults: dict[str, list[str]] = {}
    for figure in found.figures:
        if figure.fault:
            faults.setdefault(figure.fault, []).append(figure.what)
    return [f"not tested: {', '.join(what)}: {fault}" for fault, what in faults.items()]


def _pairs(found: Structure, known: Known) -> list[str]:
    return [
        f"{known.name(a)} and {known.name(b)} acted together on {n} occasions, more than chance gives "
        f"(p = {p:.3f}); that is no statement that they are allied"
        for a, b, n, p in found.pairs
    ]
