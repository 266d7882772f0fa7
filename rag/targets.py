"""A number that the passage gives only as an aim is no fact yet: "committed to 2% by 2027" does not say "spends 2%"."""

import re

from rag.dates import without_dates
from rag.leaning import leaning
from rag.numbers import is_year, missing, quantities
from rag.objection import Objection
from rag.types import Support

_AIM = (
    r"(?:commit(?:s|ted|ting|ments?)?|pledg(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|vow(?:s|ed|ing)?|aim(?:s|ed|ing)?"
    r"|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hop(?:es?|ed|ing)|want(?:s|ed|ing)?|demand(?:s|ed|ing)?"
    r"|urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|propos(?:e[sd]?|ing|als?)|seek(?:s|ing)?|sought|call(?:s|ed|ing)? for"
    r"|push(?:e[sd]|ing)?|press(?:e[sd]|ing)?|targets?|goals?)"
)
_CLAUSE = r"\b(?:[^.,;:()—–]|[.,](?=\d))*"
_AIMED = re.compile(rf"\b(?P<cue>{_AIM})\b (?:[\w'’-]+ ){{0,4}}?(?:to|for|of|at){_CLAUSE}", re.IGNORECASE)
_TO_COME = re.compile(
    rf"\b(?P<cue>will|would|(?:is|are|was|were|means?|meant|expects?|expected|set|due) to){_CLAUSE}", re.IGNORECASE
)
"""From the word for an aim, or for what is to come, to the end of its clause."""
_SAYS_SO = re.compile(
    rf"\b(?:{_AIM}|will|would|could|should|shall|may|might|must|set to|due to|(?:is|are|was|were) to|expect\w*|forecast"
    r"|agree\w*|by (?:the end of )?(?:fiscal (?:year )?)?\d{4})\b",
    re.IGNORECASE,
)
"""Words by which a sentence itself says that it is not so yet."""


def objection(sentence: str, passage: str) -> Objection | None:
    """A number that the sentence states, and the passage has nowhere but behind a word for an aim; or, where the
    sentence says what is so now, for what is to come."""
    if _SAYS_SO.search(sentence):
        return None
    claimed = [number for number in quantities(without_dates(sentence)) if not is_year(number)]
    for pattern in (_AIMED,) if leaning(sentence).done else (_AIMED, _TO_COME):
        stated = quantities(without_dates(pattern.sub(" ", passage)))
        for number in missing(claimed, stated):
            for match in pattern.finditer(passage):
                if not missing([number], quantities(without_dates(match[0]))):
                    reason = f"The passage gives {number.raw} as what is to be (“{match['cue']}”), not as what is."
                    return Objection(at_best=Support.PARTLY, reason=reason)
    return None
