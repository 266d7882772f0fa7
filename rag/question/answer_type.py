"""What kind of answer a question asks for, and whether a text offers one of that kind.

The question words and their answer types follow Li and Roth (2002), "Learning Question Classifiers", as far as a
pattern can tell them.
"""

import re
from enum import StrEnum

from rag.language.grammar.verbs import root
from rag.language.words import words


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quotation"


_NUMBER = re.compile(
    r"\bhow (?:many|much|often|large|big|tall|old|far|long|high|fast|deep|wide|heavy)\b"
    r"|\b(?:what|which) (?:\w+ ){0,2}?(?:number|count|percentage|percent|share|rate|amount|price|cost|sum|total|vote|"
    r"figure|population|size|distance|age|score|turnout|budget)\b"
    r"|\bby (?:how|what)\b|\bhow .{0,30}\b(?:percent|per cent|%)",
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

_YES_OR_NO = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must)\b", re.IGNORECASE
)
_NEUTRAL = frozenset(
    """a an the is are was were be been being has have had do does did will would can could should may might must to of
    in on at for by with from that which who whom whose it its he she they his her their this these those there and as
    what when where how s""".split()
)
"""Words that a sentence may bring without saying anything; "no" and "not", "all" and "one" say much."""

_WHY = re.compile(r"\bwhy\b|\bhow come\b|\b(?:what|which) .{0,20}\breasons?\b|\bwhat (?:caused|led)\b", re.IGNORECASE)


def asks_why(question: str) -> bool:
    """Whether reasons are asked for."""
    return bool(_WHY.search(question))


def asks(sentence: str) -> bool:
    """Whether it is a question itself: that states nothing, however many words it shares with one. Who asked what is a
    statement."""
    text = sentence.strip()
    return text.strip("\"'“”‘’)").endswith(("?", "？")) and (text[-1] in "?？" or text[0] in "\"'“‘")


def yes_or_no(question: str) -> bool:
    """Whether yes or no answers it."""
    return bool(_YES_OR_NO.match(question))


def repeats(sentence: str, question: str) -> bool:
    """Whether it says no more than a question that yes or no does not answer: "The ship of Berg was called the ship of
    Berg." tells no name."""
    if yes_or_no(question) or not question.strip():
        return False
    known = {root(word) for word in words(question)}
    return all(word in _NEUTRAL or root(word) in known for word in words(sentence))


def wanted(question: str) -> Kind | None:
    """The kind of answer asked for; None where no pattern tells."""
    for kind, pattern in ((Kind.DATE, _DATE), (Kind.NUMBER, _NUMBER), (Kind.QUOTE, _QUOTE), (Kind.NAME, _NAME)):
        if pattern.search(question):
            return kind
    return None
