"""How much a text reads like a language: the odds of its letters, each after the two before it.

The languages are learnt from the names that CLDR (in Babel) has for places, languages, months, currencies and units in
each of them: some ten thousand characters a language, enough to know its letters and which of them follow which.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import log
from typing import Any

from babel import Locale

WEIGHTS = (0.6, 0.3, 0.08)
"""Of what follows two letters, what follows one, and single letters; the rest is left for what was never seen."""

UNSEEN = 0.02 / 5_000
EDGE = " "
_BEFORE = "\0"
"""The edge before a word while letters are counted."""

_WORD = re.compile(r"[^\W\d_²³¹]+")

_PARTS = ("territories", "languages", "scripts", "months", "days", "currency_names", "date_fields", "unit_patterns")


@cache
def odds(language: str) -> "Odds":
    """The letters of a language, by its code."""
    return Odds(_words(language))


def likeliest(text: str, languages: Sequence[str]) -> str:
    """Which of the languages the text reads most like, by its first thousand words; the first for an empty text."""
    words = "".join(letter if letter.isalpha() else " " for letter in text[:10_000].lower()).split()[:1_000]
    return max(languages, key=lambda language: sum(map(odds(language).of, words)))


class Odds:
    """Counts of letters, pairs and triples, from which odds are taken. Holds what a dozen methods would pass around."""

    def __init__(self, words: Iterable[str]) -> None:
        # All words in one string, so that counting runs in C; what ends in the edge before a word is of no word.
        text = "".join(f"{_BEFORE * 2}{word}{EDGE}" for word in words)
        grams: list[Counter[str]] = [Counter()]
        for size in (1, 2, 3):
            counts = Counter(map("".join, zip(*(text[at:] for at in range(size)), strict=False)))
            kept = {gram.replace(_BEFORE, EDGE): count for gram, count in counts.items() if gram[-1] != _BEFORE}
            grams.append(Counter(kept))
        for triple, count in grams[3].items():
            grams[0][triple[:2]] += count
        self._grams = grams
        self._all = sum(grams[1].values())
        self._before = Counter[str]()
        for pair, count in grams[2].items():
            self._before[pair[0]] += count
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """The logarithm of the odds of a word in lower case, its end included."""
        if word not in self._known:
            padded = f"{EDGE * 2}{word}{EDGE}"
            self._known[word] = sum(self._of(padded[at - 2 : at + 1]) for at in range(2, len(padded)))
        return self._known[word]

    def _of(self, triple: str) -> float:
        one, two, three = self._grams[1], self._grams[2], self._grams[3]
        pair, last = triple[1:], triple[2]
        following = three[triple] / self._grams[0][triple[:2]] if three[triple] else 0.0
        after = two[pair] / self._before[pair[0]] if two[pair] else 0.0
        return log(WEIGHTS[0] * following + WEIGHTS[1] * after + WEIGHTS[2] * one[last] / self._all + UNSEEN)


def _words(language: str) -> Iterator[str]:
    data: Mapping[str, Any] = Locale.parse(language)._data
    for text in chain.from_iterable(_texts(data[part]) for part in _PARTS if part in data):
        yield from _WORD.findall(text.lower())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
