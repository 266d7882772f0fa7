"""What a number is the measure of: an area of 165 is no population of 165, nor a budget of 3 million a debt of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rag.dates import without_dates
from rag.numbers import Quantity, quantities, same
from rag.objection import Objection
from rag.types import Support

_DIMENSIONS = tuple(
    frozenset(alike.split())
    for alike in (
        "area",
        "population",
        "density",
        "length",
        "width breadth",
        "height altitude elevation",
        "depth",
        "distance",
        "weight mass",
        "speed",
        "temperature",
        "age",
        "budget spending expenditure cost price",
        "revenue turnover income",
        "profit",
        "debt",
        "deficit",
        "surplus",
        "salary wage pay",
        "capacity",
        "attendance",
        "turnout",
        "majority",
    )
)
"""Words of one line may be one thing; those of two are not."""
_WORD = "|".join(sorted(word for alike in _DIMENSIONS for word in alike))
_OF = re.compile(
    rf"\b(?P<word>{_WORD})(?: (?:of|in|for) (?!\d)[^.;:,()\d]{{1,60}}?)?,?"
    r" (?:is|was|of|at|amount(?:s|ed) to|totals|totalled|totaled|reache[sd]|st(?:ands|ood) at)"
    r" (?:(?:about|around|some|roughly|nearly|almost|approximately|over|under|more than|less than|only"
    r"|now|estimated at) )*"
    r"(?P<number>[$€£¥]?\d[\d,.]*(?: (?:thousand|million|billion|trillion))?)"
    r"(?P<land>\s?(?:km|m²|sq|square|mi(?:les?)?|hectares?|acres?)(?![a-z]))?",
    re.IGNORECASE,
)
_HEADS = frozenset(("population", "attendance"))
"""What counts people: no number of square miles."""


class _Measured(NamedTuple):
    word: str
    number: Quantity
    land: bool


def objection(sentence: str, passage: str) -> Objection | None:
    """A number that the sentence gives for one dimension, and the passage, wherever it has it, for another."""
    claimed = list(_measured(sentence))
    if not claimed:
        return None
    given, every = list(_measured(passage)), quantities(without_dates(passage))
    for ours in claimed:
        if ours.land and ours.word in _HEADS:
            reason = f"{ours.number.raw} is a size of land, not the {ours.word}."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
        theirs = [other for other in given if same(ours.number, other.number)]
        told = sum(same(ours.number, number) for number in every)
        if told == len(theirs) > 0 and not any(_alike(ours.word, other.word) for other in theirs):
            reason = f"The passage gives {ours.number.raw} for the {theirs[0].word}, not for the {ours.word}."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
    return None


def _measured(text: str) -> Iterator[_Measured]:
    for match in _OF.finditer(without_dates(text)):
        for number in quantities(match["number"].rstrip(".,"))[:1]:
            yield _Measured(match["word"].lower(), number, bool(match["land"]))


def _alike(one: str, other: str) -> bool:
    return any(one in alike and other in alike for alike in _DIMENSIONS)
