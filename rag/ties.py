"""Numbers tied to years: "352 days in 2022" is not borne out where 352 stands beside "the year before" 2024.

Both stand in the passage, so that neither alone gives the mistake away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.dates import without_dates, years
from rag.numbers import Quantity, quantities, same
from rag.objection import Objection
from rag.types import Support

_CLAUSES = re.compile(r"[.!?;:]\s+|,\s+(?!\d{4}\b)|\s(?:and|but|while|whereas|compared with|against|from|to)\s")
_OTHER_YEAR = re.compile(
    r"\b(?:the|a|last|next|previous|preceding|following|prior) years? (?:before|earlier|later|after)\b"
    r"|\b(?:the (?:previous|preceding|following|next|prior)|last|next) year\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Clause:
    numbers: tuple[Quantity, ...]
    years: frozenset[int]
    elsewhen: bool
    """Whether it speaks of a year that it names only by another one."""


def objection(sentence: str, passage: str) -> Objection | None:
    """A number that the sentence ties to one year, and every place in the passage to another."""
    told = list(_clauses(passage))
    for clause in _clauses(sentence):
        if len(clause.numbers) != 1 or len(clause.years) != 1:
            continue
        (number,), (year,) = clause.numbers, clause.years
        having = [c for c in told if any(same(number, other) for other in c.numbers)]
        if having and all(_of_another(c, year) for c in having) and any(year in c.years for c in told):
            return Objection(at_best=Support.UNSUPPORTED, reason=f"The passage does not give {number.raw} for {year}.")
    return None


def _of_another(clause: _Clause, year: int) -> bool:
    return year not in clause.years and (bool(clause.years) or clause.elsewhen)


def _clauses(text: str) -> Iterator[_Clause]:
    for part in _CLAUSES.split(text):
        own = years(part)
        counted = tuple(q for q in quantities(without_dates(part)) if not (q.unit == "" and q.value in own))
        yield _Clause(counted, own, bool(_OTHER_YEAR.search(part)))
