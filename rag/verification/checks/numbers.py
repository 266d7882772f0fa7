"""Amounts: every number of the sentence has to stand in the passage, in its unit and limited the same way."""

from collections.abc import Sequence

from rag.language import dates
from rag.language.quantities import numbers
from rag.types import Support
from rag.verification.pair import TELLS, Finding, Pair


def find(pair: Pair) -> Finding | None:
    """A number that the passage does not give, gives elsewhere, limits otherwise, or contradicts."""
    claimed, near = (numbers.quantities(dates.without_dates(t)) for t in (pair.sentence, pair.text))
    if other := numbers.turned(claimed, near):
        reason = f"The passage limits it from the other side: “{other.limit} {other.raw}”."
        return Finding(at_best=Support.CONTRADICTED, reason=reason)
    if other := numbers.unbounded(claimed, near):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{other.limit} {other.raw}”.")
    if scale := numbers.other_scale(pair.sentence, pair.text):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{scale}”.")
    known = f"{pair.passage}\n{pair.origin}"
    years = pair.years
    absent = _absent(claimed, known, years)
    if not absent:
        far = _absent(claimed, f"{pair.around}\n{pair.origin}", years)
        reason = "The passage has the number {} elsewhere, not beside this."
        return Finding(at_best=Support.PARTLY, reason=reason.format(far[0].raw)) if far else None
    if pair.covered >= TELLS:
        given = numbers.quantities(pair.text)
        for quantity in absent:
            if other := numbers.rival(quantity, given):
                return Finding(
                    at_best=Support.CONTRADICTED, reason=f"The passage says {other.raw}, not {quantity.raw}."
                )
    return Finding(at_best=Support.UNSUPPORTED, reason=f"The number {absent[0].raw} is not in the passage.")


def _absent(claimed: Sequence[numbers.Quantity], text: str, known_years: frozenset[int]) -> list[numbers.Quantity]:
    """What the text does not give, as an amount or as a year ("the 2022 invasion")."""
    absent = numbers.missing(claimed, numbers.quantities(dates.without_dates(text)))
    return [q for q in absent if q.value not in known_years or (q.nouns and not numbers.is_year(q))]
