"""Stripped attribution: the source gives it to somebody, and the draft says it in its own name.

What is somebody's word in the source stands between quotation marks, behind a predicate of saying or judging, or before
one at the end of the sentence. A statement that has such a word of its own, or names whose word it is, is none of this.
"""

import re
from collections.abc import Iterator

from rag.checking.types import Fault, FaultKind
from rag.language.discourse.reporting import attributes, sayings
from rag.language.discourse.speech import attributions
from rag.language.names import names
from rag.language.words import content
from rag.types import Evidence
from rag.verification.pair import Pair

WORD = 0.4
"""Share of what the statement says of its names that the source has as somebody's word and nowhere else: with less,
the source says most of it by itself."""

_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*»")
_TAG = re.compile(r"[,”\"?!]\s*(?:[\w.’'-]+\s+){0,6}$")
"""Before a predicate at the end: what is said ends with a comma or a quotation mark, and who says it follows."""
_TAIL = 8
"""Words that may follow such a predicate: "said the envoy in Lund"."""
_SUBJECT = 3
"""Words before a predicate in which its subject stands."""


def stripped(statement: str, pair: Pair, passage: Evidence, document: str) -> Fault | None:
    """The fault, with whose word it is. `document` is the text that `passage` is taken from."""
    if attributes(statement) or _QUOTED.search(statement):
        return None
    named = {word for name in names(statement) for word in content(str(name))}
    said = set(content(statement)) - named
    free: set[str] = set()
    theirs: dict[str, str | None] = {}
    for sentence in pair.aligned:
        at = passage.start + sentence.start
        scopes = list(_scopes(sentence.text, document, at, statement))
        inside = set(content(" ".join(scopes)))
        free |= set(content(sentence.text)) - inside
        theirs |= dict.fromkeys(said & inside, _speaker(document, at, sentence.text))
    theirs = {word: who for word, who in theirs.items() if word not in free}
    if not said or len(theirs) < WORD * len(said):
        return None
    who = next((who for who in theirs.values() if who), None)
    if who and set(content(who)) & set(content(statement)):
        return None
    told = f"The source gives this to {who}" if who else "The source has somebody say or think this"
    return Fault(kind=FaultKind.ATTRIBUTION, reason=f"{told}; the draft states it as a fact.")


def _scopes(sentence: str, document: str, start: int, statement: str) -> Iterator[str]:
    """The parts of a sentence that are somebody's word."""
    yield from _quotations(document, start, sentence)
    mine = set(content(statement))
    for begin, end in sayings(sentence):
        before, behind = sentence[:begin], sentence[end:]
        subject = content(" ".join(before.split()[-_SUBJECT:]))
        if subject and subject[-1] in mine:
            continue
        ends = _TAG.search(before) and len(behind.split()) <= _TAIL
        yield before if ends and len(mine & set(content(before))) > len(mine & set(content(behind))) else behind


def _quotations(document: str, start: int, sentence: str) -> Iterator[str]:
    """What of a sentence stands between quotation marks, which may have been opened sentences before."""
    first = document.rfind("\n", 0, start) + 1
    last = document.find("\n", start)
    begin, end = start - first, start - first + len(sentence)
    for match in _QUOTED.finditer(document[first : last if last >= 0 else len(document)]):
        if (part := match[0][max(0, begin - match.start()) : max(0, end - match.start())]) and match.start() < end:
            yield part


def _speaker(document: str, start: int, sentence: str) -> str | None:
    """Whose word it is, by name: in the sentence, or the last who spoke before it in its paragraph."""
    if named := attributions(sentence):
        return named[0].name
    before = attributions(document[document.rfind("\n", 0, start) + 1 : start])
    return before[-1].name if before else None
