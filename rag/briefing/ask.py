"""The way into briefings: a question, or a request, → the events of a briefing in the making, and at last the briefing;
or None where it is a question of another kind."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import date
from threading import Event as Signal
from typing import NamedTuple

from index.library import Library
from index.types import Filters
from rag.briefing.gather import Work
from rag.briefing.makers.changes import changed
from rag.briefing.makers.comparing import comparison
from rag.briefing.makers.listing import listing
from rag.briefing.makers.mentions import authors, count
from rag.briefing.makers.statements import statements
from rag.briefing.makers.summary import summary
from rag.briefing.makers.timeline import timeline
from rag.briefing.refine import refine
from rag.briefing.request import about, forced, label, told
from rag.briefing.rows import as_answer
from rag.briefing.titles import titled
from rag.events import BriefingFound, Event, EvidenceFound
from rag.question.decompose import divide
from rag.question.rewrite import unnamed
from rag.types import Answer, Briefing, BriefingKind, BriefingRequest, Coverage, Question

_MAKERS: dict[BriefingKind, Callable[[Work], Briefing | None]] = {
    BriefingKind.SUMMARY: summary,
    BriefingKind.TIMELINE: timeline,
    BriefingKind.COUNT: count,
    BriefingKind.LIST: listing,
    BriefingKind.COMPARISON: comparison,
    BriefingKind.STATEMENTS: statements,
    BriefingKind.CHANGED: changed,
    BriefingKind.AUTHORS: authors,
}


def empty(request: BriefingRequest, library: Library) -> Briefing:
    """A briefing in which nothing was found, where one was asked for all the same."""
    return Work(request=request, library=library).briefing((), passages=0)


def make(work: Work) -> Briefing | None:
    """None where the request is none over many documents, or nothing in the library is about it."""
    request = work.request
    maker = _MAKERS.get(request.kind)
    named = any(map(str.strip, (*request.subjects, request.about)))
    if request.kind is not BriefingKind.COUNT and not named and not request.documents:
        return None
    return maker(work) if maker else None


def requested(question: Question, standalone: str, library: Library) -> BriefingRequest | None:
    """The briefing that a question asks for: as the reader wants it read, as a follow-up to the last one, or as its
    words tell. None for any other question, which goes the usual way."""
    if question.kind is BriefingKind.FACT:
        return None
    if question.kind is not None:
        return _within(forced(standalone, question.kind, library.embeddings), question)
    if question.briefing and (narrowed := refine(question.briefing, question.text, library.catalog.sources())):
        return narrowed
    if named := titled(question.text, library, question.filters):
        of_one = told(named[0], library.embeddings)
        if of_one.kind is BriefingKind.SUMMARY:
            return _within(replace(of_one, question=question.text, documents=named[1:], one=True), question)
    found = told(question.text, library.embeddings) if unnamed(question.text) is None else None
    if found is None or found.kind is BriefingKind.FACT:  # what leans on the question before is read with it
        found = told(standalone, library.embeddings)
    if found.kind is BriefingKind.FACT:
        return None
    if found.kind in (BriefingKind.LIST, BriefingKind.COMPARISON) and len(divide(standalone)) > 1:
        return None  # its parts are asked one by one
    return _within(found, question)


def _within(request: BriefingRequest, question: Question) -> BriefingRequest:
    return replace(request, filters=question.filters, as_of=question.as_of)


def brief(
    kind: BriefingKind | str,
    subject: str,
    library: Library,
    *,
    filters: Filters = Filters(),
    documents: tuple[str, ...] = (),
    length: int | None = None,
    as_of: date | None = None,
) -> Briefing | None:
    """A briefing of a kind about a subject; `documents` restricts it to those ids. None where nothing is found.

    The subject of a comparison has two sides: "Oslo and Bergen". Raises ValueError for a kind that there is not.
    """
    kind = BriefingKind(kind)
    asked = about(subject, kind, library.embeddings)
    if not documents and kind is BriefingKind.SUMMARY and library.catalog.document(subject.strip()):
        documents = (subject.strip(),)
    request = replace(asked, filters=filters, documents=documents, length=length, as_of=as_of)
    return make(Work(request=request, library=library))


_STEP = 100
"""Passages between two reports of progress."""


_LARGE = 1_000
"""Chunks of a library from which a first look at a part of them is worth its time."""
_FIRST = 0.15
"""The part that it looks at."""
_GATHERED = (BriefingKind.TIMELINE, BriefingKind.COMPARISON, BriefingKind.CHANGED)


class _First(NamedTuple):
    """What a first look found."""

    briefing: Briefing | None


def briefed(
    request: BriefingRequest, library: Library, *, threshold: float, cancel: Signal | None = None
) -> Iterator[BriefingFound | Briefing | None]:
    """Events with the passages read so far, of a large library with its first rows too, then the briefing, or None
    where nothing was found. Setting `cancel` ends it with what it has. Whatever fails in the making is raised here.

    Closing the iterator stops the work.
    """
    stop = Signal()
    told: queue.SimpleQueue[int | Briefing | BaseException | _First | None] = queue.SimpleQueue()
    documents = library.catalog.matching_documents(request.filters)
    seen = 0

    def progress(passages: int) -> None:
        nonlocal seen
        if passages >= seen + _STEP:
            seen = passages
            told.put(passages)
        if cancel is not None and cancel.is_set():
            stop.set()

    def work() -> None:
        whole = Work(request=request, library=library, cancel=stop, progress=progress, threshold=threshold)
        try:
            if request.kind in _GATHERED and library.catalog.counts()[1] > _LARGE:
                told.put(_First(make(replace(whole, share=_FIRST, progress=None))))
            told.put(make(whole))
        except BaseException as error:  # raised again where the events are read
            told.put(error)

    threading.Thread(target=work, daemon=True, name="briefing").start()
    begun = Briefing(
        request=request, label=label(request), rows=(), coverage=Coverage(documents=documents, used=0, passages=0)
    )  # fmt: skip
    try:
        yield BriefingFound(briefing=begun)
        while True:
            item = told.get()
            if isinstance(item, BaseException):
                raise item
            if isinstance(item, _First):
                begun = item.briefing or begun
                yield BriefingFound(briefing=begun)
                continue
            if not isinstance(item, int):
                yield item
                return
            yield BriefingFound(briefing=replace(begun, coverage=replace(begun.coverage, passages=item)))
    finally:
        stop.set()


def answered(
    request: BriefingRequest,
    question: Question,
    standalone: str,
    library: Library,
    *,
    threshold: float,
    model: str,
    cancel: Signal | None,
) -> Generator[Event, None, Answer | None]:
    """Events of the briefing in the making, with its first rows as soon as they are there; returns the answer.

    None where nothing was found and the question may still be answered as another, which it may not where the reader
    asked for this kind of one.
    """
    made = None
    for item in briefed(request, library, threshold=threshold, cancel=cancel):
        if isinstance(item, BriefingFound) and item.briefing.rows:
            yield from _shown(as_answer(item.briefing, question, standalone, model))
        elif isinstance(item, BriefingFound):
            yield item
        else:
            made = item
    narrowed = question.briefing is not None and request.kind is question.briefing.kind
    if made is None and question.kind is None and not narrowed:
        return None
    answer = as_answer(made or empty(request, library), question, standalone, model)
    yield from _shown(answer)
    return answer


def _shown(answer: Answer) -> Iterator[Event]:
    yield EvidenceFound(standalone=answer.standalone, evidence=answer.evidence)
    if answer.briefing:
        yield BriefingFound(briefing=answer.briefing)
