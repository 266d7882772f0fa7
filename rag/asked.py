"""What kind of answer a question asks for, and whether a text offers one of that kind.

The question words and their answer types follow Li and Roth (2002), "Learning Question Classifiers", as far as a
pattern can tell them.
"""

import re
from enum import StrEnum

from rag.dates import dates, without_dates, years
from rag.names import names
from rag.numbers import quantities
from rag.words import content


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quotation"


_NUMBER = re.compile(
    r"\bhow (?:many|much|often|large|big|tall|old|far|long|high|fast|deep|wide|heavy)\b"
    r"|\b(?:what|which) (?:\w+ ){0,2}?(?:number|percentage|percent|share|rate|amount|price|cost|sum|total|vote|figure|"
    r"population|size|distance|age|score|turnout|budget)\b|\bby (?:how|what)\b|\bhow .{0,30}\b(?:percent|per cent|%)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bwhen\b|\b(?:what|which|on what|in what|in which|on which) (?:year|day|date|month|century|decade|week)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"^\W*(?:\w+ ){0,2}?(?:who|whom|whose)\b|\b(?:which|what) (?:country|countries|city|company|person|"
                   r"minister|prime minister|president|state|team|organi[sz]ation|party|newspaper|leader|agency|ship|"
                   r"general|admiral|professor|expert|actor|actress|singer|player)\b", re.IGNORECASE)  # fmt: skip
_QUOTE = re.compile(
    r"\b(?:what|how) did .{1,60}? (?:say|call|describe|tell|write|claim|warn|announce|promise)\b"
    r"|\bwhat does .{1,60}? (?:say|call|think|believe|expect)\b",
    re.IGNORECASE,
)


def wanted(question: str) -> Kind | None:
    """The kind of answer asked for; None where no pattern tells."""
    for kind, pattern in ((Kind.DATE, _DATE), (Kind.NUMBER, _NUMBER), (Kind.QUOTE, _QUOTE), (Kind.NAME, _NAME)):
        if pattern.search(question):
            return kind
    return None


def offers(text: str, kind: Kind, question: str) -> bool:
    """Whether the text has something of that kind which the question has not itself."""
    if kind is Kind.NUMBER:
        known = {q.value for q in quantities(question)}
        return any(q.value not in known for q in quantities(without_dates(text)))
    if kind is Kind.DATE:
        return bool(dates(text)) or bool(years(text) - years(question))
    if kind is Kind.NAME:
        known_words = set(content(question))
        return any(not set(content(str(n))) <= known_words for n in names(text))
    return any(mark in text for mark in '"“”「') or bool(re.search(r"\b(?:said|says|told|called|wrote)\b", text))
