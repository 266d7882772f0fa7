"""A draft against the library, statement by statement: `check` yields each as it is judged, and the report at last."""

import time
from collections.abc import Iterator
from functools import lru_cache
from threading import Event as Signal

from index.library import Library
from index.types import Filters
from rag.checking.evidence import passages
from rag.checking.finding import Sources
from rag.checking.judge import judge
from rag.checking.paraphrase import word_vectors
from rag.checking.statements import statements
from rag.checking.types import Checked, Draft, Form, Report, Standing, Statement
from rag.errors import QuestionError
from rag.language.detect import is_english

MOST = 1_000
"""Statements that are checked unless more are asked for: some 40 pages, and a few minutes on two cores."""

_STATES_NOTHING = {
    Form.QUESTION: "A question states nothing.",
    Form.HEADING: "A heading.",
    Form.GREETING: "A greeting or a formula.",
    Form.INSTRUCTION: "It tells the reader to do something.",
    Form.EMPTY: "It says nothing that can be checked.",
}


def check(
    draft: Draft,
    library: Library,
    *,
    filters: Filters = Filters(),
    most: int = MOST,
    cancel: Signal | None = None,
) -> Iterator[Checked | Report]:
    """Yields every statement with its verdict, in order, and last the Report of all.

    Setting `cancel` ends it after the statement at hand; the report then has what was judged, and says so.
    Raises QuestionError where nothing can be checked: an empty library, filters that let no document through.
    """
    started = time.perf_counter()
    documents = _documents(library, filters)
    found = statements(draft.text)
    foreign = _foreign(draft.text, found)
    done: list[Checked] = []

    @lru_cache(maxsize=50)
    def text_of(document_id: str) -> str:
        document = library.catalog.document(document_id)
        return document.text if document else ""

    sources = Sources(text_of=text_of, vectors=word_vectors(library.embeddings))
    for statement in found[:most]:
        if cancel is not None and cancel.is_set():
            break
        if statement in foreign:
            checked = Checked(statement=statement, standing=Standing.NOT_JUDGED, reason="It is not in English.")
        elif nothing := _STATES_NOTHING.get(statement.form):
            checked = Checked(statement=statement, standing=Standing.NO_STATEMENT, reason=nothing)
        else:
            checked = judge(statement, passages(statement, library, filters), sources)
        done.append(checked)
        yield checked
    yield Report(
        draft=draft, statements=tuple(done), documents=documents, filters=filters,
        notices=tuple(_notices(found, done, most)), seconds=time.perf_counter() - started,
    )  # fmt: skip


def checked(draft: Draft, library: Library, *, filters: Filters = Filters(), most: int = MOST) -> Report:
    """The report alone."""
    return next(item for item in check(draft, library, filters=filters, most=most) if isinstance(item, Report))


def size(draft: Draft, most: int = MOST) -> int:
    """How many statements a check of the draft goes through."""
    return min(most, len(statements(draft.text)))


def _documents(library: Library, filters: Filters) -> int:
    """How many documents are looked at. Raises QuestionError where there are none."""
    everything, _ = library.catalog.counts()
    if not everything:
        raise QuestionError("The library is empty.", hint="Add documents: `python -m index add PATH`, or Library.")
    if filters.since and filters.until and filters.since > filters.until:
        raise QuestionError(
            f"The filters contradict each other: from {filters.since} until {filters.until}.",
            hint="Give a first day that is not after the last.",
        )
    through = library.catalog.matching_documents(filters) if filters else everything
    if not through:
        raise QuestionError(
            f"The filters let none of the {everything:,} documents through.", hint="Lift them, and check again."
        )
    return through


def _foreign(text: str, found: list[Statement]) -> frozenset[Statement]:
    """The statements that are not English; those too short to tell are what the whole draft is."""
    whole = is_english(text) is False
    told = ((statement, is_english(f"{statement.lead} {statement.text}")) for statement in found)
    return frozenset(statement for statement, english in told if english is False or (whole and english is None))


def _notices(found: list[Statement], done: list[Checked], most: int) -> Iterator[str]:
    if len(done) < min(most, len(found)):
        yield f"Stopped: {len(done):,} of {len(found):,} statements were checked."
    elif len(found) > most:
        yield f"The draft has {len(found):,} statements; the first {most:,} were checked."
    if foreign := sum(c.standing is Standing.NOT_JUDGED for c in done):
        yield f"{foreign:,} of {len(done):,} statements are not in English, and were not judged: only English is read."
