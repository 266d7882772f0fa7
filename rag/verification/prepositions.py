"""To for from, for for against: "sold by Lund" does not bear out "sold to Lund", though only a small word differs."""

from collections.abc import Iterator
from typing import NamedTuple

from rag.language.clause import clauses
from rag.language.verbs import root
from rag.language.words import STOP
from rag.types import Support
from rag.verification.negation import CLOSE
from rag.verification.objection import Objection

_KINDS = (
    {"to": 1, "into": 1, "toward": 1, "towards": 1, "from": 2, "by": 3},
    {"in": 1, "inside": 1, "within": 1, "outside": 2},
    {"for": 1, "against": 2},
    {"with": 1, "without": 2},
    {"above": 1, "over": 1, "below": 2, "under": 2, "beneath": 2},
)
"""Prepositions of one kind exclude each other between the same words where their numbers differ."""
_PLACES = {word for kind in _KINDS for word in kind}


class _Link(NamedTuple):
    """The content words before and behind a preposition, as roots."""

    before: str
    preposition: str
    behind: str
    text: str


def objection(sentence: str, nearest: str, covered: float) -> Objection | None:
    """A preposition between two words for which the passage's sentence has one that excludes it."""
    if covered < CLOSE:
        return None
    given = list(_links(nearest))
    for ours in _links(sentence):
        alike = [link for link in given if (link.before, link.behind) == (ours.before, ours.behind)]
        others = [link for link in alike if _excludes(ours.preposition, link.preposition)]
        if others and len(others) == len(alike):
            return Objection(at_best=Support.PARTLY, reason=f"The passage says “{others[0].text}”.")
    return None


def _excludes(one: str, other: str) -> bool:
    return any(one in kind and other in kind and kind[one] != kind[other] for kind in _KINDS)


def _links(text: str) -> Iterator[_Link]:
    for clause in clauses(text):
        said = clause.said
        for at, word in enumerate(said):
            if word not in _PLACES or not at or said[at - 1] in STOP:
                continue
            behind = next((i for i in range(at + 1, len(said)) if said[i] not in STOP), None)
            if behind is not None and said[behind].isalpha() and not _PLACES & set(said[at + 1 : behind]):
                yield _Link(root(said[at - 1]), word, root(said[behind]), " ".join(said[at - 1 : behind + 1]))
