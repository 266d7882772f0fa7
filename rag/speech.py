"""Who said it: a statement belongs to the person the passage quotes, not to another."""

import re

from index.types import Sentence
from rag import names
from rag.objection import Objection
from rag.types import Support
from rag.words import STOP

_SAID = (
    r"(?:said|says|say|saying|told|tells|wrote|writes|argued|argues|warned|warns|added|adds|claimed|claims|stated"
    r"|states|noted|notes|explained|announced|insisted|declared|described|called|believes|predicted|predicts)"
)
_CLAUSE = r"(?:that|how|why|what|whether|if|when|he|she|they|it|there|in|on|at)\b"
"""What behind "said" opens what is said, or tells where: "said that Berg" is not said by Berg."""
_PART = r"[^\W\d_a-z][\w’'.-]{0,40}"
_NAME = rf"(?<![\w’'.-]){_PART}(?:\s+(?:of\s+|the\s+)?{_PART}){{0,5}}"
"""Bounded, and from the beginning of a word on: else a long run of letters takes its square in time."""
_BEFORE = 80
"""Characters before a speaker's name in which his office stands."""
_PATTERNS = (
    re.compile(
        rf"(?P<who>{_NAME})(?:,(?:[^,.;]|\.(?=\w|,?\s[a-z])){{2,80}},)?\s+(?:has\s+|had\s+|also\s+|later\s+)?(?P<verb>{_SAID})\b"
    ),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of)\s+(?:[a-z]+\s+){{0,3}}(?P<who>{_NAME})"),
    re.compile(rf"[,”\"’]\s*{_SAID}\s+(?:(?!{_CLAUSE})[a-z]+\s+){{0,3}}(?P<who>{_NAME})"),
)
_OFFICE = re.compile(
    rf"(?P<whose>{_NAME})(?:[’']s)?(?:\s+[a-z-]+){{0,3}}\s+(?i:spokes\w+|minister|ministry|president|secretary|chief"
    r"|official|officer|commander|general|leader|head|director|ambassador|envoy|adviser|aide)\s+$"
)
"""Before a speaker: for whom he speaks ("Kremlin spokesman Dmitry Peskov said")."""


def speakers(text: str) -> list[str]:
    """The named speakers to whom a text attributes statements."""
    found = [match["who"] for pattern in _PATTERNS for match in pattern.finditer(text) if not _adverb(match["who"])]
    return [who for who in dict.fromkeys(name.rstrip(".") for name in found) if names.names("x " + who)]


def _offices(text: str) -> list[str]:
    """Those for whom a text's speakers speak: what a spokesman says, his office says."""
    places = [text.find(who) for who in speakers(text)]
    found = [_OFFICE.search(text[max(0, at - _BEFORE) : at]) for at in places]
    return [match["whose"] for match in found if match]


def _adverb(word: str) -> bool:
    """ "Recently, …, saying": what opens a sentence before a comma is not always who speaks."""
    return word.endswith("ly") or word.lower() in STOP | {"meanwhile", "later", "today", "yesterday", "instead"}


def objection(sentence: str, aligned: list[Sentence], context: str) -> Objection | None:
    """The sentence's speaker is not the one whom the aligned part of the passage names.

    No objection where the passage names nobody ("he said"): then the names layer is the judge.
    """
    claimed = speakers(sentence)
    if not claimed:
        return None
    given = [who for s in aligned for who in speakers(s.text)]
    if not given:
        return None
    heard = "\n".join([*given, *(office for s in aligned for office in _offices(s.text))])
    for who in claimed:
        wanted = names.names("x " + who)
        absent = {token for name in names.missing(wanted, heard) for token in name.tokens}
        if all(token in absent for name in wanted for token in name.tokens):
            origin = not names.missing(wanted, context)
            return Objection(
                at_best=Support.PARTLY if origin else Support.UNSUPPORTED,
                reason=f"The passage gives these words to {given[0]}, not to {who}.",
            )
    return None
