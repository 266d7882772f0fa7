"""A claim that is given for its reason is followed by what its passage says next: news puts the claim first, and the
grounds behind it (the inverted pyramid). The words are the document's own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from index.sentence import split
from index.types import Sentence
from rag.generation.generate import Generated, append
from rag.generation.markers import Marker
from rag.language.align import coverage
from rag.language.context import REASONS
from rag.language.words import content
from rag.question.answer_type import asks_why
from rag.types import AnswerSentence, Event, Evidence
from rag.verification.check import check
from rag.verification.cite import DraftSentence

CLAIM = 2 / 5
"""Share of a cited sentence's words from which on it says no more than the claim."""
TOLD = 1 / 3
"""Share of the grounds' words from which on the answer has them already."""

_CAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|in order to|so that|so as to|as a result|therefore|reasons?|"
    r"cause[ds]?|led to|after|to (?:\w+ )?(?:address|avoid|prevent|make|keep|give|help))\b",
    re.IGNORECASE,
)


def follow(question: str, evidence: Sequence[Evidence], written: Generated) -> Iterator[Event | Generated]:
    """Yields the sentences that are added, and at last what was generated with them."""
    for sentence in grounds(question, evidence, written.sentences):
        written = yield from append(written, sentence)
    yield written


def grounds(question: str, evidence: Sequence[Evidence], answer: Sequence[AnswerSentence]) -> list[AnswerSentence]:
    """The claim's own sentence where it says more, else what stands behind it in its passage; nothing where it or
    the cited words speak of a cause, or all was told."""
    standing = [s for s in answer if s.verdict.stands]
    cited = [c for s in standing for c in s.citations]
    said = (*(s.text for s in standing), *(c.quote for c in cited))
    if not asks_why(question) or not cited or any(map(_CAUSE.search, said)):
        return []
    item = next(e for e in evidence if e.number == cited[-1].number)
    told = content(" ".join(s.text for s in answer))
    added = [s for s in split(item.text) if s.text in cited[-1].quote]
    if not added or _covered(added, told) >= CLAIM:
        end = max(c.end for c in cited if c.number == item.number)
        behind = [s for s in split(item.text) if item.start + s.start >= end][:REASONS]
        added = list(takewhile(lambda s: not s.text.endswith("?"), behind))
        if _covered(added, told) >= TOLD:
            return []
    checked = [check(DraftSentence(s.text, (Marker("[1]", (1,)),)), question, {1: item}, 0) for s in added]
    return checked if all(s.verdict.stands for s in checked) else []


def _covered(sentences: Sequence[Sentence], told: Sequence[str]) -> float:
    return coverage(content(" ".join(s.text for s in sentences)), told)
