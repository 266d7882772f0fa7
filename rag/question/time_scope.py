"""Time in a question: which days it means, and whether it asks for them of the publication or of the event.

"As of March 2024" and "last month" are about what was published; "in 1951" is about what passages tell of, which may
have been written long after. Nothing here reads the clock: the day of the question is handed in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rag.language import lexicon
from rag.language.dates import MONTH, dates, years
from rag.question.time_point import POINT, days, span
from rag.types import Question

NEITHER = 0.5
"""What `agreement` says where nothing speaks for or against."""
_SOON_AFTER = timedelta(days=45)
"""Within this long after an event, news that names no date may well be about it."""

_COUNTS = {word: i for i, word in enumerate(lexicon.words("calendar", "counts"), 1)}
_COUNTS |= {"twelve": 12, "few": 3, "couple of": 2}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_IN = r"(?:in|on|during|of|throughout|over)\s+(?:the\s+(?:month|year)\s+of\s+)?(?:fiscal\s+(?:year\s+)?)?"
_REPORTED = (
    r"(?:report(?:ed|s|ing)?|publish(?:ed)?|wr(?:ote|itten)|print(?:ed)?|news|articles?|stories|coverage|issued?)"
)

_NOW = re.compile(
    r"\b(?:now|today|at present|presently|current(?:ly)?|these days|still|so far|to date|latest|at the moment)\b"
    r"|\bhow (?:many|much)\b.{0,80}?\b(?:is|are|do|does|has|have)\b|^\W*(?:who|whose)\s+(?:is|are|heads?|leads?|runs?|"
    r"commands?|owns?|governs?|holds?)\b|\b(?:what|which)\s+(?:is|are)\s+the\s+(?:number|population|price|rate|share|"
    r"size|status|total)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|next|upcoming|plan\w*|(?:is|are|be|due|set|scheduled|expected) to)\b", re.IGNORECASE
)
_PAST_ASKED = re.compile(r"\b(?:did|was|were|had|will|would)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Range:
    """Days from `since` to `until`, both included; None leaves an end open."""

    since: date | None
    until: date | None
    kind: Literal["published", "mentioned"]


def resolve(question: str, today: date) -> Range | None:
    """The days that the question names; None where it names none, or only by an event ("before the election")."""
    question = _SHARED_YEAR.sub(r"\g<first> \g<year>\g<rest>", question)
    for pattern, read in _READERS:
        for match in pattern.finditer(question):
            if found := read(match, today):
                return found
    return None


def as_of(question: str, today: date) -> date | None:
    """The day whose state of knowledge is asked for ("as of March 2024"); later documents know more than is wanted."""
    match = _AS_OF.search(question)
    found = match and _as_of(match, today)
    return found.until if found else None


def unread(question: str, today: date) -> str | None:
    """What stands behind an "as of" and cannot be read as a day: "03/04/2025" is March or April."""
    if as_of(question, today):
        return None
    match = _UNREAD.search(question)
    return match["point"].rstrip(".,;:") if match else None


def as_known(question: Question, standalone: str, today: date) -> Question:
    """The question with the day that it asks for, made to stand alone ("as of …"): nothing later is let through."""
    day = as_of(standalone, question.as_of or today)
    if day is None:
        return question
    until = min(day, question.filters.until or day)
    return replace(question, as_of=day, filters=replace(question.filters, until=until))


def about_now(question: str, today: date) -> bool:
    """Whether the answer is one that changes and the question wants it as it is now."""
    return resolve(question, today) is None and bool(_NOW.search(question)) and not _PAST_ASKED.search(question)


def agreement(asked: Range | None, published: date | None, text: str) -> float:
    """How well a passage fits the days asked for, 0…1; NEITHER where nothing tells, so no undated passage loses."""
    if asked is None:
        return NEITHER
    if asked.kind == "published":
        return NEITHER if published is None else float(_within(published, asked))
    told = _told(text, published)
    if any(_overlap(first, last, asked) for first, last in told):
        return 1.0
    if published is not None and not told:
        end = asked.until or date.max - _SOON_AFTER
        return 0.75 if _within(published, Range(since=asked.since, until=end + _SOON_AFTER, kind="published")) else 0.25
    return 0.0 if told else NEITHER


def _told(text: str, published: date | None) -> list[tuple[date, date]]:
    """The days that a text names. A date without a year belongs to the last one before it was published, or to the
    next where the text looks ahead."""
    found = [(date(year, 1, 1), date(year, 12, 31)) for year in years(text)]
    if published:
        ahead = bool(_AHEAD.search(text))
        for when in dates(text):
            if when.year is None and 1 <= when.month <= 12:
                year = published.year - (when.month > published.month)
                found += [span(year + later, when.month, when.day) for later in range(1 + ahead)]
    return found


def _overlap(first: date, last: date, asked: Range) -> bool:
    return (asked.since is None or last >= asked.since) and (asked.until is None or first <= asked.until)


def _within(day: date, asked: Range) -> bool:
    return _overlap(day, day, asked)


def _as_of(match: re.Match[str], today: date) -> Range | None:
    point = days(match["point"], today)
    return (
        Range(since=None, until=min(point[1], today) if point[0] <= today else point[1], kind="published")
        if point
        else None
    )


def _reported(match: re.Match[str], today: date) -> Range | None:
    point = days(match["point"], today)
    return Range(since=point[0], until=point[1], kind="published") if point else None


def _since(match: re.Match[str], today: date) -> Range | None:
    point = days(match["point"], today)
    if not point:
        return None
    start = point[1] + timedelta(days=1) if match["how"].lower() == "after" else point[0]
    return Range(since=start, until=None, kind="mentioned")


def _before(match: re.Match[str], today: date) -> Range | None:
    point = days(match["point"], today)
    if not point:
        return None
    end = point[0] - timedelta(days=1) if match["how"].lower() in ("before", "prior to") else point[1]
    return Range(since=None, until=end, kind="mentioned")


def _between(match: re.Match[str], today: date) -> Range | None:
    one, other = days(match["one"], today), days(match["other"], today)
    if not one or not other or other[1] < one[0]:
        return None
    return Range(since=one[0], until=other[1], kind="mentioned")


def _in(match: re.Match[str], today: date) -> Range | None:
    if match[0].lower().startswith("of ") and re.match(r"\s+[a-z]+s\b", match.string[match.end() :]):
        return None  # "of 1500 soldiers"
    point = days(match["point"], today)
    return Range(since=point[0], until=point[1], kind="mentioned") if point else None


def _decade(match: re.Match[str], today: date) -> Range | None:
    digits = match["decade"]
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Range(since=date(start, 1, 1), until=date(start + 9, 12, 31), kind="mentioned")


def _relative(match: re.Match[str], today: date) -> Range | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    back = 1 if which in ("last", "previous") else 0
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Range(since=monday, until=min(today, monday + timedelta(days=6)), kind="published")
    if unit == "month":
        year, month = (today.year, today.month - back) if today.month > back else (today.year - 1, 12)
        first, last = span(year, month, None)
        return Range(since=first, until=min(today, last), kind="published")
    year = today.year - back
    kind: Literal["published", "mentioned"] = "mentioned" if back else "published"
    return Range(since=date(year, 1, 1), until=min(today, date(year, 12, 31)), kind=kind)


def _past(match: re.Match[str], today: date) -> Range | None:
    told = (match["count"] or "one").lower()
    count = int(told) if told.isdigit() else _COUNTS.get(told, 0)
    days = count * _DAYS[match["unit"].lower()]
    if not 0 < days < 200 * 365:
        return None
    kind: Literal["published", "mentioned"] = "published" if days <= 366 else "mentioned"
    return Range(since=today - timedelta(days=days), until=today, kind=kind)


def _yesterday(match: re.Match[str], today: date) -> Range | None:
    return Range(since=today - timedelta(days=1), until=today, kind="published")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_AS_OF = _pattern(rf"\bas (?:of|at)\s+(?:the\s+end\s+of\s+|last\s+)?(?P<point>{POINT})")
_UNREAD = _pattern(
    rf"\bas (?:of|at)\s+(?P<point>\d[\w/.-]*(?:\s+(?:{MONTH}|\d[\w/.-]*))*"
    rf"|(?:[\w-]+\s+){{0,3}}?(?:mid-)?(?:{MONTH}|quarter|year(?:-end)?|month|week|\w+day\b(?<!\btoday))"
    r"(?:\s+of)?(?:\s+\d{4})?)"
)
"""What looks like a day behind an "as of", read or not."""
_SHARED_YEAR = _pattern(
    rf"\b(?P<first>{MONTH})(?P<rest>\s+(?:and|or|to|through|until|till)\s+{MONTH}\s+(?P<year>\d{{4}})\b)"
)
"""Two months of one year: "March and April 2024"."""
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Range | None]], ...] = (
    (_AS_OF, _as_of),
    (_pattern(rf"\b{_REPORTED}\s+(?:in|on|from|of|during|dated)\s+(?P<point>{POINT})"), _reported),
    (_pattern(r"\b(?P<which>this|last|previous)\s+(?P<unit>week|month|year)\b"), _relative),
    (_pattern(
        rf"\b(?:in|over|during|within)\s+the\s+(?:last|past|previous)\s+(?:(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+)?"
        r"(?P<unit>day|week|month|year)s?\b"), _past),
    (_pattern(r"\byesterday\b"), _yesterday),
    (_pattern(
        rf"\b(?:between|from)\s+(?P<one>{POINT})\s*(?:and|to|until|till|through|[-–])\s*(?P<other>{POINT})"),
        _between),
    (_pattern(rf"\b(?P<how>since|after|from)\s+(?P<point>{POINT})"), _since),
    (_pattern(rf"\b(?P<how>before|prior to|until|till|up to|by)\s+(?P<point>{POINT})"), _before),
    (_pattern(r"\bthe\s+(?:early\s+|mid-?\s*|late\s+)?(?P<decade>(?:1\d|20)\d0|\d0)s\b"), _decade),
    (_pattern(rf"\b{_IN}(?P<one>{POINT})\s+(?:and|or)\s+(?P<other>{POINT})"), _between),
    (_pattern(rf"\b{_IN}(?P<point>{POINT})"), _in),
)  # fmt: skip
