"""One search alone: `bm25` is our full-text side, `dense` our vector side, over the same chunks."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.bench.bed import Bed
from evals.systems.base import DEPTH, INDEX, Found
from index.library import Library
from index.types import Filters
from rag.retrieval.hybrid import dense_search, lexical_search
from rag.types import Question

Search = Callable[[str, Library, Filters, int], Sequence[tuple[str, float]]]


@dataclass(frozen=True, kw_only=True)
class SingleSearch:
    """Asks with the question as it stands, history aside."""

    name: str
    library: Library
    run: Search
    depends: tuple[str, ...] = (*INDEX, "rag/retrieval/*.py", "rag/question/query.py", "rag/language/**/*")

    def search(self, question: Question) -> Found:
        started = time.perf_counter()
        hits = self.run(question.text, self.library, question.filters, DEPTH)
        chunks = self.library.catalog.chunks([chunk_id for chunk_id, _ in hits])
        found = [chunks[chunk_id] for chunk_id, _ in hits if chunk_id in chunks]
        seconds = time.perf_counter() - started
        return Found(
            documents=tuple(dict.fromkeys(c.document_id for c in found)),
            passages=tuple(c.text for c in found),
            seconds=seconds,
        )


def open_bm25(bed: Bed) -> SingleSearch:
    return SingleSearch(name="bm25", library=bed.library, run=lexical_search)


def open_dense(bed: Bed) -> SingleSearch:
    return SingleSearch(name="dense", library=bed.library, run=dense_search)
