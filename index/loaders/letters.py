"""How much a text reads like a language: the odds of its letters, each after the two before it.

The languages are learnt from the names that CLDR (in Babel) has for places, languages, months, currencies and units in
each of them: some ten thousand characters a language, enough to know its letters and which of them follow which.
"""

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
        grams: list[Counter[str]] = [Counter(), Counter(), Counter(), Counter()]
        for word in words:
            padded = f"{EDGE * 2}{word}{EDGE}"
            for at in range(2, len(padded)):
                for size in (1, 2, 3):
                    grams[size][padded[at + 1 - size : at + 1]] += 1
                grams[0][padded[at - 2 : at]] += 1
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
        word = ""
        for letter in f"{text} ".lower():
            if letter.isalpha():
                word += letter
            elif word:
                yield word
                word = ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
