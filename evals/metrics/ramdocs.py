"""Which sides of a disagreement a reply tells.

`all_sides` is the exact match of Wang et al. (2025), "Retrieval-Augmented Generation with Conflicting Evidence": all
gold answers present, every answer from misinformation absent, after the SQuAD normalisation. A reader that shows what
each source says, with its date, tells misinformation as a side too; `every_side` asks only for all gold answers.
"""

from collections.abc import Sequence

from evals.metrics.squad import contains


def all_sides(answer: str, correct: Sequence[str], wrong: Sequence[str]) -> float | None:
    """1 or 0; None without right answers."""
    if not correct:
        return None
    return float(all(contains(answer, [text]) for text in correct) and not contains(answer, wrong))


def every_side(answer: str, correct: Sequence[str]) -> float | None:
    """1 or 0: all right answers stand in the reply, whatever else does; None without any."""
    found = sides_found(answer, correct)
    return None if found is None else float(found == 1.0)


def sides_found(answer: str, correct: Sequence[str]) -> float | None:
    """The share of right answers that the reply contains; None without any."""
    scored = [found for text in correct if (found := contains(answer, [text])) is not None]
    return sum(scored) / len(scored) if scored else None
