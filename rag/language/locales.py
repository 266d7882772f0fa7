"""Months, scales and currencies as the larger European languages write them, by the Unicode CLDR (through Babel).

Where two languages mean something else by one word, English is right: a German "Billion" is not read as one.
"""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

LANGUAGES = "de fr es it pt nl pl sv da nb ru uk".split()
SCALES = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}
_ENGLISH_SCALES = frozenset(f"{word}{ending}" for word in SCALES.values() for ending in ("", "s"))
_SHORTEST = 3
"""Letters of a scale or currency: with fewer it is a unit or another word ("mi", "tn")."""
_ABBREVIATED = re.compile(r"[^aeiou]+|mio")
"""Short forms that are no words themselves: "Mrd.", "mln", not "bill" or "tri"."""
_NOUN_AT = {"en": -1, "de": -1, "fr": 0, "es": 0, "it": 0, "pt": 0}
"""Where a currency's name has its noun: "Swiss franc", "franc suisse"."""
_WORDS_TOO = frozenset("real gold sum won sol mark new nouveau nuevo corona".split())
"""What is an ordinary word as well: behind a number it is more often that. "Won" has a rule of its own
(`rag.language.quantities.numbers`)."""
_COUNTS = (None, 1, 2, 5)
"""Of which each may have a form of its own; None is the name by itself."""
_CROWNS = frozenset(("SEK", "NOK", "DKK", "ISK", "CZK"))
"""Called crowns in English prose, whatever their name in the list."""


_AMBIGUOUS = frozenset(("bln",))
"""An Italian trillion, a Dutch billion."""


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Every month's name in lower case → its number, English ones aside."""
    found: dict[str, int] = {}
    for locale in map(Locale, LANGUAGES):
        for form in ("format", "stand-alone"):
            found |= {name.lower(): number for number, name in locale.months[form]["wide"].items()}
    english = {name.lower() for name in Locale("en").months["format"]["wide"].values()}
    return {name: number for name, number in found.items() if name not in english and name[-1].isalpha()}


@lru_cache(maxsize=1)
def scales() -> dict[str, str]:
    """Words for thousands, millions and so on in lower case → the English word."""
    found: dict[str, str] = {}
    for locale in map(Locale, LANGUAGES):
        for length in ("long", "short"):
            for plural in locale.compact_decimal_formats.get(length, {}).values():
                for size, pattern in plural.items():
                    shown = getattr(pattern, "pattern", pattern)  # Babel has some as patterns, some as text
                    word = re.sub(r"[0'.¤\s\u00a0\u202f]", "", shown.split(";")[0]).lower()
                    scale = float(size) / 10 ** (shown.count("0") - 1)
                    written_out = length == "long" or _ABBREVIATED.fullmatch(word)
                    if word.isalpha() and len(word) >= _SHORTEST and scale in SCALES and written_out:
                        found.setdefault(word, SCALES[scale])
    return {word: scale for word, scale in found.items() if word not in _ENGLISH_SCALES | _AMBIGUOUS}


@lru_cache(maxsize=1)
def currencies() -> tuple[dict[str, str], dict[str, str]]:
    """Codes of currencies in use → their noun ("CHF" → "franc"), and nouns in any of the languages, in lower case, →
    the English one."""
    tender = {entry[0] for found in get_global("territory_currencies").values() for entry in found if _is_tender(entry)}
    english = Locale("en")
    codes = {
        code: "crown" if code in _CROWNS else english.currencies[code].lower().split()[-1]
        for code in sorted(tender)
        if code in english.currencies and code.isalpha()
    }
    nouns: dict[str, str] = {"crown": "crown", "crowns": "crown"}
    for language, place in _NOUN_AT.items():
        for code, noun in codes.items():
            for name in {get_currency_name(code, count, language) for count in _COUNTS}:
                word = name.lower().split()[place].rpartition("-")[2]
                if word.isalpha() and len(word) >= _SHORTEST and word not in _WORDS_TOO:
                    nouns.setdefault(word, noun)
    return codes, nouns


def _is_tender(entry: tuple[str, object, object, bool]) -> bool:
    """Whether it is money today: of an entry "code, from, until, legal tender"."""
    return entry[2] is None and entry[3]


def is_currency(unit: str) -> bool:
    """Whether it is the noun of a currency."""
    return unit in currencies()[0].values()
