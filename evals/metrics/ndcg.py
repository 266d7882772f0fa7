"""Normalised discounted cumulative gain at k, with relevance 0 or 1.

Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002,
with the discount log2(rank + 1) that trec_eval uses.
"""

from collections.abc import Collection, Sequence
from math import log2


def ndcg_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """0 to 1; None when no document is known to be relevant. A document ranked twice gains once."""
    relevant = set(gold)
    if not relevant:
        return None
    unique = list(dict.fromkeys(ranked))[:k]
    gain = sum(1 / log2(rank + 1) for rank, document in enumerate(unique, start=1) if document in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / ideal
