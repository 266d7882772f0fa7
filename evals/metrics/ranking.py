"""How well a ranking of documents has the relevant ones at its top."""

from collections.abc import Collection, Sequence
from math import log2


def hit_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """Hit@k (success@k): does a relevant document stand among the first k?

    1 or 0; None when no document is known to be relevant.
    Source: Voorhees, "The TREC-8 Question Answering Track Report" (1999), as success at rank k.
    """
    if not gold:
        return None
    return float(any(document in gold for document in ranked[:k]))


def reciprocal_rank_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """Reciprocal rank at k, whose mean is MRR@k: one over the rank of the first relevant document.

    0 when none of the first k is relevant; None when no document is known to be relevant.
    Source: Voorhees, "The TREC-8 Question Answering Track Report" (1999).
    """
    if not gold:
        return None
    return next((1 / rank for rank, document in enumerate(ranked[:k], start=1) if document in gold), 0.0)


def ndcg_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """Normalised discounted cumulative gain at k, with relevance 0 or 1.

    0 to 1; None when no document is known to be relevant. A document ranked twice gains once.
    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002,
    with the discount log2(rank + 1) that trec_eval uses.
    """
    relevant = set(gold)
    if not relevant:
        return None
    unique = list(dict.fromkeys(ranked))[:k]
    gain = sum(1 / log2(rank + 1) for rank, document in enumerate(unique, start=1) if document in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / ideal


def recall_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """Recall@k: the share of the relevant documents that stand among the first k.

    0 to 1; None when no document is known to be relevant. A document ranked twice counts once.
    Source: Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8.
    """
    relevant = set(gold)
    if not relevant:
        return None
    return len(relevant & set(ranked[:k])) / len(relevant)
