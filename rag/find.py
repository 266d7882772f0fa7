"""A question that stands alone → its evidence: retrieve, rerank, score, select, read."""

from dataclasses import replace
from datetime import date

from index.library import Library
from index.types import Filters
from rag.question.author import byline
from rag.rank import score
from rag.reader import answers
from rag.retrieval.hybrid import DEPTH, retrieve
from rag.retrieval.rerank import Reranker, rerank
from rag.select import select
from rag.types import Evidence


def find(
    question: str,
    library: Library,
    *,
    tokens: int,
    passages: int,
    whole: str | None = None,
    filters: Filters = Filters(),
    as_of: date | None = None,
    reranker: Reranker | None = None,
    limit: int = DEPTH,
) -> tuple[Evidence, ...]:
    """At most `passages` passages of together at most `tokens` tokens, best first, numbered from 1.

    `whole` is the question that this one is a part of; `as_of` is the day on which it is set; `limit` is how many
    chunks are looked at.
    """
    by = byline(question, library.catalog.authors())
    found = retrieve(question, library, whole=whole, by=by, filters=filters, limit=limit)
    candidates = rerank(question, found, reranker)
    scored = score(question, candidates, library, by=by, as_of=as_of)
    chosen = select(question, scored, count_tokens=library.embeddings.count_tokens, tokens=tokens, passages=passages)
    read = answers(question, [item.text for item in chosen])
    if by:
        own = [at for at, item in enumerate(chosen) if item.author == by.author]
        told = answers(by.question, [f"By {by.author}. {chosen[at].text}" for at in own])
        for at, value in zip(own, told, strict=True):
            read[at] = max(read[at], value)
    return tuple(replace(item, answers=value) for item, value in zip(chosen, read, strict=True))
