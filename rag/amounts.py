"""What an amount is an amount of: "houses 4,000 soldiers" is not borne out by 4,000 civilians beside 1,200 soldiers,
nor "the budget is 3 million" by a budget that rose by 3 million, or the other way round."""

import re
from collections.abc import Sequence

from rag.dates import without_dates
from rag.negation import CLOSE
from rag.numbers import Quantity, quantities, rival, same
from rag.objection import Objection
from rag.types import Support
from rag.words import content, stem

_CHANGES = (
    r"(?:r[iao]s(?:e|en|es|ing)|gr[eo]w(?:n|s|ing)?|increas\w+|climb\w*|jump\w*|gain\w*|f[ae]ll(?:en|s|ing)?|dropp?\w*"
    r"|declin\w+|shr[aiu]nk\w*|cut\w*|reduc\w+|rais\w+|lower\w*|expand\w*|extend\w*|boost\w*|slash\w*|trim\w*|up|down)"
)
_BY = re.compile(rf"\b{_CHANGES}\b(?: [\w’'-]+){{0,4}} by(?: (?!\d)[\w’'-]+){{0,3}} [^\w\s]?$", re.IGNORECASE)
"""What stands before the amount of a change: "raised the budget by nearly"."""
_COMPARED = re.compile(
    rf"\b(?:{_CHANGES}|by|(?:high|low|bigg|larg|small|great|long|short|few|old|strong)er|more|less|extra|additional|another"
    r"|above|below|exceed\w*|change\w*|differ\w*|growth|surplus|margin)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may itself tell of a change, or a difference."""
_BEFORE = 80
_CALLED = frozenset(
    map(stem, "increase rise raise hike jump gain growth drop fall decline decrease cut reduction".split())
)
"""What an amount that stands before it is called: "a 3 million increase"."""
_SEGMENTS = re.compile(r",(?!\d)|[;:()—–]")


def objection(sentence: str, passage: str, nearest: str, covered: float) -> Objection | None:
    """A number that the passage's sentence has of other things, and another one of ours; or that the passage has only
    for a change, or not for one."""
    beside = quantities(without_dates(nearest)) if covered >= CLOSE else ()
    given = quantities(without_dates(passage))
    for number in quantities(without_dates(sentence)):
        if other := _of_other_things(number, beside):
            reason = f"The passage says {other.raw}, and {number.raw} of something else."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
        having = [other for other in given if same(number, other)]
        if not _COMPARED.search(sentence) and (change := _changed_by(having, passage)):
            return Objection(at_best=Support.PARTLY, reason=f"The passage says “{change}”.")
        if having and _is_change(number, sentence) and not any(_compared(h, passage) for h in having):
            reason = f"The passage gives {number.raw} itself, not a change by so much."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
    return None


def _of_other_things(number: Quantity, given: Sequence[Quantity]) -> Quantity | None:
    """Another amount of what the number counts, where the number itself counts other things."""
    having = [other for other in given if same(number, other)]
    other = rival(number, given) if having else None
    apart = all(h.nouns and not h.nouns & number.nouns for h in having)
    return other if other and apart and number.nouns <= other.nouns else None


def _is_change(number: Quantity, text: str) -> bool:
    return bool(number.nouns & _CALLED or _BY.search(text, 0, max(0, text.find(number.raw))))


def _compared(number: Quantity, text: str) -> bool:
    """Whether a part of the text that has the number may tell of a change, or a difference; one that has nothing else
    belongs to all of it."""
    parts = [part for part in _SEGMENTS.split(text) if number.raw in part]
    return any(_COMPARED.search(part if content(part.replace(number.raw, "")) else text) for part in parts)


def _changed_by(having: Sequence[Quantity], text: str) -> str | None:
    """The words by which the text says that something changed by the amount, wherever it has it."""
    changes = []
    for number in having:
        for match in re.finditer(re.escape(number.raw), text):
            change = _BY.search(text, max(0, match.start() - _BEFORE), match.start())
            if not change:
                return None
            changes.append(text[change.start() : match.end()])
    return changes[0] if changes else None
