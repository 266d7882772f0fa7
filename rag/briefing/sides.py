"""The sides of a comparison, each with the words that it shares with the other and leaves out: in "the strike of 2019
and that of 2022" the other side is the strike of 2022.

English only, by the form of the words: where none fits, a side stays as it was put.
"""

import re

from rag.language.quantities.number_words import ORDINALS

_PREPOSITION = r"(?:of|in|at|on|to|for|from|with|by|against|between|near|over|under|after|before)"
_STANDS_FOR = re.compile(rf"^(?:that|those|the ones?|one|ones)\s+(?P<rest>{_PREPOSITION}\s+\S.*)$", re.I)
"""A word for what the first side names, and how it differs: "that of 2022", "the ones in Runn"."""
_ONE = re.compile(r"^(?P<which>\S.*?)\s+ones?$", re.I)
"""The second one, the northern ones."""
_ORDINAL = re.compile(rf"^(?:\d+(?:st|nd|rd|th)|{'|'.join(('first', 'second', *ORDINALS))}|last|latter|other)$", re.I)
_OWNED = re.compile(r"^(?P<owner>.+?)['’]s?\s+(?P<what>\S.*)$")
"""Osta's bridge."""
_OWNS = re.compile(r"['’]s?$")


def completed(one: str, other: str) -> tuple[str, str]:
    """Both sides with what they leave out. A side that stands for an owner alone ends with its possessive: "Runn's"."""
    if _OWNS.search(other) and (owned := _OWNED.match(one)):
        return one, f"{other} {owned['what']}"
    if _OWNS.search(one) and (owned := _OWNED.match(other)):
        return f"{one} {owned['what']}", other
    if short := _STANDS_FOR.match(other):
        return one, f"{_head(one)} {short['rest']}"
    if short := _ONE.match(other):
        return one, f"{short['which']} {_head(one).split()[-1]}"
    if _ORDINAL.match(other) and len(one.split()) > 1:
        return one, f"{other} {_head(one).split()[-1]}"
    return one, other


def _head(side: str) -> str:
    """What the side names, without what tells which: "strike" of "strike of 2019"."""
    return re.split(rf"\s+{_PREPOSITION}\s", side, maxsplit=1)[0]
