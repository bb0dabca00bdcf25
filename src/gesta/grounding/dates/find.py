"""Finds time expressions in running text by rule: for benchmarks, and where the reader has none.

One pattern, tried at word starts only and without unbounded repetition, so that the time is
linear in the text. A figure is a date only with a month, a clock mark or a word before it that
asks for a year: nothing comes out of `155 shells`, `2nd Brigade`, `10.30` or `1e5`.
"""

from __future__ import annotations

import re

from gesta.grounding.dates.doubt import is_time
from gesta.grounding.dates.words import (
    CLOCK,
    DAY,
    HEDGE,
    MONTH,
    NUMBER,
    PART,
    SEASON,
    SPOKEN_YEAR,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
)
from gesta.types import Span

_THIRD = (
    r"(?:(?:the )?(?:very )?(?:early|late|mid)(?: |-| in )|(?:the )?(?:very )?(?:beginning|start|end|middle|close"
    r"|(?:latter|second|first|early|later|last) (?:half|part|days|weeks|months)|(?:last|first|final) (?:week|day)) of (?:the )?)"
)
_YEARS = rf"(?:{YEAR}(?!\d|[.,:]\d)|{SPOKEN_YEAR})"
_OF_YEAR = rf"(?:{_YEARS}|(?:that|the same|last|this|next) year)"
_DATE = (
    rf"(?:{MONTH} ?(?:the )?{DAY}(?:-{DAY}| (?:and|to) {DAY}(?! {MONTH})\b)?(?:,? (?:of )?{_OF_YEAR})?\b"
    rf"|(?:the )?{DAY}(?:-{DAY}| (?:and|to) {DAY})? (?:of )?{MONTH}(?:,? (?:of )?{_OF_YEAR})?(?!\w))"
)
_MONTH = rf"{MONTH}(?:,? (?:of )?(?:{_OF_YEAR}|(?:the following|the previous) year))?(?!\w)"
_DAYWORD = rf"(?:{WEEKDAY}(?!\w)|today|yesterday|tomorrow)"
_NAMED_DAY = (
    rf"(?:(?:last|next|this|this past|this coming|past|coming) )?{_DAYWORD}(?:,? (?:the )?{_DATE})?"
)
_DATED = rf"(?:{_DATE}|{_NAMED_DAY})"
_LENGTH = rf"{HEDGE}(?:{VAGUE}|{NUMBER})(?:(?: or | to |-)(?:so|two|{NUMBER}))?(?: and a half)?(?: more| additional| consecutive| straight| full| long| trading| working| business)?[ -]{UNIT}s?(?: and a half)?\b(?!-old| old| of age)"
_POINTED = r"(?:last|past|previous|next|coming|following|preceding|recent|latest|first|final)"

_ALTERNATIVES = (
    # whole days, with the part of the day before or after
    rf"(?:(?:the )?{PART} of |(?:(?:about|around|at) )?{CLOCK}(?:,? (?:est|edt|gmt|utc|local time))?,? (?:on )?|{PART} (?:on )?|(?:early|late|later|earlier) (?:on )?){_DATED}(?: {PART}\b)?",
    rf"{_DATED}(?:'s)?(?: {PART}\b| overnight\b|,? at (?:about |around )?{CLOCK})?",
    r"(?<![\d/-])\d{4}-\d{2}-\d{2}(?![\d-])|(?<![\d/.-])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])",
    rf"the (?:[12]\d|3[01]|[4-9])(?:st|nd|rd|th)(?= (?:of )?{MONTH})",
    rf"(?:the )?(?:day|night|evening|morning|week) (?:before|after) {_DATED}",
    # months, seasons, quarters, years, decades
    rf"(?:{_THIRD}|(?:last|next|this|that|the previous|the following) )?{_MONTH}",
    rf"(?:{_THIRD}|(?:the |last |next |this |that |the next |the following |the previous )?)(?:early |late )?{SEASON}(?:,? (?:of )?{_YEARS}| (?:of )?(?:last|this|next|that) year)\b",
    rf"(?:last|next|this|this past|this coming|that|the|the next|the following|the previous) (?:early |late )?{SEASON}(?! of\b)\b|{_THIRD}{SEASON}\b|(?<=in )(?:summer|winter|autumn)\b",
    rf"the week (?:of|beginning|starting|ending) {_DATED}",
    rf"(?:the )?(?:{YEAR} |(?:latest|current|corresponding|comparable|same|year-ago|year-earlier) ){{1,2}}(?:(?:first|second|third|fourth) )?(?:quarter|period)\b",
    rf"(?:the )?(?:(?:{YEAR}|(?:this|last|next) year's|fiscal) )?(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th|latest)[ -]quarter(?: of (?:{_YEARS}|this year|last year))?\b|\bq[1-4] {_YEARS}",
    r"(?:(?:the|an?) )?year-(?:earlier|ago)(?: (?:period|quarter))?\b",
    rf"(?:{_THIRD})?(?:the )?(?:early |late |mid-?)?(?:1[89]|20)\d0'?s\b|(?:the )?(?:early |late |mid-?)?'?[2-9]0s\b|the (?:early |late |mid-?)?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    rf"(?:{_THIRD})?(?:the )?(?:(?:1[0-9]|2[01])th|{DAY})[ -]century\b",
    rf"{_THIRD}(?:{_YEARS}|(?:this|last|next|that) (?:year|month|week)|(?:year|month|week)(?! of)\b)",
    rf"(?:the year |fiscal (?:year )?|fy ?|calendar ){_YEARS}",
    r"(?<![\w.,$/-])(?:1[6-9]\d\d|20[0-4]\d)-(?:1[6-9]\d\d|20[0-4]\d|\d\d)(?![\w-]|[.,/]\d)",
    r"(?:(?<=\bpost-)|(?<=\bpre-))(?:1[6-9]\d\d|20[0-4]\d)\b",
    rf"(?<![\w.,$/-])(?:1[6-9]\d\d|20[0-4]\d)(?![\w%]|[.,/]\d|-\w)(?! (?:{UNIT}s?|people|men|troops|soldiers|dead|miles|km|hours|gmt)\b)",
    rf"(?:the year )?{SPOKEN_YEAR}\b(?! of)",
    # counted from another time
    rf"{HEDGE}(?:{VAGUE}|{NUMBER})(?: or (?:so|two))?(?: more)?[ -]{UNIT}s?(?: or so)?(?: and a half)? (?:ago|earlier|later|previously|prior)\b",
    r"(?:the )?(?:day|night|morning|evening|week|month|year) (?:before|after|earlier|later|following)(?: yesterday| tomorrow)?\b|\b(?:the )?day (?:before yesterday|after tomorrow)",
    rf"(?:the )?(?:very |early |late )?(?:{_POINTED}|same|that(?: same)?|this(?: past| coming| same)?|current|entire|whole|full) (?:{HEDGE})(?:(?:{VAGUE}|{NUMBER})(?: (?:to|or) {NUMBER})?[ -])?(?:fiscal |financial |calendar )?(?:day|night|morning|afternoon|evening|{UNIT})s?\b",
    r"(?:earlier|later|early|late) (?:in the |that |this |next |last |the )(?:same )?(?:day|week|month|year|morning|afternoon|evening|night)\b",
    r"(?:earlier |later |early |late )?(?:today|yesterday|tomorrow|tonight|overnight|this morning|this afternoon|this evening)\b(?:'s)?",
    r"(?:the )?(?:early hours|weekend|following day|next day|previous day|year(?:'s)?[- ]end|year-earlier)\b|\bthe (?:day|month|night|morning|evening)(?= [.,;]|[.,;])",
    r"(?<=in )the (?:early |late )?(?:morning|afternoon|evening)\b(?! of)",
    r"the (?:(?:full|entire|whole|current|latest)(?: fiscal)? |fiscal )?(?:year|quarter|week)\b(?! (?:of|after|before|when|that|in which)\b)",
    rf"(?:about |around |at )?{CLOCK}(?: \(?(?:gmt|est|edt|local time|utc)\)?)?",
    # repetitions and lengths
    rf"(?:every|each) (?:other )?(?:{UNIT}|{_DAYWORD}|morning|night|evening)\b|\b(?:daily|weekly|monthly|yearly|everyday|hourly|nightly)\b|per (?:{UNIT})\b|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    _LENGTH,
    r"(?<=in )(?:years|decades|months|weeks)\b",
    r"(?<=for )(?:days|weeks|months|years|hours|decades|centuries)\b|\b(?:days|weeks|months|years|decades|centuries|hours)(?= (?:of|before|after|later|earlier|ago)\b)",
    # holidays, the Islamic calendar, and words without a day
    rf"(?:the )?{DAY} (?:of )?(?:muharram|safar|rabi'? [a-z-]{{1,9}}|jumada [a-z-]{{1,9}}|rajab|sha'?ban|ramadan|shawwal|dhu [a-z-]{{1,12}})\b(?:,? 1[34]\d\d)?(?: ah\b)?",
    r"eid (?:al|ul)-(?:fitr|adha|azha)\b|\bashura\b",
    rf"(?:christmas(?: eve| day| night)?|new year'?s (?:eve|day)|easter(?: sunday)?|thanksgiving(?: day)?|good friday|ramadan)\b(?:,? {_YEARS})?",
    r"(?:the )?near future\b|\bthe future\b|(?:more )?recently\b|\brecent (?:years|months|weeks|days)\b|\bcurrently\b|\brecent\b|\bnow\b|\bnowadays\b|\bpresently\b|\bthe past\b(?! (?:of|to))|\bcurrent\b|\bpresent[- ]day\b|\bright now\b|\bthese days\b|\bthe time\b(?= [.,]|[.,])",
)
_FINDER = re.compile(
    "|".join(
        rf"\b(?:{alternative})"
        if alternative[:1] != "(" or not alternative.startswith("(?<")
        else f"(?:{alternative})"
        for alternative in _ALTERNATIVES
    )
)

_TABLE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "\n": " ",
        "\t": " ",
        "\xa0": " ",
        "\r": " ",
    }
)


def find(text: str) -> list[Span]:
    """The spans of the time expressions in `text`, in order, none overlapping.

    >>> [span.of("It fired 155 shells on Monday evening.") for span in find("It fired 155 shells on Monday evening.")]
    ['Monday evening']
    """
    plain = _lower(text)
    return [
        Span(found.start(), found.end())
        for found in _FINDER.finditer(plain)
        if is_time(text, plain, found)
    ]


def _lower(text: str) -> str:
    """`text` in lower case with plain quotes, character by character, so that offsets stay."""
    plain = text.translate(_TABLE)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in plain)
