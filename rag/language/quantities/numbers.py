"""Quantities in prose, with unit and scale: `8.3%` is `8.3 per cent`, `fivefold` is `quintuple`.

Dates are not read here (`rag.language.dates`), nor are digits that belong to a name (F-35, G7).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd

from rag.language.gazetteer import one_name
from rag.language.quantities.bounds import bounded
from rag.language.quantities.clock import CLOCK, hours
from rag.language.quantities.measures import explicit, measures
from rag.language.quantities.notation import english, other_reading
from rag.language.quantities.number_words import (
    ABOUT,
    CODES,
    FALLING,
    FOLLOWING,
    MONEY,
    NOUNS,
    NUMBER_STEMS,
    ONE_IN,
    ORDINALS,
    PARTS,
    QUANTITY,
    SCALES,
    SCORES,
    SINGLE,
    TIMES,
    WORDS,
)
from rag.language.words import STOP, content, stem

_ROUNDING = 0.05
_WELL_OVER = 1.25
"""How much more than "over 60" an amount may be that a writer calls so."""
_FALL = 50
"""Characters before a number in which a word may say that it tells of a fall."""

NO_AMOUNTS = frozenset(("clock", "ordinal", "times"))
"""Units of times of day, ranks and factors, which say of nothing how much there is."""


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
    found = [(match, _share(match, text)) for match in ONE_IN.finditer(text)]
    found += [(match, _with_context(hours(match), "clock", match, text)) for match in CLOCK.finditer(text)]
    taken = {at for match, _ in found for at in range(*match.span())}
    for match in QUANTITY.finditer(text):
        if match.start() in taken:
            continue
        if match["spelled"] and match["spelled"].lower() == "one" and not (match["unit"] or match["money"]):
            continue
        found.append((match, _quantity(match, text)))
        taken.update(range(*match.span()))
    singles = (match for match in SINGLE.finditer(text) if taken.isdisjoint(range(*match.span())))
    found += [(match, _single(match, text)) for match in singles]
    return tuple(quantity for _, quantity in sorted(found, key=lambda pair: pair[0].start()))


def plain_content(text: str) -> tuple[str, ...]:
    """As `rag.language.words.content`, but with each quantity as one word that does not depend on how it is written."""
    wordy = [word for word in content(text) if not word[0].isdigit() and word not in NUMBER_STEMS]
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
    claimed, given = (frozenset(SCORES.findall(text.lower())) for text in (sentence, passage))
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
        value *= SCALES[(match["scale"] or match["short"]).lower()] if match["scale"] or match["short"] else 1.0
        value *= -1.0 if match["sign"] is not None else 1.0
    elif match["half"]:
        value = SCALES[match["half"].lower()] / 2
    else:
        value = SCALES[match["lone"].lower()] if match["lone"] else _spelled(match["spelled"])
    unit = (match["unit"] or "").lower()
    if whole := PARTS.get(unit[:-1]):  # "two quarters" are months
        shared = not match["digits"] and value < whole and gcd(int(value), int(whole)) == 1
        value, unit = (100 * value / whole, "%") if shared else (value, "")
    elif match["money"]:
        unit = MONEY.get(match["money"].strip()[-1]) or CODES[match["money"].strip()]
    elif unit.startswith("basis"):
        value, unit = value / 100, "points"
    elif unit.endswith(("point", "points")):
        unit = "points"
    elif unit.startswith(("%", "per", "pct")):
        unit = "%"
    elif unit in ("fold", "times"):
        unit = "times"
    elif match["currency"]:
        unit = CODES.get(match["currency"]) or NOUNS.get(match["currency"].lower()) or unit
    elif match["ordinal"]:
        unit = "ordinal"
    return _with_context(value, unit, match, text)


def _single(match: re.Match[str], text: str) -> Quantity:
    if match["times"]:
        word = match["times"].lower()
        return _with_context(next(float(n) for w, n in TIMES.items() if word.startswith(w)), "times", match, text)
    if match["point"]:
        return _with_context(1 / PARTS[match["point"].lower()], "points", match, text)
    if match["halved"]:
        return _with_context(50.0, "%", match, text)
    if match["part"]:
        return _with_context(100.0 / PARTS[re.split(r"[\s-]", match["part"].lower())[-1]], "%", match, text)
    return _with_context(float(ORDINALS[match["ordinal"].lower()]), "ordinal", match, text)


def _share(match: re.Match[str], text: str) -> Quantity:
    """ "One in five" is 20%."""
    whole = match["whole"].lower()
    return _with_context(100 / (WORDS[whole] if whole in WORDS else float(whole)), "%", match, text)


def _spelled(words: str) -> float:
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in WORDS:
            current += WORDS[word]
        elif word in SCALES:
            current = (current or 1.0) * SCALES[word]
            if SCALES[word] >= 1e3:
                total, current = total + current, 0.0
    return total + current


def _with_context(value: float, unit: str, match: re.Match[str], text: str) -> Quantity:
    nouns: list[str] = []
    for word in FOLLOWING.findall(text, match.end(), match.end() + 60):
        if not word[0].isalpha() or (word.lower() in STOP - {"of"}) or len(nouns) == 3:
            break
        nouns += [stem(word.lower())] if word.lower() not in ("of", "of the") else []
    bound, limit = bounded(text, match)
    rough = bool(ABOUT.search(text, max(0, match.start() - 16), match.start()))
    read = match.groupdict()
    either = other_reading(read.get("digits") or "")
    if either and read["scale"]:
        either *= SCALES[read["scale"].lower()]
    return Quantity(
        value=value, unit=unit, other=either, start=match.start(), end=match.end(), nouns=frozenset(nouns), rough=rough,
        falling=bool(FALLING.search(text, max(0, match.start() - _FALL), match.start())),
        raw=match[0].strip().replace("unitedstates", "US"), bound=bound, limit=limit,
    )  # fmt: skip
