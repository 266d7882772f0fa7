"""The mean of the scores that there are."""

from collections.abc import Iterable


def mean(scores: Iterable[float | None]) -> float | None:
    """None where nothing was scored."""
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None
