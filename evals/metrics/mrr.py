"""Reciprocal rank at k, whose mean is MRR@k: one over the rank of the first relevant document.

Source: Voorhees, "The TREC-8 Question Answering Track Report" (1999).
"""

from collections.abc import Collection, Sequence


def reciprocal_rank_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """0 when none of the first k is relevant; None when no document is known to be relevant."""
    if not gold:
        return None
    return next((1 / rank for rank, document in enumerate(ranked[:k], start=1) if document in gold), 0.0)
