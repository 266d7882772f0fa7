"""What is wrong with a statement beside a passage, by name.

The verdict comes from `rag.verification.verify`; here its objection is put under the head that an editor knows it by.
"""

from collections.abc import Iterator

from rag.checking.types import Fault, FaultKind
from rag.language import dates
from rag.language.discourse.reporting import attributes
from rag.language.quantities import numbers
from rag.types import Support, Verdict
from rag.verification import doubt
from rag.verification.checks.table import CHECKS
from rag.verification.pair import Finding, Pair

_SHOWN = 2
"""Amounts of the source that are named in the place of a wrong one, where it is not plain which of them is meant."""


def faults(verdict: Verdict, pair: Pair) -> tuple[Fault, ...]:
    """The faults that speak against the statement, one of a kind, first that on which the verdict rests; none where it
    stands."""
    if verdict.stands:
        return ()
    found = [Fault(kind=kind, reason=o.reason) for kind, o in _findings(pair) if o]
    found += _figures(pair)
    own = [fault for fault in found if fault.reason == verdict.reason]
    first: dict[FaultKind, Fault] = {}
    for fault in (*own, *found):
        first.setdefault(fault.kind, fault)
    return tuple(first.values())


_KINDS = {
    "quotations": FaultKind.QUOTATION,
    "attribution": FaultKind.SPEAKER,
    "roles": FaultKind.ROLE,
    "names": FaultKind.NAME,
    "pairing": FaultKind.NAME,
    "corrections": FaultKind.FIGURE,
    "figures": FaultKind.FIGURE,
}
"""Under which head an editor knows what a check finds; what any other finds is a MEANING."""
_TOLD_BELOW = frozenset({"numbers", "dates", "denials abroad"})
"""Checks without a head: what they find is looked for once more, with what the source says instead, or says nothing to
an editor that the verdict does not."""


def _findings(pair: Pair) -> Iterator[tuple[FaultKind, Finding | None]]:
    for check in CHECKS:
        if check.name == "negation":
            turned = check.find(pair)
            yield _turned(turned, pair), turned
        elif check.name not in _TOLD_BELOW:
            yield _KINDS.get(check.name, FaultKind.MEANING), check.find(pair)


def _turned(objection: Finding | None, pair: Pair) -> FaultKind:
    """Negation's objections are of two kinds: the contrary, and what the passage leaves open."""
    if objection is None or objection.at_best is Support.CONTRADICTED:
        return FaultKind.OPPOSITE
    claimed = doubt.unproven(pair.sentence, pair.nearest[0])
    return FaultKind.ATTRIBUTION if claimed and attributes(claimed) else FaultKind.CERTAINTY


def _figures(pair: Pair) -> Iterator[Fault]:
    """Numbers and dates of the statement that the passage does not give, with what it gives instead."""
    known = f"{pair.passage}\n{pair.context}"
    claimed, given = (numbers.quantities(dates.without_dates(t)) for t in (pair.sentence, known))
    years = dates.years(known)
    near = numbers.quantities(dates.without_dates(pair.text))
    for quantity in numbers.missing(claimed, given):
        if quantity.value in years:
            continue
        alike = [q.raw for q in near if q.unit == quantity.unit and q.bound == quantity.bound][:_SHOWN]
        rival = numbers.rival(quantity, near)
        told = [rival.raw] if rival else alike if quantity.unit else []
        instead = f"The source says {' and '.join(told)}, not {quantity.raw}."
        yield Fault(kind=FaultKind.FIGURE, reason=instead if told else f"The source does not have {quantity.raw}.")
    for when in dates.missing(dates.dates(pair.sentence), dates.dates(known), years):
        given_there = dates.dates(pair.text)
        said = f"The source says {given_there[0].raw}, not {when.raw}." if len(given_there) == 1 else None
        yield Fault(kind=FaultKind.FIGURE, reason=said or f"The source does not have {when.raw}.")
    if other := numbers.turned(claimed, near) or numbers.unbounded(claimed, near):
        yield Fault(kind=FaultKind.FIGURE, reason=f"The source says {other.limit} {other.raw}.")
