"""Filing what a resolution of the whole ledger found, so that later ones need not be of it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from gesta.identity import hashed
from gesta.joining.refile import bundles_of, stories_of
from gesta.joining.renewing import REVIEW
from gesta.ledger.joins import Joins
from gesta.resolution.blocks import keys
from gesta.resolution.covers import filing
from gesta.resolution.kept import Kept
from gesta.resolution.resolve import Resolving
from gesta.resolution.world import World

# To be raised when the rules of joining change, so that ledgers are joined by one set of rules.
_RULES = 2
_STATE = "state"


@cache
def rules() -> str:
    """The rules by which this version joins."""
    weights = files("gesta.resources").joinpath("resolution").joinpath("weights.toml")
    return hashed("rules", _RULES, weights.read_text(encoding="utf-8"))


def is_filed(joins: Joins) -> bool:
    """Whether a ledger can be added to: it was joined as a whole by these rules."""
    return joins.known(_STATE, "rules") == rules()


def file_joins(
    joins: Joins, job: Resolving, world: World, reports: Iterable[str], reviews: Iterable[str]
) -> None:
    """File the groups, words, keys and near pairs of a resolution."""
    cores = list(job.cores.values())
    bundles = bundles_of(reports, cores, world, job.claims.report_of)

    def filed() -> Iterator[tuple[int, str, bool]]:
        for name, row, told in bundles:
            kept = [Kept(core, tuple(keys(core, world))) for core in told]
            joins.put_bundles([(name, row, [one.record() for one in kept])])
            for one in kept:
                yield from ((number, one.facts.id, meets) for number, meets in one.keys)

    joins.put_keys(filed())
    joins.put_stories(stories_of(job.making, cores))
    joins.put_near(
        (*pair, judged.logit >= 0.0 and not judged.vetoed, judged.logit, judged.objection)
        for pair, judged in job.near.items()
    )
    joins.put_lines(
        (line, group.id, found.sums)
        for group in job.groups
        if (found := filing(group, world)) is not None
        for line in found.lines
    )
    joins.put_known(REVIEW, dict.fromkeys(reviews, ""))
    joins.put_known(_STATE, {"rules": rules()})
