"""The characters of a PDF page, gathered to pieces of words, with where they stand, their size and their weight.

Coordinates are in points, turned so that the text of a piece runs from left to right and up is more.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

MOST_CHARACTERS = 300_000
"""Characters of the largest page that is read; a page of a telephone book has some 20,000."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
# PDFium gives a hyphen at the end of a line as one of these.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
# A gap wider than this part of the size of the type parts two words where the file writes no space.
_WORD_GAP = 0.25
_OBLIQUE = 4
# Figures whose ink begins this far above the line, in sizes of the type, are raised ones of the font itself; they are
# drawn at about this part of their size.
_ABOVE, _SMALL = 0.2, 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Characters of one word in one size on one baseline.

    `spaced` is whether the file has white space before it. `turn` counts the quarter turns (anticlockwise) of its
    direction of writing; 4 is any other direction. `box` is where it stands on the page, not turned.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool
    turn: int
    box: Box


@dataclass(kw_only=True, slots=True)
class _Word:
    """A piece in the making. `base` is the origin of its first character, `height` that character's."""

    text: list[str]
    box: Box
    base: tuple[float, float]
    height: float
    size: float
    bold: bool
    turn: int
    high: bool
    spaced: bool


def pieces(text_page: Any, crop: Box) -> Iterator[Piece]:
    """The pieces in the order of the file; what stands outside `crop` cannot be seen and is left out."""
    rect, at_x, at_y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    word: _Word | None = None
    spaced, first = True, 0xD800
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond U+FFFF: the second one stands for both
            first = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((first - 0xD800) << 10) + code - 0xDC00
        character = _HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")
        if character.isspace():
            if word:
                yield _piece(word)
                word, spaced = None, False
            # PDFium also breaks the line before and after a raised figure, within a word: that is no white space.
            spaced = spaced or character == " " or not raw.FPDFText_IsGenerated(text_page, index)
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, rect)
        raw.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
        box, base = (rect.left, rect.bottom, rect.right, rect.top), (at_x.value, at_y.value)
        if not (crop[0] <= (box[0] + box[2]) / 2 <= crop[2] and crop[1] <= (box[1] + box[3]) / 2 <= crop[3]):
            continue
        high = character.isdigit() and _is_high(text_page, index, base[1], box[3] - box[1])
        if word and not (word.high == high and _goes_on(word, box, base)):
            yield _piece(word)
            word, spaced = None, False
        if word:
            word.text.append(character)
            left, bottom, right, top = word.box
            word.box = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
        else:
            size, turn = _size(text_page, index, box[3] - box[1])
            bold = _bold(text_page, index)
            word = _Word(
                text=[character], box=box, base=base, height=box[3] - box[1], size=size, bold=bold, turn=turn,
                high=high, spaced=spaced,
            )  # fmt: skip
    if word:
        yield _piece(word)


def _is_high(text_page: Any, index: int, base: float, height: float) -> bool:
    """Is the ink of a figure far above its line? Fonts may have raised figures, of the same size for PDFium."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return bool(found and bottom.value - base >= _ABOVE * height and top.value > bottom.value)


def _goes_on(word: _Word, box: Box, base: tuple[float, float]) -> bool:
    """Does the next character belong to the word: same line, same size, no gap?"""
    if word.turn == _OBLIQUE:
        return True
    across = word.turn % 2
    if across:
        shift, start, end, first, last = base[0] - word.base[0], box[1], box[3], word.box[1], word.box[3]
    else:
        shift, start, end, first, last = base[1] - word.base[1], box[0], box[2], word.box[0], word.box[2]
    gap = max(start - last, first - end)
    height = box[3] - box[1]
    same_size = across or height == 0 or abs(height - word.height) < 0.1 * word.height
    return bool(abs(shift) < 0.1 * word.size and gap < _WORD_GAP * word.size and same_size)


def _size(text_page: Any, index: int, height: float) -> tuple[float, int]:
    """The size of a character's type, and its direction as `Piece.turn`."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else _OBLIQUE
    return size or max(height, 1.0), turn


def _bold(text_page: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text_page, index, name, len(name), ctypes.c_int())
    return bool(_BOLD.search(name.value))


def _piece(word: _Word) -> Piece:
    left, bottom, right, top = word.box
    x, y = word.base
    start, end, line = (
        (left, right, y),
        (bottom, top, -x),
        (-right, -left, -y),
        (-top, -bottom, x),
        (left, right, y),
    )[word.turn]
    return Piece(
        text="".join(word.text),
        left=start,
        right=end,
        base=line + (_ABOVE * word.size if word.high else 0),
        size=word.size * (_SMALL if word.high else 1),
        bold=word.bold,
        spaced=word.spaced,
        turn=word.turn,
        box=word.box,
    )
