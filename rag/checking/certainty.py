"""Overstated certainty: told as done, where the source has it only as planned, possible, proposed or denied.

A verb that the statement has in a past or perfect form, and the source's sentence only in another one, beside a word
that leaves open whether it happens ("must still approve", "the possible establishment").
"""

import re

from rag.checking.types import Fault, FaultKind
from rag.language.verbs import past, root
from rag.language.words import STOP, words

_OPEN = re.compile(
    r"\b(?:may(?! \d)|might|could|would|will|shall|must|should|can(?:not)?|perhaps|maybe|possibl[ey]|possibility"
    r"|potential(?:ly)?|likely|prospects?|risks?|threats?|plan(?:s|ned|ning)?|propos\w+|intend\w*|intention"
    r"|expect\w*|aims?|seeks?|hopes?|wants?|offer(?:s|ed)?|consider(?:s|ed|ing)?|mull\w*|discuss\w*|ask(?:s|ed)? for"
    r"|request\w*|demand(?:s|ed)?|call(?:s|ed)? for|due|scheduled|set to|ready to|agreed to|promis\w+|pledg\w+|vow\w*"
    r"|(?:yet|still|about|is|are|was|were) to|if|unless|whether|in the (?:form|event) of)\b"
)
"""What leaves open whether it happens or happened; "may" is no month ("May 5")."""
_MAY = re.compile(r"\bMay\b")
_REACH = 6
"""Words before a participle among which "are to be" or "will be" stands."""


def overstated(statement: str, sentence: str) -> Fault | None:
    """The fault, with the words by which the source leaves it open."""
    source = _MAY.sub("month", sentence)
    found = _OPEN.search(source)
    if not found or _OPEN.search(_MAY.sub("month", statement)):
        return None
    given = words(source)
    done = {root(word) for word in words(statement) if past(word) and word not in STOP}
    forms = {verb: [at for at, word in enumerate(given) if root(word) == verb] for verb in done}
    told = [verb for verb, places in forms.items() if places]
    if not told or any(_done(given, at) for verb in told for at in forms[verb]):
        return None
    reason = f"The source only says “{_shown(sentence, found)}”; the draft tells it as done."
    return Fault(kind=FaultKind.CERTAINTY, reason=reason)


def _done(given: list[str], at: int) -> bool:
    """Whether the word there is told as done: in a past form, and not behind "to be" or "will be"."""
    return past(given[at]) and "be" not in given[max(0, at - _REACH) : at]


def _shown(sentence: str, found: re.Match[str]) -> str:
    return " ".join(sentence[found.start() :].split()[:8]).rstrip(".,;")
