"""The whole way with the real model: the samples in, a ledger out in which everything can be found.

What is asked here is what the demo shows, not how well the model reads; that is measured by the
benchmarks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.flow import Summary, read_into
from gesta.ledger import Ledger, export_lines, import_lines, verify

SAMPLES = Path(__file__).parents[1] / "samples/reports"

Run = tuple[Summary, Path]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    path = tmp_path_factory.mktemp("whole") / "samples.ledger"
    return read_into(path, [str(SAMPLES)]), path


def lines(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return list(export_lines(ledger))


def test_every_sample_is_read(run: Run) -> None:
    summary, _ = run
    assert (summary.read, summary.refused, summary.copies) == (44, {}, 1)
    assert summary.claims >= 200
    assert summary.disputes >= 5


def test_every_receipt_holds(run: Run) -> None:
    with Ledger.open(run[1]) as ledger:
        assert verify(ledger).faults == ()


def test_the_tolls_of_the_hospital_blast_stand_side_by_side(run: Run) -> None:
    with Ledger.open(run[1]) as ledger:
        tolls = [
            {value.value for value in dispute.values}
            for incident in ledger.incidents()
            if incident.time is not None and str(incident.time.start) == "2023-10-17"
            for dispute in incident.disputes
            if dispute.field == "killed"
        ]
    assert any({"471", "at least 500"} <= values for values in tolls), tolls


def test_a_second_outlet_of_one_text_is_no_second_origin(run: Run) -> None:
    """What a text and its copy alone tell has as many origins as the text names sources."""
    with Ledger.open(run[1]) as ledger:
        (copy,) = [report for report in ledger.reports() if report.duplicate_of]
        original = ledger.report(copy.duplicate_of or "")
        assert original is not None
        pair = {copy.id, original.id}
        shared = 0
        for incident in ledger.incidents():
            claims = [c for name in incident.claims for c in ledger.claims("id = ?", (name,))]
            if {claim.report for claim in claims} != pair:
                continue
            shared += 1
            sources = {speaker.actor for claim in claims for speaker in claim.said_by}
            assert incident.origins <= max(1, len(sources - {None}))
    assert shared


def test_denials_and_nested_sources_are_there(run: Run) -> None:
    with Ledger.open(run[1]) as ledger:
        claims = list(ledger.claims())
    assert sum(claim.certainty == "denied" for claim in claims) >= 3
    assert sum(len(claim.said_by) >= 2 for claim in claims) >= 3
    assert sum(claim.time is not None and claim.time.start is not None for claim in claims) >= 80


def test_kataib_hezbollah_is_not_hezbollah(run: Run) -> None:
    with Ledger.open(run[1]) as ledger:
        actors = {name: actor.id for actor in ledger.actors() for name in actor.names}
    assert actors["Kataib Hezbollah"] != actors["Hezbollah"]


def test_the_same_bytes_from_one_worker_and_over_the_exchange_format(
    run: Run, tmp_path: Path
) -> None:
    alone = tmp_path / "alone.ledger"
    read_into(alone, [str(SAMPLES)], jobs=1)
    exported = lines(run[1])
    assert lines(alone) == exported
    import_lines(exported, tmp_path / "copy.ledger")
    assert lines(tmp_path / "copy.ledger") == exported
