"""Quantities in prose, with unit and scale: `8.3%` is `8.3 per cent`, `fivefold` is `quintuple`.

Dates are not read here (`rag.language.dates`), nor are digits that belong to a name (F-35, G7).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd

from rag.language.bounds import bounded
from rag.language.clock import CLOCK, hours
from rag.language.gazetteer import one_name
from rag.language.locales import currencies
from rag.language.measures import explicit, measures
from rag.language.notation import english, other_reading
from rag.language.words import STOP, content, stem

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: float(i) for i, w in enumerate(_ONES)} | {w: 10.0 * i for i, w in enumerate(_TENS, start=2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12.0, "mn": 1e6, "bn": 1e9, "tn": 1e12, "m": 1e6, "k": 1e3,
}  # fmt: skip
_TIMES = {
    "twice": 2, "double": 2, "doubl": 2, "triple": 3, "treble": 3, "tripl": 3, "trebl": 3, "quadruple": 4,
    "quadrupl": 4, "quintuple": 5, "quintupl": 5, "sextuple": 6, "sextupl": 6, "tenfold": 10,
}  # fmt: skip
_ORDINALS = {
    w: i for i, w in enumerate("third fourth fifth sixth seventh eighth ninth tenth".split(), start=3)
}  # "first" and "second" are more often not counts
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = "|".join(w for w in _SCALES if len(w) > 2)
_LONE = "hundred|thousand|million|billion|trillion|dozen"
_SPELLED = rf"(?:{_WORD})(?:[\s-]+(?:(?:{_SCALE})(?:\s+and\s+(?:{_WORD}))?|{_WORD}))*"
"""An "and" belongs to a number only behind a scale: "two hundred and five", not "between three and five"."""
_CODES, _NOUNS = currencies()
_CODE = rf"(?-i:{'|'.join(_CODES)})"
_NOUN = "|".join(sorted(_NOUNS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"""(?P<money>(?:US|A|NT|HK)?[$€£¥₩₹]\s?|\b{_CODE}\s)?
    (?:(?<![\w.])(?<![^\W\d]-)(?P<sign>(?<![^\s(])[-−]|(?<=\bminus\s))?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?
       (?:(?:[\s-]?(?P<scale>{_SCALE})s?\b)|(?P<short>mn|bn|tn|m|k)\b)?(?![^\W\d_]|\d)
     |\b(?:half\s+an?\s+(?P<half>{_LONE})|(?P<article>an?)[\s-]+(?P<lone>{_LONE})|(?P<spelled>{_SPELLED}))(?:\b|(?=fold\b)))
    (?:[\s-]*(?P<unit>per\s?cent(?:age)?[\s-]points?\b|basis[\s-]points?\b|%|per\s?cent(?:age)?\b|pct\b|fold\b|times\b
       |(?:(?:(?-i:[A-Z])[^\W\d_]+|unitedstates|d[ei])\s){{0,2}}(?P<currency>(?:{_NOUN})\b|{_CODE}\b|(?<!\b(?:19|20)\d\d\s)won\b)|(?:third|quarter|fifth|tenth)s\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:(?P<times>twice|tenfold|(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:e[ds]?|ing))"
    r"|(?<!three[\s-])\b(?:a\s)?(?P<point>quarter|half)[\s-](?:(?:of\s)?an?\s)?(?:percentage[\s-])?point\b"
    r"|(?P<halved>halv(?:ed?|ing))|(?P<part>(?<!first\s)(?<!second\s)(?<!latter\s)(?<!and\sa\s)half(?!-|\s(?:past|time|an?\s\w+|year)\b)"
    r"|(?:a|one)[\s-](?:third|quarter|fifth|tenth)(?=\s+of\b)|one[\s-](?:third|fifth|tenth)"
    r"|(?:(?<=than\s)|(?<=nearly\s)|(?<=almost\s))a\s(?:third|quarter|fifth|tenth))"
    r"|(?P<ordinal>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))\b",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"\b(?:one|1)[\s-](?:in|out[\s-]of)[\s-](?:every\s)?(?P<whole>{'|'.join(_ONES[2:11])}|10|20|100)\b"
    r"(?!\s(?:year|month|week|day|decade|century|centurie)s?\b)",
    re.IGNORECASE,
)
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₹": "rupee"}
_FOLLOWING = re.compile(r"(?i:of the\b)|[^\W\d_]+(?:[’'][^\W\d_]+)*|[.,;:()—–]")
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|over|more than|up to|under|close to)\s*$", re.I
)
_FALLING = re.compile(
    r"\b(?:fell|falls?|fallen|falling|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|contract(?:s|ed|ing|ion)?|los[est]\w*"
    r"|cut\w*|reduc\w*|down|below|slump\w*|plung\w*|tumbl\w*|deficit)\b[^.;]*$",
    re.IGNORECASE,
)
_SCORES = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|trillions)\b(?! of (?:hundred|thousand|million|billion)s)"
)
_UNIT_WORDS = (
    "percent",
    "per",
    "cent",
    "percentage",
    "fold",
    "pm",
    "half",
)
_NUMBER_STEMS = frozenset(
    stem(word) for word in (*_WORDS, *_SCALES, *_TIMES, *_ORDINALS, *_UNIT_WORDS, *_NOUNS, *map(str.lower, _CODES))
)
_ROUNDING = 0.05
_WELL_OVER = 1.25
"""How much more than "over 60" an amount may be that a writer calls so."""
_FALL = 50
"""Characters before a number in which a word may say that it tells of a fall."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A value with its unit: "%", "points", "clock", "times", "ordinal", a currency, or "" for a plain count or a year.

    `nouns` are stems of what is counted, `rough` says that the writer rounded, `falling` that it is told of a fall,
    so that a minus may be left out. `bound` is what limits it ("least", "most", "nearly", or "" for the value itself)
    and `limit` the words for it.
    """

    value: float
    unit: str
    nouns: frozenset[str]
    rough: bool
    falling: bool
    raw: str
    bound: str = field(default="", compare=False)
    limit: str = field(default="", compare=False)
    other: float | None = field(default=None, compare=False)
    """Its value where a point parts thousands, if it may be read so."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    """Its place in `plain` of the text."""


@lru_cache(maxsize=500)
def plain(text: str) -> str:
    """The text as quantities are read from it: in English notation, with measures written out."""
    return explicit(one_name(english(text)))


@lru_cache(maxsize=500)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order. A lone "one" is a pronoun and left out."""
    text = plain(text)
    found = [(match, _share(match, text)) for match in _ONE_IN.finditer(text)]
    found += [(match, _with_context(hours(match), "clock", match, text)) for match in CLOCK.finditer(text)]
    taken = {at for match, _ in found for at in range(*match.span())}
    for match in _QUANTITY.finditer(text):
        if match.start() in taken:
            continue
        if match["spelled"] and match["spelled"].lower() == "one" and not (match["unit"] or match["money"]):
            continue
        found.append((match, _quantity(match, text)))
        taken.update(range(*match.span()))
    singles = (match for match in _SINGLE.finditer(text) if taken.isdisjoint(range(*match.span())))
    found += [(match, _single(match, text)) for match in singles]
    return tuple(quantity for _, quantity in sorted(found, key=lambda pair: pair[0].start()))


def plain_content(text: str) -> tuple[str, ...]:
    """As `rag.language.words.content`, but with each quantity as one word that does not depend on how it is written."""
    wordy = [word for word in content(text) if not word[0].isdigit() and word not in _NUMBER_STEMS]
    return (*wordy, *(f"#{q.value:g}" for q in quantities(text)))


def same(claimed: Quantity, given: Quantity) -> bool:
    """Whether both name one amount, allowing for a rounding that either admits to."""
    if not _comparable(claimed, given):
        return False
    readings = ((c, g) for c in (claimed.value, claimed.other) for g in (given.value, given.other))
    return any(_equal(claimed, given, c, g) for c, g in readings if c is not None and g is not None)


def _equal(claimed: Quantity, given: Quantity, ours: float, theirs: float) -> bool:
    if ours * theirs < 0 and (claimed if ours > 0 else given).falling:
        ours, theirs = abs(ours), abs(theirs)
    if claimed.bound == "least" and given.bound == "" and ours <= theirs <= _WELL_OVER * ours:
        return True
    if claimed.unit == "%" and (_rounds(ours, theirs) or _rounds(theirs, ours)):
        return True
    if claimed.rough or given.rough:
        return abs(ours - theirs) <= _ROUNDING * max(abs(ours), abs(theirs))
    return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))


def _rounds(endless: float, told: float) -> bool:
    """Whether the one is a fraction without an end, as two thirds, and the other is what it is rounded to."""
    return round(endless, 6) != endless and any(round(endless, places) == told for places in (0, 1, 2))


def missing(claimed: Sequence[Quantity], given: Sequence[Quantity]) -> list[Quantity]:
    """The claimed quantities that are not among the given."""
    return [c for c in claimed if not any(same(c, g) for g in given)]


def unbounded(claimed: Sequence[Quantity], given: Sequence[Quantity]) -> Quantity | None:
    """The given quantity that is only a limit ("up to 300") where the claim states the value itself."""
    for limit, ours in _same_value(claimed, given):
        if ours.bound == "" and limit.bound == "most":
            return limit
    return None


def turned(claimed: Sequence[Quantity], given: Sequence[Quantity]) -> Quantity | None:
    """The given quantity that is limited from the other side than the claimed one: "more than 40", "fewer than 40"."""
    for limit, ours in _same_value(claimed, given):
        if "least" in (pair := {limit.bound, ours.bound}) and pair & {"most", "nearly"}:
            return limit
    return None


def other_scale(sentence: str, passage: str) -> str | None:
    """The scale that a passage names where the sentence names another: "hundreds" for "thousands"."""
    claimed, given = (frozenset(_SCORES.findall(text.lower())) for text in (sentence, passage))
    return min(given) if claimed and given and not claimed & given else None


def _same_value(claimed: Sequence[Quantity], given: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The first given of every claimed value, where all that are given of it are limited alike."""
    by_value: dict[float, list[Quantity]] = {}
    for quantity in _different(given):
        by_value.setdefault(quantity.value, []).append(quantity)
    for ours in _different(claimed):
        alike = [g for g in by_value.get(ours.value, ()) if _comparable(ours, g)]
        if len({g.bound for g in alike}) == 1:
            yield alike[0], ours


def _different(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The first of each value, unit and limit: a table may say one number a thousand times."""
    found: dict[tuple[float, str, str], Quantity] = {}
    for quantity in quantities:
        found.setdefault((quantity.value, quantity.unit, quantity.bound), quantity)
    return list(found.values())


def measure(quantity: Quantity) -> str:
    """What it is measured in: a unit, a currency, or the noun of a measure; "" for a plain count."""
    return quantity.unit or min(measures(quantity.nouns), default="")


def rival(claimed: Quantity, given: Sequence[Quantity]) -> Quantity | None:
    """Another amount given of the very thing of which this amount is claimed."""
    for other in given:
        alike = claimed.unit == other.unit and (claimed.unit != "" or is_year(claimed) == is_year(other))
        if alike and not same(claimed, other) and (claimed.nouns & other.nouns):
            return other
    return None


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Counts, ordinals and multiples are told apart only where it matters: "3rd" may be given as "three"."""
    loose = {"", "ordinal"}
    return one.unit == other.unit or (one.unit in loose and other.unit in loose)


def is_year(quantity: Quantity) -> bool:
    """Whether it is written as a year is."""
    return quantity.unit == "" and quantity.raw.isdigit() and len(quantity.raw) == 4


def _quantity(match: re.Match[str], text: str) -> Quantity:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        value *= _SCALES[(match["scale"] or match["short"]).lower()] if match["scale"] or match["short"] else 1.0
        value *= -1.0 if match["sign"] is not None else 1.0
    elif match["half"]:
        value = _SCALES[match["half"].lower()] / 2
    else:
        value = _SCALES[match["lone"].lower()] if match["lone"] else _spelled(match["spelled"])
    unit = (match["unit"] or "").lower()
    if whole := _PARTS.get(unit[:-1]):  # "two quarters" are months
        shared = not match["digits"] and value < whole and gcd(int(value), whole) == 1
        value, unit = (100 * value / whole, "%") if shared else (value, "")
    elif match["money"]:
        unit = _MONEY.get(match["money"].strip()[-1]) or _CODES[match["money"].strip()]
    elif unit.startswith("basis"):
        value, unit = value / 100, "points"
    elif unit.endswith(("point", "points")):
        unit = "points"
    elif unit.startswith(("%", "per", "pct")):
        unit = "%"
    elif unit in ("fold", "times"):
        unit = "times"
    elif match["currency"]:
        unit = _CODES.get(match["currency"]) or _NOUNS.get(match["currency"].lower()) or unit
    elif match["ordinal"]:
        unit = "ordinal"
    return _with_context(value, unit, match, text)


def _single(match: re.Match[str], text: str) -> Quantity:
    if match["times"]:
        word = match["times"].lower()
        return _with_context(next(float(n) for w, n in _TIMES.items() if word.startswith(w)), "times", match, text)
    if match["point"]:
        return _with_context(1 / _PARTS[match["point"].lower()], "points", match, text)
    if match["halved"]:
        return _with_context(50.0, "%", match, text)
    if match["part"]:
        return _with_context(100.0 / _PARTS[re.split(r"[\s-]", match["part"].lower())[-1]], "%", match, text)
    return _with_context(float(_ORDINALS[match["ordinal"].lower()]), "ordinal", match, text)


def _share(match: re.Match[str], text: str) -> Quantity:
    """ "One in five" is 20%."""
    whole = match["whole"].lower()
    return _with_context(100 / (_WORDS[whole] if whole in _WORDS else float(whole)), "%", match, text)


def _spelled(words: str) -> float:
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
            if _SCALES[word] >= 1e3:
                total, current = total + current, 0.0
    return total + current


def _with_context(value: float, unit: str, match: re.Match[str], text: str) -> Quantity:
    nouns: list[str] = []
    for word in _FOLLOWING.findall(text, match.end(), match.end() + 60):
        if not word[0].isalpha() or (word.lower() in STOP - {"of"}) or len(nouns) == 3:
            break
        nouns += [stem(word.lower())] if word.lower() not in ("of", "of the") else []
    bound, limit = bounded(text, match)
    rough = bool(_ABOUT.search(text, max(0, match.start() - 16), match.start()))
    read = match.groupdict()
    either = other_reading(read.get("digits") or "")
    if either and read["scale"]:
        either *= _SCALES[read["scale"].lower()]
    return Quantity(
        value=value, unit=unit, other=either, start=match.start(), end=match.end(), nouns=frozenset(nouns), rough=rough,
        falling=bool(_FALLING.search(text, max(0, match.start() - _FALL), match.start())),
        raw=match[0].strip().replace("unitedstates", "US"), bound=bound, limit=limit,
    )  # fmt: skip
