"""Keys under which two spellings of one name meet, and no two names that merely share a word.

`plain` levels script marks, case, quotes, dots, articles and British or American spelling.
`fold` levels transliteration as well (Kataib, Kata'ib, Kitaeb), so it is only asked where `plain`
found nothing. Both keep every word of the name: Hezbollah and Kataib Hezbollah never meet.
`skeleton` is for names in Arabic script, which writes no short vowels.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

LONGEST: Final = 200  # code points of a name that are looked at; longer is no name
ACRONYM: Final = 5  # letters of the longest acronym that is kept from folding

_QUOTES = re.compile(r"[\"“”„‟«»‹›\[\]{}<>*_|]")
_APOSTROPHES = re.compile("['’‘‛ʼʻʿʾˈ`´ʹ′‚]")
_POSSESSIVE = re.compile(r"(?:['’ʼ´`]s|(?<=s)['’])(?=\s|$)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?|\b[A-Z]\.[A-Z]\b")
_LEADING_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)", re.IGNORECASE)
_LAST_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = re.compile(
    r"(?:^|(?<=[\s-]))(?:al|el|ul|as|ash|ad|ar|an|az|at|et|es|ed|en|er|ath|adh|edh|eth|esh|ez)-(?=\w)",
    re.IGNORECASE,
)
_GLUED_ARTICLE = re.compile(r"^al(?=[bcdfghjkmnpqrstvwxyz]\w{3})")  # AlJazeera, Alquds
_FREE_ARTICLES: Final = frozenset({"the", "al", "el", "ul"})
_SPELLINGS: Final = {
    "defence": "defense", "organisation": "organization", "organisations": "organizations",
    "mobilisation": "mobilization", "liberalisation": "liberalization", "labour": "labor",
    "stabilisation": "stabilization", "centre": "center", "programme": "program",
    "saint": "st", "gov": "government", "govt": "government", "armour": "armor",
    "honour": "honor", "neighbour": "neighbor", "neighbours": "neighbors",
}  # fmt: skip

# Words of Arabic, Persian and Turkic names that are spelled in more ways than a rule can carry.
_CLASSES: Final[dict[str, str]] = {
    spelling: head
    for head, spellings in {
        "kataib": "kataib kitaeb kataeb ketaeb kataaib kutaib ketaib kitaib kataeib khataib kataibe",
        "hizbula": "hezbollah hizbollah hizbullah hezbullah hizballah hezballah hezbolla hizbolla "
        "hezbolah hizbulah hizbala hisbollah hezbullahi",
        "hashd": "hashd hashed hached hachd hashad hashid",
        "shaabi": "shaabi shabi shaaby shabbi chaabi shabiy shaabiy",
        "nujaba": "nujaba nojaba nujabaa noujaba nujabah nojabaa nujabae nejaba",
        "harakat": "harakat haraka harakah harakeh harakatu harekat herakat",
        "jaysh": "jaysh jaish jeish jeysh gaish jaysh",
        "daesh": "daesh daash daish daech daeesh daiish deash",
        "asaib": "asaib asaeb asaab asaeib isaib asayib asaaib",
        "sayyid": "sayyid sayed seyed sayyed seyyed saiyid sayid saeyed",
        "shuhada": "shuhada shohada shuhadaa shuhadah shouhada choudada",
        "muhammad": "muhammad mohammed mohamed mohammad muhammed muhamad mohamad mohamud mohammod "
        "muhamed mahomed mehmed",
        "ahmad": "ahmad ahmed ahmet",
        "husain": "husain hussein husayn hossein hussain husein hosein hussien hussin huseyin",
        "yusuf": "yusuf yousef youssef yusef yousuf yussef yousif yusif youssouf",
        "said": "saeed said saied saeid saiid sayeed",
        "yahya": "yahya yehya yahia yehia yihya",
        "mahmud": "mahmud mahmoud mahmood mehmood mahmoed",
        "usama": "usama osama oussama usamah osamah",
        "qasim": "qasim qasem qassem qassim ghasem kassem kasim kassim",
        "shabab": "shabab shabaab shebab chabab shebaab",
        "qaida": "qaida qaeda qaidah qaedah qaeeda kaida kaeda qida",
        "nusra": "nusra nusrah nosra nousra nusrat nosrah",
        "huthi": "houthi huthi houthis huthis houti hothi hothis houthie huthy",
        "ansarula": "ansarallah ansarullah ansarollah",
        "fatah": "fatah fateh fath fatih",
        "jihad": "jihad jehad djihad gihad cihad",
        "saraya": "saraya sarayat seraya sarayya",
        "liwa": "liwa liwaa lioua",
        "bin": "bin ibn ben",
        "abdul": "abdul abdel abdal abd abdol abdool abdoul",
        "muqtada": "muqtada moqtada muktada moktada mouqtada",
        "muhandis": "muhandis mohandes mohandis muhandes",
        "haidar": "haidar haider hayder haydar heidar heydar hyder",
        "kadhim": "kadhim kazim kadhem kazem kathim khadim",
        "haqq": "haqq haq hak hagh haque",
        "mujahidin": "mujahidin mujahideen mujahedin mujahedeen mojahedin mojahideen mujaheddin "
        "mujahiddin mudjahidin moudjahidine moudjahidin muhajideen",
        "hizb": "hizb hezb hisb",
        "tehrik": "tehrik tehreek tahrik tehrek tahreek tahrike",
        "lashkar": "lashkar laskar lashker lashkare lashkari",
        "taiba": "taiba tayyiba tayyaba toiba tayba tayiba tayyeba taibah tayyibah taybah toyba",
        "sahaba": "sahaba sahabah sahaaba",
        "sunna": "sunna sunnah sunnat",
        "gaddafi": "gaddafi qaddafi kadafi qadhafi kaddafi gadhafi gadafi khadafi qadafi",
        "aleksandr": "alexander aleksandr aleksander alexandr alexandre",
        "javad": "javad jawad djavad jawwad",
        "bakr": "bakr bakar baker beker bekir",
        "abubakr": "abubakr abubakar aboubakar aboubacar abubaker aboubakr",
    }.items()
    for spelling in spellings.split()
}

# English words of names of bodies. They have one spelling (but for a plural), and are no
# transliteration of anything: an Africa Corps is not the Afrika Korps.
SPELLED: Final = frozenset(
    "army brigade battalion front movement council force legion division corps union party "
    "resistance liberation national islamic popular people freedom storm operation room group "
    "committee command company alliance coalition unit regiment north south east west northern "
    "southern eastern western central new free united revolutionary democratic republic guard "
    "guards sons son lions lion martyr martyrs hawk hawks of for in and on office bureau court "
    "ministry agency center school university hospital association network organization society".split()
)
# Rules of transliteration, in order. Each joins spellings of one sound, and no two sounds that
# tell well-known names apart (kh stays apart from k and h: Khamenei is not Kamenei).
_RULES: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"([a-z])\1+", r"\1"),  # Hassan, Hasan; but see the long vowels, joined before
        (r"^[ao]lah?$|[auo]lah$", "ula"),
        (r"(?<=[^aeiou])(?:ow|ov|off)$", "uv"),  # Kadyrow, Kadyrov
        (r"^ye(?=[^aeiou])", "e"),  # Yevgeny, Evgeny
        (r"x", "ks"),
        (r"sch", "sh"),
        (r"kh", "x"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th(?=[aiu]?$)", "t"),
        (r"ck", "k"),
        (r"q|c(?!h)", "k"),
        (r"dj", "j"),
        (r"ph", "f"),
        (r"ou|ow(?![aeiou])|aw(?![aeiou])|au", "u"),
        (r"iy+(?=[aeou])|iy$", "i"),
        (r"(?:ai|ae|ay|ei|ey)(?=[aeou])", "ai"),
        (r"ai|ae|ay|ei|ey", "ai"),
        (r"(?<=[aeiou])h$", ""),
        (r"(?<=i)e$", "a"),
        (r"(?<=[^aeiou])y|ie", "i"),
        (r"e(?!$)", "i"),
        (r"o", "u"),
        (r"([a-z])\1+", r"\1"),
    )
)


def has_arabic(name: str) -> bool:
    """Whether any letter of the name is of Arabic script."""
    return _ARABIC.search(name) is not None


def tidy(name: str) -> str:
    """The surface as it can be shown: one line, no quotes around or inside, no leading article.

    >>> tidy("the “Islamic  Resistance” in Iraq,")
    'Islamic Resistance in Iraq'
    """
    text = " ".join(_QUOTES.sub(" ", name[:LONGEST]).split()).strip(" .,;:!?-–—()")
    text = _LEADING_ARTICLE.sub("", text).strip(" '’‘")
    return _LAST_POSSESSIVE.sub("", text)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The plain words of a name, in order: ASCII, lower case, no articles, no possessive.

    >>> words("Iran's I.R.G.C.")
    ('iran', 'irgc')
    """
    text = name[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _POSSESSIVE.sub("", _QUOTES.sub(" ", text))
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = _APOSTROPHES.sub("", anyascii(text))
    if "-" in text:
        text = _ARTICLE.sub("", text)
    found = _NOT_WORD.sub(" ", text.replace("&", " and ").lower()).split()
    kept = [part for part in found if part not in _FREE_ARTICLES] or found
    return tuple(_SPELLINGS.get(part, part) for part in kept)


def plain(name: str) -> str:
    """The key of a name up to case, quotes, dots, articles and spelling; '' where none is left.

    >>> plain("the “Islamic Resistance” in Iraq") == plain("Islamic resistance in Iraq")
    True
    """
    return " ".join(words(name))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One plain word up to transliteration and a plural s."""
    if word in _CLASSES:
        return _CLASSES[word]
    single = without_plural(word)
    if single in SPELLED:
        return single
    if len(word) > 4 and word[-1] == "s" and word[-2] not in "aus" and word[:-1] in _CLASSES:
        return _CLASSES[word[:-1]]
    if len(word) < 4 or word.isdigit():
        return word
    if word[-1] == "s" and (word[-2] not in "aius" or (word[-2] == "i" and len(word) > 5)):
        word = word[:-1]
    word = _GLUED_ARTICLE.sub("", word).replace("oo", "u").replace("ee", "i")
    for pattern, put in _RULES:
        word = pattern.sub(put, word)
    return word


def without_plural(word: str) -> str:
    """A plain word without the s of a plural: `brigades`; `corps` and short words keep theirs."""
    plural = len(word) > 4 and word[-1] == "s" and word[-2] not in "sui" and word not in SPELLED
    return word[:-1] if plural else word


def is_acronym(name: str) -> bool:
    """Whether the name is one short word in capitals."""
    parts = words(name)
    return len(parts) == 1 and len(parts[0]) <= ACRONYM and name.isupper()


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name up to transliteration; words are joined, so Ansarallah is Ansar Allah.

    An acronym is nobody's transliteration and stays as it is.

    >>> fold("Kitaeb Hizbullah") == fold("Kata'ib Hezbollah")
    True
    >>> fold("Hezbollah") == fold("Kata'ib Hezbollah")
    False
    """
    if is_acronym(name):
        return words(name)[0]
    parts = words(name)
    return "".join(fold_word(word) for word in parts)


def initials(name: str) -> str:
    """The acronym that a name gives, lower case; articles and small words do not count.

    >>> initials("Popular Mobilization Units")
    'pmu'
    """
    small = {"of", "for", "and", "in", "on", "to", "de", "la", "des", "du", "del"}
    return "".join(word[0] for word in words(name) if word not in small)


_ARABIC_DROP = re.compile("[\u064b-\u065f\u0670\u0640\u0621]")
_ARABIC_LETTERS = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ی": "ي", "ؤ": "و",
    "ة": "ه", "ک": "ك", "گ": "ك", "ہ": "ه",
})  # fmt: skip


@lru_cache(maxsize=16384)
def skeleton(name: str) -> str:
    """The key of a name in Arabic script: letters without marks, hamza seats and articles.

    >>> skeleton("الحشد الشعبي") == skeleton("حشد شعبى")
    True
    """
    text = unicodedata.normalize("NFKC", name[:LONGEST])
    text = _ARABIC_DROP.sub("", text).translate(_ARABIC_LETTERS)
    parts = re.findall("[\u0600-\u06ff]+", text)
    return " ".join(part[2:] if part.startswith("ال") and len(part) > 4 else part for part in parts)
