"""What limits a number: "at least 40" is 40 or more, "up to 40" is 40 or fewer."""

import re

_LEAST = (
    r"(?:no|not) (?:fewer|less) than|at least|more than|greater than|over|above|upwards? of|exceed(?:s|ed|ing)?"
    r"|minimum of"
)
_MOST = (
    r"(?:no|not) (?:more|greater) than|at most|up to|as (?:many|much) as|(?:less|fewer) than|under|below|short of"
    r"|not even|maximum of|(?:not|\w+n[’']t)(?: to)? exceed(?:ing)?|capped at|limited to|(?:cap|ceiling|limit) of"
)
_BOUND = re.compile(
    rf"\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<nearly>nearly|almost|just under))\s+(?:about\s+)?$", re.IGNORECASE
)
_CALLED = re.compile(
    r"\b(?:(?P<most>cap|ceiling|limit|maximum)|(?P<least>floor|minimum))\b[^.;,]{0,80}\b(?:is|are|was|were|be|at)\s+"
    r"(?:about\s+)?$",
    re.IGNORECASE,
)
"""The limit as the subject: "the cap on yearly rises is"."""
_FAR = 120
_BEFORE = 24
"""Characters before a number in which its limit stands."""
_PLACES = ("over", "above", "under", "below")
"""Before a spelled number these are more often places or laws: "under two treaties"."""


def bounded(text: str, number: re.Match[str]) -> tuple[str, str]:
    """What limits a number of the text ("least", "most", "nearly", or "" for the value itself), and in which words."""
    found = _BOUND.search(text, max(0, number.start() - _BEFORE), number.start())
    found = found or _CALLED.search(text, max(0, number.start() - _FAR), number.start())
    if not found or not found.lastgroup:
        return "", ""
    limit = found[found.lastgroup].lower()
    if limit in _PLACES and not any(map(str.isdigit, number[0])):
        return "", ""
    return found.lastgroup, limit
