"""A date of one stage in a thing's life is no date of another: what was announced, signed or passed on a day has not
begun on it, and what began on it has not ended."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.sentence import split
from rag.dates import When, dates
from rag.objection import Objection
from rag.types import Support

_STAGES = (
    (frozenset(("read",)), r"retrieved|accessed"),
    (frozenset(("told",)), r"propos\w+|(?<!on )demand\w*|request\w*|draft\w*"),
    (frozenset(("told", "signed")), r"announc\w+"),
    (frozenset(("told", "begun")), r"unveil\w*|introduc\w+|publish\w*|publication|releas\w+|launch\w*"),
    (frozenset(("signed",)), r"sign(?:s|ed|ing)?|signature"),
    (frozenset(("signed", "passed")), r"agree[sd]?|agreeing|settle[sd]?|conclude[sd]?|reach(?:es|ed)?"),
    (
        frozenset(("passed",)),
        r"approv\w+|pass(?:es|ed|age)|adopt\w*|ratif\w+|endors\w+|enact\w*|vot(?:es?|ed|ing)",
    ),
    (
        frozenset(("begun",)),
        r"(?:t[ao]ke[ns]?|took|taking|c[ao]mes?|coming|went|go(?:es)?|enter\w*|puts?)(?: in)?(?:to)? (?:effect|force)"
        r"|start\w*|beg[aiu]n\w*|open(?:s|ed|ing)?|commenc\w+|inaugurat\w+",
    ),
    (
        frozenset(("ended",)),
        r"expir\w+|end(?:s|ed)?|r[au]ns? out|lapse[sd]?|terminat\w+|finish\w*|complet\w+|clos(?:es|ed|ure)",
    ),
)  # fmt: skip
"""What a word tells of the life of a law, deal or building. Announced and signed may be one, or agreed and passed.
The day on which a reference was read is none of them."""
_WORDS = tuple((stages, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for stages, words in _STAGES)
_FRONTED = re.compile(
    r"(?:^|[,;:(–—]|\b(?:and|but|then))\s*(?:on|in|by|since|from|until|early|late|last|this|next|\s)*$", re.IGNORECASE
)


class _Told(NamedTuple):
    """A date, the stages that it may be told of, and the words for them."""

    when: When
    stages: frozenset[str]
    words: str


def objection(sentence: str, passage: str) -> Objection | None:
    """A date that the sentence tells of one stage, and every place in the passage that tells it of any, of another."""
    given = list(_told(passage))
    for ours in _told(sentence):
        places = [place for place in given if _same(ours.when, place.when)]
        if places and not any(ours.stages & place.stages for place in places):
            reason = f"The passage gives {ours.when.raw} for “{places[0].words}”, not for “{ours.words}”."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
    return None


def _same(one: When, other: When) -> bool:
    days, years = ({getattr(when, part) for when in (one, other)} - {None} for part in ("day", "year"))
    return one.month == other.month and len(days) < 2 and len(years) < 2


def _told(text: str) -> Iterator[_Told]:
    """The dates of the text that a stage is told of: by the last word before them, or of those behind where they open
    a clause."""
    for sentence in split(text):
        at = 0
        for when in dates(sentence.text):
            start = sentence.text.find(when.raw, at)
            if start < 0:  # of a range, which is written otherwise
                continue
            before = sentence.text[at:start]
            at = start + len(when.raw)
            fronted = bool(_FRONTED.search(before))
            found = _stages(sentence.text[at:]) if fronted else _stages(before)[-1:]
            if found:
                stages = frozenset[str]().union(*(stages for stages, _ in found))
                yield _Told(when, stages, found[0][1])


def _stages(text: str) -> list[tuple[frozenset[str], str]]:
    """The words for stages in order, and what they tell."""
    found = [(match.start(), stages, match[0]) for stages, words in _WORDS for match in words.finditer(text)]
    return [(stages, word) for _, stages, word in sorted(found, key=lambda f: f[0])]
