"""False answers and false refusals. Either alone can be made perfect by a system of no use, so: always together.

Source: Rajpurkar et al., "Know What You Don't Know" (SQuAD 2.0, 2018), whose NoAns and HasAns scores these
are the complements of, for the decision alone.
"""


def false_answer(answerable: bool, declined: bool) -> float | None:
    """1 if an unanswerable question was answered; None for an answerable one."""
    return None if answerable else float(not declined)


def false_refusal(answerable: bool, declined: bool) -> float | None:
    """1 if an answerable question was declined; None for an unanswerable one."""
    return float(declined) if answerable else None
