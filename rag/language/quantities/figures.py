"""What a number tells in its clause: a value, a change ("by 12"), where a change began or ended, what was before, or
one end of a range; and for which period ("a year"). English only."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rag.language.dates import without_dates
from rag.language.grammar.clause import BREAK
from rag.language.quantities.numbers import Quantity, plain, quantities


class Role(StrEnum):
    VALUE = "value"
    CHANGE = "change"
    START = "start of a change"
    END = "end of a change"
    BEFORE = "earlier value"
    BOUND = "end of a range"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A quantity with its role; `period` is "year" for "a year", None where none is told. `partner` is the other end of
    a range."""

    quantity: Quantity
    role: Role
    period: str | None
    partner: Quantity | None = None


_HEDGED = (
    r"(?:\b(?:about|around|nearly|almost|some|roughly|over|just|only|the|an?|approximately|more|less|than)\b\s*)*"
    r"[$€£¥]?\s*$"
)
_MOVED = (
    r"\b(?:ris(?:e|es|en|ing)|rose|rais\w+|f[ae]ll(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|increas\w+|gr[eo]w\w*|climb\w*"
    r"|jump\w*|surg\w+|soar\w*|s[aiu]nk\w*|slip\w*|slid\w*|slump\w*|plung\w+|tumbl\w+|widen\w*|narrow\w*|shr[aiu]nk\w*|cuts?"
    r"|cutting|reduc\w+|expand\w*|lower(?:s|ed|ing)|lift\w*|gain\w*|los[et]s?|losing|edg(?:ed|es|ing)|swell\w*|swollen|dip\w*"
    r"|rebound\w*|recover\w*|shed(?:s|ding)?|chang\w+|mov(?:ed?|es|ing)|went|go(?:es|ing)?)\b"
)
"""Verbs and nouns of change: with them "from", "to" and "by" tell where it began, where it ended, how much it was."""
_BY = re.compile(rf"\bby\s+{_HEDGED}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s+{_HEDGED}", re.IGNORECASE)
_TO = re.compile(rf"\bto\s+{_HEDGED}", re.IGNORECASE)
_BARE = re.compile(rf"{_MOVED.removesuffix(chr(92) + 'b')}(?<!\bgo)(?<!went)\s+{_HEDGED}", re.IGNORECASE)
"""A change straight behind its verb: "fell 12%"."""
_EARLIER = re.compile(rf"\b(?:(?:up|down) from|compared (?:with|to)|versus)\s+{_HEDGED}", re.IGNORECASE)
_AGAINST = re.compile(rf"\b(?:against|after)\s+{_HEDGED}", re.IGNORECASE)
_THEN = re.compile(r"[^.;]{0,30}\b(?:(?:a|one|the) (?:year|month|week) (?:earlier|before|ago)|last year|previous\w*)\b")
_CHANGE = re.compile(_MOVED, re.IGNORECASE)
_RANGE = re.compile(r"\s*(?P<joint>to|and|[-–])\s*(?:about\s+)?[$€£¥]?\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+{_HEDGED}", re.IGNORECASE)
_PERIODS = {
    "annual": "year",
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
}
_PERIODS |= {"hourly": "hour", "annum": "year"}
_EACH = re.compile(
    r"[^.;,]{0,40}?(?:\b(?:an?|per|each|every)\s+(?P<unit>year|quarter|month|week|day|hour|annum)\b"
    r"|\b(?P<adverb>annually|yearly|monthly|weekly|daily|hourly)\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?P<adjective>annual|yearly|monthly|weekly|daily|hourly)\b[^.;,]{0,40}$", re.IGNORECASE)
_BESIDE = 90
"""Characters before and behind a number that are read."""


@lru_cache(maxsize=500)
def figures(text: str) -> tuple[Figure, ...]:
    """Those of a text, in order."""
    undated = without_dates(text)
    told, found = plain(undated), quantities(undated)
    partners = _ranges(told, found)
    return tuple(
        Figure(
            quantity=quantity,
            role=Role.BOUND if at in partners else _role(told, quantity),
            period=_period(told, quantity),
            partner=partners.get(at),
        )
        for at, quantity in enumerate(found)
    )


def _role(told: str, quantity: Quantity) -> Role:
    whole = told[max(0, quantity.start - _BESIDE) : quantity.start]
    before, behind = BREAK.split(whole)[-1], told[quantity.end : quantity.end + _BESIDE]
    moved = bool(_CHANGE.search(before))
    if _EARLIER.search(before) or (_AGAINST.search(before) and _THEN.match(behind)):
        return Role.BEFORE
    if _BY.search(before) and moved:
        return Role.CHANGE
    if _TO.search(before) and moved:
        return Role.END
    if _FROM.search(before) and moved:
        return Role.START
    return Role.CHANGE if _BARE.search(before) else Role.VALUE


def _ranges(told: str, found: tuple[Quantity, ...]) -> dict[int, Quantity]:
    """Places of those that are ends of a range, each with the other end."""
    partners: dict[int, Quantity] = {}
    for at, (one, other) in enumerate(pairwise(found)):
        joint = _RANGE.fullmatch(told, one.end, other.start)
        before = BREAK.split(told[max(0, one.start - _BESIDE) : one.start])[-1]
        between = bool(_BETWEEN.search(before))
        moved = bool(_CHANGE.search(before)) and bool(_FROM.search(before) or _BY.search(before))
        if joint and not moved and (between or joint["joint"].lower() != "and") and one.value < other.value:
            partners |= {at: other, at + 1: one}
    return partners


def _period(told: str, quantity: Quantity) -> str | None:
    behind = _EACH.match(told, quantity.end, quantity.end + _BESIDE)
    before = _EVERY.search(BREAK.split(told[max(0, quantity.start - _BESIDE) : quantity.start])[-1])
    said = (behind["unit"] or behind["adverb"] if behind else before["adjective"] if before else "").lower()
    return _PERIODS.get(said, said) or None
