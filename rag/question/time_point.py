"""A day, month, quarter or year, or a part of a month or year, as people write it → its first and last day."""

import re
from calendar import monthrange
from datetime import date

from rag.language.dates import MONTH, MONTH_NAMES

_PART = r"(?:early|mid|late|the (?:start|beginning|middle|end) of)"
POINT = (
    r"(?:\d{4}[-/]\d{2}[-/]\d{2}|(?:1\d|20)\d{2}-(?:0[1-9]|1[0-2])(?![-\d])"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|Q[1-4]\s+\d{{4}}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}}\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|(?:{_PART}[\s-]+)?{MONTH}(?:,?\s+(?:of\s+)?\d{{4}}\b)?"
    rf"|{_PART}?[\s-]*(?:1\d|20)\d{{2}}(?!\d|s\b|,\d|[-/]\d{{1,2}}(?!\d)))"
)
_MONTHS_OF = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "beginning": (1, 1), "middle": (6, 7),
    "end": (12, 12),
}  # fmt: skip
"""First and last month of a part of a year; below, first and last day of a part of a month."""
_DAYS_OF = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 5), "beginning": (1, 5), "middle": (11, 20),
    "end": (26, 31),
}  # fmt: skip
_NO_YEAR = re.compile(r"\b(?:000[01]|9999)\b")
"""Years of which `date` has no day before or behind."""


def span(year: int, month: int, day: int | None) -> tuple[date, date]:
    """The first and last day of a month, or a day of it twice; 31 June is its last."""
    last = monthrange(year, month)[1]
    return (date(year, month, min(day, last)),) * 2 if day else (date(year, month, 1), date(year, month, last))


def days(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day of "March 2024", "mid-June", "10 Feb.", "2024"; a month, its part or a day alone is the
    last one before today."""
    text = text.strip().lower()
    if _NO_YEAR.search(text):
        return None
    part = re.match(rf"{_PART}[\s-]*", text)
    word = re.sub(r"^the\b|\bof\b|\W", "", part[0]) if part else ""
    text = text[part.end() :] if part else text
    if re.fullmatch(r"\d{4}", text):
        return _part(int(text), *_MONTHS_OF.get(word, (1, 12)))
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
        return _of_month(int(told_year[0]), month, number, word)
    first, last = _of_month(today.year, month, number, word)
    return (first, last) if first <= today else _of_month(today.year - 1, month, number, word)


def _of_month(year: int, month: int, day: int | None, part: str) -> tuple[date, date]:
    """A day of it, a part of it ("mid"), or all of it."""
    if day or not part:
        return span(year, month, day)
    first, last = _DAYS_OF[part]
    return span(year, month, first)[0], span(year, month, last)[0]


def _numeric(text: str) -> tuple[date, date] | None:
    """2024-05, 2024-05-03, 15.03.2024 or 24/11/2025; None for 03/04/2025, which is March here and April there."""
    numbers = [int(part) for part in re.split(r"[-./]", text)]
    if len(numbers) == 2:
        return span(numbers[0], numbers[1], None)
    one, other, year = numbers
    if one > 31:
        return _day(*numbers)
    if "/" in text and one != other and max(one, other) <= 12:
        return None
    return _day(year, other, one) if other <= 12 else _day(year, one, other)


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    return span(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _part(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the last day of another."""
    return span(year, first, None)[0], span(year, last, None)[1]
