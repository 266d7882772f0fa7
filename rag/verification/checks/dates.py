"""Days, months, years: each stands in the passage, or follows from when that was published."""

from rag.language import dates
from rag.types import Support
from rag.verification.pair import TELLS, Finding, Pair


def find(pair: Pair) -> Finding | None:
    """A date, weekday or month that the passage does not tell."""
    known = f"{pair.passage}\n{pair.context}"
    days = dates.weekdays(pair.sentence) - dates.days_named(known, dates.dates(pair.context))
    months = dates.months(known)
    if unnamed := days | (dates.months(pair.sentence) - months if months else frozenset()):
        return Finding(at_best=Support.UNSUPPORTED, reason=f"The passage does not name {min(unnamed)}.")
    told = pair.passage if dates.relative_years(pair.text, frozenset()) is not None else known
    absent = dates.missing(dates.dates(pair.sentence), dates.dates(told), known_years(pair))
    if not absent:
        return None
    given = dates.dates(pair.text)
    if len(given) == 1 and absent[0].day and given[0].day and pair.covered >= TELLS:
        return Finding(at_best=Support.CONTRADICTED, reason=f"The passage says {given[0].raw}, not {absent[0].raw}.")
    return Finding(at_best=Support.UNSUPPORTED, reason=f"The date {absent[0].raw} is not in the passage.")


def known_years(pair: Pair) -> frozenset[int]:
    """The years that bear the sentence out. That of publication is none of them where the passage's words lie a year
    from it: "last year" then is the year before."""
    published = dates.years(pair.context)
    away = dates.relative_years(pair.text, published)
    return dates.years(pair.passage) | (published if away is None else away)
