"""False answers and false refusals. Either alone can be made perfect by a system of no use, so: always together.

Source: Rajpurkar et al., "Know What You Don't Know" (SQuAD 2.0, 2018), whose NoAns and HasAns scores these
are the complements of, for the decision alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RefusalRates:
    """None where there was no such question."""

    false_answer: float | None
    false_refusal: float | None


def refusal_rates(decisions: Sequence[tuple[bool, bool]]) -> RefusalRates:
    """Rates over (answerable, declined) pairs."""
    return RefusalRates(
        false_answer=_mean([false_answer(answerable, declined) for answerable, declined in decisions]),
        false_refusal=_mean([false_refusal(answerable, declined) for answerable, declined in decisions]),
    )


def false_answer(answerable: bool, declined: bool) -> float | None:
    """1 if an unanswerable question was answered; None for an answerable one."""
    return None if answerable else float(not declined)


def false_refusal(answerable: bool, declined: bool) -> float | None:
    """1 if an answerable question was declined; None for an unanswerable one."""
    return float(declined) if answerable else None


def _mean(values: Sequence[float | None]) -> float | None:
    scored = [value for value in values if value is not None]
    return sum(scored) / len(scored) if scored else None
