"""Question → candidate chunks: dense and lexical search side by side, fused by reciprocal rank."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.errors import StoreError
from index.library import Library
from index.types import Chunk, Filters
from rag.question.author import Byline
from rag.question.query import expression

DEPTH = 50
"""How far down each list is read."""

RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A chunk with its cosine, None where the dense search did not find it."""

    chunk: Chunk
    cosine: float | None


def retrieve(
    question: str,
    library: Library,
    *,
    whole: str | None = None,
    by: Byline | None = None,
    filters: Filters = Filters(),
    limit: int = DEPTH,
) -> list[Candidate]:
    """The best chunks, best first. Empty when nothing is indexed or the filters let nothing through.

    `whole` is the question that this one is a part of: its words say what the part is about, so it is searched too.
    `by` is the author whose words it asks for: what he wrote on it is searched by itself.
    """
    asked = (question, whole) if whole else (question,)
    dense = [dense_search(text, library, filters) for text in asked]
    lexical = [lexical_search(text, library, filters) for text in asked]
    if by:
        dense.append(dense_search(by.question, library, filters))
        lexical.append(lexical_search(by.question, library, filters, author=by.author))
    fused = reciprocal_rank_fusion([[i for i, _ in found] for found in (*dense, *lexical)])
    cosines = dict(dense[0])
    ids = list(fused)[: 2 * limit]
    chunks = library.catalog.chunks(ids)
    return [Candidate(chunk=chunks[i], cosine=cosines.get(i)) for i in ids if i in chunks][:limit]


def dense_search(question: str, library: Library, filters: Filters, k: int = DEPTH) -> list[tuple[str, float]]:
    """Chunk ids and cosines, best first; none where Chroma does not answer, which `library.store.trouble` then says."""
    try:
        within = library.catalog.within(filters)
        hits = library.store.search(library.embeddings.embed_query(question), k, filters, within=within)
    except StoreError:
        return []
    return [(h.chunk_id, h.score) for h in hits]


def lexical_search(
    question: str, library: Library, filters: Filters, k: int = DEPTH, *, author: str | None = None
) -> list[tuple[str, float]]:
    """Chunk ids and BM25 scores, best first."""
    wanted = expression(question)
    return library.catalog.match(wanted, k, filters, author=author) if wanted else []


def reciprocal_rank_fusion(rankings: Iterable[Sequence[str]], k: int = RRF_K) -> dict[str, float]:
    """Id → sum of 1 / (k + rank) over the rankings, best first; ties by id, so that runs repeat."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] += 1.0 / (k + rank)
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))
