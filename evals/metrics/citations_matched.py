"""Citations matched: does the answer cite a document that is known to hold the answer?

Source: the measure of the same name in Azure's ai-rag-chat-evaluator, which takes the share of expected
documents cited. Here one is enough, since our sets list documents that each hold the answer by themselves.
"""

from collections.abc import Collection


def citations_matched(cited: Collection[str], expected: Collection[str]) -> float | None:
    """1 or 0; None when no document is expected."""
    if not expected:
        return None
    return float(any(document in expected for document in cited))
