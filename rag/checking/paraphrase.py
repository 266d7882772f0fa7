"""What a passage says in other words: which run of its sentences says most of a statement, and how much of it.

`rag.verification.support` counts shared words. A writer uses others: here a word counts as well where the passage has
the name it is made from ("American", "U.S.") or a word of nearly its meaning ("soldiers", "troops"), by the vectors of
the library's own embedding. Numbers and names have to be there themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.embed import TokenEmbeddings, Vectors
from index.sentence import split
from index.types import Sentence
from rag.language import dates, names
from rag.language.quantities import numbers
from rag.language.words import STOP, content, stem, words

ALIKE = 0.6
"""Cosine of two words from which on they mean nearly the same ("ships" and "vessels" .62); of unlike ones it is about
.3. Opposites are as near: what turns a meaning is judged by `rag.verification.checks.negation`."""

WIDEST = 3
"""Sentences that a statement may need together."""

WORTH_A_SENTENCE = 0.08
"""A wider run must cover so much more of the statement: two sentences say two things."""

_NAME = 1.5
"""Weight of a name beside a word's 1: it says which thing is spoken of. A number weighs no more: it may be wrong."""

WordVectors = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, kw_only=True)
class Narrow:
    """The run of sentences that says most of a statement: offsets in the passage, and the weighted share it has."""

    start: int
    end: int
    covered: float


def word_vectors(embeddings: TokenEmbeddings) -> WordVectors:
    """Vectors of words, each made once."""
    known: dict[str, Vectors] = {}

    def vectors(wanted: Sequence[str]) -> Vectors:
        if new := [word for word in dict.fromkeys(wanted) if word not in known]:
            known.update(zip(new, np.asarray(embeddings.embed_documents(new), dtype=np.float32), strict=True))
        return np.stack([known[word] for word in wanted])

    return vectors


def narrowed(statement: str, passage: str) -> Narrow:
    """The shortest run of a passage's sentences that has most of a statement's words, numbers and names."""
    sentences = split(passage)
    weights = _weights(statement)
    spelt = [word for word in weights if word.isalpha()]
    found = [_having(weights, spelt, s) for s in sentences]
    total = sum(weights.values()) or 1.0
    best, best_worth = Narrow(start=0, end=len(passage), covered=0.0), -1.0
    for first in range(len(sentences)):
        together: set[str] = set()
        for last in range(first, min(first + WIDEST, len(sentences))):
            together |= found[last]
            covered = sum(weights[word] for word in together) / total
            if (worth := covered - WORTH_A_SENTENCE * (last - first)) > best_worth + 1e-9:
                best_worth = worth
                best = Narrow(start=sentences[first].start, end=sentences[last].end, covered=covered)
    return best


def covered(statement: str, text: str, context: str, vectors: WordVectors) -> float:
    """The share of a statement's content words that a text says, in these words or in others of their meaning; names
    may stand in the `context`."""
    known = f"{text}\n{context}"
    have = set(numbers.plain_content(known))
    wanted = dict.fromkeys(numbers.plain_content(statement))
    spelt = {stem(word): word for word in words(statement) if word not in STOP}
    named = {word for name in names.names(statement) if name.sure for word in content(str(name))}
    lacking = [w for w in wanted if w not in have and not _named_after(spelt.get(w, w), statement, known)]
    open_ = [spelt[word] for word in lacking if word in spelt and word not in named and word.isalpha()]
    theirs = list(dict.fromkeys(w for w in words(text) if w not in STOP and w.isalpha()))
    said = len(wanted) - len(lacking) + sum(_nearest(open_, theirs, vectors))
    return said / len(wanted) if wanted else 0.0


def anchored(statement: str, text: str) -> bool:
    """Whether a text has every number, date and name of a statement, and the statement has some number or date."""
    counted = numbers.quantities(dates.without_dates(statement))
    days = dates.dates(statement)
    if not counted and not days:
        return False
    if numbers.missing(counted, numbers.quantities(text)) or dates.missing(days, dates.dates(text), dates.years(text)):
        return False
    return not names.missing(names.names(statement), text)


def _weights(statement: str) -> Mapping[str, float]:
    """The statement's content words, each number as one, with what they weigh."""
    named = {word for name in names.names(statement) for word in content(str(name))}
    found = {
        word: _NAME if word in named else 1.0 for word in content(dates.without_dates(statement)) if word.isalpha()
    }
    found |= {f"#{q.value:g}": 1.0 for q in numbers.quantities(dates.without_dates(statement))}
    return found | {f"@{w.month}-{w.day}": 1.0 for w in dates.dates(statement)}


def _having(weights: Mapping[str, float], spelt: Sequence[str], sentence: Sentence) -> set[str]:
    """What the sentence has of the words, `spelt` being those that may stand in it under another form."""
    text = sentence.text
    have = set(content(text)) | {f"#{q.value:g}" for q in numbers.quantities(dates.without_dates(text))}
    have |= {f"#{year}" for year in dates.years(text)} | {f"@{w.month}-{w.day}" for w in dates.dates(text)}
    return have & weights.keys() | {word for word in spelt if word not in have and _known(word, text)}


def _known(word: str, text: str) -> bool:
    return not names.missing([names.Name(tokens=(word,))], text)


def _named_after(word: str, statement: str, known: str) -> bool:
    """Whether a capitalised word of the statement is a name under another form in the text: "American" for "U.S."."""
    return word.title() in statement and _known(word.title(), known)


def _nearest(ours: Sequence[str], theirs: Sequence[str], vectors: WordVectors) -> list[float]:
    """For each of our words, the cosine of their nearest where that is near, else 0."""
    if not ours or not theirs:
        return [0.0] * len(ours)
    best = (vectors(ours) @ vectors(theirs).T).max(axis=1)
    return [float(cosine) if cosine >= ALIKE else 0.0 for cosine in best]
