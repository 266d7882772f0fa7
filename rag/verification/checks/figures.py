"""What a number of the passage is there: one end of a range is not the value, what it was before is not what it is, a
rise "by 12" is none "to 12", and the sum of five years is none "a year"."""

import re
from collections.abc import Sequence

from rag.language.quantities.figures import Figure, Role, figures
from rag.language.quantities.numbers import is_year, same
from rag.types import Support
from rag.verification.pair import MOST_NUMBERS, Finding, Pair

_EXCLUDED = {
    Role.CHANGE: {Role.END, Role.START, Role.BEFORE},
    Role.END: {Role.CHANGE, Role.START, Role.BEFORE},
    Role.START: {Role.CHANGE, Role.END},
    Role.BEFORE: {Role.CHANGE, Role.END},
    Role.VALUE: {Role.START, Role.BEFORE},
}
"""Roles in the passage that do not bear out a role in the sentence."""
_BACK = re.compile(
    r"\b(?:earlier|before|previous\w*|prior|last|ago|had|used to|former\w*|then|until|once|initial\w*|original\w*|first"
    r"|start\w*|began|(?:1\d|20)\d\d)\b",
    re.IGNORECASE,
)
"""Where a sentence looks back itself, it may tell what was before."""
_OPEN = re.compile(
    r"\b(?:could|may|might|as (?:much|many|little|few) as|up to|at (?:least|most)|or (?:more|less)|if)\b"
)
"""Where it leaves the value open itself, one end of a range may be told."""
_TOTAL = re.compile(
    r"\b(?:[\w]+-(?:year|month|week|day)\b|(?:over|in|within|through|across|for) (?:the )?"
    r"(?:(?:next|past|last|coming|first) )?[\w-]+ (?:years|months|weeks|days)\b|(?:next|past|last|coming) decade"
    r"|in total|in all|altogether)",
    re.IGNORECASE,
)


def find(pair: Pair) -> Finding | None:
    """A number to which the passage gives another role, or another period."""
    given = figures(pair.around)
    for ours in figures(pair.sentence)[:MOST_NUMBERS]:
        alike = [theirs for theirs in given if same(ours.quantity, theirs.quantity)]
        if not alike or is_year(ours.quantity):
            continue
        if all(_another(ours, theirs, pair.sentence) for theirs in alike):
            other = alike[0]
            reason = f"In the passage {other.quantity.raw} is the {other.role}."
            return Finding(at_best=Support.PARTLY, reason=reason)
        if ours.period and (period := _other_period(ours.period, alike, pair.around)):
            return Finding(at_best=Support.PARTLY, reason=f"The passage does not say this {period}.")
    return None


def _another(ours: Figure, theirs: Figure, sentence: str) -> bool:
    if theirs.role is Role.BOUND:
        both = theirs.partner and any(same(f.quantity, theirs.partner) for f in figures(sentence)[:MOST_NUMBERS])
        return not (both or ours.quantity.bound or ours.quantity.rough or _OPEN.search(sentence))
    looks_back = ours.role is Role.VALUE and _BACK.search(sentence)
    return theirs.role in _EXCLUDED.get(ours.role, ()) and not looks_back


def _other_period(period: str, alike: Sequence[Figure], around: str) -> str | None:
    """ "a year", where the passage has the number for another period, or for all of it."""
    if any(theirs.period == period for theirs in alike):
        return None
    told_otherwise = any(theirs.period for theirs in alike) or _TOTAL.search(around)
    return f"per {period}" if told_otherwise else None
