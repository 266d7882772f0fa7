"""Dates in prose: `February 10`, `Feb. 10, 2026`, `10 February 2026`, `2026-02-10`, `25/06/2024`, `in May`, and
days and months of the larger European languages (`3. März 2021`, `5 de octubre de 2018`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from rag.language import lexicon
from rag.language.locales import months as months_abroad

MONTH_NAMES = lexicon.words("calendar", "months")
_FORMS = sorted({*MONTH_NAMES, *lexicon.words("calendar", "short")}, key=len, reverse=True)
MONTH = rf"(?:{'|'.join(_FORMS)})\b\.?"
"""A pattern of a month's name in small letters: to be compiled without regard to case."""
_MONTH = rf"(?P<{{0}}>{'|'.join(map(str.title, _FORMS))})\b\.?"
_YEAR = r"(?:,?\s+(?P<{0}>\d{{4}})\b)"
_ABROAD = "|".join(sorted(map(re.escape, months_abroad()), key=len, reverse=True))
_DATE = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}([-/])\d{{2}}\2\d{{2}}(?!\d))
    | (?P<one>\d{{1,2}})(?P<sep>[./-])(?P<two>\d{{1,2}})(?P=sep)(?P<y0>\d{{4}})(?!\d)
    | (?P<d5>\d{{1,2}})(?:er|\.|º|°)?\s+(?:d[ei]\s+)?(?i:(?P<m5>{_ABROAD}))\b(?:\s+(?:del?\s+)?(?P<y5>\d{{4}})\b)?
    | (?i:(?P<m6>{_ABROAD}))\s+(?:del?\s+)?(?P<y6>\d{{4}})\b
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
_WEEKDAYS = tuple(map(str.title, lexicon.words("calendar", "weekdays")))
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_LOOSE_YEAR = re.compile(r"(?<![\d,.])(?:1\d|20)\d{2}(?!\d|[.,]\d)")
_COUNTS = lexicon.words("calendar", "counts")
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


_MONTHS_AWAY = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), shift)
    for words, shift in (("this month", 0), ("last month|a month ago", -1), ("next month", 1))
)
_AHEAD = 6
"""Months that news without a year looks ahead; a month further off is one of the year before."""


@dataclass(frozen=True, kw_only=True)
class When:
    """A date as far as it is told."""

    month: int
    day: int | None
    year: int | None
    raw: str
    either: bool = field(default=False, compare=False)
    """Whether day and month may be the other way round: "03/04/2025"."""


@lru_cache(maxsize=500)
def dates(text: str) -> tuple[When, ...]:
    """The dates of a text in order. A year alone is a number."""
    return tuple(_when(match) for match in _DATE.finditer(_RANGE.sub(_both, text)) if _credible(match))


@lru_cache(maxsize=500)
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
    told = {when.year for when in dates(text) if when.year is not None}
    return frozenset(map(int, _LOOSE_YEAR.findall(text))) | told


def weekdays(text: str) -> frozenset[str]:
    """The days of the week that a text names, in full."""
    return frozenset(_WEEKDAY.findall(text))


@lru_cache(maxsize=500)
def publication(known: str) -> tuple[str, When | None]:
    """What is known of a document ("Title. Source, author, 9 March 2025") without the date of its publication, and that
    date. It stands alone between the points or commas; month 0 stands for a year alone. Of several it is the last."""
    alone = [m for m in (*_DATE.finditer(known), *_LOOSE_YEAR.finditer(known)) if _stands_alone(m)]
    if not alone:
        return known, None
    found = max(alone, key=lambda m: (m.end(), m.end() - m.start()))
    when = _when(found) if found.re is _DATE else When(month=0, day=None, year=int(found[0]), raw=found[0])
    return f"{known[: found.start()]} {known[found.end() :]}", when


def _stands_alone(match: re.Match[str]) -> bool:
    before, behind = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    return (not before or before[-1] in ".,;") and (not behind or behind[0] in ".,;")


def resolved(text: str, published: When | None) -> tuple[When, ...]:
    """The dates of a text, and those that its relative words stand for: "yesterday", "on Saturday", "this month", and
    days and months without a year."""
    told = dates(text)
    if published is None or published.year is None or not published.month:
        return told
    found = [_with_year(when, published) if when.year is None else when for when in told]
    day = _day(published)
    if day is None:
        return tuple(found)
    shifts = {shift for pattern, shift in _TODAY if pattern.search(text)}
    for name in weekdays(text):
        back = (day.weekday() - _WEEKDAYS.index(name)) % 7
        # News tells of the last such day, or of the next where it looks ahead ("on Monday the council will").
        shifts |= {-back, 7 - back}
    found += [_as_when(day + timedelta(days=shift)) for shift in shifts]
    months = {shift for pattern, shift in _MONTHS_AWAY if pattern.search(text)}
    found += [_month_away(day, shift) for shift in months]
    return tuple(found)


def spelled(text: str, published: When | None, *, weekday: bool = False) -> str:
    """The text with its dates as English spells them, with `weekday` also the day of the week; and behind each
    relative word the date that it stands for. For a reader that knows neither "17.11.2023" nor "yesterday"."""
    text = _DATE.sub(lambda m: _in_words(_when(m), weekday) if _credible(m) and _is_foreign(m, weekday) else m[0], text)
    if published is None or published.year is None:
        return text
    if day := _day(published):
        for pattern, shift in _TODAY:
            text = pattern.sub(rf"\g<0>, on {_in_words(_as_when(day + timedelta(days=shift)), True)},", text)
    year = published.year
    for pattern, shift in _YEARS_AWAY:
        text = pattern.sub(rf"\g<0>, in {year + shift},", text)
    return _AGO.sub(lambda m: f"{m[0]}, in {year - _count(m['count'])},", text)


def _is_foreign(match: re.Match[str], weekday: bool) -> bool:
    abroad = match["iso"] or match["sep"] or match["m5"] or match["m6"]
    return bool(abroad) or (weekday and _day(_when(match)) is not None)


def _in_words(when: When, weekday: bool) -> str:
    day = _day(when) if weekday else None
    parts = (day and _WEEKDAYS[day.weekday()], when.day, when.month and MONTH_NAMES[when.month - 1].title(), when.year)
    return " ".join(str(part) for part in parts if part)


def days_named(text: str, published: When | None) -> frozenset[str]:
    """The days of the week that a text names: by name, as a date, or by a relative word ("yesterday")."""
    days = [day for when in resolved(text, published) if (day := _day(when))]
    return weekdays(text) | {_WEEKDAYS[day.weekday()] for day in days}


def _with_year(when: When, published: When) -> When:
    """A month without a year is the last one before it was published, or a coming one of that year."""
    assert published.year is not None
    before = when.month > published.month and (when.month - published.month) > _AHEAD
    return replace(when, year=published.year - before)


def _as_when(day: date) -> When:
    return When(month=day.month, day=day.day, year=day.year, raw=str(day))


def _month_away(day: date, shift: int) -> When:
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return When(month=month + 1, day=None, year=year, raw=f"{year}-{month + 1}")


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
    exchanged = (claimed.either or given.either) and (claimed.month, claimed.day) == (given.day, given.month)
    alike = claimed.month == given.month and claimed.day in (None, given.day)
    if not alike and not exchanged:
        return False
    if claimed.year is None or claimed.year == given.year:
        return True
    return given.year is None and claimed.year in known_years


def _credible(match: re.Match[str]) -> bool:
    """ "sep" and "dec" without a day are as often something else; "Mar" alone is a verb. Of numbers, one is a month."""
    if match["sep"]:
        return 1 <= min(int(match["one"]), int(match["two"])) <= 12 and max(int(match["one"]), int(match["two"])) <= 31
    return match["m4"] is None or len(match["m4"]) > 4 or match["m4"] in ("May", "June", "July", "Sept")


def _when(match: re.Match[str]) -> When:
    raw = match[0].strip(" .")
    if match["iso"]:
        year, month, day = (int(part) for part in re.split("[-/]", match["iso"]))
        return When(month=month, day=day, year=year, raw=raw)
    if match["sep"]:
        day, month = int(match["one"]), int(match["two"])
        if month > 12:
            day, month = month, day
        return When(month=month, day=day, year=int(match["y0"]), raw=raw, either=day <= 12)
    told_day = match["d1"] or match["d2"] or match["d5"]
    told_year = match["y1"] or match["y2"] or match["y3"] or match["y5"] or match["y6"]
    abroad = match["m5"] or match["m6"]
    return When(
        month=months_abroad()[abroad.lower()]
        if abroad
        else _month(match["m1"] or match["m2"] or match["m3"] or match["m4"]),
        day=int(told_day) if told_day else None,
        year=int(told_year) if told_year else None,
        raw=raw,
    )


def _month(name: str) -> int:
    """The month that begins like the name: 1 for "Jan" and "January"."""
    return next(i for i, month in enumerate(MONTH_NAMES, start=1) if month.startswith(name[:3].lower()))
