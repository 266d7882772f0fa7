"""What is wrong with a statement beside a passage, by name.

The verdict comes from `rag.verification.verify`; here its objection is put under the head that an editor knows it by.
"""

from collections.abc import Iterator

from index.sentence import split
from rag.checking.types import Fault, FaultKind
from rag.language import dates, numbers
from rag.language.reporting import attributes
from rag.types import Support, Verdict
from rag.verification import attribution, doubt, locality, naming, negation, qualifiers, quote, roles
from rag.verification.alignment import Alignment
from rag.verification.objection import Objection

_SHOWN = 2
"""Amounts of the source that are named in the place of a wrong one, where it is not plain which of them is meant."""


def faults(verdict: Verdict, alignment: Alignment, context: str) -> tuple[Fault, ...]:
    """The faults that speak against the statement, one of a kind, first that on which the verdict rests; none where it
    stands."""
    if verdict.stands:
        return ()
    found = [Fault(kind=kind, reason=o.reason) for kind, o in _objections(alignment, context) if o]
    found += _figures(alignment, context)
    own = [fault for fault in found if fault.reason == verdict.reason]
    first: dict[FaultKind, Fault] = {}
    for fault in (*own, *found):
        first.setdefault(fault.kind, fault)
    return tuple(first.values())


def _objections(alignment: Alignment, context: str) -> Iterator[tuple[FaultKind, Objection | None]]:
    sentence, passage = alignment.sentence, alignment.passage
    yield FaultKind.QUOTATION, quote.objection(sentence, passage)
    yield FaultKind.SPEAKER, attribution.objection(sentence, list(alignment.sentences), context)
    yield FaultKind.ROLE, roles.objection(sentence, [s.text for s in split(passage)])
    turned = negation.objection(sentence, *alignment.nearest)
    yield _turned(turned, alignment), turned
    yield FaultKind.NAME, naming.objection(sentence, passage, context)
    yield FaultKind.MEANING, qualifiers.objection(sentence, *alignment.nearest)
    yield FaultKind.NAME, locality.objection(alignment, context)


def _turned(objection: Objection | None, alignment: Alignment) -> FaultKind:
    """Negation's objections are of two kinds: the contrary, and what the passage leaves open."""
    if objection is None or objection.at_best is Support.CONTRADICTED:
        return FaultKind.OPPOSITE
    claimed = doubt.unproven(alignment.sentence, alignment.nearest[0])
    return FaultKind.ATTRIBUTION if claimed and attributes(claimed) else FaultKind.CERTAINTY


def _figures(alignment: Alignment, context: str) -> Iterator[Fault]:
    """Numbers and dates of the statement that the passage does not give, with what it gives instead."""
    known = f"{alignment.passage}\n{context}"
    claimed, given = (numbers.quantities(dates.without_dates(t)) for t in (alignment.sentence, known))
    years = dates.years(known)
    near = numbers.quantities(dates.without_dates(alignment.text))
    for quantity in numbers.missing(claimed, given):
        if quantity.value in years:
            continue
        alike = [q.raw for q in near if q.unit == quantity.unit and q.bound == quantity.bound][:_SHOWN]
        rival = numbers.rival(quantity, near)
        told = [rival.raw] if rival else alike if quantity.unit else []
        instead = f"The source says {' and '.join(told)}, not {quantity.raw}."
        yield Fault(kind=FaultKind.FIGURE, reason=instead if told else f"The source does not have {quantity.raw}.")
    for when in dates.missing(dates.dates(alignment.sentence), dates.dates(known), years):
        given_there = dates.dates(alignment.text)
        said = f"The source says {given_there[0].raw}, not {when.raw}." if len(given_there) == 1 else None
        yield Fault(kind=FaultKind.FIGURE, reason=said or f"The source does not have {when.raw}.")
    if other := numbers.turned(claimed, near) or numbers.unbounded(claimed, near):
        yield Fault(kind=FaultKind.FIGURE, reason=f"The source says {other.limit} {other.raw}.")
