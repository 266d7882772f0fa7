"""Whether two texts speak of the same time, and whether the later one replaces the earlier."""

import re
from dataclasses import dataclass
from datetime import date

from rag.language import dates
from rag.language.dates import MONTH
from rag.question.answer_type import Kind, wanted
from rag.verification.values import same_date

STALE_DAYS = 180
"""A count in the present tense is taken for a newer one, not a rival, when it was published so much later."""
_OF_ITS_TIME = re.compile(
    r"\b(?:provisional\w*|preliminary|so far|to date|as of|until now|initial\w*|current\w*|now|latest"
    r"|revised|updated|(?:ris|rose|fall|fell|grow|grew|increas|drop|climb)\w*(?:\s+\w+){0,2}\s+to|death toll"
    r"|expected|scheduled|slated|planned|(?:set|due|plans?) to|no longer)\b",
    re.IGNORECASE,
)  # fmt: skip
_PAST = re.compile(r"\b(?:was|were|had|did|said|told|made|took|went|gave|came|saw|\w{3,}ed)\b")
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|added|confirmed|counted)\b[^.;,]{0,40}?\b(?:on|in) "
    rf"(?:\w+day|{MONTH})(?:\s+\d{{1,2}}\b)?",
    re.IGNORECASE,
)
"""The day on which somebody said it is not the day of what he said."""


@dataclass(frozen=True)
class Told:
    """A text and the day on which it was published."""

    text: str
    published: date | None


def same_moment(one: Told, other: Told, question: str) -> bool:
    """False where each names years, or days, and none is shared: figures of different times do not disagree."""
    if wanted(question) is not Kind.DATE and _other_days(one.text, other.text):
        return _of_its_time(one, other)
    ours, theirs = (dates.years(c.text) for c in (one, other))
    asked = dates.years(question)
    if asked and any(years and not years & asked for years in (ours, theirs)):
        return False
    if ours and theirs:
        return bool(ours & theirs) or _each_of_its_day(one, other)
    days = [c.published for c in (one, other)]
    told = any(_PAST.search(c.text) for c in (one, other))
    if not (ours or theirs or asked) and told and days[0] and days[1] and abs((days[1] - days[0]).days) >= STALE_DAYS:
        return False  # "In July", told by news of different years.
    for years, rival in ((ours, other), (theirs, one)):
        published = rival.published
        if years and published and published.year - max(years) > 1 and not asked:
            return False
    return True


def _other_days(one: str, other: str) -> bool:
    """Each names a weekday, a month or a day on which it happened, and none is the other's."""
    one, other = (_SAID_ON.sub(" ", text) for text in (one, other))
    ours, theirs = dates.dates(one), dates.dates(other)
    apart = bool(ours and theirs) and not any(same_date(a, b) for a in ours for b in theirs)
    weekdays = dates.weekdays(one), dates.weekdays(other)
    return apart or bool(all(weekdays) and not weekdays[0] & weekdays[1])


def _each_of_its_day(one: Told, other: Told) -> bool:
    """Each speaks of the year in which it was published: the newer replaces the older."""
    return all(
        c.published is not None and abs(c.published.year - max(dates.years(c.text))) <= 1 for c in (one, other)
    ) and _of_its_time(one, other)


def _of_its_time(one: Told, other: Told) -> bool:
    """Whether either says that what it tells will change, or has."""
    return bool(_OF_ITS_TIME.search(one.text) or _OF_ITS_TIME.search(other.text))


def superseded(earlier: Told, later: Told) -> bool:
    """Both are dated, and what they tell of changes: counts go on, offices pass from one to the next."""
    first, second = earlier.published, later.published
    if first is None or second is None or first == second:
        return False
    if _of_its_time(earlier, later):
        return True
    if any(first.year <= year < second.year for year in dates.years(earlier.text) & dates.years(later.text)):
        return True  # The year that both count was not over when the earlier one was written.
    states = all(not _PAST.search(c.text) for c in (earlier, later))
    return states and (second - first).days >= STALE_DAYS
