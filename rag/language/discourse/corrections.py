"""What a text takes back: "An earlier version said 6,200", "640 people, not 460", "That was wrong". English only."""

import re
from itertools import pairwise

from index.sentence import split

_SAID = (
    r"(?:said|says|wrote|written|stat(?:ed|es)|report(?:ed|s)|gave|given|put|quoted|named|called|listed|described|had)"
)
_BADLY = r"(?:wrongly|incorrectly|mistakenly|erroneously|falsely|in error|by mistake)"
_TEXT = (
    r"(?:version|edition|report|article|story|post|text|headline|caption|figure|paper|account|draft|notice|estimate)s?"
)
_REST = r"(?:[^.;!?]|\.(?=\d))*"
_EARLIER = re.compile(
    rf"\b(?:(?:an?|the|our|its)\s+)?(?:earlier|previous|prior|original|initial)\s+{_TEXT}\b{_REST}"
    rf"|\b(?:we|it|(?:the|this|our)\s+{_TEXT})\s+(?:had\s+)?(?:first|originally|initially|{_BADLY})\s+{_SAID}\b{_REST}"
    rf"|\b{_BADLY}\s+{_SAID}\b{_REST}",
    re.IGNORECASE,
)
"""Told of a text that is no longer the one that holds; as far as its sentence, or the next semicolon."""
_REVOKED = re.compile(
    r"(?:But\s+)?(?:That|This|It|The (?:figure|number|date|name))\s+(?:was|is)\s+(?:\w+\s+)?"
    r"(?:wrong|incorrect|mistaken|untrue|false|an? (?:error|mistake)|not (?:correct|right|true))\b"
)
"""How a sentence begins that says of the one before that it was wrong."""
_INSTEAD = re.compile(r"(?:,\s*(?:and\s+)?not|\b(?:rather than|instead of))\s+(?P<what>[^,.;!?]*(?:[.,]\d[^,.;!?]*)*)")
_OPENS = re.compile(
    r"(?:^|[.!?\n][^\S\n]*)(?:correction|corrected|clarification|erratum|editor['’]s note)\b", re.IGNORECASE
)
_SPEAKS = re.compile(
    rf"{_EARLIER.pattern}|\b(?:correct(?:ion|ed|s)|wrong(?:ly)?|mistake\w*|errors?|erroneous\w*|not)\b", re.IGNORECASE
)


def withdrawn(text: str) -> list[tuple[int, int]]:
    """Start and end of what a text takes back."""
    found = [m.span() for m in _EARLIER.finditer(text)]
    found += [(one.start, one.end) for one, other in pairwise(split(text)) if _REVOKED.match(other.text)]
    corrects = bool(found) or bool(_OPENS.search(text))
    for match in _INSTEAD.finditer(text):
        # "640 people, not 460": of numbers that is one of the two, of words only where something is corrected.
        if corrects or match["what"][:1].isdigit():
            found.append(match.span("what"))
    return found


def unfinished(sentence: str, following: str) -> bool:
    """Whether a sentence says what holds no more, so that a reader needs the one behind it."""
    return bool(_EARLIER.search(sentence)) or bool(_REVOKED.match(following))


def standing(text: str) -> str:
    """The text with what it takes back blanked out."""
    for start, end in withdrawn(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def corrects(text: str) -> bool:
    """Whether it speaks of a correction itself."""
    return bool(_SPEAKS.search(text))
