"""What is promised: a pair that is not judged could not have reached even odds."""

from __future__ import annotations

import random
from datetime import date, timedelta

from gesta.resolution.facts import facts_of
from gesta.resolution.hopeless import hopeless
from gesta.resolution.score import within
from gesta.resolution.world import World
from gesta.types import Claim, Count, Location, Means, Party, Quote, When
from tests.resolution.made import ACTORS, PLACES, TIES

_WORDS = ("attack", "strike", "shelling", "killed", "arrested", "abducted", "seized", "protest")
_TYPES = ("ASSAULT", "COERCE", "SANCTION")
_MODES = ("air", "ground")
_TARGETS = ("Red Hill hospital north wing", "a bakery")


def _claim(chance: random.Random, number: int) -> Claim:
    """A claim of one report with fields filled by chance."""
    start = chance.randrange(0, 900)
    word = chance.choice(_WORDS)
    sentence = Quote(start // 100 * 100, start // 100 * 100 + 150, "the " * 37 + "up")

    def some(of: tuple[str, ...]) -> list[str]:
        return chance.sample(of, chance.randrange(0, 2))

    day = date(2024, 6, 1) + timedelta(days=chance.randrange(2))
    killed = chance.choice((None, 5, 5, 12))
    return Claim(
        id=f"c{number:04}",
        report="r",
        evidence=sentence,
        trigger=Quote(start, start + len(word), word),
        type=chance.choice(_TYPES),
        certainty=chance.choice(("reported", "reported", "claimed", "planned")),
        modes=tuple(some(_MODES)),
        actors=tuple(Party(0, 1, a, a) for a in some(("army", "rebels"))),
        recipients=tuple(Party(0, 1, a, a) for a in some(("brigade", "villagers"))),
        targets=tuple(Quote(0, len(t), t) for t in some(_TARGETS)),
        weapons=tuple(Means(0, 1, w, w) for w in some(("rocket", "drone"))),
        places=tuple(Location(1, 2, p, p) for p in some(("Homs", "Aleppo"))),
        time=chance.choice((None, When("that day", day, day, "day"))),
        killed=None if killed is None else Count(str(killed), killed, killed),
    )


def test_what_is_passed_over_would_have_stayed_below_even_odds() -> None:
    chance = random.Random(7)
    world = World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)
    claims = [_claim(chance, number) for number in range(150)]
    passed = 0
    for at, one in enumerate(claims):
        for two in claims[at + 1 :]:
            a, b = facts_of(one, world), facts_of(two, world)
            if hopeless(a, b):
                passed += 1
                judged = within((one, a), (two, b), world)
                assert judged.vetoed or judged.logit < 0.0
    assert 1000 < passed < 150 * 149 // 2
