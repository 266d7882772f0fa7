"""All sides found: every right answer stands in the reply, and no wrong one.

Source: Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence" (RAMDocs, 2025), whose exact
match this is: all gold answers present, every answer from misinformation absent, after the SQuAD normalisation.
"""

from collections.abc import Sequence

from evals.metrics.squad import contains


def all_sides(answer: str, correct: Sequence[str], wrong: Sequence[str]) -> float | None:
    """1 or 0; None without right answers."""
    if not correct:
        return None
    return float(all(contains(answer, [text]) for text in correct) and not contains(answer, wrong))


def sides_found(answer: str, correct: Sequence[str]) -> float | None:
    """The share of right answers that the reply contains; None without any."""
    scored = [found for text in correct if (found := contains(answer, [text])) is not None]
    return sum(scored) / len(scored) if scored else None
