"""Stripped attribution: the source gives it to somebody, and the draft says it in its own name.

What is somebody's word in the source stands between quotation marks, behind a predicate of saying or judging, or before
one at the end of the sentence. A statement that has such a word of its own, or names whose word it is, is none of this.
"""

import re

from rag.checking.types import Fault, FaultKind
from rag.language.align import coverage
from rag.language.reporting import attributes, sayings
from rag.language.speech import attributions
from rag.language.words import content
from rag.types import Evidence
from rag.verification.alignment import Alignment

INSIDE = 0.6
"""Share of the words common to statement and source that have to be somebody's word."""

NEAREST = 0.34
"""Share of the statement's words that the source's one sentence has to have: with less, it speaks of something else."""

_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*»")
_SUBJECT = 6
"""Words before a predicate among which its subject stands."""
_SHOWN = 60


def stripped(statement: str, alignment: Alignment, passage: Evidence, document: str) -> Fault | None:
    """The fault, with whose word it is. `document` is the text that `passage` is taken from."""
    nearest, covered = alignment.nearest
    if covered < NEAREST or attributes(statement) or _QUOTED.search(statement):
        return None
    shared = set(content(statement)) & set(content(nearest))
    at = passage.text.find(nearest)
    if at < 0 or not shared:
        return None
    if _in_quotation(document, passage.start + at, nearest, shared):
        return _fault(_speaker(document, passage.start + at, nearest), statement)
    for start, end in sayings(nearest):
        subject = content(" ".join(nearest[:start].split()[-_SUBJECT:]))[-2:]
        if subject and set(subject) <= set(content(statement)) and coverage(subject, content(statement)) == 1:
            continue
        tag = len(nearest[end:].split()) <= _SUBJECT and start > 0
        scope = nearest[:start] if tag else nearest[end:]
        if _share(shared, scope) >= INSIDE:
            return _fault(_speaker(document, passage.start + at, nearest), statement)
    return None


def _fault(who: str | None, statement: str) -> Fault | None:
    if who and set(content(who)) & set(content(statement)):
        return None
    told = f"The source gives this to {who}" if who else "The source has somebody say or think this"
    return Fault(kind=FaultKind.ATTRIBUTION, reason=f"{told}; the draft states it as a fact.")


def _in_quotation(document: str, start: int, sentence: str, shared: set[str]) -> bool:
    """Whether the shared words stand inside quotation marks, which may have been opened sentences before."""
    first = document.rfind("\n", 0, start) + 1
    last = document.find("\n", start)
    paragraph = document[first : last if last >= 0 else len(document)]
    begin, end = start - first, start - first + len(sentence)
    inside = [paragraph[max(m.start(), begin) : min(m.end(), end)] for m in _QUOTED.finditer(paragraph)]
    return _share(shared, " ".join(part for part in inside if part)) >= INSIDE


def _share(shared: set[str], text: str) -> float:
    return coverage(sorted(shared), content(text))


def _speaker(document: str, start: int, sentence: str) -> str | None:
    """Whose word it is, by name: in the sentence, or the last who spoke before it in its paragraph."""
    if named := attributions(sentence):
        return named[0].name
    before = attributions(document[document.rfind("\n", 0, start) + 1 : start])
    return before[-1].name if before else None
