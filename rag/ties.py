"""Numbers tied to years, names and measures: "352 days in 2022" is not borne out where 352 stands beside 2024.

Both stand in the passage, so that neither alone gives the mistake away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.sentence import split
from rag.dates import without_dates, years
from rag.measures import measures
from rag.names import names
from rag.numbers import Quantity, plain_content, quantities, same
from rag.objection import Objection
from rag.types import Support
from rag.verbs import past, root
from rag.words import STOP, content, stem, words

_CLAUSES = re.compile(r"[.!?;:]\s+|,\s+(?!\d{4}\b)|\s(?:and|but|while|whereas|compared with|against|from|to)\s")
_OTHER_YEAR = re.compile(
    r"\b(?:the|a|last|next|previous|preceding|following|prior) years? (?:before|earlier|later|after)\b"
    r"|\b(?:the (?:previous|preceding|following|next|prior)|last|next) year\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:(?:per|each|every|(?<!for )(?<!in )(?<!within )(?<!after )a) (?P<per>hour|day|week|month|quarter|year)\b"
    r"(?! (?:ago|later|earlier|after|before|old|long|from))|(?P<ly>hour|dai|week|month|quarter|year|annual)(?:ly)?\b"
    r"(?<=ly|al))"
)
_OTHERS = frozenset((stem("others"),))
_NONE = frozenset(("nobody", "none"))
_PERIODS = {"dai": "day", "annual": "year"}


@dataclass(frozen=True)
class _Clause:
    """A part of a sentence of the text, with the number of that sentence."""

    place: int
    text: str
    numbers: tuple[Quantity, ...]
    years: frozenset[int]

    @property
    def elsewhen(self) -> bool:
        """Whether it speaks of a year that it names only by another one."""
        return bool(_OTHER_YEAR.search(self.text))

    @property
    def content(self) -> frozenset[str]:
        return frozenset(word for word in plain_content(self.text) if not word.startswith("#"))

    @property
    def names(self) -> frozenset[str]:
        found = names(f"x {self.text}")  # so that the first word is a name as any other
        return frozenset(word for name in found for token in name.tokens for word in content(token))

    @property
    def rates(self) -> frozenset[str]:
        """The periods by which it counts: "500 a month", "monthly"."""
        found = (m["per"] or m["ly"] for m in _RATE.finditer(self.text.lower()))
        return frozenset(_PERIODS.get(period, period) for period in found)

    @property
    def deeds(self) -> frozenset[str]:
        """Roots of the words in the form of a past."""
        return frozenset(root(word) for word in words(self.text) if past(word))

    @property
    def none(self) -> bool:
        """Whether it counts nobody: "and killed none"."""
        return bool(_NONE & set(words(self.text)))

    @property
    def elliptic(self) -> bool:
        """Whether who did it stands in the clause before: "and captured 12"."""
        return past(next((word for word in words(self.text) if word not in STOP), ""))

    def has(self, number: Quantity) -> bool:
        return any(same(number, other) for other in self.numbers)


def objection(sentence: str, passage: str) -> Objection | None:
    """A number that the sentence ties to one thing, and every place in the passage to another."""
    told = [clause for clause in _clauses(passage) if clause.numbers or clause.years or clause.none]
    ours = [clause for clause in _clauses(sentence) if len(clause.numbers) == 1]
    for clause in ours:
        (number,) = clause.numbers
        having = [c for c in told if c.has(number)]
        if not having:
            continue
        if len(clause.years) == 1 and _of_another_year(min(clause.years), having, told):
            reason = f"The passage does not give {number.raw} for {min(clause.years)}."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
        if _measured_otherwise(clause, having) or _of_another(clause, having, told):
            return Objection(at_best=Support.UNSUPPORTED, reason=f"The passage says “{having[0].text}”.")
    if other := _exchanged(ours, told):
        return Objection(at_best=Support.CONTRADICTED, reason=f"The passage says “{other.text}”.")
    if place := next((place for clause in ours if (place := _of_another_deed(clause, told))), None):
        return Objection(at_best=Support.UNSUPPORTED, reason=f"The passage says “{place.text}”.")
    return None


def _of_another_year(year: int, having: Sequence[_Clause], told: Sequence[_Clause]) -> bool:
    elsewhere = all(year not in c.years and (c.years or c.elsewhen) for c in having)
    return elsewhere and any(year in c.years for c in told)


def _measured_otherwise(clause: _Clause, having: Sequence[_Clause]) -> bool:
    """Whether every place has the number in another measure, or for another period."""
    (number,) = clause.numbers
    given = [measures(other.nouns) for c in having for other in c.numbers if same(number, other)]
    measured = measures(number.nouns)
    if measured and all(other and not other & measured for other in given):
        return True
    return bool(clause.rates) and all(c.rates and not c.rates & clause.rates for c in having)


def _of_another(clause: _Clause, having: Sequence[_Clause], told: Sequence[_Clause]) -> bool:
    """Whether the number is another's in every place, and ours has its own beside it: "France's is 5%, Italy's 6%"."""
    (number,) = clause.numbers
    ours = clause.names.difference(*(c.content for c in having))
    if not ours or not all(c.names - clause.names for c in having):
        return False
    rivals = [c for c in told if ours & c.names and [q.unit for q in c.numbers] == [number.unit]]
    return any(c.place == other.place and c.content - c.names <= other.content for c in rivals for other in having)


def _of_another_deed(clause: _Clause, told: Sequence[_Clause]) -> _Clause | None:
    """A place of the number, where every place counts by it what another deed did, and ours has its own number of the
    same things beside it: "killed 40 and captured 12"."""
    having = [c for c in told if c.has(clause.numbers[0])]
    ours = clause.deeds.difference(*(place.deeds for place in having))
    rivals = [c for c in told if c.deeds & ours and (len(c.numbers) == 1 or c.none) and c not in having]
    tied = [c for c in having if c.deeds - clause.deeds and any(_beside(clause, c, rival) for rival in rivals)]
    return tied[0] if tied and tied == having else None


def _beside(clause: _Clause, place: _Clause, rival: _Clause) -> bool:
    """Whether the rival, in the sentence of the place, counts the same, and its subject may be the clause's."""
    (number,) = clause.numbers
    counted = {noun for other in rival.numbers for noun in other.nouns} - _OTHERS
    units = {other.unit for other in rival.numbers}
    alike = units <= {number.unit} and (not counted or not number.nouns or counted & number.nouns)
    shared = clause.content & place.content - rival.content - number.nouns
    return bool(place.place == rival.place and alike and (rival.elliptic or not shared))


def _exchanged(ours: Sequence[_Clause], told: Sequence[_Clause]) -> _Clause | None:
    """A place that has the number of one clause with words that only the other clause has, where its words stand
    with the other's number."""
    for one, two in combinations(ours, 2):
        having = [[c for c in told if c.has(clause.numbers[0])] for clause in (one, two)]
        if [len(places) for places in having] != [1, 1] or having[0] == having[1]:
            continue
        (first,), (second,) = having
        of_first, of_second = first.content - second.content, second.content - first.content
        crossed = one.content & of_second and two.content & of_first
        if crossed and not one.content & of_first and not two.content & of_second:
            return first
    return None


def _clauses(text: str) -> Iterator[_Clause]:
    for place, sentence in enumerate(split(text)):
        for part in _CLAUSES.split(sentence.text):
            own = years(part)
            counted = tuple(q for q in quantities(without_dates(part)) if not (q.unit == "" and q.value in own))
            yield _Clause(place, part, counted, own)
