"""Which sentences of a document state something, and the day of what one tells.

What is quoted in a briefing stands alone, so that furniture which does no harm in a passage (headings, credits,
captions, by-lines) would be a row of its own. A day is named in the sentence, or told from the day on which it was
published ("on Monday").
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from index.types import Sentence
from rag.language.dates import MONTH_NAMES, When, dates, without_dates
from rag.language.discourse.context import is_fragment
from rag.language.discourse.furniture import is_credit, is_furniture
from rag.language.words import words
from rag.question.answer_type import asks

LEAST = 5
"""Words. A shorter sentence leans on others for what it says."""

_ENDS = re.compile(r"[.!?。！？…][\"”’')\]]*$|[”\"]$")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://|www\.|@\w{3,}")


_LEANING = re.compile(
    r"^(?:[“\"'‘])?(?:[\w’'-]+,?\s+){0,3}?(?:it|he|she|they|its|his|her|their|both|the two|the three)\b"
    r"|^(?:and|but|or|so|this|that|these|those|such|then|there)\b",
    re.I,
)
"""A sentence whose subject stands in the one before: "In May it closed", "This was denied"."""


def leans(text: str) -> bool:
    """Whether a reader needs the sentence before to know what this one is about."""
    return bool(_LEANING.match(text))


def is_statement(text: str, title: str = "") -> bool:
    """Whether a sentence tells something by itself."""
    text = text.strip()
    if len(words(text)) < LEAST or is_fragment(text) or asks(text) or text == title.strip():
        return False
    if not _ENDS.search(text) or text.startswith(("#", "|", ">")):
        return False  # a heading, a row of a table or a credit ends without a full stop
    return not (is_furniture(text) or is_credit(text) or _ADDRESS.search(text))


def statements(text: str, title: str, sentences: Sequence[Sentence]) -> list[int]:
    """The places of the sentences that state something, without the captions: lines that end in a credit."""
    kept: list[int] = []
    for at, sentence in enumerate(sentences):
        line_end = text.find("\n", sentence.end)
        rest = text[sentence.end : line_end if line_end >= 0 else len(text)]
        if is_statement(sentence.text, title) and not is_credit(rest):
            kept.append(at)
    return kept


Precision = Literal["day", "month", "year"]

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(
    r"\b(?:(?P<which>next|last|this|coming|on|early|late|by|since|until|through)\s+)?(?P<day>"
    + "|".join(_WEEKDAYS)
    + r")s?\b(?P<plural>)",
    re.I,
)
_OPENS = r"(?:^|(?<=[“\"]))"
_RELATIVE = (
    (
        re.compile(
            r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b"
            rf"|{_OPENS}(?:Today|Tonight|This (?:morning|evening))\b"
        ),
        0,
    ),
    (re.compile(rf"\b(?:yesterday|last night)\b|{_OPENS}(?:Yesterday|Last night)\b"), -1),
    (re.compile(rf"\btomorrow\b|{_OPENS}Tomorrow\b"), 1),
)
"""With a capital inside a sentence, "Today" is a newspaper."""
_AHEAD = re.compile(
    r"\b(?:will|shall|upcoming|plan(?:s|ned|ning)?|scheduled|expected|due|set|slated|poised|intends?|would)\b", re.I
)
"""What tells of the time to come: a day of it is the next one, not the last."""
_ASIDE = re.compile(
    r"\b(?:since|until|till|by|from|prior to|through|than)\s+(?:the\s+)?$"
    r"|\b(?:after|before|following)\b(?:\s+[\w’'-]+){0,4}\s*$",
    re.I,
)
"""Before a day that only bounds another."""
_SAID = re.compile(r"\b(?:said|says|told|wrote|added|reported|according to)\b(?:\s+[\w’'.]+){0,4}\s*$", re.I)
"""Before the day on which it was said, where the sentence names that of what happened as well."""
_YEAR = re.compile(
    r"\b(?:in|since|during|by|of|from|until|early|late|mid-?|summer|spring|autumn|fall|winter)\s+(?:the\s+)?(?P<year>(?:1[5-9]|20)\d{2})(?!\s*[-–]?\d|\s+(?:people|workers|\w+s\b))"
)
_MONTHS_AWAY = re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>month|year)\b", re.I)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
LEAD = 120
"""Characters before a day that can say what it is to the sentence: some six words."""
SOON, AHEAD = 150, 270
"""Days after publication within which a date without a year is one to come, in any sentence and in one that looks
ahead: newspapers leave the year out within the year, and in January mean the December before."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """`first` is the day, or the first of the month or year that is all the text tells."""

    first: date
    precision: Precision = "day"
    at: int = 0
    """Where in the sentence it stands."""


def event_day(text: str, published: date | None) -> Day | None:
    """The day of what the sentence tells; None where it names none that can be read.

    The first day named counts, one that only bounds another ("after May 6") if there is no other. A date without a
    year is one near to publication.
    """
    found = [*_dated(text, published), *_relative(text, published)]
    whole = [d for d in found if d.precision == "day"] or found
    if whole:
        main = [d for d in whole if not _ASIDE.search(_before(text, d.at))]
        event = [d for d in main if not _SAID.search(_before(text, d.at))]
        return min(event or main or whole, key=lambda d: d.at)
    # "Agreed in early October to pay more in 2026": the year is not that of the day which cannot be read.
    return None if dates(text) else _year(text)


def _before(text: str, at: int) -> str:
    """What leads up to a place, as far as the patterns that end there look."""
    return text[max(0, at - LEAD) : at]


def _dated(text: str, published: date | None) -> list[Day]:
    found, at, ahead = [], 0, bool(_AHEAD.search(text))
    for when in dates(text):
        place = text.find(when.raw.split()[0], at)
        at = place if place >= 0 else at
        if day := _resolved(when, published, ahead=ahead):
            found.append(Day(first=day, precision="day" if when.day else "month", at=max(0, place)))
    return found


def _resolved(when: When, published: date | None, *, ahead: bool) -> date | None:
    if not 1 <= when.month <= 12:
        return None
    if when.year is not None:
        return _real(when.year, when.month, when.day)
    if published is None:
        return None
    this = _real(published.year, when.month, when.day)
    if this is None:
        return None
    if (this - published).days > (AHEAD if ahead else SOON):
        return _real(published.year - 1, when.month, when.day)
    if (published - this).days > AHEAD and ahead:
        return _real(published.year + 1, when.month, when.day)
    return this


def _real(year: int, month: int, day: int | None) -> date | None:
    if not 1 <= year <= 9999 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day or 1)


def _relative(text: str, published: date | None) -> list[Day]:
    """Words that tell a day from that of publication. Those inside quotation marks count from when they were said,
    which is not known."""
    if published is None:
        return []
    told = _QUOTED.sub(lambda m: " " * len(m[0]), without_dates(text))
    found = [
        Day(first=published + timedelta(days=shift), at=match.start())
        for pattern, shift in _RELATIVE
        if (match := pattern.search(told))
    ]
    ahead = _AHEAD.search(told)
    for match in _WEEKDAY.finditer(told):
        day = match["day"].lower()
        if match[0].lower().endswith("days") or re.search(r"\bevery\s+$", _before(told, match.start()), re.I):
            continue
        back = (published.weekday() - _WEEKDAYS.index(day)) % 7
        which = (match["which"] or "").lower()
        if which in ("next", "coming") or (ahead and ahead.end() <= match.start() and which != "last"):
            found.append(
                Day(first=published + timedelta(days=(7 - back) % 7 or 7 * (which == "next")), at=match.start())
            )
        else:
            found.append(Day(first=published - timedelta(days=back), at=match.start()))
    for match in _MONTHS_AWAY.finditer(told):
        shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        if match["unit"].lower() == "month":
            months = published.year * 12 + published.month - 1 + shift
            found.append(Day(first=date(months // 12, months % 12 + 1, 1), precision="month", at=match.start()))
        elif shift:
            found.append(Day(first=date(published.year + shift, 1, 1), precision="year", at=match.start()))
    return found


def _year(text: str) -> Day | None:
    match = _YEAR.search(text)
    return Day(first=date(int(match["year"]), 1, 1), precision="year", at=match.start()) if match else None


def said(day: date, precision: Precision) -> str:
    """The day as a person writes it, as exactly as it is known."""
    if precision == "year":
        return str(day.year)
    month = f"{MONTH_NAMES[day.month - 1].title()} {day.year}"
    return month if precision == "month" else f"{day.day} {month}"
