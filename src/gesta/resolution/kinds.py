"""What kinds of happening there are: types that may be one, certainty kinds, trigger words.

The word lists are short and meant to be read; a word that is in none is simply unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Pairs of types that two reports (or two runs of the reader) may give to one happening.
_RELATED: Final = frozenset(
    pair
    for one, two in (
        ("ASSAULT", "COERCE"), ("COERCE", "SANCTION"), ("CONCEDE", "RETREAT"),
        ("CONCEDE", "AGREE"), ("AGREE", "CONSULT"), ("AGREE", "COOPERATE"),
        ("AID", "COOPERATE"), ("AID", "SUPPORT"), ("ACCUSE", "REJECT"), ("THREATEN", "REQUEST"),
    )
    for pair in ((one, two), (two, one))
)  # fmt: skip

# Types that happen somewhere: without a place they say too little to be joined across reports.
PLACED: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})

_FORMS: Final[dict[str, str]] = {
    "shot": "shoot", "struck": "strike", "strikes": "strike", "bombard": "shell",
    "blew": "blow", "fought": "fight", "held": "hold", "met": "meet",
    "meeting": "meet", "killing": "kill", "killings": "kill", "dead": "die", "death": "die",
    "deaths": "die", "died": "die", "dying": "die", "explosion": "explode",
    "explosions": "explode", "detonation": "detonate", "bombardment": "shell", "bombing": "bomb",
    "bombings": "bomb", "bombed": "bomb", "shelling": "shell", "shooting": "shoot",
    "shootings": "shoot", "fighting": "fight", "abduction": "abduct", "withdrawal": "withdraw",
    "withdrew": "withdraw", "wounded": "wound", "injured": "injure", "injuries": "injure",
    "injury": "injure", "hospitalized": "injure", "hospitalised": "injure", "shot himself": "shoot",
    "shot herself": "shoot", "killed himself": "kill", "killed herself": "kill",
    "lives": "die", "fatalities": "die", "casualties": "casualty", "fired": "fire",
    "firing": "fire", "raided": "raid", "seizure": "seize", "seized": "seize", "took": "take",
    "taken": "take", "hitting": "hit", "targeting": "target", "interception": "intercept",
    "assassination": "assassinate", "murder": "kill", "murdered": "kill", "slain": "kill",
    "warning": "warn", "agreement": "agree", "arrested": "arrest",
    "deceased": "die", "life": "die", "succumbed": "die", "perished": "die", "fatally": "die",
    "homicide": "kill", "homicides": "kill", "slaying": "kill", "slayings": "kill",
    "suicide": "kill", "grazed": "wound", "shootout": "shoot", "gunshot": "shoot",
    "gunshots": "shoot", "gunfight": "fight", "crossfire": "gunfire", "drive-by": "shoot",
    "gunned down": "shoot", "passed away": "die",
}  # fmt: skip

CLASSES: Final[dict[str, frozenset[str]]] = {
    "casualty": frozenset({"kill", "die", "wound", "injure", "hurt", "casualty", "toll", "lost",
                           "claim", "martyr"}),
    "attack": frozenset({"strike", "attack", "hit", "target", "pound", "assault", "destroy", "raid",
                         "attacker", "storm", "assassinate", "fire", "launch", "barrage"}),
    "airstrike": frozenset({"airstrike", "strike", "raid", "bomb"}),
    "shelling": frozenset({"shell", "mortar", "artillery", "fire", "barrage", "pound"}),
    "rocket": frozenset({"rocket", "missile", "launch", "fire", "barrage"}),
    "explosion": frozenset({"blast", "explode", "detonate", "bomb", "blow"}),
    "shooting": frozenset({"shoot", "gunfire", "open", "ambush", "fire"}),
    "clash": frozenset({"clash", "fight", "battle", "exchange", "firefight"}),
    "abduction": frozenset({"abduct", "kidnap", "capture", "hostage", "seize", "take"}),
    "interception": frozenset({"intercept", "down", "thwart", "foil", "repel"}),
    "arrest": frozenset({"arrest", "detain", "detention", "custody"}),
    "protest": frozenset({"protest", "demonstrate", "demonstration", "rally", "march", "riot"}),
    "meeting": frozenset({"meet", "visit", "talk", "call", "summit"}),
}  # fmt: skip

_KNOWN: Final[frozenset[str]] = frozenset().union(*CLASSES.values())

# Violence of a known means; the class `attack` is a general word for any of them.
MEANS: Final = frozenset({"airstrike", "shelling", "rocket", "explosion", "shooting"})

# Both sides act: who is named first says nothing about who did it to whom.
MUTUAL: Final = CLASSES["clash"]

# They end like plurals and are none: `Blast kills two`. With `shoots` and `hits` among them false
# merges on gva_incidents rise from 2.0 to 2.9 %.
_VERBS = frozenset("kills dies injures hurts claims".split())

_AGAIN = re.compile(
    r"\b(?:another|second|third|fourth|fifth|separate|further|subsequent|fresh|different)"
    r"(?:\s+[\w'’-]+){0,3}\s*$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\s(?:was|were|is|are|been|being|had|has|have|who|critically|seriously)\b|"
    r"\s(?:man|woman|boy|girl|child|teen|teenager|person|victim|"
    r"suspect|officer|soldier|fighter|civilian|firefighter|student|driver|resident)\s*$",
    re.IGNORECASE,
)
_THE = re.compile(
    r"\b(?:the|this|that|these|those|its|their)(?:\s+[\w'’-]+){0,2}\s*$", re.IGNORECASE
)


_MANY = re.compile(
    r"\b(?:most|many|some|several|dozens|scores|hundreds|thousands|all|series|wave|string|spate)"
    r"(?:\s+of)?(?:\s+the|\s+its|\s+their|\s+such)?(?:\s+[\w'’-]+){0,2}\s*$",
    re.IGNORECASE,
)


_CAUSED = re.compile(
    r"\b(?:answer(?:s|ed|ing)?|respon(?:se|d|ds|ded|ding)|retaliat\w*|repl(?:y|ies|ied)|aveng\w*|"
    r"revenge|punish\w*|(?:minute|hour|day|week|month|year)s?\s+(?:after|before|earlier|later))\b",
    re.IGNORECASE,
)


def related(left: str, right: str) -> bool:
    """Whether one happening may be told as `left` by one report and as `right` by another."""
    return left == right or (left, right) in _RELATED


def kind(certainty: str) -> str:
    """`done` (said, claimed, alleged or denied to have happened), `planned` or `hypothetical`."""
    return certainty if certainty in ("planned", "hypothetical") else "done"


@lru_cache(maxsize=50_000)
def lemma(trigger: str) -> str:
    """A rough base form of a trigger's last word, good enough to compare triggers.

    >>> lemma("airstrikes"), lemma("were killed"), lemma("shelled")
    ('airstrike', 'kill', 'shell')
    """
    whole = trigger.casefold()
    words = re.findall(r"[^\W\d_]+", whole)
    if not words or whole in _FORMS:
        return _FORMS.get(whole, whole)
    word: str = words[-1]
    if word in _FORMS:
        return _FORMS[word]
    for ending in ("ing", "ed", "es", "s"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and not word.endswith("ss"):
            return _FORMS.get(stem, _known(stem))
    return word


def _known(stem: str) -> str:
    """The stem with the `e` or without the doubled letter that a known word has."""
    forms = (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next((form for form in forms if form in _KNOWN), stem)


@lru_cache(maxsize=50_000)
def classes(word: str) -> frozenset[str]:
    """The trigger classes of a lemma; empty for a word in none."""
    return frozenset(name for name, words in CLASSES.items() if word in words)


@lru_cache(maxsize=50_000)
def classes_of(lemmas: frozenset[str]) -> frozenset[str]:
    """The trigger classes of any of the lemmas."""
    return frozenset().union(*map(classes, lemmas))


def may_be_one(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of trigger classes share one, or one is the general word for the other."""
    if left & right:
        return True
    return bool(("attack" in left and right & MEANS) or ("attack" in right and left & MEANS))


@lru_cache(maxsize=50_000)
def is_plural(trigger: str) -> bool:
    """Whether the trigger is a plural noun (`attacks`), which may stand for one or for many."""
    word = trigger.casefold().split()[-1] if trigger.split() else ""
    noun = word.endswith("s") and not word.endswith("ss") and word not in _VERBS
    return noun and bool(classes(lemma(word)))


@lru_cache(maxsize=50_000)
def says_again(before: str) -> bool:
    """Whether the words before a trigger tell it from an earlier one (`another drone` attack), not
    its victim or doer from another (`another man was` killed)."""
    found = _AGAIN.search(before)
    return found is not None and not _PERSON.search(found[0])


@lru_cache(maxsize=50_000)
def says_the(before: str) -> bool:
    """Whether the words before a trigger point back (`the`, `this`)."""
    return _THE.search(before) is not None


@lru_cache(maxsize=50_000)
def sums_up(before: str) -> bool:
    """Whether the words before a plural tell of many (`most of the`) or of no certain ones."""
    return _MANY.search(before) is not None or not says_the(before)


@lru_cache(maxsize=50_000)
def says_caused(between: str) -> bool:
    """Whether the words between two triggers tell of two happenings (`answered`, `a day after`)."""
    return _CAUSED.search(between) is not None
