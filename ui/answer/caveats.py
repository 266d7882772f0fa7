"""What has to be said beside an answer, on the page and in what is taken away. Plain text, from documents too."""

from index.types import Filters
from rag.conversation.exchange import Exchange, State
from rag.types import THRESHOLD, Answer, Conflict, Outcome, Support
from ui.plain import count, day, origin, short

_QUOTED = "Nothing that the model wrote was borne out by the passages, so the documents are quoted instead."
_DOUBTFUL = "Answered more readily than usual: it is doubtful that these passages hold the answer."
_UNFINISHED = "Stopped; not all of this was checked."

FLAGS = {
    Support.PARTLY: "the source does not say quite this",
    Support.CONTRADICTED: "the source says otherwise",
    Support.UNSUPPORTED: "not in the sources",
}
"""What is said of a sentence that does not stand: the same words beside it, in its verdict and in what is exported."""

_TITLE = 80
"""Characters of a title in a line of warning."""


def heading(conflict: Conflict) -> str:
    return f"{conflict.heading}: {conflict.about}"


def reading(exchange: Exchange) -> str:
    """How the question was taken: what it was read as, if that took other words, and what the filters let through."""
    answer = exchange.answer
    if answer and answer.briefing:
        read = f"Read as {answer.briefing.label}"
    else:
        reworded = answer and answer.standalone.split() not in ([], answer.question.split())
        read = f"Read as: {answer.standalone}" if answer and reworded else ""
    return " · ".join(filter(None, [read, _filtered(exchange.filters)]))


def as_of(answer: Answer) -> str:
    """The day after which nothing is known, where the question is about now."""
    return f"as of {day(answer.as_of)}" if answer.as_of else ""


def _filtered(filters: Filters) -> str:
    since = f" from {day(filters.since)}" if filters.since else ""
    until = f" until {day(filters.until)}" if filters.until else ""
    # A date filter alone keeps the documents without a date.
    undated = " or undated" if filters.undated else ""
    parts = [f"only {', '.join(filters.sources)}"] if filters.sources else []
    parts += [f"tagged {', '.join(filters.tags)}"] if filters.tags else []
    parts += [f"in {count(len(filters.documents), 'chosen document')} only"] if filters.documents else []
    parts += [f"published{since}{until}{undated}"] if since or until else []
    parts += [] if filters.undated else ["dated documents only"]
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def notice(answer: Answer) -> str | None:
    """What went wrong on the way to it, in the reader's words."""
    quoted = _QUOTED if answer.quoted and answer.draft else None
    doubtful = answer.outcome is not Outcome.DECLINED and answer.belief is not None and answer.belief < THRESHOLD
    return " ".join(filter(None, [answer.notice, quoted, _DOUBTFUL if doubtful else None])) or None


def caveats(exchange: Exchange) -> list[str]:
    """Everything that the page shows around the sentences as a warning, a line each."""
    answer, failure = exchange.answer, exchange.failure
    lines = [f"{failure.message} {failure.hint}"] if failure else []
    if answer:
        lines += [answer.missing] if answer.missing and answer.outcome is not Outcome.DECLINED else []
        lines += [_both_sides(conflict) for conflict in answer.conflicts]
        lines += filter(None, [notice(answer)])
        lines += _losses(answer)
        lines += [_UNFINISHED] if answer.text and exchange.state is not State.DONE else []
    return [" ".join(line.split()) for line in lines]


def _losses(answer: Answer) -> list[str]:
    """What could not be read of the documents that are cited, or that came nearest where none is."""
    cited = {citation.document_id for citation in answer.citations}
    documents = {e.document_id: e for e in answer.evidence if not cited or e.document_id in cited}
    return [f"“{short(e.title, _TITLE)}”: {loss}" for e in documents.values() for loss in e.losses]


def _both_sides(conflict: Conflict) -> str:
    sides = (
        f"{origin(p.citation.source, p.citation.published, p.citation.place)}: “{p.statement}”"
        for p in conflict.positions
    )
    return f"{heading(conflict)}. {'; '.join(sides)}"
