"""Withdrawn figures: what a correction says that an earlier version said is known, and bears nothing out."""

from rag.language.dates import without_dates, years
from rag.language.discourse.corrections import corrects, standing, withdrawn
from rag.language.names import missing as missing_names
from rag.language.names import names
from rag.language.quantities.numbers import missing, quantities
from rag.types import Support
from rag.verification.pair import Finding, Pair


def find(pair: Pair) -> Finding | None:
    """A number, year or name that the passage has only in what it takes back."""
    if not withdrawn(pair.passage) or corrects(pair.sentence):
        return None
    held = f"{standing(pair.passage)}\n{pair.origin}"
    gone = [q.raw for q in missing(quantities(without_dates(pair.sentence)), quantities(without_dates(held)))]
    gone += map(str, sorted(years(pair.sentence) - years(held) - pair.years.difference(years(pair.passage))))
    gone += [str(name) for name in missing_names(names(pair.sentence), held) if name.sure]
    for said in gone:
        if said in pair.passage:
            return Finding(at_best=Support.PARTLY, reason=f"The passage takes {said} back.")
    return None
