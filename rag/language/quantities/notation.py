"""Numbers as the larger European languages write them → as English does: "2 310 000", "48,75", "3,5 Milliarden".

"84.500" alone may be either; it is left, and `rag.language.quantities.numbers` knows it under both readings.
"""

import re
from functools import lru_cache

from rag.language.locales import scales

_SPACE = r"[ \u00a0\u2009\u202f]"
_GROUPED = re.compile(
    rf"(?<![\d.,'’])(?<!\d{_SPACE})\d{{1,3}}(?:(?:{_SPACE}\d{{3}})+|(?:['’]\d{{3}})+|(?:\.\d{{3}}){{2,}}|\.\d{{3}}(?=,\d))"
    rf"(?:,\d{{1,2}})?(?![\d'’])(?!{_SPACE}\d{{3}}(?!\d))"
)
"""Groups of three behind blanks, apostrophes or points, and a decimal comma. One group behind a point alone is left."""
_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d%]*,?\d)(?!\s*(?:,|and|or|&)\s*\d)")
"""A decimal comma; not one between items of a list, behind which more of them follow."""
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""Thousands in one language, thousandths in another."""


@lru_cache(maxsize=500)
def english(text: str) -> str:
    """The text with its numbers in English notation."""
    if not any(map(str.isdigit, text)):
        return text
    text = _GROUPED.sub(lambda m: re.sub(rf"{_SPACE}|['’.]", "", m[0]).replace(",", "."), text)
    text = _COMMA.sub(r"\1.\2", text)
    for _ in range(2):  # "mil millones" has two
        text = _scale().sub(lambda m: f" {scales()[m['scale'].lower()]}", text)
    return re.sub(r"(?<=\d) thousand million\b", " billion", text)  # "2,4 mil millones"


def other_reading(digits: str) -> float | None:
    """What "84.500" is where a point parts thousands; None for digits that have one reading."""
    return float(digits.replace(".", "")) if _EITHER.fullmatch(digits) else None


@lru_cache(maxsize=1)
def _scale() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, scales()), key=len, reverse=True))
    # Behind digits, or behind a scale that was just read: "mil millones".
    return re.compile(rf"(?:(?<=\d)|(?<=thousand)){_SPACE}?(?P<scale>{words})\b\.?", re.IGNORECASE)
