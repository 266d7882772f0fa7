"""Questions worth asking that the library can answer: after an answer, and before the first question.

Each is drawn from a sentence (`pose`) and kept only if asking it finds that sentence again and the evidence would not
be declined. Deterministic, no model.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.sentence import split
from index.types import Document, Filters
from rag.language.align import coverage
from rag.language.names import full_names
from rag.language.words import content
from rag.retrieval.evidence import find
from rag.suggestions.overview import own
from rag.suggestions.pose import pose
from rag.types import Answer

FOLLOW_UPS = 3
STARTERS = 4

CHECKS = 6
"""Most candidates that are looked up: one costs the processor about half a second."""

_AGAIN = 2
"""Windows of a check that the second reader reads: six took more of the processor after an answer than the answer."""

NEWEST = 40
"""Documents whose openings are read for starters..."""

LISTED = 200
"""...of so many newest ones, some of which may be sample notes: there are not half as many of these."""

OPENING = 5_000
"""...and so many characters of each."""

_CANDIDATES = 3
"""Chunks that a check reads: enough to find a sentence again."""

_ASKED = 0.7
"""Share of a question's words that an earlier one may hold before it counts as asked already."""


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A question, and the sentence that answers it."""

    question: str
    document_id: str
    start: int
    end: int


def follow_ups(
    answer: Answer,
    library: Library,
    *,
    threshold: float,
    asked: Sequence[str] = (),
    filters: Filters = Filters(),
    turn: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Up to FOLLOW_UPS questions from what stands in or near the evidence and was not cited, best first. `turn` is
    called before each look into the library, and may wait."""
    seen = [answer.question, answer.standalone, *asked]
    topic = content(f"{answer.standalone} {answer.text}")
    cited = {(c.document_id, c.start, c.end) for c in answer.citations}
    documents = dict.fromkeys([*(c.document_id for c in answer.citations), *(e.document_id for e in answer.evidence)])
    found = [
        candidate
        for document_id in documents
        if (document := library.catalog.document(document_id))
        for candidate in _of(document)
        if not any(d == document_id and s < candidate.end and candidate.start < e for d, s, e in cited)
    ]
    near = {(e.document_id, e.start, e.end) for e in answer.evidence}

    def worth(candidate: _Candidate) -> float:
        shown = any(d == candidate.document_id and s <= candidate.start < e for d, s, e in near)
        dull = candidate.question.startswith("Who is")
        return coverage(content(candidate.question), topic) + 0.3 * shown - 0.3 * dull

    ranked = sorted(found, key=lambda c: (-worth(c), c.document_id, c.start))
    return _kept(ranked, library, threshold, FOLLOW_UPS, seen, filters, turn)


def starters(
    library: Library, *, threshold: float, filters: Filters = Filters(), turn: Callable[[], None] = lambda: None
) -> tuple[str, ...]:
    """Up to STARTERS questions, each of another document where there are several, newest first; of the sample notes
    only where there are no others. `turn` as in `follow_ups`."""
    entries = own(library.catalog.documents(filters=filters, most=LISTED))[:NEWEST]
    read = (library.catalog.document(entry.id) for entry in entries)
    documents = (replace(document, text=document.text[:OPENING]) for document in read if document)
    drawn = [candidates for document in documents if (candidates := list(_of(document)))]
    alone = drawn[0] if len(entries) == 1 and drawn else None
    best = alone or [min(candidates, key=lambda c: c.question.startswith("Who is")) for candidates in drawn]
    # "Who is …?" is the easiest to ask and the dullest to read: others come first.
    best.sort(key=lambda c: c.question.startswith("Who is"))
    return _kept(best, library, threshold, STARTERS, (), filters, turn)


def _of(document: Document) -> Iterator[_Candidate]:
    for sentence in split(document.text):
        people = full_names(document.text, sentence.text)
        for question in pose(sentence.text, people)[:1]:
            yield _Candidate(question=question, document_id=document.id, start=sentence.start, end=sentence.end)


def _kept(
    candidates: Iterable[_Candidate], library: Library, threshold: float, most: int, asked: Sequence[str],
    filters: Filters, turn: Callable[[], None],
) -> tuple[str, ...]:  # fmt: skip
    kept: list[str] = []
    checks = 0
    for candidate in candidates:
        if _asked(candidate.question, [*asked, *kept]):
            continue
        if len(kept) == most or checks == CHECKS:
            break
        checks += 1
        turn()
        if _answerable(candidate, library, threshold, filters):
            kept.append(candidate.question)
    return tuple(kept)


def _asked(question: str, earlier: Sequence[str]) -> bool:
    words = content(question)
    return any(coverage(words, content(other)) >= _ASKED for other in earlier)


def _answerable(candidate: _Candidate, library: Library, threshold: float, filters: Filters) -> bool:
    """Whether asking it would find its sentence, and not be declined."""
    evidence = find(
        candidate.question, library, tokens=200, passages=3, filters=filters, limit=_CANDIDATES, again=_AGAIN
    )
    return max((e.answers for e in evidence), default=0.0) >= threshold and any(
        e.document_id == candidate.document_id and e.start < candidate.end and candidate.start < e.end for e in evidence
    )
