"""A request → its briefing."""

from collections.abc import Callable

from index.library import Library
from rag.briefing.authors import authors
from rag.briefing.changes import changed
from rag.briefing.comparing import comparison
from rag.briefing.counting import count
from rag.briefing.listing import listing
from rag.briefing.quoting import statements
from rag.briefing.summary import summary
from rag.briefing.timeline import timeline
from rag.briefing.work import Work
from rag.types import Briefing, BriefingKind, BriefingRequest

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
    if request.kind is not BriefingKind.COUNT and not any(map(str.strip, request.subjects)) and not request.documents:
        return None
    return maker(work) if maker else None
