"""A briefing in the making: what has been read so far, and at last the briefing."""

import queue
import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from threading import Event as Signal
from typing import NamedTuple

from index.library import Library
from rag.briefing.answer import as_answer
from rag.briefing.brief import empty, make
from rag.briefing.told import label
from rag.briefing.work import Work
from rag.types import (
    Answer,
    Briefing,
    BriefingFound,
    BriefingKind,
    BriefingRequest,
    Coverage,
    Event,
    EvidenceFound,
    Question,
)  # fmt: skip

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
