"""How quantities are written: number words with their values, and the patterns of digits, units and sums."""

import re

from rag.language import lexicon
from rag.language.locales import currencies
from rag.language.words import stem

_ONES = lexicon.words("numbers", "ones")
WORDS = {w: float(i) for i, w in enumerate(_ONES)}
WORDS |= {w: 10.0 * i for i, w in enumerate(lexicon.words("numbers", "tens"), start=2)}
SCALES = lexicon.values("numbers", "scales")
TIMES = lexicon.values("numbers", "times")
ORDINALS = {w: float(i) for i, w in enumerate(lexicon.words("numbers", "ordinals"), start=3)}
PARTS = lexicon.values("numbers", "parts")

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(w for w in SCALES if len(w) > 2)
_LONE = "hundred|thousand|million|billion|trillion|dozen"
_SPELLED = rf"(?:{_WORD})(?:[\s-]+(?:(?:{_SCALE})(?:\s+and\s+(?:{_WORD}))?|{_WORD}))*"
"""An "and" belongs to a number only behind a scale: "two hundred and five", not "between three and five"."""
CODES, NOUNS = currencies()
_CODE = rf"(?-i:{'|'.join(CODES)})"
_NOUN = "|".join(sorted(NOUNS, key=len, reverse=True))
QUANTITY = re.compile(
    rf"""(?P<money>(?:US|A|NT|HK)?[$€£¥₩₹]\s?|\b{_CODE}\s)?
    (?:(?<![\w.])(?<![^\W\d]-)(?P<sign>(?<![^\s(])[-−]|(?<=\bminus\s))?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?
       (?:(?:[\s-]?(?P<scale>{_SCALE})s?\b)|(?P<short>mn|bn|tn|m|k)\b)?(?![^\W\d_]|\d)
     |\b(?:half\s+an?\s+(?P<half>{_LONE})|(?P<article>an?)[\s-]+(?P<lone>{_LONE})|(?P<spelled>{_SPELLED}))(?:\b|(?=fold\b)))
    (?:[\s-]*(?P<unit>per\s?cent(?:age)?[\s-]points?\b|basis[\s-]points?\b|%|per\s?cent(?:age)?\b|pct\b|fold\b|times\b
       |(?:(?:(?-i:[A-Z])[^\W\d_]+|unitedstates|d[ei])\s){{0,2}}(?P<currency>(?:{_NOUN})\b|{_CODE}\b|(?<!\b(?:19|20)\d\d\s)won\b)|(?:third|quarter|fifth|tenth)s\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
SINGLE = re.compile(
    r"\b(?:(?P<times>twice|tenfold|(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:e[ds]?|ing))"
    r"|(?<!three[\s-])\b(?:a\s)?(?P<point>quarter|half)[\s-](?:(?:of\s)?an?\s)?(?:percentage[\s-])?point\b"
    r"|(?P<halved>halv(?:ed?|ing))|(?P<part>(?<!first\s)(?<!second\s)(?<!latter\s)(?<!and\sa\s)half(?!-|\s(?:past|time|an?\s\w+|year)\b)"
    r"|(?:a|one)[\s-](?:third|quarter|fifth|tenth)(?=\s+of\b)|one[\s-](?:third|fifth|tenth)"
    r"|(?:(?<=than\s)|(?<=nearly\s)|(?<=almost\s))a\s(?:third|quarter|fifth|tenth))"
    r"|(?P<ordinal>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))\b",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    rf"\b(?:one|1)[\s-](?:in|out[\s-]of)[\s-](?:every\s)?(?P<whole>{'|'.join(_ONES[2:11])}|10|20|100)\b"
    r"(?!\s(?:year|month|week|day|decade|century|centurie)s?\b)",
    re.IGNORECASE,
)
MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₹": "rupee"}
FOLLOWING = re.compile(r"(?i:of the\b)|[^\W\d_]+(?:[’'][^\W\d_]+)*|[.,;:()—–]")
ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|over|more than|up to|under|close to)\s*$", re.I
)
FALLING = re.compile(
    r"\b(?:fell|falls?|fallen|falling|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|contract(?:s|ed|ing|ion)?|los[est]\w*"
    r"|cut\w*|reduc\w*|down|below|slump\w*|plung\w*|tumbl\w*|deficit)\b[^.;]*$",
    re.IGNORECASE,
)
SCORES = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|trillions)\b(?! of (?:hundred|thousand|million|billion)s)"
)
_UNITS = lexicon.words("numbers", "units")
NUMBER_STEMS = frozenset(map(stem, (*WORDS, *SCALES, *TIMES, *ORDINALS, *_UNITS, *NOUNS, *map(str.lower, CODES))))
"""Of all words that belong to a quantity."""
