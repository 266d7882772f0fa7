"""What a sentence gives in reply to a question: the amounts, dates or names of the kind asked for.

Two sentences that fit a question give the same answer or different ones; this tells which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language import lexicon
from rag.language.dates import When, dates, months, weekdays, without_dates, years
from rag.language.gazetteer import one_name
from rag.language.grammar.clause import BREAK
from rag.language.locales import is_currency
from rag.language.names import Name, names
from rag.language.quantities.numbers import Quantity, measure, quantities
from rag.language.quantities.numbers import same as same_quantity
from rag.language.words import WORD, content, stem
from rag.question.answer_type import Kind, wanted

_SHARE = re.compile(r"\b(?:percentage|percent|per cent|share|rate|proportion)\b|%", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:costs?|price[ds]?|pay|pays|paid|spend|spent|earn|worth|budget|invest\w*)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many (?P<noun>(?:[\w.'’-]+ ){0,3}[\w.'’-]+)", re.IGNORECASE)
_ASKING = frozenset(map(stem, lexicon.words("function_words", "asking")))
"""Words of a question that ask, or are titles, and need not stand in a reply."""
_BESIDE = 60
_VERB = re.compile(r"\b(?:began|was|were|had|did|has|became|until|to|\w{3,}ed)\b")
_BEFORE = re.compile(
    r"(?P<role>[\w-]+)(?:\s+(?:of|for)\s+[^,.;]{1,40}?)?,?\s*(?::|\b(?:is|was|are|were|by|named|called))?\s*"
    r"(?:(?:the|Mr|Mrs|Ms|Dr|Sir|Gen|Lt|Adm|Gov|Sen|Rep)\b\.?\s*)*$"
)
_AFTER = re.compile(
    r"(?:\s*,)?\s+(?:(?:is|was|became|has been|as|are|were)\s+)?(?:"
    r"(?:the|a|an|its|their|new|first|then|former|\w+[’']s)\s+)*(?P<role>[\w-]+(?:\s+[\w-]+)?)"
)
_ROLE_NEAR = 80
"""Characters before and behind a name within which a word says what its bearer is."""
_OF = re.compile(r",? (?:[\w-]+ ){1,5}?of (?:the )?(?P<whose>[A-Z][\w-]+)")
_ROLE = re.compile(
    r"\b(?:who|whom|which|what)\s+(?:(?:is|was|are|were|has|had|became|did)\s+)?"
    r"(?:(?:the|a|an|current|present|new|first|former|\w+[’']s)\s+)*(?P<role>[\w-]+(?:\s+[\w-]+)?)",
    re.IGNORECASE,
)
_YEAR_ASKED = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Value:
    """One thing given in reply, as the text has it. Exactly one of the three is set."""

    raw: str
    quantity: Quantity | None = None
    when: When | None = None
    name: Name | None = None


def same_measure(one: Value, other: Value) -> bool:
    """300 metres and 984 feet are no disagreement."""
    if one.quantity is None or other.quantity is None:
        return True
    return measure(one.quantity) == measure(other.quantity)


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


_SOME_TIME = re.compile(
    r"\d|\b(?:century|decade|yesterday|today|tonight|tomorrow|ago|last|this|next|recent\w*|now|spring|summer|autumn"
    r"|winter|noon|midnight|morning|afternoon|evening|night|years?|months?|weeks?|days?|hours?|annually|always|never"
    r"|ever|soon|not yet|birth|death|reign|war|age|era)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells a time without a date."""
_AT_A_TIME = re.compile(
    r"\b(?:when|while|after|before|during|since|until|till|once|as|upon|following|throughout|under)\b", re.IGNORECASE
)
"""Words that open a time told by an event: in the clause of what was asked about."""


def tells_when(question: str, text: str) -> bool:
    """Whether a text that should answer "when" tells any time: a date, a day, an event beside what is asked about."""
    if dates(text) or weekdays(text) or months(text) or _SOME_TIME.search(text):
        return True
    asked = event(question)
    told = [clause for clause in BREAK.split(text) if asked & set(content(clause))]
    return any(_AT_A_TIME.search(clause) for clause in told or [text])


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


def event(question: str) -> frozenset[str]:
    """The stems that say what is asked about the names of the question: "born", "population"."""
    named = {word for name in names(question) for word in content(str(name))}
    return frozenset(w for w in content(question) if w not in named and not w[0].isdigit()) - _ASKING


def bound(question: str, text: str, value: Value) -> bool:
    """Whether the value stands beside such a word, with no other verb between them."""
    at = text.find(value.raw)
    for match in WORD.finditer(text):
        if at >= 0 and stem(match[0].lower()) in event(question):
            first, last = sorted(((match.start(), match.end()), (at, at + len(value.raw))))
            if last[0] - first[1] <= _BESIDE and not _VERB.search(text[first[1] : last[0]]):
                return True
    return False


def _amounts(question: str, text: str) -> list[Quantity]:
    """Those in the unit asked for; of counts, those of what is counted, or of what is not said."""
    asked = {q.value for q in quantities(question)}
    found = [q for q in quantities(without_dates(text)) if q.value not in asked and q.unit not in ("ordinal", "times")]
    found = [q for q in found if not (q.unit == "" and q.raw.isdigit() and len(q.raw) == 4 and not q.nouns)]
    found = [q for q in found if not (q.unit == "" and q.value in years(text))]
    if _SHARE.search(question):
        return [q for q in found if q.unit == "%"]
    if counted := _HOW_MANY.search(question):
        nouns = set(content(counted["noun"]))
        plain = [q for q in found if q.unit == "" or q.unit in nouns]
        return [q for q in plain if q.nouns & nouns] or [q for q in plain if not q.nouns]
    if _MONEY.search(question):
        return [q for q in found if is_currency(q.unit)]
    return found


def _dates(question: str, text: str) -> list[When]:
    """Those told beside what happened, or all."""
    told = list(dates(text))
    alone = [
        When(month=0, day=None, year=year, raw=str(year))
        for year in sorted(years(without_dates(text)) - years(question))
    ]
    if _YEAR_ASKED.search(question):
        told = [w for w in told if w.year and w.year not in years(question)]
    every = told + alone
    return [w for w in every if bound(question, text, Value(raw=w.raw, when=w))] or every


def _holders(question: str, text: str) -> list[Name]:
    """Names next to a word of the question that says what they are or did: "directed by N", "N, the director"."""
    asked, role = set(content(question)), _ROLE.search(question)
    roles = event(question) & set(content(role["role"])) if role else event(question)
    text = one_name(text)
    found: list[Name] = []
    for name in names(text):
        spelt = r"\W+(?:(?:of|the|for|de|van|von|der|al|bin|la)\s+)*".join(re.escape(t) for t in name.tokens)
        match = re.search(spelt, text)
        if match is None or not name.sure or set(content(str(name))) <= asked or len(str(name)) < 3:
            continue
        before = _BEFORE.search(text[max(0, match.start() - _ROLE_NEAR) : match.start()])
        after = _AFTER.match(text[match.end() : match.end() + _ROLE_NEAR])
        if (of := _OF.match(text, match.end())) and not set(content(of["whose"])) & asked:
            continue  # "Carney, the prime minister of Canada", asked for Britain's
        beside = " ".join(m["role"] for m in (before, after) if m)
        if roles & set(content(beside)):
            found.append(name)
    return found
