"""A follow-up on a briefing ("only 2024", "without TASS", "shorter") → the request before it, narrowed.

Nothing here looks into a library.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.question.time_point import POINT, days
from rag.types import BriefingRequest

SHORTER, LONGER = 0.5, 2.0
"""What "shorter" and "longer" make of the number of rows."""
USUAL = 12
"""Rows that they count from where no number was asked for."""

_LEADS = r"^(?:and\s+|but\s+|now\s+|please\s+|the same\s+|same\s+|make it\s+|show(?: me)?\s+|give me\s+)*"
_WITHOUT = re.compile(
    rf"{_LEADS}(?:without|except(?: for)?|excluding|leave out|not from|no|drop|minus)\s+(?P<source>.+?)\W*$", re.I
)
_ONLY = re.compile(
    rf"{_LEADS}(?:only|just|limit(?:ed)? to|restrict(?:ed)? to)\s+(?:(?:from|by|in|of|for|on|during)\s+)?"
    r"(?P<what>.+?)\W*$",
    re.I,
)
_SINCE = re.compile(rf"{_LEADS}(?:only\s+)?(?:since|from|after)\s+(?P<point>{POINT})(?:\s+on(?:wards?)?)?\W*$", re.I)
_UNTIL = re.compile(rf"{_LEADS}(?:only\s+)?(?:until|till|before|up to|by)\s+(?P<point>{POINT})\W*$", re.I)
_IN = re.compile(rf"{_LEADS}(?:only\s+)?(?:in|for|during)\s+(?P<point>{POINT})\W*$", re.I)
_SHORTER = re.compile(
    rf"{_LEADS}(?:much\s+|a (?:bit|little)\s+)?(?:shorter|briefer|more briefly|in short|fewer rows)\W*$", re.I
)
_LONGER = re.compile(
    rf"{_LEADS}(?:much\s+|a (?:bit|little)\s+)?(?:longer|more|more (?:rows|detail|of (?:it|them))|in more detail)\W*$",
    re.I,
)
_NUMBER = re.compile(
    rf"{_LEADS}(?:only\s+|the\s+|in\s+)?(?:first\s+|top\s+)?(?P<count>\d{{1,3}})\s+(?:rows?|points?|sentences?|lines?|items?)\W*$",
    re.I,
)


def refine(
    request: BriefingRequest, question: str, sources: Sequence[str] = (), *, today: date | None = None
) -> BriefingRequest | None:
    """The request that the follow-up asks for; None where it is a question of its own.

    `sources` are those of the library: "TASS" may be "tass.com" there. Filters that let nothing through together
    ("only 2024" after "until 2023") are kept as they are asked: the briefing then says that nothing is left.
    """
    said = " ".join(question.split())
    today = today or date.today()
    if match := _NUMBER.match(said):
        return replace(request, length=max(1, int(match["count"])))
    if _SHORTER.match(said):
        return replace(request, length=max(1, round((request.length or USUAL) * SHORTER)))
    if _LONGER.match(said):
        return replace(request, length=min(100, round((request.length or USUAL) * LONGER)))
    if (match := _WITHOUT.match(said)) and (named := _sources(match["source"], sources)):
        return replace(request, without=tuple(dict.fromkeys((*request.without, *named))))
    for pattern, which in ((_SINCE, "since"), (_UNTIL, "until"), (_IN, "in")):
        if (match := pattern.match(said)) and (point := days(match["point"], today)):
            return _dated(request, point, which)
    if match := _ONLY.match(said):
        if re.fullmatch(POINT, match["what"], re.I) and (point := days(match["what"], today)):
            return _dated(request, point, "in")
        if named := _sources(match["what"], sources):
            return replace(request, filters=replace(request.filters, sources=named))
    return None


def _dated(request: BriefingRequest, point: tuple[date, date], which: str) -> BriefingRequest:
    since = point[0] if which in ("since", "in") else request.filters.since
    until = point[1] if which in ("until", "in") else request.filters.until
    filters = replace(request.filters, since=since, until=until, undated=False)
    return replace(request, filters=filters)


def _sources(said: str, sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that the words name: whole, or by the first part of an address."""
    named = [part.strip().lower() for part in re.split(r",|\s+(?:and|or)\s+", said) if part.strip()]
    named = [re.sub(r"^(?:the|anything from|what|documents from|articles from|source)\s+", "", part) for part in named]
    found = [s for s in sources if any(_same(part, s.lower()) for part in named)]
    return tuple(found)


def _same(said: str, source: str) -> bool:
    return said == source or said.replace(" ", "") in (
        source.split(".")[0],
        source.removeprefix("the ").replace(" ", ""),
    )
