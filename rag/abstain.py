"""Whether the evidence can answer the question at all, decided before the model speaks and after.

Small models do not refuse by themselves: of 12 unanswerable questions a 0.5B model declined none. Nor do they answer
by themselves: offered a way out, the 1.5B model takes it although the answer stands in the passage.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.align import coverage
from rag.asked import offers, wanted
from rag.names import missing as missing_names
from rag.names import names
from rag.numbers import missing as missing_numbers
from rag.numbers import quantities
from rag.types import Evidence
from rag.words import content

WEIGHTS: Mapping[str, float] = {"score": 6.0, "coverage": 3.0, "present": 2.0, "kind": 1.0}
BIAS = -6.0
"""Set by hand on the sample corpus; `design/LOG.md` has what they do on the question sets."""

COVERED = 0.5
"""Share of the question's content words without which a passage is about something else."""


@dataclass(frozen=True, kw_only=True)
class Belief:
    """`value` in 0…1: that the evidence answers the question. `absent` are names and numbers that it lacks;
    `fits` whether the best passage has an answer of the kind asked for and everything the question names."""

    value: float
    absent: tuple[str, ...]
    fits: bool = False


def origin(evidence: Evidence) -> str:
    """What is known of a passage beside its text, as context for names and dates."""
    published = evidence.published and f"{evidence.published:%d %B %Y}"
    parts = (evidence.title, evidence.source, evidence.author, published, *evidence.people, *evidence.topics)
    return ". ".join(str(p) for p in parts if p)


def absent(question: str, passage: str) -> tuple[str, ...]:
    """Proper names and numbers of the question that a passage (with its origin) does not have."""
    lacking_names = missing_names(names(question), passage)
    lacking_numbers = missing_numbers(quantities(question), quantities(passage))
    return tuple(str(n) for n in lacking_names if n.sure) + tuple(n.raw for n in lacking_numbers)


def believe(question: str, evidence: Sequence[Evidence]) -> Belief:
    """Judges by the passage that fits best; no evidence, no belief."""
    beliefs = [judge(question, item) for item in evidence]
    return max(beliefs, key=lambda b: b.value, default=Belief(value=0.0, absent=()))


def judge(question: str, item: Evidence) -> Belief:
    """The belief that one passage answers, from what speaks for it, each 0…1."""
    passage = f"{origin(item)}. {item.text}"
    lacking = absent(question, passage)
    named = len(names(question)) + len(quantities(question))
    signs = {
        "score": item.score,
        "coverage": coverage(content(question), content(passage)),
        "present": 1.0 - min(1.0, len(lacking) / max(1, named)),
        "kind": float(offers(item.text, wanted(question), question)),
    }
    value = 1.0 / (1.0 + math.exp(-BIAS - sum(WEIGHTS[name] * sign for name, sign in signs.items())))
    fits = not lacking and signs["kind"] == 1.0 and signs["coverage"] >= COVERED
    return Belief(value=value, absent=lacking, fits=fits)
