"""One root for all forms of a verb: "sent" meets "send" here, and "entered" "enter", which `stem` keeps apart."""

from functools import lru_cache

from rag.language import lexicon
from rag.language.irregular import BASES
from rag.language.words import stem

_SHORT = lexicon.table("verbs", "short")
"""Other forms of verbs that are too short for `stem`."""
_WHOLE = frozenset(lexicon.words("verbs", "whole"))
"""What looks to `stem` as if it had a suffix."""
_STILL = ("ion", "er", "or", "al", "ment")
"""What `stem` leaves on "entered" and takes from "enter"."""
_NO_ADVERBS = frozenset(lexicon.words("function_words", "no_adverbs"))
OWN_PAST = frozenset(lexicon.words("verbs", "own_past"))
"""Verbs that are their own past."""


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The stem of the verb that a lower-case word is a form of, or of the word itself."""
    base = _SHORT.get(word) or BASES.get(word) or _with_y(word)
    for whole in (base, base.removesuffix("s")):
        if whole in _WHOLE:
            return whole
    found = stem(base)
    while found.endswith(_STILL) and found not in _WHOLE and stem(found) != found:
        found = stem(found)
    return found


def past(word: str) -> bool:
    """Whether the word has the form of a past: "sailed", "sent"; not "cut", which is its own past."""
    return word in BASES or (word.endswith("ed") and len(word) > len("need"))


def is_adverb(word: str) -> bool:
    """Whether the word has the form of an adverb: "hardly", not "family"."""
    return word.endswith("ly") and word not in _NO_ADVERBS


def _with_y(word: str) -> str:
    """ "Carry" for "carries", "carried" and "carrying", of which `stem` makes two."""
    if word.endswith(("ies", "ied")) and len(word) > len("lies"):
        return f"{word[:-3]}y"
    return word[:-3] if word.endswith("ying") and len(word) > len("dying") else word


def roots(file: str, name: str) -> frozenset[str]:
    """Those of a word list: it has one form of each verb."""
    return frozenset(map(root, lexicon.words(file, name)))
