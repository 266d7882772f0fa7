"""Whether the evidence can answer the question at all, decided before the model speaks and after.

Small models do not refuse by themselves: of 12 unanswerable questions a 0.5B model declined none.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.align import coverage
from rag.names import missing as missing_names
from rag.names import names
from rag.numbers import missing as missing_numbers
from rag.numbers import quantities
from rag.types import Evidence
from rag.words import content

WEIGHTS: Mapping[str, float] = {"score": 6.0, "coverage": 3.0, "names": 2.0, "numbers": 1.0}
BIAS = -5.5
"""Set by hand on the sample corpus; `design/LOG.md` has what they do on the question sets."""


@dataclass(frozen=True, kw_only=True)
class Belief:
    """`value` in 0…1: that the evidence answers the question. `absent` are names and numbers that it lacks."""

    value: float
    absent: tuple[str, ...]


def origin(evidence: Evidence) -> str:
    """What is known of a passage beside its text, as context for names and dates."""
    parts = (evidence.title, evidence.source, evidence.author, evidence.published and f"{evidence.published:%d %B %Y}")
    return ". ".join(str(p) for p in parts if p)


def absent(question: str, passage: str) -> tuple[str, ...]:
    """Proper names and numbers of the question that a passage (with its origin) does not have."""
    lacking_names = missing_names(names(question), passage)
    lacking_numbers = missing_numbers(quantities(question), quantities(passage))
    return tuple(str(n) for n in lacking_names if n.sure) + tuple(n.raw for n in lacking_numbers)


def believe(question: str, evidence: Sequence[Evidence]) -> Belief:
    """Judges by the passage that fits best; no evidence, no belief."""
    if not evidence:
        return Belief(value=0.0, absent=())
    wanted = content(question)
    asked = len(names(question)), len(quantities(question))
    best: Belief | None = None
    for item in evidence:
        passage = f"{origin(item)}. {item.text}"
        lacking = absent(question, passage)
        signs = {
            "score": item.score,
            "coverage": coverage(wanted, content(passage)),
            "names": 1.0 - len(missing_names(names(question), passage)) / max(1, asked[0]),
            "numbers": 1.0 - len(missing_numbers(quantities(question), quantities(passage))) / max(1, asked[1]),
        }
        value = 1.0 / (1.0 + math.exp(-BIAS - sum(WEIGHTS[k] * v for k, v in signs.items())))
        if best is None or value > best.value:
            best = Belief(value=value, absent=lacking)
    assert best is not None
    return best
