"""What kind of answer a question asks for, and whether a text offers one of that kind.

The question words and their answer types follow Li and Roth (2002), "Learning Question Classifiers", as far as a
pattern can tell them.
"""

import re
from enum import StrEnum

from rag.language.dates import dates, without_dates, years
from rag.language.names import names
from rag.language.numbers import Quantity, quantities
from rag.language.speech import speakers
from rag.language.verbs import root
from rag.language.words import content, words
from rag.question.author import tells

_SPEAKER = re.compile(
    r"\b(?:did|does|do|has|have)\s+(?P<who>.{2,60}?)\s+(?:say|said|call|called|describe|tell|told|write|claim|warn|"
    r"announce|promise|think|believe|expect)\b",
    re.IGNORECASE,
)


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
_HOW_MUCH = re.compile(r"\bhow much\b|\b(?:what|which) (?:\w+ ){0,2}?(?:price|cost|sum|amount|budget)\b", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"\bhow many (?!(?:\w+ )?(?:percent|per cent|times|dollars|euros|pounds|yen|won|yuan|rupees)\b)", re.IGNORECASE
)
_SHARE = re.compile(r"\b(?:percent|per cent|percentage)\b|\b(?:what|which) (?:\w+ )?share\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:half|halves|thirds?|quarters?|fifths?|eighths?|tenths?|(?:one|out) (?:in|of) \w+)\b", re.IGNORECASE
)
_LARGE = 1_000

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


def circular(sentence: str) -> bool:
    """Whether the reason that it gives is what it says itself: "It is the largest because it is the largest"."""
    said, because, reason = sentence.partition(" because ")
    known = {root(word) for word in content(said)}
    return bool(because) and {root(word) for word in content(reason)} <= known


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


def offers(text: str, kind: Kind | None, question: str, *, author: str | None = None) -> bool:
    """Whether the text has something of that kind which the question has not itself; any text has an unknown kind, and
    of an author whose words are asked for, all that he wrote is his words."""
    if kind is None or (kind is Kind.QUOTE and tells(question, author)):
        return True
    if kind is Kind.NUMBER:
        known = {q.value for q in quantities(question)}
        found = quantities(without_dates(text))
        new = [q for q in found if q.value not in known and q.unit != "ordinal" and not _is_year(q, text)]
        if _HOW_MANY.search(question):  # "2% of GDP" counts nothing
            return any(not q.unit for q in new)
        if _SHARE.search(question):
            return any(q.unit == "%" for q in new) or bool(_FRACTION.search(text))
        return any(_amount(q) for q in new) if _HOW_MUCH.search(question) else bool(new)
    if kind is Kind.DATE:
        return bool(dates(text)) or bool(years(text) - years(question))
    if kind is Kind.NAME:
        known_words = set(content(question))
        return any(not set(content(str(n))) <= known_words for n in names(text))
    return _spoken(text) and _may_be_speaker(question, speakers(text))


def _is_year(number: Quantity, text: str) -> bool:
    return number.unit == "" and number.value in years(text)


def _amount(number: Quantity) -> bool:
    """ "Five" of something counted is no answer to "how much"; a sum, a share or a large figure is."""
    return bool(number.unit) or number.value >= _LARGE or number.value != int(number.value)


def _spoken(text: str) -> bool:
    return any(mark in text for mark in '"“”「') or bool(re.search(r"\b(?:said|says|told|called|wrote)\b", text))


def _may_be_speaker(question: str, heard: list[str]) -> bool:
    """Whether the one whose words are asked for may be among those who speak; "he said" may be anybody."""
    asked = _SPEAKER.search(question)
    who = names(f"x {asked['who']}") if asked else []
    known = {word for speaker in heard for word in content(speaker)}
    return not heard or not who or any(known & set(content(str(name))) for name in who)
