"""Replays written into a ledger: ids are their own, actors grow, one more joins as all anew."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks._replayed_ledger import Rewriter, write
from gesta.ledger import Ledger
from gesta.view import rebuild_view, update_view
from tests.ledger.test_invariance import reports, said


def test_a_written_ledger_is_sound_and_takes_one_report_more(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "base.ledger", create=True) as base:
        for row in reports(1, 6):
            assert base.add(*row)
        line = Rewriter(base).run()
    with Ledger.open(tmp_path / "made.ledger", create=True) as made:
        written = [write(made, one) for one in islice(line, 20)]
        assert len({one.kept.report.id for one in written}) == 20
        assert made.count("claims") == sum(len(one.claims) for one in written)
        rebuild_view(made)
        write(made, next(line))
        assert update_view(made)
        now = said(made)
        rebuild_view(made)
        assert said(made) == now


def test_what_one_report_alone_names_is_a_replays_own(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "base.ledger", create=True) as base:
        assert base.add(*reports(1, 1)[0])
        named = {actor.id for actor in base.actors()}
        replayed = list(islice(Rewriter(base).run(), 3))
    told = [{actor.id for actor in one.kept.actors} for one in replayed]
    assert all(actors.isdisjoint(named) for actors in told)
    assert not told[0] & told[1]
    for one, actors in zip(replayed, told, strict=True):
        parties = {p.actor for claim in one.claims for p in (*claim.actors, *claim.recipients)}
        assert parties - {None} <= actors
