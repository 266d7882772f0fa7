"""What is measured in what: "metre" and "meter" are one, "40m long" are no millions, "3 to 5 million" both are."""

import re
from collections.abc import Iterable

from rag.language import lexicon
from rag.language.words import stem

_MEASURES = frozenset(map(stem, lexicon.words("measures", "measures")))
_SPELLINGS = {stem(one): stem(other) for one, other in lexicon.table("measures", "spellings").items()}

_METRES = re.compile(
    r"(?<![$€£¥₩₹\d,.])(?P<long>\d+(?:\.\d+)?(?=m\s(?:long|wide|high|deep|tall)\b)|\d{1,3}(?:,\d{3})+(?=m\b))m"
    r"(?!\s(?:people|users|(?:unitedstates\s)?dollars?|euros?|pounds?|yuan|yen|won|rupees?)\b)"
)
"""Where "m" is no "million"."""
_RANGE = re.compile(
    r"(?P<between>\bbetween\s)?(?<![\w.,-])(?P<money>[$€£¥₩₹])?(?P<first>\d{1,3}(?:\.\d+)?)\s?"
    r"(?P<to>to|[-–]|(?(between)and|to))\s?[$€£¥₩₹]?(?P<second>\d+(?:\.\d+)?)"
    r"(?P<scale>\s(?:thousand|million|billion|trillion)\b(?:\s(?:yen|won|euros?|pounds?|yuan|dollars?)\b)?)"
)
"""Where a scale, and a currency, are said once for both ends."""


def measures(nouns: Iterable[str]) -> frozenset[str]:
    """The measures among some stems, each under one spelling."""
    return frozenset(_SPELLINGS.get(noun, noun) for noun in nouns if noun in _MEASURES)


def explicit(text: str) -> str:
    """The text with measures written out: "40 metres long", "3 million to 5 million"."""
    return _RANGE.sub(_both_ends, _METRES.sub(r"\g<long> metres", text))


def _both_ends(found: re.Match[str]) -> str:
    before, money, joint = found["between"] or "", found["money"] or "", "and" if found["to"] == "and" else "to"
    return f"{before}{money}{found['first']}{found['scale']} {joint} {money}{found['second']}{found['scale']}"
