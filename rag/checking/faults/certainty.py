"""Overstated certainty: told as done, where the source has it only as planned, possible, proposed or asked for.

A verb that the statement has in a past or perfect form, and the source's sentence only in another one, behind a word
that leaves open whether it happens ("must still approve", "the possible establishment").
"""

import re
from itertools import islice

from rag.checking.types import Fault, FaultKind
from rag.language.grammar.verbs import past, root
from rag.language.words import STOP, words

_OPEN = re.compile(
    r"\b(?:may|might|could|would|will|shall|must|should|can(?:not)?|perhaps|maybe|possibl[ey]|possibility"
    r"|potential(?:ly)?|likely|prospects?|risks?|threat(?:s|ens?|ened)?|plan(?:s|ned|ning)?|propos\w+|inten\w+"
    r"|expect\w*|aim(?:s|ed)?|seeks?|sought|hop(?:es?|ed)|wants?|wanted|offer(?:s|ed)?|consider(?:s|ed|ing)?|mull\w*"
    r"|discuss\w*|ask(?:s|ed)? (?:for|\w+ to)|request\w*|demand(?:s|ed)?|call(?:s|ed)? for|due|scheduled|(?:set|ready"
    r"|yet|still|about|is|are|was|were|agreed) to|promis\w+|pledg\w+|vow\w*|if|unless|whether"
    r"|in the (?:form|event) of)\b"
)
"""What leaves open whether it happens or happened."""
_MAY = re.compile(r"\bMay\b")  # the month
_PERMITS = re.compile(
    r"\b(?:lets?|allow(?:s|ed)?|permit(?:s|ted)?|enabl(?:es?|ed)|can|(?:is|are) (?:to|said to|thought to|believed to)"
    r"|reportedly|allegedly|apparently)\b"
)
_PAST_EVENT = re.compile(r"\b(?:after|since|during|following|with|from|by|until) (?:the|this|that|his|her|its|their) $")
"""Before a noun: what happened at a time has happened ("after the visit")."""
_LONGEST = 40
"""Characters that such words may take."""
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 20
"""Words behind an open one within which it governs a verb, in one clause."""
_BE = 6
"""Words before a participle among which "are to be" or "will be" stands."""


def overstated(statement: str, sentence: str) -> Fault | None:
    """The fault, with the words by which the source leaves it open."""
    done = {root(word) for word in words(statement) if past(word) and word not in STOP}
    if not done or leaves_open(statement, done):
        return None
    clauses = re.split(r"[,;:()—–]\s", _MAY.sub("month", sentence))
    found = [part for clause in clauses if (part := _governing(clause, done))]
    told = any(_done(given, at) for given in map(words, clauses) for at in _places(given, done))
    if not found or told:
        return None
    return Fault(kind=FaultKind.CERTAINTY, reason=f"The source only says “{found[0]}”; the draft tells it as done.")


def leaves_open(text: str, besides: set[str]) -> bool:
    """Whether a text itself leaves open what it says, by another word than `besides`."""
    found = (match[0] for match in _OPEN.finditer(_MAY.sub("month", text)))
    return any(root(words(said)[0]) not in besides for said in found)


def permits(text: str) -> bool:
    """Whether a text tells of what is allowed, arranged or rumoured, which another may tell by "may", "is expected to"
    or "reportedly"."""
    return bool(_PERMITS.search(text))


def _governing(clause: str, done: set[str]) -> str | None:
    """The words from an open one to one of the verbs, where nothing says that it was done."""
    for found in _OPEN.finditer(clause):
        for match in islice(_LETTERS.finditer(clause, found.end()), _REACH):
            before = clause[max(0, match.start() - _LONGEST) : match.start()]
            if root(match[0].lower()) in done and not _PAST_EVENT.search(before):
                return clause[found.start() : match.end()]
    return None


def _places(given: list[str], done: set[str]) -> list[int]:
    return [at for at, word in enumerate(given) if root(word) in done]


def _done(given: list[str], at: int) -> bool:
    """Whether the word there is told as done: in a past form, and not behind "to be" or "will be"."""
    return past(given[at]) and "be" not in given[max(0, at - _BE) : at]
