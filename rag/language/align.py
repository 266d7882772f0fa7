"""How well the words of a sentence are found in a passage, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.types import Sentence
from rag.language.words import content

WIDEST = 4
"""Sentences that a claim may need together."""
WORTH_A_SENTENCE = 0.12
"""A wider run must cover this much more of the claim (or question), or the reader has more to read for nothing."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Sentences `first` up to, not including, `last` of a passage, and the share of the claim they cover."""

    first: int
    last: int
    coverage: float


def coverage(claim: Sequence[str], passage: Sequence[str], weights: Mapping[str, float] | None = None) -> float:
    """Share of the claim's different content words that stand in the passage; 0 for a claim without any."""
    wanted = set(claim)
    have = wanted & set(passage)
    if weights is None:
        return len(have) / len(wanted) if wanted else 0.0
    total = sum(weights.get(w, 1.0) for w in wanted)
    return sum(weights.get(w, 1.0) for w in have) / total if total else 0.0


def best_run(claim: str, sentences: Sequence[Sentence], widest: int = WIDEST) -> Run:
    """The shortest contiguous run that covers the claim well; the first sentence when nothing is covered.

    Raises ValueError when there are no sentences.
    """
    if not sentences:
        raise ValueError("no sentences to align with")
    wanted = set(content(claim))
    found = [wanted.intersection(content(s.text)) for s in sentences]
    best, best_worth = Run(first=0, last=1, coverage=0.0), 0.0
    for first in range(len(found)):
        together: set[str] = set()
        for last in range(first + 1, min(first + widest, len(found)) + 1):
            together |= found[last - 1]
            covered = len(together) / len(wanted) if wanted else 0.0
            worth = covered - WORTH_A_SENTENCE * (last - first - 1)
            if worth > best_worth + 1e-9:
                best, best_worth = Run(first=first, last=last, coverage=covered), worth
    return best
