"""What a sentence gives in reply to a question: the amounts, dates or names of the kind asked for.

Two sentences that fit a question give the same answer or different ones; this tells which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.asked import Kind, wanted
from rag.dates import When, dates, without_dates, years
from rag.names import Name, names
from rag.numbers import Quantity, quantities
from rag.numbers import same as same_quantity
from rag.words import content, one_name

_SHARE = re.compile(r"\b(?:percentage|percent|per cent|share|rate|proportion)\b|%", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:costs?|price[ds]?|pay|pays|paid|spend|spent|earn|worth|budget|invest\w*)\b", re.IGNORECASE)
_CURRENCIES = frozenset("dollar euro pound yen won rupee yuan".split())
_HOW_MANY = re.compile(r"\bhow many (?P<noun>(?:[\w.'’-]+ ){0,3}[\w.'’-]+)", re.IGNORECASE)
_YEAR_ASKED = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Value:
    """One thing given in reply, as the text has it. Exactly one of the three is set."""

    raw: str
    quantity: Quantity | None = None
    when: When | None = None
    name: Name | None = None


def given(question: str, text: str) -> tuple[Value, ...]:
    """The values of the kind asked for which the question does not hold itself; none for other kinds of question."""
    match wanted(question):
        case Kind.NUMBER:
            return tuple(Value(raw=q.raw, quantity=q) for q in _amounts(question, text))
        case Kind.DATE:
            return tuple(Value(raw=w.raw, when=w) for w in _dates(question, text))
        case Kind.NAME:
            return tuple(Value(raw=str(n), name=n) for n in _holders(question, text))
        case _:
            return ()


def same(one: Value, other: Value) -> bool:
    """Whether both may be the same value: rounded, told less exactly, or in other words."""
    if one.quantity and other.quantity:
        return same_quantity(one.quantity, other.quantity)
    if one.when and other.when:
        return same_date(one.when, other.when)
    if one.name and other.name:
        return bool(set(content(str(one.name))) & set(content(str(other.name))))
    return False


def agree(ours: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Whether any value of the one is among the other's: then nothing is known to differ."""
    return any(same(one, other) for one in ours for other in theirs)


def same_date(one: When, other: When) -> bool:
    """Whether two dates may be one, as far as each is told. Month 0 stands for a year alone."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return False
    if not one.month or not other.month:
        return one.year == other.year
    if one.month != other.month:
        return False
    return one.day is None or other.day is None or one.day == other.day


def _amounts(question: str, text: str) -> list[Quantity]:
    """Those in the unit asked for; of counts, those of what is counted where one of them is named."""
    asked = {q.value for q in quantities(question)}
    found = [q for q in quantities(without_dates(text)) if q.value not in asked and q.unit not in ("ordinal", "times")]
    found = [q for q in found if not (q.unit == "" and q.value in years(text))]
    if _SHARE.search(question):
        return [q for q in found if q.unit == "%"]
    counted = _HOW_MANY.search(question)
    if counted:
        nouns = set(content(counted["noun"]))
        plain = [q for q in found if q.unit == "" or q.unit in nouns]
        return [q for q in plain if q.nouns & nouns] or plain
    if _MONEY.search(question):
        return [q for q in found if q.unit in _CURRENCIES]
    return found


def _dates(question: str, text: str) -> list[When]:
    told = list(dates(text))
    loose = sorted(years(without_dates(text)) - years(question))
    alone = [When(month=0, day=None, year=year, raw=str(year)) for year in loose]
    if _YEAR_ASKED.search(question):
        return [w for w in told if w.year and w.year not in years(question)] + alone
    return told + alone


def _holders(question: str, text: str) -> list[Name]:
    """Names beside the word of the question that says what they are or did: "directed by N", "N, the director"."""
    asked = set(content(question))
    roles = asked - {word for name in names(question) for word in content(str(name))}
    text = one_name(text)
    found: dict[Name, None] = {}
    for name in names(text):
        if not name.sure or set(content(str(name))) <= asked:
            continue
        at = text.find(name.tokens[0] if len(name.tokens) == 1 else " ".join(name.tokens))
        if at < 0:
            continue
        before = content(re.split(r"[.;:]\s", text[max(0, at - 60) : at])[-1])[-2:]
        after = content(re.split(r"[.;:]\s", text[at + len(str(name)) : at + len(str(name)) + 60])[0])[:3]
        if roles & {*before, *after}:
            found[name] = None
    return list(found)
