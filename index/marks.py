"""Marks in a loader's text, by which places (pages, slides, sheets) keep their offsets while the text is cleaned.

A mark stands right before the first character of its place. It is a number between two noncharacters, which Unicode
sets apart for use inside a program and which no text is to hold (The Unicode Standard, section 23.7).
"""

import re
from collections.abc import Sequence

from index.loaders.types import Spot
from index.types import Place

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}(\\d{{1,7}}){_CLOSE}")


def mark(number: int) -> str:
    """The mark of `Extract.places[number]`, to be put before its first character."""
    return f"{_OPEN}{number}{_CLOSE}"


def without_marks(text: str) -> str:
    """What a file itself holds of these characters is taken out before any mark is set."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def without_all_marks(text: str) -> str:
    """A loader's text without the marks that stand for places."""
    return without_marks(_MARK.sub("", text))


def taken(text: str, spots: Sequence[Spot]) -> tuple[str, tuple[Place, ...]]:
    """The text without its marks, and the places that they stood for, in the order of the text.

    A place whose mark is gone, since all of its text was taken out, is left out.
    """
    kept: list[str] = []
    places: list[Place] = []
    end = length = 0
    for found in _MARK.finditer(text):
        kept.append(text[end : found.start()])
        length += found.start() - end
        end = found.end()
        if (number := int(found.group(1))) < len(spots):
            spot = spots[number]
            places.append(Place(start=length, kind=spot.kind, number=spot.number, label=spot.label))
    kept.append(text[end:])
    return without_marks("".join(kept)), tuple(places)
