"""What is read of claims in a hurry is what whole claims say."""

from __future__ import annotations

from pathlib import Path

from gesta.ledger import Ledger
from gesta.ledger.editing import Editor, merge
from gesta.ledger.review import decide
from gesta.ledger.review_value import Given
from gesta.web.briefs import brief, briefs
from gesta.web.fold import stands, text_keys
from tests.ledger import world
from tests.web import awkward

ANA = Editor("ana")


def whole(ledger: Ledger) -> dict[str, object]:
    """The same by way of whole claims."""
    return {claim.id: brief(claim) for claim in ledger.claims()}


def test_briefs_are_those_of_whole_claims_in_their_order(tmp_path: Path) -> None:
    for filled in (world.filled, awkward.filled):
        with Ledger.open(filled(tmp_path / f"{filled.__module__}.ledger")) as ledger:
            found = briefs(ledger)
            assert found == whole(ledger)
            assert list(found) == list(whole(ledger))


def test_briefs_honour_decisions(tmp_path: Path) -> None:
    with Ledger.open(world.filled(tmp_path / "small.ledger")) as ledger:
        decide(ledger, ANA, world.C1.id, "reject")
        decide(ledger, ANA, world.C2.id, "correct", Given("certainty", "alleged"))
        found = briefs(ledger)
        assert found == whole(ledger)
        assert world.C1.id not in found
        assert found[world.C2.id].certainty == "alleged"


def test_briefs_honour_edits_of_actors(tmp_path: Path) -> None:
    with Ledger.open(world.filled(tmp_path / "small.ledger")) as ledger:
        merge(ledger, ANA, world.FRONT.id, world.ARMY.id)
        assert briefs(ledger) == whole(ledger)


def test_the_keys_of_a_text_are_those_of_its_words() -> None:
    text = "Kata'ib Hizballah – كتائب حزب الله, U.S.-led; 12 3rd — … Ḥamās _x_ naïve"
    assert text_keys(text).split(" ") == [key for _, _, key in stands(text)]
    assert text_keys(" … — ") == ""
