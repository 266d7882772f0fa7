"""What other thresholds of abstention would do, going by the beliefs alone.

It is not quite what the app would do: below the threshold it still answers what the model is sure of, and above it
declines where nothing that was written stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.bootstrap import Estimate
from evals.metrics.wilson import share
from evals.reports.results import Result

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, kw_only=True)
class Point:
    """Shares of the prompts whose belief is known: answerable ones below the threshold, unanswerable ones not below."""

    threshold: float
    false_refusals: Estimate
    false_answers: Estimate


def curve(results: Sequence[Result], thresholds: Sequence[float] = THRESHOLDS) -> list[Point]:
    """A point for each threshold; none where no belief is known."""
    known = [(r.answerable, r.reply.belief) for r in results if r.reply.belief is not None]
    return [
        Point(
            threshold=threshold,
            false_refusals=share(belief < threshold for answerable, belief in known if answerable),
            false_answers=share(belief >= threshold for answerable, belief in known if not answerable),
        )
        for threshold in thresholds
        if known
    ]
