"""Days, months, years: each stands in the passage, or follows from its words and the day when it was published.

That day itself is none of what the passage tells: "on Saturday night" in Sunday's paper was the day before.
"""

from rag.language import dates
from rag.types import Support
from rag.verification.pair import TELLS, Finding, Pair


def find(pair: Pair) -> Finding | None:
    """A date, weekday or month that the passage does not tell."""
    known = f"{pair.passage}\n{pair.origin}"
    months = dates.months(known) | {dates.MONTH_NAMES[when.month - 1].title() for when in pair.times if when.month}
    named = {dates.MONTH_NAMES[when.month - 1].title() for when in dates.dates(pair.sentence)}
    days = dates.weekdays(pair.sentence) - dates.days_named(known, pair.published)
    if unnamed := days | (dates.months(pair.sentence) - named - months):
        return Finding(at_best=Support.UNSUPPORTED, reason=f"The passage does not name {min(unnamed)}.")
    absent = dates.missing(dates.dates(pair.sentence), pair.times, pair.years)
    if not absent:
        return None
    given = dates.dates(pair.text)
    if len(given) == 1 and absent[0].day and given[0].day and pair.covered >= TELLS:
        return Finding(at_best=Support.CONTRADICTED, reason=f"The passage says {given[0].raw}, not {absent[0].raw}.")
    return Finding(at_best=Support.UNSUPPORTED, reason=f"The date {absent[0].raw} is not in the passage.")
