"""A question → every stretch of many documents in which its answer is found, the likeliest first.

For what has several answers: the items of a list, what is compared, of both sides. Windows are read as for an answer,
but more of them, and all that answer are kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.library import Library
from index.types import Document, Sentence
from rag.briefing.gather import Work
from rag.briefing.rows import Dated, quoted
from rag.briefing.sentences import is_statement, leans
from rag.briefing.subject import scope
from rag.language.align import coverage
from rag.language.discourse.context import around
from rag.language.names import missing, names
from rag.language.words import content
from rag.retrieval.reading import ReadWindow, read_windows
from rag.types import Evidence
from rag.verification.premise import denial

LENIENT = 0.75
"""Of the threshold for an answer, where a list or a comparison is ordered: each of its rows is shown as it stands."""
CHUNKS = 120
"""Chunks whose windows are looked at, and windows that are read: three seconds on two cores."""
WINDOWS = 240
ROW = 0.5
"""Log odds that a row of names adds where several things are asked for."""
DENYING = 6
"""Windows that may deny what a question takes for granted: as many as an answer is made from."""
IN_A_ROW = 0.75
"""Of the threshold, where several things in a row are named: that is what is looked for, though no one place of it is
the answer."""
EVEN = 0.0
"""Log odds from which a window answers rather than not."""
_PART = r"[A-Z][\w’'.-]{1,40}"
_NAME = rf"(?:(?<![\w’'.-]){_PART}(?:\s+(?:of\s+)?{_PART}){{0,3}})"
"""Bounded, and from the beginning of a word on: else a long run of letters takes its square in time."""
_ROW = re.compile(rf"{_NAME}(?:,\s+{_NAME}){{1,20}},?\s+(?:and|or)\s+{_NAME}")
LEANS = 3
"""Sentences of one quotation."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """A stretch of a document that answers, with the words in which the answer was found and the belief in it."""

    document: Document
    start: int
    end: int
    item: str
    belief: float
    order: float
    row: bool
    """Whether it names several things in a row."""


def answering(question: str, work: Work, *, threshold: float) -> tuple[list[Answering], int]:
    """What answers, each stretch once, likeliest first, and how many windows were read. Nothing where the likeliest is
    below `threshold` or what the question takes for granted is denied; else all that answers rather than not, in
    documents that have every name of the question."""
    read = read_windows(
        question, work.library, filters=scope(work.request, work.library), as_of=work.request.as_of,
        limit=CHUNKS, most=WINDOWS, chunks=CHUNKS,
    )  # fmt: skip
    if work.request.documents:
        read = [r for r in read if r.window.document.id in work.request.documents]
    if work.progress:
        work.progress(len(read))
    if _denied(question, read):
        return [], len(read)  # the usual way says so
    found: list[Answering] = []
    for one in read:
        stretch = _stretch(question, one) if one.order + ROW >= EVEN and _named(question, one) else None
        if stretch and not any(_overlap(stretch, old) for old in found):
            found.append(stretch)
    found.sort(key=lambda f: -f.order)
    found = [f for f in found if f.order >= EVEN] or found[:1]
    needed = threshold * (IN_A_ROW if any(f.row for f in found) else 1.0)
    return (found, len(read)) if found and max(f.belief for f in found) >= needed else ([], len(read))


def as_rows(found: Sequence[Answering], library: Library) -> list[Dated]:
    """Each as a row that quotes it, with the words in which the answer was found as its value."""
    texts = [f.document.text[f.start : f.end] for f in found]
    vectors = np.asarray(library.embeddings.encode(texts), dtype=np.float32) if texts else ()
    return [
        Dated(row=replace(quoted(f.document, f.start, f.end), value=f.item), vector=vector, score=f.order)
        for f, vector in zip(found, vectors, strict=True)
    ]


def _denied(question: str, read: Sequence[ReadWindow]) -> bool:
    """Whether what the question takes for granted is denied near to its answer."""
    passages = [
        Evidence(
            number=number, document_id=r.window.document.id, start=r.window.start, end=r.window.end, text=r.window.text,
            title=r.window.document.title, source=r.window.document.source, author=r.window.document.author,
            published=r.window.document.published, answers=r.belief, best=r.window.start, found=r.found,
        )
        for number, r in enumerate(read[:DENYING], start=1)
    ]  # fmt: skip
    return denial(question, passages) is not None


def _named(question: str, one: ReadWindow) -> bool:
    """Whether the document has every name of the question: which of its sentences answers is the reader's to say."""
    document = one.window.document
    wanted = [n for n in names(question) if n.sure]
    return not missing(wanted, f"{document.title}. {document.source or ''}. {document.text}")


def several(text: str) -> bool:
    """Whether a text names several things in a row: what is asked for with a plural is mostly told so."""
    return bool(_ROW.search(text))


def _stretch(question: str, one: ReadWindow) -> Answering | None:
    """The sentence in which the answer was found, with that which has most of the question's words where it has few
    itself, and with the one that it leans on."""
    sentences = list(one.window.sentences)
    first, last = one.found
    at = next(
        (i for i, s in enumerate(sentences) if s.start < max(last, first + 1) and first < s.end and _states(s)), None
    )
    if at is None:
        return None
    asked = content(question)
    told = [coverage(asked, content(s.text)) for s in sentences]
    best = max(range(len(sentences)), key=lambda i: (told[i], -abs(i - at)))
    places = {at, best} if told[best] >= told[at] + 0.15 else {at}
    leaning = around(sentences, min(places), reasons=False)
    start, end = min(leaning.start, *places), max(places)
    if start and leans(sentences[start].text):
        start -= 1
    if end - start + 1 > LEANS or not all(_states(s) or re.match(r"[-*•]", s.text) for s in sentences[start : end + 1]):
        start = end = at
    document = one.window.document
    row = several(document.text[sentences[at].start : sentences[at].end])
    first, last = max(first, sentences[start].start), min(last, sentences[end].end)
    return Answering(
        document=document, start=sentences[start].start, end=sentences[end].end,
        item=" ".join(document.text[first:last].split()), belief=one.belief, order=one.order + ROW * row, row=row,
    )  # fmt: skip


def _states(sentence: Sentence) -> bool:
    return is_statement(sentence.text)


def _overlap(one: Answering, other: Answering) -> bool:
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end
