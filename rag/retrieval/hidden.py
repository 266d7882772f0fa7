"""What filters and an "as of" keep from a question, in the reader's words."""

from dataclasses import replace

from index.day import in_words
from index.library import Library
from index.types import Filters
from rag.types import Answer, Outcome, Question


def filtered_out(question: Question, library: Library) -> str | None:
    """What is to be said where no document at all is left to look at; None otherwise."""
    if not question.filters or library.catalog.matching_documents(question.filters):
        return None
    documents, _ = library.catalog.counts()
    if question.as_of and question.filters.until == question.as_of:
        day = in_words(question.as_of)
        return f"None of the {documents} documents that may be used was published by {day}. Ask as of a later day."
    return f"The filters let none of the {documents} documents through. Lift them and ask again."


def missing(answer: Answer, question: Question, library: Library) -> str | None:
    """What is missing; of a declined question with the number of documents that were not looked at, and why."""
    if answer.outcome is not Outcome.DECLINED or not question.filters:
        return answer.missing
    filters, said = question.filters, [answer.missing]
    documents, _ = library.catalog.counts()
    if question.as_of and filters.until == question.as_of:
        filters = replace(filters, until=None)
        later = documents - library.catalog.matching_documents(Filters(until=question.as_of))
        left_out = (
            f"Asked as of {in_words(question.as_of)}: {later} of {documents} documents are later and were left out."
        )
        said += [left_out] if later else []
    hidden = documents - library.catalog.matching_documents(filters)
    said += [f"The filters hide {hidden} of {documents} documents."] if hidden else []
    return " ".join(filter(None, said)) or None
