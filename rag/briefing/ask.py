"""The way into briefings: a question, or a request, → a briefing, or None where it is a question of another kind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Event as Signal

from index.library import Library
from index.types import Filters
from rag.briefing.brief import make
from rag.briefing.refine import refine
from rag.briefing.told import forced, told
from rag.briefing.work import Work
from rag.question.decompose import divide
from rag.types import Briefing, BriefingKind, BriefingRequest, Question


def requested(question: Question, standalone: str, library: Library) -> BriefingRequest | None:
    """The briefing that a question asks for: as the reader wants it read, as a follow-up to the last one, or as its
    words tell. None for any other question, which goes the usual way."""
    if question.kind is BriefingKind.FACT:
        return None
    if question.kind is not None:
        return _within(forced(standalone, question.kind), question)
    if question.briefing and (narrowed := refine(question.briefing, question.text, library.catalog.sources())):
        return narrowed
    found = told(standalone)
    if found.kind is BriefingKind.FACT:
        return None
    if found.kind is BriefingKind.LIST and len(divide(standalone)) > 1:
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
    cancel: Signal | None = None,
    progress: Callable[[int], None] | None = None,
) -> Briefing | None:
    """A briefing of a kind about a subject; `documents` restricts it to those ids. None where nothing is found.

    The subject of a comparison has two sides: "Oslo and Bergen". Raises ValueError for a kind that there is not.
    """
    kind = BriefingKind(kind)
    asked = forced(subject, kind) if subject.strip() else BriefingRequest(kind=kind, question=subject)
    if not documents and kind is BriefingKind.SUMMARY and library.catalog.document(subject.strip()):
        documents = (subject.strip(),)
    request = replace(
        asked, filters=filters, documents=documents, length=length, as_of=as_of
    )  # fmt: skip
    return make(Work(request=request, library=library, cancel=cancel, progress=progress))
