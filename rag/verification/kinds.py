"""One of a closed class for another: a foreign for a defence minister, a court for a cabinet, north for south."""

import re

from rag.language.words import words
from rag.types import Support
from rag.verification.objection import Objection

_CLOSE = 0.6
"""With less of the sentence in it, the passage's sentence tells of something else."""
_CLASSES = tuple(
    tuple(frozenset(alike.split()) for alike in kind.split("|"))
    for kind in (
        "foreign|defence defense|finance treasury|trade commerce|interior home|justice|energy|health|agriculture farm"
        "|transport|education",
        "president presidential|prime premier|chancellor|ambassador envoy|minister ministers secretary|governor|mayor"
        "|king queen monarch|commander general admiral|spokesman spokeswoman spokesperson|judge",
        "parliament lawmakers congress house senate diet|cabinet government|court tribunal|army|navy naval|police",
        "north northern|south southern|east eastern|west western",
    )
)
"""Words that exclude each other beside the same noun; those between bars say the same."""
_NAMED = re.compile(r"\b(?:North|South|East|West)(?:ern)?(?= [A-Z])")
"""A part of a name, which says nothing of where a thing is."""


def objection(sentence: str, passage: str, context: str, nearest: str, covered: float) -> Objection | None:
    """A word of the sentence that neither the passage nor its origin has, where the passage's sentence which covers
    this one best has another of its class."""
    if covered < _CLOSE:
        return None
    ours, theirs, known = (_plain(text) for text in (sentence, nearest, f"{passage}\n{context}"))
    for kind in _CLASSES:
        said = [alike & ours for alike in kind if alike & ours and not alike & known]
        given = [alike & theirs for alike in kind if alike & theirs and not alike & ours]
        if said and given:
            reason = f"The passage says “{min(given[0])}”, not “{min(said[0])}”."
            return Objection(at_best=Support.PARTLY, reason=reason)
    return None


def _plain(text: str) -> set[str]:
    return set(words(_NAMED.sub(" ", text)))
