"""Exact match, token F1 and contains, by the SQuAD normalisation.

Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016), and the
official evaluate-v2.0.py: lower case, no punctuation, no articles, single spaces; the best over the gold
answers counts. One addition: typographic punctuation is taken out like its ASCII counterpart.
`contains` is the usual measure for answers that are whole sentences: the gold words stand in them in a row.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")


def exact_match(answer: str, gold: Sequence[str]) -> float | None:
    """1 or 0; None without gold answers."""
    return _best(answer, gold, lambda said, wanted: float(said == wanted))


def token_f1(answer: str, gold: Sequence[str]) -> float | None:
    """Harmonic mean of token precision and recall, best over the gold answers; None without any."""
    return _best(answer, gold, _f1)


def contains(answer: str, gold: Sequence[str]) -> float | None:
    """1 if the words of any gold answer stand in the answer in a row; None without a gold answer of words."""
    return _best(answer, [text for text in gold if normalise(text)], _holds)


def normalise(text: str) -> str:
    """The text as SQuAD compares it."""
    bare = "".join(c for c in text.lower() if c not in string.punctuation and unicodedata.category(c)[0] != "P")
    return " ".join(_ARTICLES.sub(" ", bare).split())


def tokens(text: str) -> list[str]:
    return normalise(text).split()


def _best(answer: str, gold: Sequence[str], score: Callable[[str, str], float]) -> float | None:
    said = normalise(answer)
    return max((score(said, normalise(wanted)) for wanted in gold), default=None)


def _holds(said: str, wanted: str) -> float:
    return float(f" {wanted} " in f" {said} ")


def _f1(said: str, wanted: str) -> float:
    ours, theirs = said.split(), wanted.split()
    if not ours or not theirs:
        return float(ours == theirs)
    common = (Counter(ours) & Counter(theirs)).total()
    if not common:
        return 0.0
    precision, recall = common / len(ours), common / len(theirs)
    return 2 * precision * recall / (precision + recall)
