"""The words of a text that carry its content, in a form under which inflections meet."""

import re
from functools import lru_cache

from rag.language import lexicon
from rag.language.gazetteer import SPELT, one_name
from rag.language.irregular import BASES

WORD = re.compile(r"[^\W\d_]+\d[^\W_]*|\d+[A-Z](?![a-z])|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:[’'][^\W\d_]+)*")

_INITIALS = re.compile(r"\b([A-Z]\.) (?=[A-Z]\.)")

STOP = frozenset(lexicon.words("function_words", "stop"))

_SUFFIXES = (
    "ations", "ation", "ments", "ment", "ingly", "edly", "ness", "ings", "ing", "ions", "ion", "ied", "ies",
    "ers", "ors", "ed", "er", "or", "es", "ly", "al", "s",
)  # fmt: skip
_KEEP = 3
"""A stem has at least this many letters."""


def with_closed_initials(text: str) -> str:
    """ "The U. S. economy" as "the U.S. economy": writers and models put a space there or not."""
    return _INITIALS.sub(r"\1", text)


def words(text: str) -> list[str]:
    """Every word and number in lower case, without possessives; a number without its separators."""
    return [_plain(match[0]) for match in WORD.finditer(one_name(text))]


@lru_cache(maxsize=2_000)
def content(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order."""
    return tuple(stem(word) for word in words(text) if word not in STOP)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem: it only has to be the same for inflections of one word."""
    if not word.isalpha() or not word.isascii():
        return word
    word = SPELT.get(word) or BASES.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _KEEP and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > _KEEP and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.rstrip("eyi") if len(word.rstrip("eyi")) >= _KEEP else word


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").rstrip("%").lower()
    word = word.lower().replace("’", "'")
    return word.removesuffix("'s").replace("'", "")
