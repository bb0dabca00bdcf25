"""Names of conflict actors: are two of them one actor? F1 of `same`, and every wrong merge.

`names.tsv` holds pairs of names from public facts, each with its region, what makes it easy or
hard, the verdict, and the codebook's types that a reader gives the two. Each name is grounded as
the only mention of a report of its own; a pair is said to be `same` where both come to one actor.
The table was written and frozen before anything was measured on it. Rows marked `held` were not
looked at when rules were mended; their figure is the one that tells how new names fare.

The peer is rapidfuzz's token_set_ratio, the usual likeness of names, with the threshold from 50
up at which it does best on this very table. Calling every pair the same has an F1 of its own,
which is printed as the line to beat.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.utils import default_process

from gesta.grounding.actors import Registry, resolve_actors

TABLE = Path(__file__).parent / "names.tsv"
THRESHOLDS = range(50, 101)  # below, it says yes to nearly everything


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the table; `same` is its verdict."""

    region: str
    category: str
    same: bool
    held: bool
    left: str
    left_type: str
    right: str
    right_type: str


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and the errors; give the figures, in percent. Needs no corpus and no split."""
    del corpora, split
    pairs = read_pairs(TABLE)
    registry = Registry.open()
    said = [is_same(pair, registry) for pair in pairs]
    threshold = best_threshold(pairs)
    peer = [likeness(pair) >= threshold for pair in pairs]
    print(f"{'':22}{'pairs':>6}{'right':>7}{'F1':>7}{'rapidfuzz ' + str(threshold):>14}")
    for title, wanted in _groups(pairs):
        rows = [index for index, pair in enumerate(pairs) if wanted(pair)]
        _print_row(
            title, [pairs[i] for i in rows], [said[i] for i in rows], [peer[i] for i in rows]
        )
    print(f"{'all called the same':28}{'':7}{f1(pairs, [True] * len(pairs)):7.1f}")
    merges = [p for p, answer in zip(pairs, said, strict=True) if answer and not p.same]
    for pair in merges:
        print(f"wrong merge: {pair.left} | {pair.right} ({pair.category})")
    for pair, answer in zip(pairs, said, strict=True):
        if pair.same and not answer and not pair.held:
            print(f"missed: {pair.left} | {pair.right} ({pair.category})")
    held = [index for index, pair in enumerate(pairs) if pair.held]
    return {
        "pairs": float(len(pairs)),
        "actors": float(actors_in(pairs)),
        "f1": f1(pairs, said),
        "held_f1": f1([pairs[i] for i in held], [said[i] for i in held]),
        "rapidfuzz_f1": f1(pairs, peer),
        "rapidfuzz_wrong_merges": float(
            sum(answer and not pair.same for pair, answer in zip(pairs, peer, strict=True))
        ),
        "wrong_merges": float(len(merges)),
        "merged_registry_actors": float(sum(_ends_known(pair, registry) for pair in merges)),
    }


def read_pairs(path: Path) -> list[Pair]:
    """The rows of the table, in order; KeyError or ValueError where one is not of its form."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Pair(
                row["region"], row["category"],
                {"same": True, "different": False}[row["verdict"]],
                {"held": True, "open": False}[row["part"]],
                row["left"], row["left type"], row["right"], row["right type"],
            )
            for row in rows
        ]  # fmt: skip


def is_same(pair: Pair, registry: Registry) -> bool:
    """Whether the two names come to one actor, each alone in its report."""
    ids = [_actor_id(*one, registry) for one in _sides(pair)]
    return ids[0] is not None and ids[0] == ids[1]


def _sides(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.left, pair.left_type), (pair.right, pair.right_type)


def _actor_id(name: str, kind: str, registry: Registry) -> str | None:
    (actor,) = resolve_actors([(name, kind)], registry=registry)
    return actor.id if actor else None


def _ends_known(pair: Pair, registry: Registry) -> bool:
    found = _actor_id(pair.left, pair.left_type, registry)
    return found is not None and registry.get(found) is not None


def likeness(pair: Pair) -> float:
    """rapidfuzz's token_set_ratio of the two names in plain letters, 0 to 100."""
    return token_set_ratio(pair.left, pair.right, processor=default_process)


def best_threshold(pairs: Sequence[Pair]) -> int:
    """The lowest likeness called `same` that gives the peer its best F1."""
    scores = [likeness(pair) for pair in pairs]
    return max(THRESHOLDS, key=lambda least: (f1(pairs, [s >= least for s in scores]), -least))


def f1(pairs: Sequence[Pair], said: Sequence[bool]) -> float:
    """F1 of `same`, in percent; 0 where nothing is the same and nothing was said to be."""
    hits = sum(pair.same and answer for pair, answer in zip(pairs, said, strict=True))
    total = sum(pair.same for pair in pairs) + sum(said)
    return round(200 * hits / total, 1) if total else 0.0


def actors_in(pairs: Iterable[Pair]) -> int:
    """How many actors the table tells apart: its names, joined where a row says `same`."""
    head: dict[str, str] = {}

    def find(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for pair in pairs:
        left, right = find(pair.left.casefold()), find(pair.right.casefold())
        if pair.same:
            head[left] = right
    return len({find(name) for name in list(head)})


def _groups(pairs: Sequence[Pair]) -> list[tuple[str, Callable[[Pair], bool]]]:
    groups: list[tuple[str, Callable[[Pair], bool]]] = [("all", lambda pair: True)]
    groups += [("open rows", lambda pair: not pair.held), ("held rows", lambda pair: pair.held)]
    for region in dict.fromkeys(pair.region for pair in pairs):
        groups.append((region, lambda pair, region=region: pair.region == region))  # type: ignore[misc]
    for category in dict.fromkeys(pair.category for pair in pairs):
        groups.append((category, lambda pair, category=category: pair.category == category))  # type: ignore[misc]
    return groups


def _print_row(
    title: str, pairs: Sequence[Pair], said: Sequence[bool], peer: Sequence[bool]
) -> None:
    right = sum(pair.same == answer for pair, answer in zip(pairs, said, strict=True))
    own, theirs = f1(pairs, said), f1(pairs, peer)
    both = any(pair.same for pair in pairs)
    alike = sum(pair.same == answer for pair, answer in zip(pairs, peer, strict=True))
    print(
        f"{title:22}{len(pairs):6}{100 * right / len(pairs):7.1f}"
        + (f"{own:7.1f}{theirs:14.1f}" if both else f"{'':7}{100 * alike / len(pairs):8.1f} right")
    )
