"""The widest keys of a name, asked only where nothing closer is known and only of known actors.

`bag` levels the language of common words (Ejército, Army, Jaysh), their order, the links of Urdu
and Persian names and the vowels of long words. `sounds` levels the script as well: it keeps the
consonants alone, so that a name in Arabic letters meets its Latin spelling. Both are sorted words;
a key may be too poor to name anybody, and is then empty.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from gesta.grounding.names import SPELLED, fold_word, has_arabic, skeleton, without_plural, words

LONG_WORD: Final = 7  # letters from which on a word is told by its consonants and its ends
LEAST_LETTERS: Final = 4  # consonants of a lone word; beside another word one fewer will do
_SMALL: Final = frozenset(
    "of for in and on to the a an de del la las le les los el al ul e i y et wa wal da do dos das "
    "di du des und un pour para por".split()
)
_ELISION: Final = re.compile(r"\b[ld]['’](?=\w)", re.IGNORECASE)  # l'Azawad, d'Ivoire
_LINK: Final = re.compile(r"(?<=\w{4})(?:ul|ud)$")  # Jamaatul Ahrar, Jamaat-ul-Ahrar
_VOWELS: Final = re.compile(r"(?<=.)[aiueo]+(?=.)")
_STATE: Final = frozenset({"isis", "isil", "daesh"})
_PROVINCE: Final = frozenset({"province", "wilayat", "wilayah"})

# Common words of names of bodies in the languages that reports quote, with the English one.
_ENGLISH: Final[dict[str, str]] = {
    word: english
    for english, text in {
        "army": "army jaysh ejercito exercito armee tentara ordu armiya",
        "front": "front jabhat jabha frente fronte barisan cephe cephesi",
        "movement": "movement harakat mouvement movimiento movimento gerakan hareket hareketi "
        "tehrik dvizhenie",
        "party": "party hizb parti partido partito partai partiya partija hizbul hezbi hizbi",
        "brigade": "brigade kataib katibat katiba saraya liwa brigada tugay",
        "force": "force fuerza fuerzas forca forcas quwat quwwat sily syly kuvvetleri",
        "organization": "organization organizacion organizacao organisasi munazamat munazzamat "
        "munathamat munadhamat monazamat",
        "armed": "armed armada armadas armee armees armadas zbroini zbroyni vooruzhennye",
        "liberation": "liberation liberacion liberacao liberazione tahrir pembebasan kurtulus",
        "national": "national nacional nationale nazionale nasional natsionalnaya ulusal",
        "people": "people pueblo peuple povo popolo rakyat halk narodna narodnaya xalq",
        "popular": "popular populaire populaires popolare shaabi",
        "revolution": "revolution revolutionary revolucion revolucionario revolucionaria "
        "revolucionarios revolucionarias revolutionnaire revolutionnaires revolusi devrimci",
        "democratic": "democratic democratico democratica democraticos democraticas democratique "
        "democratiques demokratik",
        "defense": "defense defensa defesa difesa",
        "united": "united unidas unidos unido unida unies unie unite",
        "republic": "republic republica republique respublika jumhuriya cumhuriyeti",
        "islamic": "islamic islami islamiya islamiyah islamique islamico islamica",
        "union": "union ittihad birlik",
        "council": "council consejo conseil conselho shura majlis",
        "coordination": "coordination coordinacion coordenacao koordinasi",
        "alliance": "alliance alianza alianca aliansi ittifak",
        "resistance": "resistance resistencia muqawama moqawama direnis",
        "martyr": "martyr shuhada martire martires",
        "network": "network shabaka shabakat",
        "unity": "unity unidad unite unidade",
        "independence": "independence independencia independance kemerdekaan merdeka",
        "state": "state estado etat stato",
        "volunteer": "volunteer volontaire voluntario voluntarios",
        "cartel": "cartel kartel",
    }.items()
    for word in text.split()
}  # fmt: skip
_OF_ARABIC: Final[dict[str, str]] = {
    skeleton(word): english
    for english, text in {
        "army": "جيش", "front": "جبهة", "movement": "حركة تحريك تحریک", "party": "حزب",
        "brigade": "كتائب سرايا لواء كتيبة", "force": "قوات", "organization": "منظمة تنظيم",
        "armed": "مسلحة", "liberation": "تحرير", "national": "وطني وطنية", "popular": "شعبي شعبية",
        "democratic": "ديمقراطية ديمقراطي", "united": "متحدة", "islamic": "إسلامي إسلامية اسلامی",
        "council": "مجلس", "resistance": "مقاومة", "martyr": "شهداء", "network": "شبكة",
        "state": "دولة", "republic": "جمهورية", "union": "اتحاد",
    }.items()
    for word in text.split()
}  # fmt: skip
_CONSONANTS: Final = str.maketrans({
    "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "h", "ه": "h",
    "خ": "x", "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ز": "z", "ظ": "z", "ژ": "z", "س": "s",
    "ص": "s", "ش": "$", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ٹ": "t", "ڈ": "d", "ڑ": "r", "ھ": "",
    "ا": "", "و": "", "ي": "", "ع": "", "ے": "", "ں": "n",
})  # fmt: skip
_SOUNDS: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?:kh)", "x"), (r"gh", "g"), (r"sh", "$"), (r"th", "t"), (r"dh", "d"), (r"ph", "f"),
        (r"dj", "j"), (r"zh", "z"), (r"q|ck|c(?!h)", "k"), (r"ch", "c"), (r"(.)\1+", r"\1"),
        (r"(?<=[aeiou])h$", ""), (r"[aeiouywv]", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def bag(name: str) -> str:
    """The words of a name in one language and any order; '' where all of them are common ones.

    >>> bag("Frente Nacional de Liberación de Foo") == bag("Foo National Liberation Front")
    True
    >>> bag("Ejército Popular de Liberación")
    ''
    """
    if has_arabic(name):
        return ""
    every = words(_ELISION.sub("", name))
    if not every or every[-1] in _SMALL:
        return ""  # a name with what follows it: `Zubar Front on`
    spoken = [word for word in every if word not in _SMALL]
    parts: list[str] = []
    for word in spoken:
        if word in _STATE:
            parts += ["islamic", "state"]
        elif word not in _PROVINCE:
            parts.append(_leveled(word, lone=len(spoken) == 1))
    own = [part for part in parts if part not in _ENGLISH and part not in SPELLED]
    single = len(parts) == 1 and len(parts[0]) < LONG_WORD
    return " ".join(sorted(parts)) if own and not single else ""


def _leveled(word: str, *, lone: bool) -> str:
    """A plain word in English where it is a common one, else without what spellings differ in.

    A lone word keeps the places of its vowels, as nothing stands beside it to tell it by.
    """
    if english := _english(word):
        return english
    folded = fold_word(_LINK.sub("", word))
    if len(folded) < LONG_WORD:
        return folded
    return _VOWELS.sub("a" if lone else "", folded)


def _english(word: str) -> str | None:
    single = without_plural(word)
    stem = _LINK.sub("", word)
    for form in (word, single, fold_word(word), stem, fold_word(stem)):
        if form in _ENGLISH:
            return _ENGLISH[form]
    return None


@lru_cache(maxsize=65536)
def sounds(name: str) -> str:
    """The consonants of a name's words, common ones in English; '' where they are too few.

    >>> sounds("كتائب القسام") == sounds("Qassam Brigades")
    True
    """
    parts = _of_script(name) if has_arabic(name) else _of_latin(name)
    letters = sum(len(part) for part in parts if part not in _ENGLISH)
    kept = sorted(part for part in parts if part)
    return " ".join(kept) if letters >= LEAST_LETTERS - (len(kept) > 1) else ""


def _of_script(name: str) -> list[str]:
    parts = []
    for word in skeleton(name).split():
        if word not in _OF_ARABIC and word.startswith("وال") and len(word) > 5:
            word = word[3:]
        bare = word[:-1] if word.endswith("ه") else word
        parts.append(_OF_ARABIC.get(word) or bare.translate(_CONSONANTS))
    return parts


def _of_latin(name: str) -> list[str]:
    parts = []
    for word in words(_ELISION.sub("", name)):
        if word in _SMALL:
            continue
        heard = _english(word)
        if heard is None:
            heard = word
            for pattern, put in _SOUNDS:
                heard = pattern.sub(put, heard)
        parts.append(heard)
    return parts
