"""Is a text English? Little words first, a language detector where they leave a doubt.

English prose has 15 to 45 % of the little words below; other Latin-script languages under 5 %.
Detectors take short sentences full of Arabic names for Swedish or Occitan, so a text is only
refused when the little words are missing and both detectors name another language.
"""

from __future__ import annotations

import re
from typing import Final

from resiliparse.parse.lang import detect_fast

# At most so many code points are looked at.
SAMPLE: Final = 5_000
_LITTLE: Final = frozenset(
    "the of and to was were is are that with by from said has have had for at his their it its "  # noqa: SIM905
    "which who after been will but they this not he she would when than more two into over we our "
    "you your there what".split()
)
_ENGLISH_SHARE: Final = 0.12
# With so few letters no detector can be trusted; such a text passes unless its script is another.
_FEW: Final = 60
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NAMES: Final = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "zh": "Chinese", "hi": "Hindi", "ku": "Kurdish", "sv": "Swedish",
    "id": "Indonesian", "cs": "Czech", "el": "Greek", "ro": "Romanian", "hu": "Hungarian",
    "fi": "Finnish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "bn": "Bengali",
    "th": "Thai", "vi": "Vietnamese", "sr": "Serbian", "hr": "Croatian", "bg": "Bulgarian",
}  # fmt: skip


def other_language(text: str) -> str | None:
    """The language that a text seems to be in when it is not English; None for English.

    >>> other_language("Die Armee hat am Dienstag mehrere Stellungen der Miliz im Norden beschossen.")
    'German'
    """
    sample = text[:SAMPLE]
    letters = len(_LETTER.findall(sample))
    if len(_LATIN.findall(sample)) < letters * 0.5:
        return _name(_detected(sample)[0])
    words = _WORD.findall(sample.lower())
    little = sum(word in _LITTLE for word in words)
    if little >= len(words) * _ENGLISH_SHARE or letters < _FEW:
        return None
    guesses = _detected(sample)
    return None if "en" in guesses else _name(guesses[0])


def _detected(sample: str) -> tuple[str, str]:
    """What the two detectors say; the heavy one is loaded at its first use."""
    import py3langid

    code = str(py3langid.classify(sample)[0])
    # Nigerian Pidgin and Scots are what it takes terse English for.
    return ("en" if code in ("pcm", "sco") else code), str(detect_fast(sample)[0])


def _name(code: str) -> str:
    return _NAMES.get(code, code)
