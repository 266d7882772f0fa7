"""Figures that follow from what the source prints: years between two dates, one amount as a multiple of another."""

from collections.abc import Sequence
from itertools import combinations

from rag.language import dates
from rag.language.quantities import numbers
from rag.language.quantities.numbers import Quantity
from rag.language.words import stem

ROUGH = 0.15
"""How far a multiple may be off: 930 is "almost three times" 350, and "doubled" is said of 1.9 times."""

_YEAR = stem("year")
_RATIO = "times"


def derived(statement: str, passage: str, context: str) -> bool:
    """Whether every figure of the statement that passage and context do not print follows from two that they do; False
    where none is lacking, or a date is."""
    known = f"{passage}\n{context}"
    years = dates.years(known)
    lacking = [
        q
        for q in numbers.missing(*(numbers.quantities(dates.without_dates(t)) for t in (statement, known)))
        if q.value not in years
    ]
    if not lacking or dates.missing(dates.dates(statement), dates.dates(known), years):
        return False
    given = numbers.quantities(dates.without_dates(passage))
    spans = {later - earlier for earlier, later in combinations(sorted(years | dates.years(statement)), 2)}
    return all(_follows(quantity, given, spans) for quantity in lacking)


def _follows(quantity: Quantity, given: Sequence[Quantity], spans: set[int]) -> bool:
    if quantity.unit == _RATIO:
        pairs = combinations((q.value for q in given if q.value > 0 and q.unit != _RATIO), 2)
        return any(abs(max(pair) / min(pair) - quantity.value) <= ROUGH * quantity.value for pair in pairs)
    return _YEAR in quantity.nouns and quantity.value in spans
