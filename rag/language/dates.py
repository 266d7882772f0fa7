"""Dates in prose: `February 10`, `Feb. 10, 2026`, `10 February 2026`, `2026-02-10`, `in May`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,?\s+(?P<{0}>\d{{4}})\b)"
_DATE = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | {_MONTH.format("m1")}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_YEAR.format("y1")}?
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format("m2")}{_YEAR.format("y2")}?
    | {_MONTH.format("m3")}(?:\s+of)?{_YEAR.format("y3")}
    | (?:(?<=in\s)|(?<=In\s)|(?<=since\s)|(?<=until\s)|(?<=by\s)|(?<=last\s)
        |(?<=next\s)|(?<=mid-)|(?<=early\s)|(?<=late\s)|(?=J|F|A|S|O|N|D)){_MONTH.format("m4")}
    )""",
    re.VERBOSE,
)
_A_MONTH = _MONTH.format("{0}").replace("?P<{0}>", "?:")
_TO = r"\s?(?:[-–]|\b(?:to|until|through)\b)\s?"
_RANGE = re.compile(
    rf"\b(?:(?P<month>{_A_MONTH})\s(?P<from>\d{{1,2}}){_TO}(?P<to>\d{{1,2}})(?!\s*%|[.,]?\d|\s{_A_MONTH})"
    rf"|(?P<first>\d{{1,2}})(?:{_TO}|\sand\s)(?P<last>\d{{1,2}})\s(?P<of>{_A_MONTH}))(?P<year>,?\s\d{{4}}\b)?"
)
"""Two days of one month, which is named once: "June 24-25", "10 to 12 June"."""
_NAMED_MONTH = re.compile(rf"\b{_MONTH.format('month')}")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LOOSE_YEAR = re.compile(r"(?<![\d,.])(?:1\d|20)\d{2}(?!\d|[.,]\d)")
_COUNTS = "one two three four five six seven eight nine ten".split()
_AGO = re.compile(rf"\b(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)}) years? (?:ago|earlier)\b", re.IGNORECASE)
_YEARS_AWAY = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), shift)
    for words, shift in (("(?:last|the previous) year", -1), ("a year ago", -1), ("this year", 0), ("next year", 1))
)
_TODAY = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), shift)
    for words, shift in (
        ("today|tonight|this (?:morning|afternoon|evening)", 0),
        ("yesterday|last night", -1),
        ("tomorrow", 1),
    )
)


@dataclass(frozen=True, kw_only=True)
class When:
    """A date as far as it is told."""

    month: int
    day: int | None
    year: int | None
    raw: str


@lru_cache(maxsize=500)
def dates(text: str) -> tuple[When, ...]:
    """The dates of a text in order. A year alone is a number."""
    return tuple(_when(match) for match in _DATE.finditer(_RANGE.sub(_both, text)) if _credible(match))


def without_dates(text: str) -> str:
    """The text with its dates blanked out, so that a day is not read as a count."""
    text = _RANGE.sub(lambda match: " " * len(match[0]), text)
    return _DATE.sub(lambda match: " " * len(match[0]) if _credible(match) else match[0], text)


def _both(match: re.Match[str]) -> str:
    """Both days of a range with their month and year."""
    month, year = match["month"] or match["of"], match["year"] or ""
    return f"{month} {match['from'] or match['first']}{year} to {month} {match['to'] or match['last']}{year}"


def years(text: str) -> frozenset[int]:
    """Every number that looks like a year, in dates or alone."""
    return frozenset(int(year) for year in _LOOSE_YEAR.findall(text))


def weekdays(text: str) -> frozenset[str]:
    """The days of the week that a text names, in full."""
    return frozenset(_WEEKDAY.findall(text))


def days_named(text: str, published: Sequence[When]) -> frozenset[str]:
    """The days of the week that a text names, by name, as a date with its year, or as the day before or of its
    publication ("yesterday")."""
    days = [day for when in (*dates(text), *_beside(text, published)) if (day := _day(when))]
    return weekdays(text) | {day.strftime("%A") for day in days}


def _beside(text: str, published: Sequence[When]) -> list[When]:
    """The days that "today", "yesterday" and "tomorrow" stand for."""
    shifts = [shift for pattern, shift in _TODAY if pattern.search(text)]
    days = [day + timedelta(days=shift) for when in published if (day := _day(when)) for shift in shifts]
    return [When(month=day.month, day=day.day, year=day.year, raw=str(day)) for day in days]


def _day(when: When) -> date | None:
    if when.year is None or when.day is None:
        return None
    try:
        return date(when.year, when.month, when.day)
    except ValueError:  # 30 February
        return None


def relative_years(text: str, published: frozenset[int]) -> frozenset[int] | None:
    """The years that "last year" and "two years ago" stand for in a text published in `published`; None where it
    tells no time in that way."""
    shifts = {shift for pattern, shift in _YEARS_AWAY if pattern.search(text)}
    shifts |= {-_count(match["count"]) for match in _AGO.finditer(text)}
    return frozenset(year + shift for year in published for shift in shifts) if shifts else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.index(word.lower()) + 1


def months(text: str) -> frozenset[str]:
    """The months that a text names anywhere ("the June summit"), or numbers in a date."""
    told = {_month(match["month"]) for match in _NAMED_MONTH.finditer(text)} | {when.month for when in dates(text)}
    return frozenset(MONTH_NAMES[month - 1].title() for month in told)


def missing(claimed: Sequence[When], given: Sequence[When], known_years: frozenset[int]) -> list[When]:
    """The claimed dates that are not given. A year may come from elsewhere if the given date does not tell it."""
    return [c for c in claimed if not any(_same(c, g, known_years) for g in given)]


def _same(claimed: When, given: When, known_years: frozenset[int]) -> bool:
    if claimed.month != given.month or (claimed.day is not None and claimed.day != given.day):
        return False
    if claimed.year is None or claimed.year == given.year:
        return True
    return given.year is None and claimed.year in known_years


def _credible(match: re.Match[str]) -> bool:
    """ "sep" and "dec" without a day are as often something else; "Mar" alone is a verb."""
    return match["m4"] is None or len(match["m4"]) > 4 or match["m4"] in ("May", "June", "July", "Sept")


def _when(match: re.Match[str]) -> When:
    raw = match[0].strip(" .")
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return When(month=month, day=day, year=year, raw=raw)
    told_day, told_year = match["d1"] or match["d2"], match["y1"] or match["y2"] or match["y3"]
    return When(
        month=_month(match["m1"] or match["m2"] or match["m3"] or match["m4"]),
        day=int(told_day) if told_day else None,
        year=int(told_year) if told_year else None,
        raw=raw,
    )


def _month(name: str) -> int:
    """The month that begins like the name: 1 for "Jan" and "January"."""
    return next(i for i, month in enumerate(MONTH_NAMES, start=1) if month.startswith(name[:3].lower()))
