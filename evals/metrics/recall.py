"""Recall@k: the share of the relevant documents that stand among the first k.

Source: Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8.
"""

from collections.abc import Collection, Sequence


def recall_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """0 to 1; None when no document is known to be relevant. A document ranked twice counts once."""
    relevant = set(gold)
    if not relevant:
        return None
    return len(relevant & set(ranked[:k])) / len(relevant)
