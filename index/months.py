"""The names of months and weekdays in the larger languages of Europe, from CLDR (in Babel)."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from babel import Locale

from index.loaders.letters import likeliest

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "ca", "pl", "cs", "sk", "hu", "sl", "hr",
    "ro", "tr", "lt", "lv", "et", "ru", "uk", "bg", "el",
)  # fmt: skip
"""English first: what it calls a month is that month whatever others say."""

_SHORTEST = 3


def month(name: str, text: str = "") -> int | None:
    """The number of a month by its name or a usual short form; None for what is none.

    Where a name is one month here and another there ("listopada" is October in Croatian, November in Polish), the
    language that `text` reads most like decides.
    """
    plain = name.casefold().rstrip(".")
    if plain in _ENGLISH:
        return _ENGLISH[plain]
    found = _months().get(plain, {})
    if len(found) < 2:
        return next(iter(found), None)
    language = likeliest(text, [each for languages in found.values() for each in languages])
    return next(number for number, languages in found.items() if language in languages)


def is_weekday(name: str) -> bool:
    plain = name.casefold().rstrip(".")
    return plain in _ENGLISH_DAYS or plain in _weekdays()


@cache
def _months() -> dict[str, dict[int, list[str]]]:
    """Name → number → languages."""
    found: dict[str, dict[int, list[str]]] = {}
    for language in LANGUAGES:
        for number, name in _names(Locale.parse(language).months):
            found.setdefault(name, {}).setdefault(number, []).append(language)
    return found


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for language in LANGUAGES for _, name in _names(Locale.parse(language).days))


def _names(given: Any) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in given[context][width].items():
                plain = name.casefold().rstrip(".")
                if len(plain) >= _SHORTEST and not any(sign.isdigit() for sign in plain):
                    yield number, plain


_ENGLISH = {name: number for number, name in _names(Locale.parse("en").months)} | {"sept": 9}
_ENGLISH_DAYS = frozenset(name for _, name in _names(Locale.parse("en").days))
