"""Hit@k (success@k): does a relevant document stand among the first k?

Source: Voorhees, "The TREC-8 Question Answering Track Report" (1999), as success at rank k.
"""

from collections.abc import Collection, Sequence


def hit_at(k: int, ranked: Sequence[str], gold: Collection[str]) -> float | None:
    """1 or 0; None when no document is known to be relevant."""
    if not gold:
        return None
    return float(any(document in gold for document in ranked[:k]))
