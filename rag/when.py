"""Time in a question: which days it means, and whether it asks for them of the publication or of the event.

"As of March 2024" and "last month" are about what was published; "in 1951" is about what passages tell of, which may
have been written long after. Nothing here reads the clock: the day of the question is handed in.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rag.dates import MONTH_NAMES, dates, years
from rag.types import Question

NEITHER = 0.5
"""What `agreement` says where nothing speaks for or against."""
_SOON_AFTER = timedelta(days=45)
"""Within this long after an event, news that names no date may well be about it."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_POINT = (
    rf"(?:\d{{4}}[-/]\d{{2}}[-/]\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|Q[1-4]\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}}\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}}\b)?|{_MONTH}(?:,?\s+(?:of\s+)?\d{{4}}\b)?"
    r"|(?:early|mid|late|the (?:start|beginning|middle|end) of)?[\s-]*(?:1\d|20)\d{2}(?!\d|s\b|,\d))"
)
_MONTHS_OF = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "beginning": (1, 1), "middle": (6, 7),
    "end": (12, 12),
}  # fmt: skip
_COUNTS = {word: i for i, word in enumerate("one two three four five six seven eight nine ten twelve".split(), 1)}
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
_PAST_ASKED = re.compile(r"\b(?:did|was|were|had|will|would)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Range:
    """Days from `since` to `until`, both included; None leaves an end open."""

    since: date | None
    until: date | None
    kind: Literal["published", "mentioned"]


def resolve(question: str, today: date) -> Range | None:
    """The days that the question names; None where it names none, or only by an event ("before the election")."""
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
    """The days that a text names. A date without a year belongs to the last one before it was published."""
    found = [(date(year, 1, 1), date(year, 12, 31)) for year in years(text)]
    if published:
        for when in dates(text):
            if when.year is None and 1 <= when.month <= 12:
                year = published.year - (when.month > published.month)
                found.append(_span(year, when.month, when.day))
    return found


def _overlap(first: date, last: date, asked: Range) -> bool:
    return (asked.since is None or last >= asked.since) and (asked.until is None or first <= asked.until)


def _within(day: date, asked: Range) -> bool:
    return _overlap(day, day, asked)


def _span(year: int, month: int, day: int | None) -> tuple[date, date]:
    last = monthrange(year, month)[1]
    return (date(year, month, min(day, last)),) * 2 if day else (date(year, month, 1), date(year, month, last))


def _point(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day of "March 2024", "10 Feb.", "2024"; a month or day alone is the last one before today."""
    text = text.strip().lower()
    if _NO_YEAR.search(text):
        return None
    if match := re.fullmatch(r"(early|mid|late|the (?:start|beginning|middle|end) of|)[\s-]*(\d{4})", text):
        return _part(int(match[2]), *_MONTHS_OF.get(match[1].removeprefix("the ").split(" ")[0], (1, 12)))
    if match := re.fullmatch(r"q([1-4])\s+(\d{4})", text):
        return _part(int(match[2]), 3 * int(match[1]) - 2, 3 * int(match[1]))
    if re.fullmatch(r"[\d./-]+", text):
        return _numeric(text)
    name = re.search(r"[a-z]{3}", re.sub(r"(?<=\d)(?:st|nd|rd|th)|\bof\b", "", text))
    month = next((i for i, full in enumerate(MONTH_NAMES, 1) if name and full.startswith(name[0])), 0)
    if not month:
        return None
    told_year, told_day = re.search(r"\b\d{4}\b", text), re.search(r"\b\d{1,2}(?=\D|$)", re.sub(r"\d{4}", "", text))
    number = int(told_day[0]) if told_day else None
    if number is not None and not 1 <= number <= 31:
        return None
    if told_year:
        return _span(int(told_year[0]), month, number)
    first, last = _span(today.year, month, number)
    return (first, last) if first <= today else _span(today.year - 1, month, number)


def _numeric(text: str) -> tuple[date, date] | None:
    """2024-05-03, 15.03.2024 or 24/11/2025; None for 03/04/2025, which is March here and April there."""
    numbers = [int(part) for part in re.split(r"[-./]", text)]
    one, other, year = numbers
    if one > 31:
        return _day(*numbers)
    if "/" in text and one != other and max(one, other) <= 12:
        return None
    return _day(year, other, one) if other <= 12 else _day(year, one, other)


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    return _span(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _part(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the last day of another."""
    return _span(year, first, None)[0], _span(year, last, None)[1]


def _as_of(match: re.Match[str], today: date) -> Range | None:
    point = _point(match["point"], today)
    return (
        Range(since=None, until=min(point[1], today) if point[0] <= today else point[1], kind="published")
        if point
        else None
    )


def _reported(match: re.Match[str], today: date) -> Range | None:
    point = _point(match["point"], today)
    return Range(since=point[0], until=point[1], kind="published") if point else None


def _since(match: re.Match[str], today: date) -> Range | None:
    point = _point(match["point"], today)
    if not point:
        return None
    start = point[1] + timedelta(days=1) if match["how"].lower() == "after" else point[0]
    return Range(since=start, until=None, kind="mentioned")


def _before(match: re.Match[str], today: date) -> Range | None:
    point = _point(match["point"], today)
    if not point:
        return None
    end = point[0] - timedelta(days=1) if match["how"].lower() in ("before", "prior to") else point[1]
    return Range(since=None, until=end, kind="mentioned")


def _between(match: re.Match[str], today: date) -> Range | None:
    one, other = _point(match["one"], today), _point(match["other"], today)
    if not one or not other or other[1] < one[0]:
        return None
    return Range(since=one[0], until=other[1], kind="mentioned")


def _in(match: re.Match[str], today: date) -> Range | None:
    point = _point(match["point"], today)
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
        first, last = _span(year, month, None)
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


_NO_YEAR = re.compile(r"\b(?:000[01]|9999)\b")
"""Years of which `date` has no day before or behind."""
_AS_OF = _pattern(rf"\bas (?:of|at)\s+(?:the\s+end\s+of\s+)?(?P<point>{_POINT})")
_UNREAD = _pattern(rf"\bas (?:of|at)\s+(?P<point>\d[\w/.-]*(?:\s+(?:{_MONTH}|\d[\w/.-]*))*)")
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Range | None]], ...] = (
    (_AS_OF, _as_of),
    (_pattern(rf"\b{_REPORTED}\s+(?:in|on|from|of|during|dated)\s+(?P<point>{_POINT})"), _reported),
    (_pattern(r"\b(?P<which>this|last|previous)\s+(?P<unit>week|month|year)\b"), _relative),
    (_pattern(
        rf"\b(?:in|over|during|within)\s+the\s+(?:last|past|previous)\s+(?:(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+)?"
        r"(?P<unit>day|week|month|year)s?\b"), _past),
    (_pattern(r"\byesterday\b"), _yesterday),
    (_pattern(
        rf"\b(?:between|from)\s+(?P<one>{_POINT})\s*(?:and|to|until|till|through|[-–])\s*(?P<other>{_POINT})"),
        _between),
    (_pattern(rf"\b(?P<how>since|after|from)\s+(?P<point>{_POINT})"), _since),
    (_pattern(rf"\b(?P<how>before|prior to|until|till|up to|by)\s+(?P<point>{_POINT})"), _before),
    (_pattern(r"\bthe\s+(?:early\s+|mid-?\s*|late\s+)?(?P<decade>(?:1\d|20)\d0|\d0)s\b"), _decade),
    (_pattern(rf"\b{_IN}(?P<point>{_POINT})"), _in),
)  # fmt: skip
