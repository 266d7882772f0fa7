"""Near-duplicates: copies of one text that a wire service, an editor or a caption has spread over several documents.

Two texts are copies when nearly all word shingles of the shorter one stand in the longer one (containment; Broder
1997, "On the resemblance and containment of documents") and no number, negation, name, month or word of opposite
meaning tells them apart: two reports that differ in nothing but a figure disagree, and both have to be seen.
"""

from functools import lru_cache
from typing import NamedTuple

from rag.language.dates import MONTH_NAMES
from rag.language.names import names
from rag.language.opposites import OPPOSED
from rag.language.quantities.numbers import quantities
from rag.language.words import stem, words

SHINGLE = 4
"""Words in a row that are compared. A text of fewer words is a copy only of the same words."""

ALIKE = 0.7
"""Share of the shorter text's shingles that a copy has: a cut, a changed word or a new ending leave so many."""

_DENIALS = frozenset(
    "no not never none nor neither without cannot isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt "
    "hasnt havent hadnt shouldnt".split()
)


class _Features(NamedTuple):
    shingles: frozenset[int]
    telling: frozenset[str]


def are_copies(one: str, other: str) -> bool:
    """Whether two sentences or passages say the same in nearly the same words."""
    first, second = _features(one), _features(other)
    fewest = min(len(first.shingles), len(second.shingles))
    shared = len(first.shingles & second.shingles)
    if first.telling != second.telling or not fewest or shared < ALIKE * fewest:
        return False
    return _marks(one) <= _marks(other) or _marks(other) <= _marks(one)  # one may be cut


@lru_cache(maxsize=1_000)  # of some twenty questions; below 14 MB
def _features(text: str) -> _Features:
    found = words(text)
    size = min(SHINGLE, len(found))
    # Hashes, not the words: 14 kB instead of 24 for a passage of 700 characters; two of 64 bits do not fall together.
    runs = (hash(tuple(found[i : i + size])) for i in range(len(found) - size + 1)) if found else ()
    telling = frozenset(w for w in found if w[0].isdigit() or w in _DENIALS)
    return _Features(frozenset(runs), telling)


@lru_cache(maxsize=200)  # Asked of texts alone whose words are nearly the same: finding names takes the longest.
def _marks(text: str) -> frozenset[str]:
    """The names, months, amounts and words of opposite meaning that a text has."""
    marks = {token.casefold() for name in names(text) if name.sure for token in name.tokens}
    marks |= {w for w in words(text) if w in MONTH_NAMES or stem(w) in OPPOSED}
    return frozenset(marks | {f"{q.value:g}" for q in quantities(text)})
